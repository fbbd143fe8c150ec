extension MergedConsent {
  /// Nothing is stated.
  package static let nothing = MergedConsent(
    claim: ConsentClaim(), optOutRecord: nil, consentRecord: nil, channelRecord: nil,
    keptThroughMerge: false, overridden: false)

  /// What `ConsentClaim.merge` makes of one claim alone; without allocation where it is no opt-out.
  package init(of claim: ConsentClaim) {
    if claim.isOptedOut || !claim.optOutChannels.isEmpty {
      self = ConsentClaim.merge([claim])
    } else {
      self = .nothing
      guard claim.tier != nil else { return }
      self.claim = claim
      consentRecord = 0
    }
  }
}

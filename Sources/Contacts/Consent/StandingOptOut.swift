/// An opt-out that an earlier run recorded and that holds until a newer proven opt-in replaces it.
package struct StandingOptOut: Sendable {
  /// ISO 8601 as recorded; empty if the source gave no time.
  package var since: String
  package var source: String
  package var claim: ConsentClaim

  package init(since: String, source: String) {
    self.since = since
    self.source = source
    claim = ConsentClaim()
    claim.tier = ConsentTier.none
    claim.isOptedOut = true
    claim.optOutSeconds =
      since.isEmpty ? nil : readDate(since, rules: DateRules()).epochSeconds
  }

  /// An opt-out without a time counts as the latest, for nothing can outrank it.
  package func isEarlier(than other: StandingOptOut) -> Bool {
    (claim.optOutSeconds ?? .max) < (other.claim.optOutSeconds ?? .max)
  }
}

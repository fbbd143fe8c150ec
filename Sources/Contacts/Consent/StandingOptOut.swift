/// An opt-out that an earlier run recorded and that holds until a newer proven opt-in replaces it.
package struct StandingOptOut: Sendable {
  /// ISO 8601 as recorded; empty if the source gave no time.
  package var since: String
  package var source: String
  package var claim: ConsentClaim

  /// - Parameters:
  ///   - scope: what it is for, as `suppressions.csv` says it.
  ///   - blocking: channels whose opt-out ends messages at WhatsApp too.
  package init(
    since: String, source: String, scope: String = "all", blocking: ConsentChannels = .all
  ) {
    self.since = since
    self.source = source
    claim = ConsentClaim()
    claim.optOutSeconds =
      since.isEmpty ? nil : readDate(since, rules: DateRules()).epochSeconds
    claim.optOut(of: scope.isEmpty ? .all : ConsentChannels(text: scope), blocking: blocking)
    if claim.isOptedOut { claim.tier = ConsentTier.none }
  }

  /// An opt-out without a time counts as the latest, for nothing can outrank it.
  package func isEarlier(than other: StandingOptOut) -> Bool {
    (claim.optOutSeconds ?? .max) < (other.claim.optOutSeconds ?? .max)
  }

  /// The opt-out that holds where both do: the later one, for all that either is for.
  package func joined(_ other: StandingOptOut) -> StandingOptOut {
    var later = isEarlier(than: other) ? other : self
    later.claim.optOutChannels = claim.optOutChannels.union(other.claim.optOutChannels)
    if claim.isOptedOut || other.claim.isOptedOut {
      later.claim.isOptedOut = true
      later.claim.tier = ConsentTier.none
    }
    return later
  }
}

extension CleanReport {
  /// Who may be messaged. Counts are of contacts but for `suppressions`, which are of addresses.
  package struct Consent: Codable, Sendable, Equatable {
    /// `none`, `transactional`, `marketing`.
    package var tiers: [TierCount]
    package var optedOut: Int
    package var optedOutBySource: [SourceCount]
    /// Contacts where an opt-out of one row was kept against other rows of the same person.
    package var optOutsKeptThroughMerge: Int
    /// Contacts that share a number or address with someone who opted out.
    package var sharedWithOptedOut: Int
    package var messageable: Int
    /// Contacts that are written as messageable though they, or others with their number, opted out:
    /// 0, or the result must not be used.
    package var optOutsMessageable: Int
    /// Why contacts are not messageable; each contact is counted under its first reason.
    package var notMessageableBecause: [ReasonCount]
    /// Addresses in `suppressions.csv`.
    package var suppressions: Int

    package init(
      tiers: [TierCount] = [], optedOut: Int = 0, optedOutBySource: [SourceCount] = [],
      optOutsKeptThroughMerge: Int = 0, sharedWithOptedOut: Int = 0, messageable: Int = 0,
      optOutsMessageable: Int = 0,
      notMessageableBecause: [ReasonCount] = [], suppressions: Int = 0
    ) {
      self.tiers = tiers
      self.optedOut = optedOut
      self.optedOutBySource = optedOutBySource
      self.optOutsKeptThroughMerge = optOutsKeptThroughMerge
      self.sharedWithOptedOut = sharedWithOptedOut
      self.messageable = messageable
      self.optOutsMessageable = optOutsMessageable
      self.notMessageableBecause = notMessageableBecause
      self.suppressions = suppressions
    }
  }

  /// Contacts of one consent tier.
  package struct TierCount: Codable, Sendable, Equatable {
    package var tier: String
    package var count: Int

    package init(tier: String, count: Int) {
      self.tier = tier
      self.count = count
    }
  }

  /// Contacts that opted out, by the source that says so.
  package struct SourceCount: Codable, Sendable, Equatable {
    package var source: String
    package var count: Int

    package init(source: String, count: Int) {
      self.source = source
      self.count = count
    }
  }
}

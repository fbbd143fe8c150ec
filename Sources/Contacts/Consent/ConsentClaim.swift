/// What a message may be about, from least to most allowed.
package enum ConsentTier: Int, Sendable, Comparable, CaseIterable {
  /// Nothing may be sent.
  case none
  /// Notices about the transaction only: a first interaction took place.
  case transactional
  /// Explicit, with proof.
  case marketing

  package var name: String {
    switch self {
    case .none: "none"
    case .transactional: "transactional"
    case .marketing: "marketing"
    }
  }

  package init?(name: String) {
    guard let tier = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = tier
  }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// What one source record, or the records of one contact together, say about consent.
package struct ConsentClaim: Sendable, Hashable {
  /// What the record states; `nil` when it says nothing, which means no marketing but contradicts nobody.
  package var tier: ConsentTier?
  package var isOptedOut = false
  /// Time of the opt-out in Unix seconds, if the record gives one.
  package var optOutSeconds: Int64?
  /// Time of the consent in Unix seconds, if the record gives one.
  package var consentSeconds: Int64?
  /// The opt-in has a date or a source.
  package var hasProof = false

  package init() {}

  /// The tier that counts: none for whoever opted out, and for whom nothing is known.
  package var effectiveTier: ConsentTier { isOptedOut ? .none : tier ?? .none }

  /// Whether this opt-in is proven and newer than that opt-out.
  ///
  /// An opt-out without a date cannot be shown to be older than anything, so it stands.
  package func overrides(optOut: ConsentClaim) -> Bool {
    guard !isOptedOut, tier == .marketing, hasProof, let consentSeconds,
      let optOutSeconds = optOut.optOutSeconds
    else { return false }
    return consentSeconds > optOutSeconds
  }
}

/// The consent of a contact that several records describe.
package struct MergedConsent: Sendable, Equatable {
  package var claim: ConsentClaim
  /// Index of the record whose opt-out stands, if any.
  package var optOutRecord: Int?
  /// Index of the record whose consent stands, if any.
  package var consentRecord: Int?
  /// The opt-out of one record holds for the others, which did not state it.
  package var keptThroughMerge: Bool
  /// An opt-out was replaced by a newer proven opt-in.
  package var overridden: Bool
}

extension ConsentClaim {
  /// The most restrictive of several claims.
  ///
  /// An opt-out stands unless a proven opt-in is newer than every opt-out. Among stated tiers the lowest counts.
  /// The result does not depend on the order of the claims, ties between equal records aside.
  package static func merge(_ claims: [ConsentClaim]) -> MergedConsent {
    var merged = MergedConsent(
      claim: ConsentClaim(), optOutRecord: nil, consentRecord: nil, keptThroughMerge: false,
      overridden: false)
    let optOuts = claims.indices.filter { claims[$0].isOptedOut }
    if let last = optOuts.max(by: { claims[$0].isEarlierOptOut(than: claims[$1]) }) {
      merged.overridden = claims.contains { claim in
        optOuts.allSatisfy { claim.overrides(optOut: claims[$0]) }
      }
      guard merged.overridden else {
        merged.claim = claims[last]
        merged.claim.tier = ConsentTier.none
        merged.optOutRecord = last
        merged.keptThroughMerge = optOuts.count < claims.count
        return merged
      }
    }
    // An opt-out that is replaced takes its record's tier with it, but no other record's.
    let stated = claims.indices.filter { !claims[$0].isOptedOut && claims[$0].tier != nil }
    guard let lowest = stated.compactMap({ claims[$0].tier }).min() else { return merged }
    // Among records of the lowest tier the best proven, then the newest, speaks for the contact.
    let speaker = stated.filter { claims[$0].tier == lowest }.max { left, right in
      let (a, b) = (claims[left], claims[right])
      if a.hasProof != b.hasProof { return b.hasProof }
      return a.consentSeconds ?? .min < b.consentSeconds ?? .min
    }
    if let speaker { merged.claim = claims[speaker] }
    merged.consentRecord = speaker
    return merged
  }

  /// Orders opt-outs: one without a date counts as the latest, for nothing can outrank it.
  private func isEarlierOptOut(than other: ConsentClaim) -> Bool {
    (optOutSeconds ?? .max) < (other.optOutSeconds ?? .max)
  }
}

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
  /// An opt-out that ends messages at WhatsApp.
  package var isOptedOut = false
  /// What the record opts out of, whether or not that ends messages at WhatsApp.
  package var optOutChannels: ConsentChannels = []
  /// What an opt-in is for.
  package var consentChannels: ConsentChannels = .all
  /// Time of the opt-out in Unix seconds, if the record gives one.
  package var optOutSeconds: Int64?
  /// Time of the consent in Unix seconds, if the record gives one.
  package var consentSeconds: Int64?
  /// The opt-in has a date or a source.
  package var hasProof = false

  package init() {}

  /// Whether the record opted out of anything.
  package var statesOptOut: Bool { isOptedOut || !optOutChannels.isEmpty }

  /// The tier that counts: none for whoever opted out, and for whom nothing is known.
  package var effectiveTier: ConsentTier { isOptedOut ? .none : tier ?? .none }

  /// Adds an opt-out.
  ///
  /// - Parameter blocking: channels whose opt-out ends messages at WhatsApp too.
  package mutating func optOut(of channels: ConsentChannels, blocking: ConsentChannels) {
    optOutChannels.formUnion(channels)
    if !channels.isDisjoint(with: blocking) { isOptedOut = true }
  }

  /// Whether this opt-in is proven, newer than that opt-out, and for a channel.
  ///
  /// An opt-out without a date cannot be shown to be older than anything, so it stands.
  package func overrides(
    optOut: ConsentClaim, of channel: ConsentChannels = .whatsApp
  ) -> Bool {
    guard !isOptedOut, tier == .marketing, hasProof, consentChannels.isSuperset(of: channel),
      let consentSeconds, let optOutSeconds = optOut.optOutSeconds
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
  /// Index of the record that tells of the channels that are opted out of, if any are, though messages may be sent.
  package var channelRecord: Int?
  /// The opt-out of one record holds for the others, which did not state it.
  package var keptThroughMerge: Bool
  /// An opt-out was replaced by a newer proven opt-in.
  package var overridden: Bool
}

extension ConsentClaim {
  /// The most restrictive of several claims.
  ///
  /// An opt-out stands unless a proven opt-in for WhatsApp is newer than every opt-out. Among stated tiers the lowest
  /// counts. What is opted out of is told channel by channel: an opt-in lifts the channels that it is for.
  /// The result does not depend on the order of the claims, ties between equal records aside.
  package static func merge(_ claims: [ConsentClaim]) -> MergedConsent {
    var merged = MergedConsent(
      claim: ConsentClaim(), optOutRecord: nil, consentRecord: nil, channelRecord: nil,
      keptThroughMerge: false, overridden: false)
    let channels = remainingChannels(claims)
    let refusals = claims.indices.filter {
      claims[$0].isOptedOut || !claims[$0].optOutChannels.isEmpty
    }
    // What is written once for all refusals has the time of the last one.
    let latest = refusals.max { claims[$0].isEarlierOptOut(than: claims[$1]) }
    let optOuts = refusals.filter { claims[$0].isOptedOut }
    if let latest, !optOuts.isEmpty {
      merged.overridden = claims.contains { claim in
        optOuts.allSatisfy { claim.overrides(optOut: claims[$0]) }
      }
      guard merged.overridden else {
        merged.claim = claims[latest]
        merged.claim.isOptedOut = true
        merged.claim.tier = ConsentTier.none
        merged.claim.optOutChannels =
          channels.isEmpty
          ? optOuts.reduce(into: []) { $0.formUnion(claims[$1].optOutChannels) } : channels
        merged.optOutRecord = latest
        merged.keptThroughMerge = optOuts.count < claims.count
        return merged
      }
    }
    merged.claim.optOutChannels = channels
    if !channels.isEmpty { merged.channelRecord = latest }
    // An opt-out that is replaced takes its record's tier with it, but no other record's.
    let stated = claims.indices.filter { !claims[$0].isOptedOut && claims[$0].tier != nil }
    guard let lowest = stated.compactMap({ claims[$0].tier }).min() else { return merged }
    // Among records of the lowest tier the best proven, then the newest, speaks for the contact.
    let speaker = stated.filter { claims[$0].tier == lowest }.max { left, right in
      let (a, b) = (claims[left], claims[right])
      if a.hasProof != b.hasProof { return b.hasProof }
      return a.consentSeconds ?? .min < b.consentSeconds ?? .min
    }
    if let speaker {
      merged.claim = claims[speaker]
      merged.claim.optOutChannels = channels
    }
    merged.consentRecord = speaker
    return merged
  }

  /// Channels that some claim opts out of and no newer proven opt-in is for.
  private static func remainingChannels(_ claims: [ConsentClaim]) -> ConsentChannels {
    let stated = claims.reduce(into: ConsentChannels()) { $0.formUnion($1.optOutChannels) }
    if stated.isEmpty { return [] }
    return ConsentChannels.named.reduce(into: []) { remaining, entry in
      guard stated.contains(entry.channel) else { return }
      let isLifted = claims.contains { claim in
        claims.allSatisfy { optOut in
          !optOut.optOutChannels.contains(entry.channel)
            || claim.overrides(optOut: optOut, of: entry.channel)
        }
      }
      if !isLifted { remaining.formUnion(entry.channel) }
    }
  }

  /// Orders opt-outs: one without a date counts as the latest, for nothing can outrank it.
  private func isEarlierOptOut(than other: ConsentClaim) -> Bool {
    (optOutSeconds ?? .max) < (other.optOutSeconds ?? .max)
  }
}

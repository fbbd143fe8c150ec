package import Contacts

/// Whether and for what a person may be messaged, as one value that merges as a whole.
package struct ConsentState: Sendable, Hashable {
  package var tier: ConsentTier
  package var isOptedOut: Bool
  /// When consent was given or withdrawn; nil where the source does not say.
  package var at: Instant?
  /// The proof of an opt-in, or the source of an opt-out.
  package var evidence: String

  package static let unknown = ConsentState(tier: .none)

  package init(
    tier: ConsentTier, isOptedOut: Bool = false, at: Instant? = nil, evidence: String = ""
  ) {
    self.tier = isOptedOut ? .none : tier
    self.isOptedOut = isOptedOut
    self.at = at
    self.evidence = evidence
  }

  /// Whether messages of the purpose marketing may be sent: explicit and proven.
  package var allowsMarketing: Bool {
    tier == .marketing && !isOptedOut && (at != nil || !evidence.isEmpty)
  }

  /// Whether it lifts an opt-out: an opt-in with proof and a later date.
  func lifts(_ optOut: ConsentState) -> Bool {
    guard !isOptedOut, tier != .none, !evidence.isEmpty, let at, let since = optOut.at else {
      return false
    }
    return at > since
  }
}

// MARK: - Merging

extension ConsentState {
  /// The most restrictive of some claims, but that a newer, proven opt-in lifts an opt-out. It does not depend on their
  /// order.
  package static func mostRestrictive(_ claims: [ConsentState]) -> ConsentState {
    let optOuts = claims.filter(\.isOptedOut)
    // An opt-out without a date counts as the latest, for nothing can outrank it.
    if let standing = optOuts.max(by: { $0.rank < $1.rank }) {
      return claims.filter { $0.lifts(standing) }.max { $0.rank < $1.rank } ?? standing
    }
    let lowest = claims.map(\.tier).min() ?? .none
    return claims.filter { $0.tier == lowest }.max { $0.rank < $1.rank } ?? .unknown
  }

  /// What holds after both sides changed it or one did: the change of one side alone counts, unless it would lift an
  /// opt-out without newer proof.
  package static func merge(
    base: ConsentState?, _ left: ConsentState, _ right: ConsentState,
    claims: [ConsentState] = []
  ) -> ConsentState {
    let standing = claims + [base].compactMap { $0?.isOptedOut == true ? $0 : nil }
    if left.isOptedOut || right.isOptedOut || !standing.isEmpty {
      return mostRestrictive([left, right] + standing)
    }
    let before = base ?? .unknown
    if left == before { return right }
    if right == before { return left }
    return mostRestrictive([left, right])
  }

  /// Later first; then by text, so that equals do not depend on order.
  private var rank: (Int64, String) { (at?.milliseconds ?? (isOptedOut ? .max : .min), text) }
}

// MARK: - As text

extension ConsentState {
  /// `opted_out|time|source`, `marketing|time|proof`, `transactional|…`; empty for unknown.
  package var text: String {
    if self == .unknown { return "" }
    let name = isOptedOut ? "opted_out" : tier.name
    return "\(name)|\(at?.iso ?? "")|\(evidence)"
  }

  /// Reads `text`. What it does not know is no consent.
  package init(text: String) {
    let parts = text.split(separator: "|", maxSplits: 2, omittingEmptySubsequences: false)
    let name = parts.first.map(String.init) ?? ""
    self.init(
      tier: ConsentTier(name: name) ?? .none, isOptedOut: name == "opted_out",
      at: parts.count > 1 ? Instant(iso: String(parts[1])) : nil,
      evidence: parts.count > 2 ? String(parts[2]) : "")
  }
}

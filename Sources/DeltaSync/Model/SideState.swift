/// What is known of one side of a link.
package enum SideState: Sendable, Hashable {
  /// The side has no record yet.
  case missing
  /// As it was when both sides last agreed.
  case asBase
  /// Something else than the base, with the time at which the side says it was changed.
  case present(FieldValues, Instant)
  /// The record is gone there; `mergedInto` is the record that took its place, if a person merged two.
  case deleted(mergedInto: String?)
}

// MARK: - As text

extension SideState {
  private static let separator: Character = "\u{1D}"

  /// One text for storing.
  package var encoded: String {
    switch self {
    case .missing: "missing"
    case .asBase: "base"
    case .present(let values, let at):
      "present\(Self.separator)\(at.milliseconds)\(Self.separator)\(values.encoded)"
    case .deleted(let winner): "deleted\(Self.separator)\(winner ?? "")"
    }
  }

  /// Reads `encoded`; nil for a text that is none.
  package init?(encoded: String) {
    let parts = encoded.split(
      separator: Self.separator, maxSplits: 2, omittingEmptySubsequences: false)
    switch (parts.first, parts.count) {
    case ("missing", 1): self = .missing
    case ("base", 1): self = .asBase
    case ("present", 3):
      guard let milliseconds = Int64(parts[1]) else { return nil }
      self = .present(
        FieldValues(encoded: String(parts[2])), Instant(milliseconds: milliseconds))
    case ("deleted", 2): self = .deleted(mergedInto: parts[1].isEmpty ? nil : String(parts[1]))
    default: return nil
    }
  }
}

internal import Linkage

/// Why a row was merged, as `lineage.csv` says it:
/// `phone exact +12.0, name initial +6.0, prior any_pair -14.1; same as contacts.csv:7`.
package struct MergeReason: Sendable, Equatable {
  /// Strongest first, and last what stands before any comparison.
  package var evidence: [Item]
  /// The row that it was joined to, as `file:line`.
  package var other: String

  package struct Item: Sendable, Equatable {
    package var comparison: String
    package var level: String
    /// log2 of the likelihood ratio, to a tenth.
    package var weightBits: Double

    var text: String { "\(comparison) \(level) \(signedBits(weightBits))" }
  }
}

extension MergeReason {
  private static let place = "; same as "

  init(_ pair: LinkedPair, other: String) {
    evidence = pair.items
    self.other = other
  }

  /// The reason that a text of `lineage.csv` gives; nil for any other text.
  package init?(_ text: String) {
    guard let range = text.firstRange(of: Self.place) else { return nil }
    other = String(text[range.upperBound...])
    evidence = []
    for part in text[..<range.lowerBound].split(separator: ", ") {
      let words = part.split(separator: " ")
      guard words.count >= 3, let bits = Double(words[words.count - 1]) else { return nil }
      evidence.append(
        Item(
          comparison: words.dropLast(2).joined(separator: " "),
          level: String(words[words.count - 2]),
          weightBits: bits))
    }
  }

  var text: String {
    evidence.map(\.text).joined(separator: ", ") + Self.place + other
  }
}

/// A number of bits with its sign and one decimal.
package func signedBits(_ bits: Double) -> String {
  let tenths = Int((abs(bits) * 10).rounded())
  return "\(bits < 0 ? "-" : "+")\(tenths / 10).\(tenths % 10)"
}

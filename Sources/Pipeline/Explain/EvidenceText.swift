internal import Linkage

extension LinkedPair {
  /// What joined or parts the pair, in bits, strongest first, and what stands before any comparison:
  /// `phone exact +12.0, name initial +6.0, prior any_pair -14.1`.
  var evidenceText: String {
    items.map(\.text).joined(separator: ", ")
  }

  /// The comparisons that speak for the pair, in a fixed order: `phone and name`.
  var reason: String {
    let names = comparisons.filter { $0.weightBits > 0 }.map(\.comparison).sorted()
    return names.isEmpty ? "no evidence" : names.joined(separator: " and ")
  }

  /// Strongest first, and last what stands before any comparison.
  var items: [MergeReason.Item] {
    (comparisons + evidence.filter { $0.comparison == Evidence.prior }).map {
      MergeReason.Item(
        comparison: $0.comparison, level: $0.level, weightBits: $0.weightBits)
    }
  }

  private var comparisons: [Evidence] {
    evidence.filter { $0.comparison != Evidence.prior }
      .sorted { abs($0.weightBits) > abs($1.weightBits) }
  }
}

/// A probability with four decimals, rounded down so that nothing doubtful reads as certain.
func probabilityText(_ probability: Double) -> String {
  let scaled = Int((min(max(probability, 0), 1) * 10_000).rounded(.down))
  let digits = "\(scaled % 10_000)"
  return "\(scaled / 10_000)." + String(repeating: "0", count: 4 - digits.count) + digits
}

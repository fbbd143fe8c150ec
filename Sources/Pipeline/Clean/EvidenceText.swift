internal import Linkage

extension LinkedPair {
  /// What joined or parts the pair, strongest first: `phone exact +12.0, name initial +6.0`.
  var evidenceText: String {
    evidence.sorted { abs($0.weightBits) > abs($1.weightBits) }
      .map { "\($0.comparison) \($0.level) \(signed($0.weightBits))" }
      .joined(separator: ", ")
  }

  /// The comparisons that speak for the pair, in a fixed order: `phone and name`.
  var reason: String {
    let comparisons = evidence.filter { $0.weightBits > 0 }.map(\.comparison).sorted()
    return comparisons.isEmpty ? "no evidence" : comparisons.joined(separator: " and ")
  }
}

/// A number of bits with its sign and one decimal.
private func signed(_ bits: Double) -> String {
  let tenths = Int((abs(bits) * 10).rounded())
  return "\(bits < 0 ? "-" : "+")\(tenths / 10).\(tenths % 10)"
}

/// A probability with four decimals, rounded down so that nothing doubtful reads as certain.
func probabilityText(_ probability: Double) -> String {
  let scaled = Int((min(max(probability, 0), 1) * 10_000).rounded(.down))
  let digits = "\(scaled % 10_000)"
  return "\(scaled / 10_000)." + String(repeating: "0", count: 4 - digits.count) + digits
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The least bits at which the accepted pairs are expected to be right in `precision` of all cases;
/// never below `floor`, where two entities are likelier than one.
func threshold(_ pairs: [ScoredPair], precision: Double, floor: Float = 0) -> Float {
  let sorted = pairs.map(\.bits).sorted(by: >)
  // As if ten certain pairs had been accepted before: one pair alone need not bear the whole precision.
  let certain = 10.0
  var right = certain
  var result = bits(precision)
  for (index, bits) in sorted.enumerated() {
    right += Double(1 / (1 + exp2(-bits)))
    if right < precision * (certain + Double(index + 1)) || bits < floor { break }
    result = bits
  }
  return result
}

/// log2 odds of a probability.
private func bits(_ probability: Double) -> Float {
  Float(log2(probability) - log2(1 - probability))
}

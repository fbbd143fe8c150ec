#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Sets right how sure the classes are of a pair, by a comparison that decides: where both rows have
/// a date or an identifier, it shows in how many cases what the other comparisons say is true.
///
/// Comparisons that depend on each other make the classes too sure, gaps in the model make them too
/// timid. Log-odds are scaled and shifted (Platt 1999) so that the witness is as likely as can be.
struct Calibration: Sendable {
  private(set) var slope = 1.0
  private(set) var offset = 0.0

  /// A pair: log2 odds of one entity by all but the witness, and what the witness adds.
  struct Sample {
    var bits: Double
    var witness: Double
    var weight: Double
  }

  /// The likeliest slope and offset. Few samples move them little: they are drawn to 1 and 0 as if
  /// by some pairs of their own. O(samples + grid × distinct samples).
  static func fit(_ samples: [Sample]) -> Calibration {
    var bins: [Int: Double] = [:]
    for sample in samples {
      let bits = max(-10, min(25, sample.bits))
      let witness = max(-10, min(10, sample.witness))
      bins[Int((bits * 2).rounded()) * 64 + Int(witness.rounded()), default: 0] += sample.weight
    }
    let sorted = bins.sorted { $0.key < $1.key }.map { key, weight in
      let witness = (key + 32) & 63 - 32
      return (bits: Double((key - witness) / 64) / 2, odds: exp2(Double(witness)), weight: weight)
    }
    var best = Calibration()
    var most = -Double.infinity
    for slope in stride(from: 0.3, through: 1.5, by: 0.05) {
      for offset in stride(from: -6.0, through: 4.0, by: 0.25) {
        var sum = -strength * (log2(slope) * log2(slope) + offset * offset / 4)
        for (bits, odds, weight) in sorted {
          let share = 1 / (1 + exp2(-min(bits, slope * bits + offset)))
          sum += weight * log2(1 + share * (odds - 1))
        }
        if sum > most {
          most = sum
          best = Calibration(slope: slope, offset: offset)
        }
      }
    }
    return best
  }

  private static let strength = 5.0

  /// Never surer than before.
  @inline(__always)
  func applied(_ bits: Float) -> Float { min(bits, Float(slope) * bits + Float(offset)) }

  init(slope: Double = 1, offset: Double = 0) {
    self.slope = slope
    self.offset = offset
  }
}

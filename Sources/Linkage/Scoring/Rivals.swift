#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What else each row might be joined with: a pair whose rows have better partners elsewhere, or
/// many as good ones, is another matter than the same pair alone.
struct Rivals: Sendable {
  static let none: Float = -8

  /// By row: the odds of its likeliest pairs.
  private var best: [Float]
  private var second: [Float]
  /// By row: how many of its pairs are to be expected, in 65536ths, so that the order in which they
  /// are added changes nothing.
  private var expected: [UInt32]

  init(rowCount: Int, _ pairs: [ScoredPair]...) {
    best = Array(repeating: Self.none, count: rowCount)
    second = best
    expected = Array(repeating: 0, count: rowCount)
    for list in pairs {
      for pair in list {
        let share = UInt32(65_536 * exp2(min(0, pair.bits)))
        for row in [Int(pair.left), Int(pair.right)] {
          expected[row] &+= share
          if pair.bits > best[row] {
            second[row] = best[row]
            best[row] = pair.bits
          } else if pair.bits > second[row] {
            second[row] = pair.bits
          }
        }
      }
    }
  }

  /// The odds of the row's likeliest pair besides one of `bits`.
  @inline(__always)
  func other(_ row: Int, besides bits: Float) -> Float {
    bits >= best[row] ? second[row] : best[row]
  }

  @inline(__always)
  func count(_ row: Int) -> Float { Float(expected[row]) / 65_536 }
}

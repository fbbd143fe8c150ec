import Audit
import Foundation
import Testing

/// Over many simulated weeks the bound covers the true rate at least as often as the confidence says.
///
/// `ROLLCALL_WEEKS=10000 swift test --filter CoverageTests` simulates so many weeks for each rate.
@Suite("Coverage of the bound")
struct CoverageTests {
  static let weeks = ProcessInfo.processInfo.environment["ROLLCALL_WEEKS"].flatMap(Int.init) ?? 400

  /// True rates in six strata, from the largest to the smallest.
  static let populations = [6100, 1800, 900, 600, 400, 200]

  @Test(arguments: [0, 0.0005, 0.001, 0.002, 0.004, 0.005, 0.0075, 0.01, 0.015, 0.02])
  func covers(rate: Double) {
    for isUneven in [false, true] {
      let defective = Self.defective(rate, isUneven: isUneven)
      let truth = Double(defective.reduce(0, +)) / Double(Self.populations.reduce(0, +))
      // Four standard deviations of the simulation itself above five in a hundred.
      let limit = 0.05 + 4 * (0.05 * 0.95 / Double(Self.weeks)).squareRoot()
      for (bound, missed) in Self.missed(defective, truth: truth) {
        let share = Double(missed) / Double(Self.weeks)
        #expect(share <= limit, "\(bound), uneven \(isUneven), seed 7")
        if Self.weeks >= 10_000 {
          print("rate \(truth), uneven \(isUneven), \(bound): covered \(1 - share)")
        }
      }
    }
  }

  /// All defects evenly, or in the small strata first.
  private static func defective(_ rate: Double, isUneven: Bool) -> [Int] {
    guard isUneven else { return populations.map { Int((Double($0) * rate).rounded()) } }
    var left = Int((Double(populations.reduce(0, +)) * rate).rounded())
    var counts = Array(repeating: 0, count: populations.count)
    for place in populations.indices.reversed() {
      counts[place] = min(left, populations[place] / 2)
      left -= counts[place]
    }
    counts[0] += left
    return counts
  }

  /// In how many weeks each bound lies on the wrong side of the truth.
  private static func missed(_ defective: [Int], truth: Double) -> [(String, Int)] {
    var random = SplitMix64(seed: 7)
    let allocation = Allocation(
      size: 1000, populations: populations, least: populations.map { _ in 0 })
    var bounds: [[Int]: SampleBound] = [:]
    var (upper, lower) = ((strata: 0, single: 0), (strata: 0, single: 0))
    for _ in 0..<weeks {
      let found = populations.indices.map {
        draw(allocation.base[$0], of: populations[$0], defective[$0], &random)
      }
      let total = found.reduce(0, +)
      let pooled = bounds[[total, -1]] ?? bound(found, allocation)
      bounds[[total, -1]] = pooled
      if pooled.upper < truth { upper.strata += 1 }
      if pooled.lower > truth { lower.strata += 1 }
      let single = draw(
        1000, of: populations.reduce(0, +), defective.reduce(0, +), &random)
      let one = bounds[[single]] ?? simple(single)
      bounds[[single]] = one
      if one.upper < truth { upper.single += 1 }
      if one.lower > truth { lower.single += 1 }
    }
    return [
      ("upper, strata", upper.strata), ("upper, one sample", upper.single),
      ("lower, strata", lower.strata), ("lower, one sample", lower.single),
    ]
  }

  private static func bound(_ found: [Int], _ allocation: Allocation) -> SampleBound {
    SampleBound(
      populations.indices.map {
        StratumCount(
          name: "\($0)", population: populations[$0], drawn: allocation.base[$0],
          defective: found[$0], baseDrawn: allocation.base[$0], baseDefective: found[$0])
      }, confidence: 0.95)
  }

  private static func simple(_ found: Int) -> SampleBound {
    SampleBound(
      [
        StratumCount(
          name: "all", population: populations.reduce(0, +), drawn: 1000, defective: found,
          baseDrawn: 1000, baseDefective: found)
      ], confidence: 0.95)
  }

  /// How many defective ones are among those drawn without putting any back.
  private static func draw(
    _ count: Int, of population: Int, _ defective: Int, _ random: inout SplitMix64
  ) -> Int {
    guard defective > 0 else { return 0 }
    var (left, leftDefective, found) = (population, defective, 0)
    // The defective ones choose their places among all: fewer steps than drawing one by one.
    var free = count
    for _ in 0..<defective {
      if Int.random(in: 0..<left, using: &random) < free {
        found += 1
        free -= 1
      }
      left -= 1
      leftDefective -= 1
    }
    return found
  }
}

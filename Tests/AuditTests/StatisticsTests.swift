import Audit
import Foundation
import Testing

/// Values of SciPy, from `Golden/record.py`.
private let golden: [[String]] = {
  let path = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Golden/statistics.tsv")
  let text = (try? String(contentsOf: path, encoding: .utf8)) ?? ""
  return text.split(separator: "\n").filter { !$0.hasPrefix("#") }
    .map { $0.split(separator: "\t").map(String.init) }
}()

private func rows(_ name: String) -> [[Double]] {
  golden.filter { $0[0] == name }.map { $0.dropFirst().compactMap(Double.init) }
}

@Suite("Statistics against SciPy")
struct StatisticsTests {
  @Test func goldenTableIsThere() {
    #expect(golden.count > 1000)
  }

  @Test func clopperPearsonUpper() {
    for row in rows("upper") {
      let value = ClopperPearson.upper(
        defects: Int(row[0]), count: Int(row[1]), confidence: row[2])
      #expect(abs(value - row[3]) < 1e-9, "\(row)")
    }
  }

  @Test func clopperPearsonLower() {
    for row in rows("lower") {
      let value = ClopperPearson.lower(
        defects: Int(row[0]), count: Int(row[1]), confidence: row[2])
      #expect(abs(value - row[3]) < 1e-9, "\(row)")
    }
  }

  @Test func distributions() {
    for row in rows("binomial") {
      #expect(abs(binomialCDF(Int(row[0]), count: Int(row[1]), rate: row[2]) - row[3]) < 1e-9)
    }
    for row in rows("hypergeometric") {
      let law = Hypergeometric(
        population: Int(row[1]), defective: Int(row[2]), drawn: Int(row[3]))
      #expect(abs(law.cdf(Int(row[0])) - row[4]) < 1e-9, "\(row)")
    }
    for row in rows("beta") {
      #expect(abs(regularisedBeta(row[0], row[1], row[2]) - row[3]) < 1e-9, "\(row)")
    }
  }

  @Test func finitePopulationBounds() {
    for row in rows("upper_count") {
      let count = FinitePopulation.upper(
        defects: Int(row[0]), drawn: Int(row[1]), population: Int(row[2]), confidence: row[3])
      #expect(count == Int(row[4]), "\(row)")
    }
    for row in rows("lower_count") {
      let count = FinitePopulation.lower(
        defects: Int(row[0]), drawn: Int(row[1]), population: Int(row[2]), confidence: row[3])
      #expect(count == Int(row[4]), "\(row)")
    }
  }

  @Test func whatAThousandCanShow() {
    #expect(ClopperPearson.mostDefects(count: 1000, rate: 0.005, confidence: 0.95) == 1)
    #expect(ClopperPearson.mostDefects(count: 597, rate: 0.005, confidence: 0.95) == nil)
    #expect(ClopperPearson.mostDefects(count: 598, rate: 0.005, confidence: 0.95) == 0)
    #expect(ClopperPearson.cleanDraws(rate: 0.0002, confidence: 0.95) == 14_978)
  }

  @Test func everythingDrawnLeavesNothingToEstimate() {
    let bound = SampleBound([stratum(200, drawn: 200, defective: 3)], confidence: 0.95)
    #expect(bound.method == .complete)
    #expect(bound.upper == 0.015 && bound.lower == 0.015)
  }

  /// A bound for a finite population is never wider than the one for an endless one.
  @Test(arguments: [1100, 2000, 10_000, 1_000_000])
  func finitePopulationIsNoWider(population: Int) {
    for defective in [0, 1, 4, 30] {
      let bound = SampleBound(
        [stratum(population, drawn: 1000, defective: defective)], confidence: 0.95)
      let endless = ClopperPearson.upper(defects: defective, count: 1000, confidence: 0.95)
      #expect(bound.method == .finitePopulation)
      #expect(bound.upper <= endless + 1 / Double(population))
    }
  }

  /// Rounding the allocation costs less than one in a hundred of the exact bound.
  @Test func strataCostLittle() {
    let populations = [90_017, 5033, 2111, 1009, 430, 31]
    let allocation = Allocation(size: 1000, populations: populations, least: [0, 0, 0, 0, 0, 0])
    let strata = zip(populations, allocation.base).map { stratum($0, drawn: $1, defective: 0) }
    let bound = SampleBound(strata, confidence: 0.95)
    #expect(bound.method == .proportionalStrata)
    #expect(
      bound.upper
        <= ClopperPearson.upper(defects: 0, count: 1000, confidence: 0.95) * 1.01)
  }

  private func stratum(_ population: Int, drawn: Int, defective: Int) -> StratumCount {
    StratumCount(
      name: "s", population: population, drawn: drawn, defective: defective, baseDrawn: drawn,
      baseDefective: defective)
  }
}

@Suite("Charts")
struct ChartTests {
  private func weeks(_ defective: [Int], drawn: Int = 1000) -> [WeekCount] {
    defective.enumerated().map {
      WeekCount(
        week: "w\($0.offset)", population: 9000, drawn: drawn, defective: $0.element, upper: 1)
    }
  }

  @Test func aWeekLikeTheOthersIsOrdinary() throws {
    let before = weeks([1, 0, 2, 1, 1, 0, 1])
    #expect(try #require(PChart(before: before, drawn: 1000, defective: 2)).isOut == false)
    #expect(try #require(PChart(before: before, drawn: 1000, defective: 9)).isOut)
    #expect(PChart(before: weeks([1, 0, 2]), drawn: 1000, defective: 9) == nil)
  }

  @Test func aSmallLastingRiseIsNoticed() {
    func sum(_ defective: [Int]) -> CUSUM {
      CUSUM(weeks(defective), good: 0.001, bad: 0.005, falseAlarmWeeks: 104)
    }
    #expect(!sum([1, 0, 2, 1, 1, 0, 1, 2]).isAlarm)
    #expect(sum([1, 0, 2, 1, 4, 4, 4, 4]).isAlarm)
  }

  /// Lorden's bound: the mean time to a false alarm is at least what was asked for.
  @Test func falseAlarmsAreRare() {
    var random = SplitMix64(seed: 11)
    var total = 0
    let runs = 60
    for _ in 0..<runs {
      var found: [WeekCount] = []
      while found.count < 400 {
        let defective = (0..<200).count { _ in Double.random(in: 0..<1, using: &random) < 0.005 }
        found += weeks([defective], drawn: 200)
        let sum = CUSUM(found.suffix(120), good: 0.005, bad: 0.02, falseAlarmWeeks: 20)
        if sum.isAlarm { break }
      }
      total += found.count
    }
    #expect(Double(total) / Double(runs) >= 20)
  }
}

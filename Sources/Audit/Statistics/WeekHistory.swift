internal import Foundation

/// What an earlier audit found.
package struct WeekCount: Sendable, Hashable, Codable {
  package var week: String
  package var population: Int
  package var drawn: Int
  package var defective: Int
  /// Upper bound of the share of defective ones.
  package var upper: Double

  package init(week: String, population: Int, drawn: Int, defective: Int, upper: Double) {
    self.week = week
    self.population = population
    self.drawn = drawn
    self.defective = defective
    self.upper = upper
  }
}

/// Several weeks taken together.
///
/// The bound is for the mean of the weeks' rates, weighted by how many were drawn: by Hoeffding's inequality (1956) the
/// binomial bound of the pooled count holds for it, however the rates change from week to week. It says nothing of any
/// single week.
package struct PooledWeeks: Sendable, Hashable, Codable {
  package var weeks: Int
  package var drawn: Int
  package var defective: Int
  package var upper: Double

  package init(_ weeks: [WeekCount], confidence: Double) {
    self.weeks = weeks.count
    drawn = weeks.reduce(0) { $0 + $1.drawn }
    defective = weeks.reduce(0) { $0 + $1.defective }
    upper =
      drawn == 0
      ? 1 : ClopperPearson.upper(defects: defective, count: drawn, confidence: confidence)
  }
}

/// Whether a week is out of the ordinary beside those before it: a p-chart with exact probability limits, in place of
/// three standard deviations, which mean little where defects are few.
///
/// Source: D. C. Montgomery, "Introduction to Statistical Quality Control", chapter on charts for fraction nonconforming.
package struct PChart: Sendable, Hashable, Codable {
  /// The share of defective ones in all weeks before.
  package var centre: Double
  /// More defects than this come by chance in at most one of 741 weeks (0.00135, the tail beyond three standard
  /// deviations of a normal distribution).
  package var upperLimit: Int
  package var isOut: Bool

  static let tail = 0.00135
  /// With fewer weeks there is nothing to compare with.
  package static let fewestWeeks = 4

  /// Nil where there are too few weeks before.
  package init?(before: [WeekCount], drawn: Int, defective: Int) {
    guard before.count >= Self.fewestWeeks, drawn > 0 else { return nil }
    let pooled = PooledWeeks(before, confidence: 0.95)
    guard pooled.drawn > 0 else { return nil }
    // Half a defect more than were found: no week is out of the ordinary merely because none was found before.
    centre = (Double(pooled.defective) + 0.5) / Double(pooled.drawn + 1)
    var limit = 0
    while 1 - binomialCDF(limit, count: drawn, rate: centre) > Self.tail { limit += 1 }
    upperLimit = limit
    isOut = defective > limit
  }
}

/// A cumulative sum of evidence that the rate has risen, week by week: it sees a small lasting change sooner than a chart
/// of single weeks.
///
/// Source: E. S. Page, "Continuous inspection schemes", Biometrika 41 (1954), as log-likelihood ratios of a binomial. Under
/// the good rate the mean time to a false alarm is at least exp(threshold) weeks (G. Lorden, 1971).
package struct CUSUM: Sendable, Hashable, Codable {
  /// The sum after each week, the first one first.
  package var sums: [Double] = []
  package var threshold: Double
  package var isAlarm: Bool { (sums.last ?? 0) > threshold }

  /// - Parameters:
  ///   - good: the rate that is fine; above 0.
  ///   - bad: the rate that must be noticed; above `good`.
  ///   - falseAlarmWeeks: the mean time to an alarm while all is well.
  package init(_ weeks: [WeekCount], good: Double, bad: Double, falseAlarmWeeks: Double) {
    threshold = log(falseAlarmWeeks)
    var sum = 0.0
    for week in weeks {
      let evidence =
        Double(week.defective) * log(bad / good)
        + Double(week.drawn - week.defective) * (log1p(-bad) - log1p(-good))
      sum = max(0, sum + evidence)
      sums.append(sum)
    }
  }
}

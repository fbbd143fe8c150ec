package import PhoneNumbers

/// Counts of what was found in the number cells, for the report.
package struct ReadingTally: Sendable {
  package struct RuleCount: Sendable {
    package var count = 0
    /// The first few cells that the rule met, in clear.
    package var samples: [String] = []
  }

  package private(set) var statuses: [CellReading.Status: Int] = [:]
  package private(set) var refusals: [Rule: RuleCount] = [:]
  package private(set) var repairs: [Rule: RuleCount] = [:]
  package private(set) var origins: [PhoneEntry.CountryOrigin: Int] = [:]

  /// Cells that are valid as they stand, by the number of their column's extra column.
  package private(set) var validCells: [UInt32: Int] = [:]

  private static let sampleLimit = 3

  package init() {}

  mutating func count(_ reading: CellReading, cell: String, column: UInt32) {
    statuses[reading.status, default: 0] += 1
    if reading.status == .valid { validCells[column, default: 0] += 1 }
    switch reading.status {
    case .invalid, .ambiguous, .possible:
      Self.add(cell, to: &refusals[reading.rule, default: RuleCount()])
    case .repaired: Self.add(cell, to: &repairs[reading.rule, default: RuleCount()])
    case .valid, .empty: break
    }
  }

  mutating func countCountryOrigin(_ origin: PhoneEntry.CountryOrigin) {
    origins[origin, default: 0] += 1
  }

  private static func add(_ cell: String, to count: inout RuleCount) {
    count.count += 1
    if count.samples.count < sampleLimit, !count.samples.contains(cell) {
      count.samples.append(cell)
    }
  }

  /// Adds the counts of rows that come after those of this tally.
  package mutating func merge(_ later: ReadingTally) {
    statuses.merge(later.statuses, uniquingKeysWith: +)
    origins.merge(later.origins, uniquingKeysWith: +)
    validCells.merge(later.validCells, uniquingKeysWith: +)
    refusals.merge(later.refusals, uniquingKeysWith: Self.joined)
    repairs.merge(later.repairs, uniquingKeysWith: Self.joined)
  }

  private static func joined(_ left: RuleCount, _ right: RuleCount) -> RuleCount {
    var joined = left
    joined.count += right.count
    for sample in right.samples
    where joined.samples.count < sampleLimit && !joined.samples.contains(sample) {
      joined.samples.append(sample)
    }
    return joined
  }
}

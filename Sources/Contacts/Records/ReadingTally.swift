package import PhoneNumbers

/// Counts of what was found in the cells of numbers and e-mail addresses, for the report.
package struct ReadingTally: Sendable {
  package struct RuleCount: Sendable {
    package var count = 0
    /// The first few cells that the rule met, in clear.
    package var samples: [String] = []
  }

  private var statusCounts = [Int](repeating: 0, count: CellReading.Status.allCases.count)
  private var originCounts = [Int](repeating: 0, count: PhoneEntry.CountryOrigin.allCases.count)
  // In the order in which they came up: there are few, and most cells meet the first ones.
  private var refusalCounts: [(rule: Rule, count: RuleCount)] = []
  private var repairCounts: [(rule: Rule, count: RuleCount)] = []

  private var validCounts: [(column: UInt32, count: Int)] = []

  /// Domains of e-mail addresses that are probably slips: which was meant, and how many addresses have it.
  package private(set) var mistypedDomains: [String: (meant: String, count: Int)] = [:]

  private static let sampleLimit = 3

  package init() {}

  package var statuses: [CellReading.Status: Int] {
    Self.dictionary(CellReading.Status.allCases, statusCounts)
  }

  package var origins: [PhoneEntry.CountryOrigin: Int] {
    Self.dictionary(PhoneEntry.CountryOrigin.allCases, originCounts)
  }

  /// Cells that are valid as they stand, by the number of their column's extra column.
  package var validCells: [UInt32: Int] {
    Dictionary(uniqueKeysWithValues: validCounts.map { ($0.column, $0.count) })
  }

  package var refusals: [Rule: RuleCount] { Self.dictionary(refusalCounts) }

  package var repairs: [Rule: RuleCount] { Self.dictionary(repairCounts) }

  mutating func count(
    _ reading: CellReading, cell: UnsafeBufferPointer<UInt8>, column: UInt32
  ) {
    let place =
      switch reading.status {
      case .valid: 0
      case .repaired: 1
      case .possible: 2
      case .invalid: 3
      case .ambiguous: 4
      case .empty: 5
      }
    statusCounts[place] += 1
    if reading.status == .valid { countValid(1, column) }
    switch reading.status {
    case .invalid, .ambiguous, .possible: Self.add(cell, reading.rule, to: &refusalCounts)
    case .repaired: Self.add(cell, reading.rule, to: &repairCounts)
    case .valid, .empty: break
    }
  }

  private mutating func countValid(_ count: Int, _ column: UInt32) {
    if let place = validCounts.firstIndex(where: { $0.column == column }) {
      validCounts[place].count += count
    } else {
      validCounts.append((column, count))
    }
  }

  mutating func countCountryOrigin(_ origin: PhoneEntry.CountryOrigin) {
    let place =
      switch origin {
      case .number: 0
      case .row: 1
      case .column: 2
      case .option: 3
      }
    originCounts[place] += 1
  }

  mutating func countMistyped(domain: UnsafeBufferPointer<UInt8>, meant: String) {
    countMistyped(String(decoding: domain, as: UTF8.self), meant, 1)
  }

  private mutating func countMistyped(_ domain: String, _ meant: String, _ count: Int) {
    mistypedDomains[domain, default: (meant, 0)].count += count
  }

  private static func add(
    _ cell: UnsafeBufferPointer<UInt8>, _ rule: Rule,
    to counts: inout [(rule: Rule, count: RuleCount)]
  ) {
    let place = counts.firstIndex { $0.rule == rule } ?? counts.count
    if place == counts.count { counts.append((rule, RuleCount())) }
    counts[place].count.count += 1
    guard counts[place].count.samples.count < sampleLimit else { return }
    let sample = String(decoding: cell, as: UTF8.self)
    if !counts[place].count.samples.contains(sample) { counts[place].count.samples.append(sample) }
  }

  private static func dictionary<Key: Hashable>(_ keys: [Key], _ counts: [Int]) -> [Key: Int] {
    Dictionary(uniqueKeysWithValues: zip(keys, counts).filter { $1 > 0 })
  }

  private static func dictionary(_ counts: [(rule: Rule, count: RuleCount)]) -> [Rule: RuleCount] {
    Dictionary(uniqueKeysWithValues: counts.map { ($0.rule, $0.count) })
  }

  /// Adds the counts of rows that come after those of this tally.
  package mutating func merge(_ later: ReadingTally) {
    for place in statusCounts.indices { statusCounts[place] += later.statusCounts[place] }
    for place in originCounts.indices { originCounts[place] += later.originCounts[place] }
    for (column, count) in later.validCounts { countValid(count, column) }
    for (domain, found) in later.mistypedDomains {
      countMistyped(domain, found.meant, found.count)
    }
    Self.merge(later.refusalCounts, into: &refusalCounts)
    Self.merge(later.repairCounts, into: &repairCounts)
  }

  private static func merge(
    _ later: [(rule: Rule, count: RuleCount)], into counts: inout [(rule: Rule, count: RuleCount)]
  ) {
    for (rule, count) in later {
      if let place = counts.firstIndex(where: { $0.rule == rule }) {
        counts[place].count = joined(counts[place].count, count)
      } else {
        counts.append((rule, count))
      }
    }
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

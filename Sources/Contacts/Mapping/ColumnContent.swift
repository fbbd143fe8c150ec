/// What the cells of one column show, whatever its header says: how many are of which kind, how different they are.
///
/// The first 512 filled cells are looked at, and 128 of each doubling of the column after them, so that the cost and
/// the memory grow with the logarithm of the rows, and the end of a file counts as well as its beginning. Fed in the
/// order of the rows; the same cells give the same content.
package struct ColumnContent: Sendable {
  /// Rows in which the column is filled.
  package private(set) var filled = 0
  /// Cells that were looked at and say something.
  private(set) var looked = 0
  private var counts = [Int](repeating: 0, count: CellKinds.count)
  private var hashes: Set<UInt64> = []
  private var years: ClosedRange<Int>?
  /// Sum of the years, to tell the earlier of two columns of dates.
  private var yearSum = 0
  private var datedCells = 0
  /// The first different cells, as they stand.
  package private(set) var samples: [String] = []

  private static let sampleCount = 3
  private static let firstCells = 512

  package init() {}

  /// Counts a filled cell.
  ///
  /// - Returns: whether `look` is to be called with its text.
  package mutating func count() -> Bool {
    let place = filled
    filled += 1
    if place < Self.firstCells { return true }
    let octave = Int.bitWidth - place.leadingZeroBitCount - 8
    return place & ((1 << octave) - 1) == 0
  }

  /// Looks at a cell that `count` asked for.
  package mutating func look(at cell: String, _ rules: ContentRules) {
    guard let (kinds, year) = rules.sense.read(cell) else { return }
    looked += 1
    var bits = kinds.rawValue
    while bits != 0 {
      counts[bits.trailingZeroBitCount] += 1
      bits &= bits - 1
    }
    if kinds.contains(.date), let year {
      years = min(years?.lowerBound ?? year, year)...max(years?.upperBound ?? year, year)
      yearSum += year
      datedCells += 1
    }
    var hash = StableHash()
    hash.combine(cell)
    if hashes.insert(hash.value).inserted, samples.count < Self.sampleCount { samples.append(cell) }
  }

  /// Whether the column may turn out to hold dates: nothing tells against it so far.
  package var mayHoldDates: Bool { looked < 32 || share(.date) >= 0.4 }

  /// Whether it may turn out to hold numbers.
  package var mayHoldNumbers: Bool {
    looked < 32 || share(.internationalPhone) + share(.nationalPhone) >= 0.4
  }

  // MARK: - Figures

  /// Part of the cells looked at that are of a kind, 0…1.
  func share(_ kind: CellKinds) -> Double {
    looked == 0 ? 0 : Double(count(kind)) / Double(looked)
  }

  func count(_ kind: CellKinds) -> Int { counts[kind.rawValue.trailingZeroBitCount] }

  /// How sure it is that the column is of a kind: the lower bound of Wilson's interval (1927) for its share, one
  /// standard error wide; three cells out of three give 0.75, and so do 80 of 100.
  func certainty(_ kind: CellKinds) -> Double { certainty(ofCount: count(kind)) }

  func certainty(ofCount count: Int) -> Double {
    guard looked > 0 else { return 0 }
    let n = Double(looked)
    let share = min(1, Double(count) / n)
    let centre = share + 1 / (2 * n)
    let width = ((share * (1 - share) + 1 / (4 * n)) / n).squareRoot()
    return max(0, (centre - width) / (1 + 1 / n))
  }

  /// Part of the cells looked at that differ from all before them, 0…1.
  var distinctShare: Double { looked == 0 ? 0 : Double(hashes.count) / Double(looked) }

  var distinctCount: Int { hashes.count }

  /// First and last year of the dates.
  var yearRange: ClosedRange<Int>? { years }

  var meanYear: Double { datedCells == 0 ? 0 : Double(yearSum) / Double(datedCells) }
}

/// The rules by which cells are recognised.
package struct ContentRules: Sendable {
  let sense: CellSense

  package init(_ rules: RuleBook) {
    sense = CellSense(
      words: rules.words, countries: rules.countries, languages: rules.languages,
      consent: rules.consent, fields: rules.fields)
  }
}

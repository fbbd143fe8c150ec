internal import Reports
internal import Tabular

/// What the cells of a column look like, in memory that does not grow with their number: how many
/// are filled, how many differ, and in which forms they are written.
///
/// A cell costs 10 ns if its value was met lately, 50 ns if not. Holds no text of a cell.
struct ColumnSketch: Sendable {
  private(set) var filled = 0
  private var distinct = DistinctCount()
  private var patterns = PatternTable()
  /// Values met lately, each at a place that its hash names, with the number of their form.
  private var recent: [(hash: UInt64, pattern: UInt16)] = []

  /// Columns of a file that are sketched: a sketch of a rich column takes some 60 KB.
  private static let columnLimit = 512

  private static let recentCount = 256

  /// Forms that are shown.
  private static let shownPatterns = 5

  /// Takes a cell that is not empty.
  mutating func observe(_ cell: Span<UInt8>) {
    filled += 1
    let hash = Self.hash(cell)
    if recent.isEmpty { recent = Array(repeating: (0, .max), count: Self.recentCount) }
    let place = Int(truncatingIfNeeded: hash) & (Self.recentCount - 1)
    let met = recent[place]
    if met.hash == hash, met.pattern != .max {
      patterns.addAgain(Int(met.pattern))
      return
    }
    distinct.insert(hash)
    let pattern = patterns.add(CellPattern(cell))
    recent[place] = (hash, pattern.map { UInt16($0) } ?? .max)
  }

  /// Takes the cells of a column, unless it is one too far behind.
  mutating func observe(_ column: Int, of batch: RecordBatch) {
    guard column < Self.columnLimit else { return }
    let bytes = batch.bytes.span
    for row in 0..<batch.count {
      let cell = batch.cell(row: row, column: column)
      if !cell.isEmpty { observe(bytes.extracting(cell)) }
    }
  }

  /// Takes what another sketch saw, as if its cells came after those of this one.
  mutating func merge(_ other: ColumnSketch) {
    filled += other.filled
    distinct.merge(other.distinct)
    patterns.merge(other.patterns)
  }

  /// For the report; nil of a column without values.
  var profile: CleanReport.Profile? {
    guard filled > 0 else { return nil }
    return CleanReport.Profile(
      filled: filled, distinct: min(distinct.count, filled), isEstimate: distinct.isEstimate,
      patterns: patterns.commonest(Self.shownPatterns).map {
        CleanReport.PatternCount(pattern: $0.text, count: $0.count)
      })
  }

  /// A hash of the bytes, eight at a time; the same on every machine.
  @inline(__always)
  private static func hash(_ cell: Span<UInt8>) -> UInt64 {
    let bytes = cell.bytes
    let count = bytes.byteCount
    var hash = UInt64(count) ^ 0xE703_7ED1_A0B4_28DB
    var offset = 0
    while offset + 8 < count {
      hash = mixed(hash ^ word(bytes, offset))
      offset += 8
    }
    // The last eight bytes, some of them for the second time.
    if count >= 8 { return mixed(mixed(hash ^ word(bytes, count - 8)) ^ last) }
    var rest: UInt64 = 0
    while offset < count {
      rest = rest << 8 | UInt64(cell[unchecked: offset])
      offset += 1
    }
    return mixed(mixed(hash ^ rest) ^ last)
  }

  private static let last: UInt64 = 0x8EBC_6AF0_9C88_C6E3

  @inline(__always)
  private static func word(_ bytes: RawSpan, _ offset: Int) -> UInt64 {
    UInt64(
      littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self))
  }
}

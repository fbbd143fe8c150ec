internal import Reports
internal import Tabular

/// What the cells of a column look like, in memory that does not grow with their number: how many
/// are filled, how many differ, and in which forms they are written.
///
/// A cell costs some 20 ns. Holds no text of a cell.
struct ColumnSketch: Sendable {
  private(set) var filled = 0
  private var distinct = DistinctCount()
  private var patterns = PatternTable()

  /// Columns of a file that are sketched: a sketch of a rich column takes some 60 KB.
  private static let columnLimit = 512

  /// Forms that are shown.
  private static let shownPatterns = 5

  /// Takes a cell that is not empty.
  mutating func observe(_ cell: Span<UInt8>) {
    filled += 1
    distinct.insert(Self.hash(cell))
    patterns.add(CellPattern(cell))
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
  private static func hash(_ cell: Span<UInt8>) -> UInt64 {
    let bytes = cell.bytes
    var hash = UInt64(cell.count) ^ 0xE703_7ED1_A0B4_28DB
    var offset = 0
    while offset + 8 <= bytes.byteCount {
      let word = bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
      hash = mixed(hash ^ UInt64(littleEndian: word))
      offset += 8
    }
    var rest: UInt64 = 0
    while offset < cell.count {
      rest = rest << 8 | UInt64(cell[offset])
      offset += 1
    }
    return mixed(mixed(hash ^ rest) ^ 0x8EBC_6AF0_9C88_C6E3)
  }
}

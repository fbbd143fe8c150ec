/// Keeps one table of an input that has several, and leaves out lines that repeat its header.
///
/// - A line with the same cells as the header is no record; the records after it belong to the table. Where they are
///   the table's own records from the first one on, the table stands there a second time, and its copy is left out.
/// - A header with other columns begins another table, which is left out up to the next line that is the first header.
struct TableFilter {
  enum Fate {
    case record, header, footer
    case notOfTable(Reject.Reason, String)
  }

  private enum State {
    case inTable
    /// Behind a second header: the next record is a copy of the one with this index, or the table goes on.
    case repeated(Int)
    case inOtherTable
  }

  /// The cells of the header; empty where there is none to look for.
  private let header: [[UInt8]]
  /// Where the text behind the table begins.
  private let footerOffset: UInt64
  /// Where other tables begin, in order.
  private var tableOffsets: ArraySlice<UInt64>
  private var state = State.inTable
  private var hashes: [UInt64] = []

  /// The first bytes of the header's cells, one after another, and which of them count.
  let key: UInt32
  let keyMask: UInt32

  /// Records that are remembered, to know a copy by.
  private static let hashLimit = 1 << 16

  init(header: [[UInt8]] = [], footerOffset: UInt64 = .max, tableOffsets: [UInt64] = []) {
    // A lone cell comes again by chance.
    self.header = header.count > 1 ? header : []
    self.footerOffset = footerOffset
    self.tableOffsets = tableOffsets[...]
    var key: UInt32 = 0
    var mask: UInt32 = 0
    for (index, byte) in self.header.joined().prefix(4).enumerated() {
      key |= UInt32(byte) << UInt32(index * 8)
      mask |= 0xFF << UInt32(index * 8)
    }
    // Without any byte nothing is equal.
    self.key = mask == 0 ? 1 : key
    keyMask = mask
  }

  /// From where on every record must be looked at.
  var watchOffset: UInt64 {
    guard case .inTable = state else { return 0 }
    return min(footerOffset, tableOffsets.first ?? .max)
  }

  /// Whether records are still to be remembered.
  var remembersRecords: Bool { !header.isEmpty && hashes.count < Self.hashLimit }

  mutating func remember(_ hash: UInt64) {
    if hashes.count < Self.hashLimit { hashes.append(hash) }
  }

  /// What becomes of a record.
  mutating func fate(of cells: [[UInt8]], columnCount: Int, at offset: UInt64) -> Fate {
    if offset >= footerOffset { return .footer }
    if isHeader(cells) {
      state = hashes.isEmpty ? .inTable : .repeated(0)
      return .header
    }
    if let start = tableOffsets.first, offset >= start {
      tableOffsets.removeFirst()
      state = .inOtherTable
    }
    if case .repeated(let index) = state {
      if index < hashes.count, hashes[index] == Self.hash(cells) {
        state = .repeated(index + 1)
        return .notOfTable(
          .repeatedTable, "the table stands in the file a second time; the copy is left out")
      }
      state = .inTable
    }
    if case .inTable = state, cells.count != columnCount, isOtherHeader(cells) {
      state = .inOtherTable
    }
    guard case .inOtherTable = state else { return .record }
    return .notOfTable(
      .otherTable, "the record is of another table in the same file; split the file to read it")
  }

  private func isHeader(_ cells: [[UInt8]]) -> Bool {
    cells == header && !header.isEmpty
  }

  /// Whether cells are mostly the names of the header, at the same places, but more or fewer.
  private func isOtherHeader(_ cells: [[UInt8]]) -> Bool {
    guard cells.count > 1, !header.isEmpty else { return false }
    var equal = 0
    for (cell, name) in zip(cells, header) where cell == name && !cell.isEmpty { equal += 1 }
    return equal >= 2 && equal * 5 >= max(cells.count, header.count) * 3
  }

  static func hash(_ cells: [[UInt8]]) -> UInt64 {
    var hash = RecordHash()
    for cell in cells { cell.withUnsafeBufferPointer { hash.add($0) } }
    return hash.value
  }
}

/// A hash of the cells of a record (FNV-1a), the same in every run.
struct RecordHash {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ cell: UnsafeBufferPointer<UInt8>) {
    for byte in cell { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
    // Cells are apart: no text has this byte.
    value = (value ^ 0xFF) &* 0x100_0000_01B3
  }
}

/// Keeps one table of an input that has several, and leaves out lines that repeat its header.
///
/// - A line with the same cells as the header is no record; the records after it belong to the table. Where they are
///   the table's own records from the first one on, the table stands there a second time, and its copy is left out.
/// - A header with other columns begins another table, which is left out up to the next line that is the first header.
struct TableFilter {
  enum Fate {
    case record
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
  /// Of each record, all its cells and the first half of them.
  private var hashes: [(whole: UInt64, half: UInt64)] = []

  /// Records that are remembered, to know a copy by.
  private static let hashLimit = 1 << 14
  private static let sureCopies = 3

  init(header: [[UInt8]] = [], footerOffset: UInt64 = .max, tableOffsets: [UInt64] = []) {
    // A lone cell comes again by chance.
    self.header = header.count > 1 ? header : []
    self.footerOffset = footerOffset
    self.tableOffsets = tableOffsets[...]
  }

  /// From where on every record must be looked at.
  var watchOffset: UInt64 {
    guard case .inTable = state else { return 0 }
    return min(footerOffset, tableOffsets.first ?? .max)
  }

  /// The first cell of the header that is looked for.
  var firstName: [UInt8]? { header.first }

  /// Whether records are still to be remembered.
  var remembersRecords: Bool { !header.isEmpty && hashes.count < Self.hashLimit }

  mutating func remember(_ cells: [[UInt8]]) {
    if hashes.count < Self.hashLimit { hashes.append(hashes(cells)) }
  }

  mutating func remember(whole: UInt64, half: UInt64) {
    if hashes.count < Self.hashLimit { hashes.append((whole, half)) }
  }

  /// The cells of a record that the second hash is of.
  var halfCount: Int { (header.count + 1) / 2 }

  /// What becomes of a record.
  mutating func fate(of cells: [[UInt8]], columnCount: Int, at offset: UInt64) -> Fate {
    if offset >= footerOffset {
      return .notOfTable(.footer, "the line stands behind the table; leave it out")
    }
    if isHeader(cells) {
      state = hashes.isEmpty ? .inTable : .repeated(0)
      return .notOfTable(.repeatedHeader, "the row repeats the header; leave it out")
    }
    if let start = tableOffsets.first, offset >= start {
      tableOffsets.removeFirst()
      state = .inOtherTable
    }
    if case .repeated(let index) = state {
      if isCopy(cells, of: index) {
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

  /// Whether a record is the one with an index again. Among others that are, one that is damaged counts too.
  private func isCopy(_ cells: [[UInt8]], of index: Int) -> Bool {
    guard index < hashes.count else { return false }
    let found = hashes(cells)
    return found.whole == hashes[index].whole
      || index >= Self.sureCopies && found.half == hashes[index].half
  }

  private func hashes(_ cells: [[UInt8]]) -> (whole: UInt64, half: UInt64) {
    var hash = RecordHash()
    var half = hash.value
    for (index, cell) in cells.enumerated() {
      cell.withUnsafeBufferPointer { hash.add($0) }
      if index + 1 == halfCount { half = hash.value }
    }
    return (hash.value, half)
  }
}

/// A hash of the cells of a record, the same in every run: eight bytes at a time, each multiplied and folded.
struct RecordHash {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ cell: UnsafeBufferPointer<UInt8>) {
    let bytes = UnsafeRawBufferPointer(cell)
    var place = 0
    while place + 8 <= bytes.count {
      fold(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)))
      place += 8
    }
    // The rest, behind a bit that says how much of it there is: cells are apart.
    var rest: UInt64 = 1
    while place < bytes.count {
      rest = rest << 8 | UInt64(bytes[place])
      place += 1
    }
    fold(rest)
  }

  @inline(__always)
  private mutating func fold(_ word: UInt64) {
    let product = (value ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    value = (product.high ^ product.low) &+ 0xCBF2_9CE4_8422_2325
  }
}

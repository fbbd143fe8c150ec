/// A run of records of one input: every cell is a range of one buffer of UTF-8.
///
/// Cells are unquoted, unescaped and decoded; nothing stands between them. Rows may have different
/// numbers of cells: a cell that a row does not have reads as empty.
///
/// Reading a cell is O(1) and allocates nothing; a `String` is made only where one is asked for.
public struct RecordBatch: Sendable {
  /// Where a record begins in its input.
  public struct Position: Sendable, Hashable {
    /// Line of the input, counted from 1. A record that spans lines has the line of its first byte.
    public var line: UInt64
    /// Offset of the record's first byte in the input as stored (after decompression), from 0.
    public var byteOffset: UInt64

    public init(line: UInt64, byteOffset: UInt64) {
      self.line = line
      self.byteOffset = byteOffset
    }
  }

  /// The text of all cells, one after another.
  public private(set) var bytes: [UInt8] = []
  /// Cell `k` is `bytes[cellStarts[k] ..< cellStarts[k + 1]]`.
  private(set) var cellStarts: [UInt32] = [0]
  /// Row `r` has the cells `rowStarts[r] ..< rowStarts[r + 1]`.
  private var rowStarts: [UInt32] = [0]
  /// One per row.
  public private(set) var positions: [Position] = []
  /// The bytes of the input that each record takes, from its position on; 0 where the format does not tell (CSV).
  /// What neither a record nor a reject takes is the frame: brackets, commas, white space, a prolog.
  public private(set) var byteCounts: [UInt32] = []
  /// Parts of the input that could not be read as records, in the order in which they stand there.
  public private(set) var rejects: [Reject] = []
  /// Cells whose text was repaired, in their order.
  public internal(set) var repairs: [CellRepair] = []

  public init() {}

  /// The number of records.
  public var count: Int { positions.count }

  public var isEmpty: Bool { positions.isEmpty && rejects.isEmpty }

  public func cellCount(row: Int) -> Int {
    Int(rowStarts[row + 1] - rowStarts[row])
  }

  /// The bytes of a cell, as a range of `bytes`; empty when the row has no such cell.
  @inlinable
  public func cell(row: Int, column: Int) -> Range<Int> {
    let (start, end) = cellBounds(row: row, column: column)
    return start..<end
  }

  @usableFromInline
  func cellBounds(row: Int, column: Int) -> (Int, Int) {
    let cell = Int(rowStarts[row]) + column
    guard cell < Int(rowStarts[row + 1]) else { return (0, 0) }
    return (Int(cellStarts[cell]), Int(cellStarts[cell + 1]))
  }

  /// The text of a cell; empty when the row has no such cell.
  public func string(row: Int, column: Int) -> String {
    let range = cell(row: row, column: column)
    return range.isEmpty ? "" : String(decoding: bytes[range], as: UTF8.self)
  }
}

// MARK: - Repairing

extension RecordBatch {
  func firstCell(row: Int) -> Int { Int(rowStarts[row]) }

  /// The row that has a cell.
  func row(of cell: Int) -> Int {
    var (low, high) = (0, count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(rowStarts[middle]) <= cell { low = middle } else { high = middle }
    }
    return low
  }

  /// Gives cells another text.
  ///
  /// - Parameter texts: by the number of the cell, ascending.
  mutating func replaceCells(_ texts: [(cell: Int, text: [UInt8])]) {
    var replaced: [UInt8] = []
    replaced.reserveCapacity(bytes.count)
    var starts: [UInt32] = [0]
    starts.reserveCapacity(cellStarts.count)
    var next = 0
    for cell in 0..<(cellStarts.count - 1) {
      if next < texts.count, texts[next].cell == cell {
        replaced.append(contentsOf: texts[next].text)
        next += 1
      } else {
        replaced.append(contentsOf: bytes[Int(cellStarts[cell])..<Int(cellStarts[cell + 1])])
      }
      starts.append(UInt32(replaced.count))
    }
    bytes = replaced
    cellStarts = starts
  }
}

// MARK: - Building

extension RecordBatch {
  /// Adds bytes to the cell that is being built.
  mutating func append(_ byte: UInt8) {
    bytes.append(byte)
  }

  /// Adds bytes to the cell that is being built.
  mutating func append(contentsOf run: some Sequence<UInt8>) {
    bytes.append(contentsOf: run)
  }

  /// Ends the cell that is being built; the next byte begins another.
  mutating func endCell() {
    cellStarts.append(UInt32(bytes.count))
  }

  /// Ends the record that is being built with the cells added since the last one.
  mutating func endRecord(at position: Position) {
    rowStarts.append(UInt32(cellStarts.count - 1))
    positions.append(position)
    byteCounts.append(0)
  }

  /// Adds a whole record: its text, and where its cells will end in `bytes`.
  mutating func appendRecord(
    text: UnsafeBufferPointer<UInt8>, cellEnds: UnsafeBufferPointer<UInt32>,
    at position: Position, byteCount: Int
  ) {
    bytes.append(contentsOf: text)
    cellStarts.append(contentsOf: cellEnds)
    rowStarts.append(UInt32(cellStarts.count - 1))
    positions.append(position)
    byteCounts.append(UInt32(clamping: byteCount))
  }

  /// Drops the cells and bytes added since the last record ended.
  mutating func discardRecord() {
    cellStarts.removeLast(cellStarts.count - 1 - Int(rowStarts.last ?? 0))
    bytes.removeLast(bytes.count - Int(cellStarts.last ?? 0))
  }

  /// Whether it holds so many bytes, or as many cells, which take memory too.
  func isFull(byteCount: Int) -> Bool {
    bytes.count >= byteCount || cellStarts.count > byteCount
  }

  mutating func reject(_ reject: Reject) {
    rejects.append(reject)
  }

  /// Replaces the places of the records and rejects from `first` on, as one coordinate system is mapped to another.
  mutating func mapPositions(
    fromRecord firstRecord: Int, fromReject firstReject: Int,
    _ map: (RecordBatch.Position) -> RecordBatch.Position
  ) {
    for index in firstRecord..<positions.count {
      let count = Self.mapped(UInt64(byteCounts[index]), from: positions[index], map)
      byteCounts[index] = UInt32(clamping: count)
      positions[index] = map(positions[index])
    }
    for index in firstReject..<rejects.count {
      let position = rejects[index].position
      rejects[index].byteCount = Self.mapped(rejects[index].byteCount, from: position, map)
      rejects[index].position = map(position)
    }
  }

  private static func mapped(
    _ byteCount: UInt64, from start: Position, _ map: (Position) -> Position
  ) -> UInt64 {
    guard byteCount > 0 else { return 0 }
    let end = map(Position(line: start.line, byteOffset: start.byteOffset + byteCount))
    return end.byteOffset - map(start).byteOffset
  }
}

// MARK: - Building in blocks

/// For a parser that first puts the text of many records into memory of its own and appends it at once:
/// cells are ended by where they will end in `bytes`, before the text itself is there.
extension RecordBatch {
  /// The number of cells added since the last record ended.
  @inline(__always)
  var openCellCount: Int { cellStarts.count - 1 - Int(rowStarts[rowStarts.count - 1]) }

  @inline(__always)
  mutating func endCell(at end: Int) {
    cellStarts.append(UInt32(truncatingIfNeeded: end))
  }

  /// Where cell `index` of the open record begins.
  func openCellStart(_ index: Int) -> Int {
    Int(cellStarts[Int(rowStarts[rowStarts.count - 1]) + index])
  }

  /// The cells added since the last record ended; their text stands in `text` from `cellBase` on.
  func openCells(_ text: UnsafeMutablePointer<UInt8>, cellBase: Int) -> [[UInt8]] {
    let first = Int(rowStarts[rowStarts.count - 1])
    return (0..<openCellCount).map { index in
      let start = Int(cellStarts[first + index]) - cellBase
      let end = Int(cellStarts[first + index + 1]) - cellBase
      return Array(UnsafeBufferPointer(start: text + start, count: end - start))
    }
  }

  /// The hashes of a record, and of its first cells, whose text stands in `text` from `cellBase` on.
  func hashes(
    row: Int, halfCount: Int, _ text: UnsafeMutablePointer<UInt8>, cellBase: Int
  ) -> (whole: UInt64, half: UInt64) {
    var hash = RecordHash()
    var half = hash.value
    let first = Int(rowStarts[row])
    for cell in first..<Int(rowStarts[row + 1]) {
      let start = Int(cellStarts[cell]) - cellBase
      let end = Int(cellStarts[cell + 1]) - cellBase
      hash.add(UnsafeBufferPointer(start: text + start, count: end - start))
      if cell - first + 1 == halfCount { half = hash.value }
    }
    return (hash.value, half)
  }

  mutating func discardLastCells(_ count: Int) {
    cellStarts.removeLast(count)
  }

  /// Adds the text of the cells ended by `endCell(at:)`.
  mutating func appendText(_ text: UnsafeBufferPointer<UInt8>) {
    bytes.append(contentsOf: text)
  }

  mutating func reserve(byteCount: Int) {
    bytes.reserveCapacity(byteCount)
    cellStarts.reserveCapacity(byteCount / 8)
  }
}

/// A run of records of one input: every cell is a range of one buffer of UTF-8.
///
/// Cells are unquoted, unescaped and decoded. Rows may have different numbers of cells: a cell that a row does not have
/// reads as empty.
///
/// Reading a cell is O(1) and allocates nothing; a `String` is made only where one is asked for.
public struct RecordBatch: Sendable {
  /// Where a record begins in its input.
  public struct Position: Sendable, Codable, Hashable {
    /// Line of the input, counted from 1. A record that spans lines has the line of its first byte.
    public var line: UInt64
    /// Offset of the record's first byte in the input as stored (after decompression), from 0.
    public var byteOffset: UInt64

    public init(line: UInt64, byteOffset: UInt64) {
      self.line = line
      self.byteOffset = byteOffset
    }
  }

  /// What the cells are ranges of. With CSV that is the text as it stands, and behind it what had to be written anew.
  public internal(set) var bytes: [UInt8] = []
  /// A cell lies between two bounds that follow each other; the top bit of the second says that it is in quotes.
  @usableFromInline var bounds: [UInt32] = [0]
  /// One per row.
  @usableFromInline var spans: [Bounds] = []
  /// Bytes of each bound itself: one where cells are parted by a delimiter, none where nothing stands between them.
  @usableFromInline var boundBytes = 0
  /// The bounds behind cells that hold more than ASCII, in the order of the rows. With `boundBytes` only.
  var highCells: [UInt32] = []
  /// One per row.
  public internal(set) var positions: [Position] = []
  /// The bytes of the input that each record takes, from its position on; with CSV its line end is among them. What
  /// neither a record nor a reject takes is in `passages` with CSV, and with JSON and XML the frame: brackets, commas,
  /// white space, a prolog.
  public internal(set) var byteCounts: [UInt32] = []
  /// Parts of the input that could not be read as records, in the order in which they stand there.
  public internal(set) var rejects: [Reject] = []
  /// Parts of the input that are neither records nor rejects, in their order; CSV only.
  public internal(set) var passages: [Passage] = []
  /// Cells whose text was repaired, in their order.
  public internal(set) var repairs: [CellRepair] = []

  public init() {}

  /// The number of records.
  public var count: Int { positions.count }

  public var isEmpty: Bool { positions.isEmpty && rejects.isEmpty && passages.isEmpty }

  public func cellCount(row: Int) -> Int { spans[row].cellCount }

  /// The bytes of a cell, as a range of `bytes`; empty when the row has no such cell.
  @inlinable
  public func cell(row: Int, column: Int) -> Range<Int> {
    let span = spans[row]
    guard column < span.cellCount else { return 0..<0 }
    return cell(at: Int(span.first) + column)
  }

  /// The cell between the bounds `place` and `place + 1`.
  @inlinable
  func cell(at place: Int) -> Range<Int> {
    Self.cell(between: bounds[place], bounds[place + 1], boundBytes: boundBytes)
  }

  @inlinable @inline(__always)
  static func cell(between before: UInt32, _ behind: UInt32, boundBytes: Int) -> Range<Int> {
    let quote = Int(behind >> 31)
    let start = Int(before & 0x7FFF_FFFF) + boundBytes + quote
    return Range(uncheckedBounds: (start, Int(behind & 0x7FFF_FFFF) - quote))
  }

  /// Whether the cell stands in quotes in the input, as far as the batch keeps the text as it stands.
  func isQuoted(row: Int, column: Int) -> Bool {
    column < spans[row].cellCount && bounds[Int(spans[row].first) + column + 1] >> 31 != 0
  }

  /// The text of a cell; empty when the row has no such cell.
  public func string(row: Int, column: Int) -> String {
    let range = cell(row: row, column: column)
    return range.isEmpty ? "" : String(decoding: bytes[range], as: UTF8.self)
  }

  /// The bounds of a row: before its first cell and behind its last.
  @usableFromInline
  struct Bounds: Sendable {
    @usableFromInline var first: UInt32
    @usableFromInline var last: UInt32

    @usableFromInline
    init(first: UInt32, last: UInt32) {
      self.first = first
      self.last = last
    }

    @inlinable var cellCount: Int { Int(last) - Int(first) }
  }
}

// MARK: - Selecting

extension RecordBatch {
  /// The records with these columns only, in this order; one that is `nil` is empty. What else the batch holds stays.
  public func selecting(_ columns: [Int?]) -> RecordBatch {
    var selected = RecordBatch()
    selected.reserve(byteCount: bytes.count)
    for row in 0..<count {
      for column in columns {
        if let column { selected.append(contentsOf: bytes[cell(row: row, column: column)]) }
        selected.endCell()
      }
      selected.endRecord(at: positions[row], byteCount: Int(byteCounts[row]))
    }
    selected.rejects = rejects
    selected.passages = passages
    selected.repairs = repairs
    return selected
  }
}

// MARK: - Repairing

extension RecordBatch {
  /// Gives cells another text: their rows are written anew behind the others.
  ///
  /// - Parameter texts: by row and column, ascending.
  mutating func replaceCells(_ texts: [CellChange]) {
    var next = 0
    while next < texts.count {
      let row = texts[next].row
      let span = spans[row]
      let first = bounds.count
      bounds.append(UInt32(truncatingIfNeeded: bytes.count))
      if boundBytes > 0 { bytes.append(0) }
      for column in 0..<span.cellCount {
        if next < texts.count, texts[next].row == row, texts[next].column == column {
          bytes.append(contentsOf: texts[next].text)
          next += 1
        } else {
          bytes.append(contentsOf: bytes[cell(at: Int(span.first) + column)])
        }
        bounds.append(UInt32(truncatingIfNeeded: bytes.count))
        if boundBytes > 0 { bytes.append(0) }
      }
      spans[row] = Bounds(
        first: UInt32(truncatingIfNeeded: first), last: UInt32(truncatingIfNeeded: bounds.count - 1)
      )
    }
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
    bounds.append(UInt32(bytes.count))
  }

  /// Ends the record that is being built with the cells added since the last one.
  mutating func endRecord(at position: Position, byteCount: Int = 0) {
    spans.append(Bounds(first: spans.last?.last ?? 0, last: UInt32(bounds.count - 1)))
    positions.append(position)
    byteCounts.append(UInt32(clamping: byteCount))
  }

  /// Adds a whole record: its text, and where its cells will end in `bytes`.
  mutating func appendRecord(
    text: UnsafeBufferPointer<UInt8>, cellEnds: UnsafeBufferPointer<UInt32>,
    at position: Position, byteCount: Int
  ) {
    bytes.append(contentsOf: text)
    bounds.append(contentsOf: cellEnds)
    spans.append(Bounds(first: spans.last?.last ?? 0, last: UInt32(bounds.count - 1)))
    positions.append(position)
    byteCounts.append(UInt32(clamping: byteCount))
  }

  /// Drops the cells and bytes added since the last record ended.
  mutating func discardRecord() {
    bounds.removeLast(bounds.count - 1 - Int(spans.last?.last ?? 0))
    bytes.removeLast(bytes.count - Int(bounds.last ?? 0))
  }

  /// Whether it holds so many bytes, or as many cells, which take memory too.
  func isFull(byteCount: Int) -> Bool {
    bytes.count >= byteCount || bounds.count > byteCount
  }

  mutating func reject(_ reject: Reject) {
    rejects.append(reject)
  }

  /// Adds a record between two bounds, for a parser that puts the text into `bytes` itself.
  @inline(__always)
  mutating func add(first: Int, last: Int, at position: Position, byteCount: Int) {
    spans.append(
      Bounds(first: UInt32(truncatingIfNeeded: first), last: UInt32(truncatingIfNeeded: last)))
    positions.append(position)
    byteCounts.append(UInt32(truncatingIfNeeded: byteCount))
  }

  mutating func pass(_ kind: Passage.Kind, at position: Position, byteCount: Int) {
    guard byteCount > 0 else { return }
    passages.append(Passage(kind: kind, position: position, byteCount: UInt64(byteCount)))
  }

  mutating func reserve(byteCount: Int) {
    bytes.reserveCapacity(byteCount)
    bounds.reserveCapacity(byteCount / 8)
  }

  /// How much of the input it holds, to map the places of what comes after.
  struct Extent {
    var records = 0
    var rejects = 0
    var passages = 0
  }

  var extent: Extent {
    Extent(records: count, rejects: rejects.count, passages: passages.count)
  }

  /// Replaces the places of what came after `first`, as one coordinate system is mapped to another.
  mutating func mapPositions(from first: Extent, _ map: (Position) -> Position) {
    for index in first.records..<positions.count {
      let count = Self.mapped(UInt64(byteCounts[index]), from: positions[index], map)
      byteCounts[index] = UInt32(clamping: count)
      positions[index] = map(positions[index])
    }
    for index in first.rejects..<rejects.count {
      let position = rejects[index].position
      rejects[index].byteCount = Self.mapped(rejects[index].byteCount, from: position, map)
      rejects[index].position = map(position)
    }
    for index in first.passages..<passages.count {
      let position = passages[index].position
      passages[index].byteCount = Self.mapped(passages[index].byteCount, from: position, map)
      passages[index].position = map(position)
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

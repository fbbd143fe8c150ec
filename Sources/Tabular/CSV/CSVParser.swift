import Glibc

/// Splits the text of a CSV input into records (RFC 4180 §2), and bends where real files do.
///
/// - Quotes count only at the beginning of a cell; elsewhere they are text. Text after a closing quote is kept.
/// - Lines end with LF, CRLF or CR, mixed at will; blank lines are skipped.
/// - A quote that is not closed, or whose closing quote, lines later, is followed by text, costs the line in which it
///   was opened: that becomes a reject, and reading resumes at the next line.
///
/// The same text gives the same records however it is cut into chunks. O(n) time; memory is bounded by the record
/// limit and the longest chunk.
struct CSVParser: RecordParser {
  /// How the text is written, once inferred.
  struct Shape {
    var delimiter: UInt8 = UInt8(ascii: ",")
    var quote: UInt8? = UInt8(ascii: "\"")
    /// Lines before the first record, such as `sep=;`.
    var skippedLines = 0
    /// Those of the skipped lines, the last ones, that name the columns.
    var headerLines = 0
    /// Whether the first record is left out because it names the columns.
    var hasHeader = true
    /// The bytes of the delimiter after its first.
    var delimiterTail: [UInt8] = []
    var escape: UInt8?
    /// Begins a line that is no record.
    var comment: UInt8?
    /// Whether every line that begins so is a comment, also one with as many cells as a record.
    var isCommentCertain = false
    /// What alone ends a record; `nil`: any line end.
    var newline: CSVSyntax.Newline?
    /// Whether a line end behind the escape is text.
    var escapesLineEnds = false

    var syntax: CSVSyntax {
      CSVSyntax(
        delimiter: [delimiter] + delimiterTail, quote: quote, escape: escape,
        escapesLineEnds: escapesLineEnds, newline: newline)
    }

    /// Whether one byte parts cells, any line end records, and nothing is escaped, so that the fast parser reads it.
    var isPlain: Bool {
      delimiterTail.isEmpty && escape == nil && !isCommentCertain && newline == nil
    }
  }

  let columns: [String]

  /// A record with more cells is a reject.
  let columnCount: Int
  let delimiter: UInt8
  let quote: UInt8?
  let recordByteLimit: Int
  let comment: UInt8?
  /// Mends records that do not fit; `nil` leaves them as they are.
  let repair: RowRepair?
  var filter: TableFilter

  /// Where the text to be read next stands in the input, and its line.
  private(set) var textOffset: UInt64 = 0
  private(set) var line: UInt64 = 1
  var linesToSkip: Int
  /// Those of them, the last ones, that name the columns.
  var headerLines: Int
  /// Whether those lines are the rest of a record that was too long.
  var skipsReject = false
  var awaitsHeader: Bool
  var tally = CSVTally()
  /// From where on every record gets a second look.
  var watchOffset: UInt64
  let header: HeaderLook
  /// The first record of the batch that the filter has not seen.
  var nextRemembered = 0
  /// What is written anew; it comes to stand at `madeBase` of the batch.
  var made: [UInt8] = []
  var madeBase = 0

  /// A record that is not finished.
  private var rest: [UInt8] = []
  /// It is tried again when there is this much of it: doubling keeps the work linear.
  private var retryCount = 0

  /// Bytes that a block load may touch behind the text.
  static let paddingBytes = 64

  /// - Parameter columnCount: the most cells a record may have; by default as many as there are columns.
  init(
    columns: [String], columnCount: Int? = nil, shape: Shape, recordByteLimit: Int = 16 << 20,
    repair: RowRepair? = nil, filter: TableFilter = TableFilter()
  ) {
    self.columns = columns
    self.columnCount = columnCount ?? columns.count
    // Places in a batch have 31 bits.
    self.recordByteLimit = min(max(1, recordByteLimit), 256 << 20)
    comment = shape.comment
    self.repair = repair
    self.filter = filter
    watchOffset = filter.watchOffset
    header = HeaderLook(filter.firstName, delimiter: shape.delimiter, quote: shape.quote)
    delimiter = shape.delimiter
    quote = shape.quote
    linesToSkip = shape.skippedLines
    headerLines = shape.headerLines
    awaitsHeader = shape.hasHeader
  }

  mutating func takeWarnings() -> [ReadWarning] { tally.take() }
}

// MARK: - Text in pieces

extension CSVParser {
  mutating func parse(_ chunk: Span<UInt8>, into batch: inout RecordBatch) {
    chunk.withUnsafeBufferPointer { chunk in
      if rest.count + chunk.count < retryCount {
        rest.append(contentsOf: chunk)
      } else {
        read(chunk, isFinal: false, into: &batch)
      }
    }
  }

  mutating func finish(into batch: inout RecordBatch) {
    read(UnsafeBufferPointer(start: nil, count: 0), isFinal: true, into: &batch)
  }

  /// Reads all records that end in the text and keeps the rest.
  private mutating func read(
    _ chunk: UnsafeBufferPointer<UInt8>, isFinal: Bool, into batch: inout RecordBatch
  ) {
    guard rest.count + chunk.count > 0 else { return }
    let before = (bytes: batch.bytes.count, bounds: batch.bounds.count, records: batch.count)
    // A bound stands before the first cell too.
    batch.bytes.append(0x0A)
    let start = batch.bytes.count
    batch.bytes.append(contentsOf: rest)
    batch.bytes.append(contentsOf: chunk)
    let count = batch.bytes.count
    batch.bytes.append(contentsOf: repeatElement(0, count: Self.paddingBytes))
    let done = read(&batch, from: start, to: count, limit: .max, isFinal: isFinal)
    rest.removeAll(keepingCapacity: true)
    rest.append(contentsOf: batch.bytes[done..<count])
    retryCount = min(rest.count * 2, recordByteLimit + 1)
    if batch.count == before.records {
      // Without a record nothing refers to the text.
      batch.bytes.removeLast(batch.bytes.count - before.bytes)
      batch.bounds.removeLast(max(0, batch.bounds.count - before.bounds))
    }
  }
}

// MARK: - Text in a batch

extension CSVParser {
  var blockSyntax: (delimiter: UInt8, quote: UInt8?)? { (delimiter, quote) }

  var blockStart: RecordBatch.Position {
    RecordBatch.Position(line: line, byteOffset: textOffset)
  }

  mutating func parse(_ block: consuming TextBlock, from place: Int, into batch: inout RecordBatch)
    -> Int
  {
    let (end, limit, isFinal, indexes) = (block.end, block.limit, block.isFinal, block.indexes)
    swap(&batch.bytes, &block.bytes)
    return read(&batch, from: place, to: end, limit: limit, isFinal: isFinal, prepared: indexes)
  }

  /// Reads the records of a text that stands in the batch already.
  ///
  /// - Parameters:
  ///   - start: where in the bytes of the batch the text begins, which is at a record; not 0.
  ///   - end: where it ends; at least `paddingBytes` more bytes follow.
  ///   - limit: records that begin here or later are left.
  ///   - isFinal: whether the input ends with this text.
  ///   - prepared: what was found out about parts of the text before, in their order.
  /// - Returns: how far the text is done with: a record that is left begins there.
  mutating func read(
    _ batch: inout RecordBatch, from start: Int, to end: Int, limit: Int, isFinal: Bool,
    prepared: [StructuralIndex] = []
  ) -> Int {
    // Taken out of the batch, so that reading may change the rest of it.
    var bytes: [UInt8] = []
    swap(&bytes, &batch.bytes)
    madeBase = bytes.count
    batch.boundBytes = 1
    nextRemembered = batch.count
    let done = bytes.withUnsafeBufferPointer { bytes in
      guard let text = bytes.baseAddress else { return start }
      var pass = Pass(
        text: text, end: end, limit: limit, isFinal: isFinal, line: line,
        origin: textOffset &- UInt64(start), hasNULs: memchr(text + start, 0, end - start) != nil)
      let done = read(&pass, from: start, prepared: prepared, into: &batch)
      if filter.remembersRecords { remember(batch, text) }
      line = pass.line
      return done
    }
    swap(&bytes, &batch.bytes)
    batch.bytes.append(contentsOf: made)
    made.removeAll(keepingCapacity: true)
    textOffset += UInt64(done - start)
    return done
  }

  /// Forgets an unfinished record, which will come again.
  mutating func dropRest() {
    rest.removeAll()
    retryCount = 0
  }

  /// The text that is read, and how far its lines are counted.
  struct Pass {
    let text: UnsafePointer<UInt8>
    let end: Int
    let limit: Int
    let isFinal: Bool
    /// The line that is reached.
    var line: UInt64
    /// What makes an offset in the input of a place in the text.
    let origin: UInt64
    let hasNULs: Bool

    func place(_ start: Int, line: UInt64) -> RecordBatch.Position {
      RecordBatch.Position(line: line, byteOffset: origin &+ UInt64(start))
    }
  }
}

/// Whether a record may be the header again, by its first bytes.
struct HeaderLook {
  private var key: UInt32 = 1
  private var mask: UInt32 = 0
  private var quotedKey: UInt32 = 1
  private var quotedMask: UInt32 = 0

  /// - Parameter name: the first cell of the header; `nil` when there is none to look for.
  init(_ name: [UInt8]?, delimiter: UInt8, quote: UInt8?) {
    guard let name else { return }
    (key, mask) = Self.word(name + [delimiter])
    if let quote { (quotedKey, quotedMask) = Self.word([quote] + name) }
  }

  private static func word(_ bytes: [UInt8]) -> (key: UInt32, mask: UInt32) {
    var (key, mask): (UInt32, UInt32) = (0, 0)
    for (index, byte) in bytes.prefix(4).enumerated() {
      key |= UInt32(byte) << UInt32(index * 8)
      mask |= 0xFF << UInt32(index * 8)
    }
    return (key, mask)
  }

  @inline(__always)
  func fits(_ record: UnsafePointer<UInt8>) -> Bool {
    let word = UInt32(
      littleEndian: UnsafeRawPointer(record).loadUnaligned(as: UInt32.self))
    return word & mask == key || word & quotedMask == quotedKey
  }
}

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
  /// Out of the range of a byte when there is no quote.
  let quote: UInt16
  let special: SpecialBytes
  let recordByteLimit: Int
  let comment: UInt8?
  /// Mends records that do not fit; `nil` leaves them as they are.
  let repair: RowRepair?
  var filter: TableFilter

  /// The text that is not yet read: `text[0 ..< textCount]`, and padding.
  private var text: [UInt8] = []
  private var textCount = 0
  /// An unfinished record is tried again when there is this much text: doubling keeps the work linear.
  private var retryCount = 0
  /// Memory for the text of cells without what stands between them.
  private var cellText: [UInt8] = []

  /// Where `text[0]` stands in the input.
  var textOffset: UInt64 = 0
  var line: UInt64 = 1
  var linesToSkip: Int
  var awaitsHeader: Bool
  var tally = CSVTally()
  /// Where to go on when only the first line of a record was one; -1 otherwise.
  var resume = -1
  /// From where on every record gets a second look.
  var watchOffset: UInt64
  let headerKey: UInt32
  let headerMask: UInt32
  /// The first record of the batch that the filter has not seen.
  var nextRemembered = 0

  /// Bytes that a block load may touch behind the text.
  static let paddingBytes = 64

  /// - Parameter columnCount: the most cells a record may have; by default as many as there are columns.
  init(
    columns: [String], columnCount: Int? = nil, shape: Shape, recordByteLimit: Int = 16 << 20,
    repair: RowRepair? = nil, filter: TableFilter = TableFilter()
  ) {
    self.columns = columns
    self.columnCount = columnCount ?? columns.count
    self.recordByteLimit = max(1, recordByteLimit)
    comment = shape.comment
    self.repair = repair
    self.filter = filter
    watchOffset = filter.watchOffset
    headerKey = filter.key
    headerMask = filter.keyMask
    delimiter = shape.delimiter
    quote = shape.quote.map(UInt16.init) ?? .max
    special = SpecialBytes(delimiter: shape.delimiter, quote: shape.quote)
    linesToSkip = shape.skippedLines
    awaitsHeader = shape.hasHeader
  }

  mutating func parse(_ chunk: Span<UInt8>, into batch: inout RecordBatch) {
    append(chunk)
    if textCount >= retryCount { readText(isFinal: false, into: &batch) }
  }

  mutating func finish(into batch: inout RecordBatch) {
    readText(isFinal: true, into: &batch)
  }

  mutating func takeWarnings() -> [ReadWarning] { tally.take() }

  private mutating func append(_ chunk: Span<UInt8>) {
    let needed = textCount + chunk.count + Self.paddingBytes
    if text.count < needed {
      text.append(contentsOf: repeatElement(0, count: max(needed, text.count * 2) - text.count))
    }
    guard chunk.count > 0 else { return }
    text.withUnsafeMutableBytes { target in
      chunk.withUnsafeBytes { source in
        UnsafeMutableRawBufferPointer(rebasing: target[textCount...]).copyMemory(from: source)
      }
    }
    textCount += chunk.count
  }

  /// Reads all records that end in the text and keeps the rest.
  private mutating func readText(isFinal: Bool, into batch: inout RecordBatch) {
    guard textCount > 0 else { return }
    // Taken out of self, so that reading may change the rest of self.
    var text: [UInt8] = []
    var cellText: [UInt8] = []
    swap(&text, &self.text)
    swap(&cellText, &self.cellText)
    if cellText.count < text.count { cellText = [UInt8](repeating: 0, count: text.count) }
    let consumed = text.withUnsafeBufferPointer { source in
      cellText.withUnsafeMutableBufferPointer { target in
        read(source, count: textCount, cellText: target, isFinal: isFinal, into: &batch)
      }
    }
    let rest = textCount - consumed
    text.withUnsafeMutableBufferPointer { bytes in
      guard consumed > 0, rest > 0, let start = bytes.baseAddress else { return }
      start.update(from: start + consumed, count: rest)
    }
    textOffset += UInt64(consumed)
    textCount = rest
    retryCount = min(rest * 2, recordByteLimit + 1)
    swap(&text, &self.text)
    swap(&cellText, &self.cellText)
  }
}

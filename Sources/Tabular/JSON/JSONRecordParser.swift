/// Reads records from JSON: an array of objects, an array inside wrapping objects, which may stand in an array
/// themselves, NDJSON, one object, or objects in a row.
///
/// What becomes of a record:
/// - Values keep their text: strings are unescaped, numbers stand as written, `true` and `false` are words, `null`
///   is an empty cell. A lone surrogate becomes U+FFFD; bytes that are no UTF-8 became it before (`TextDecoder`).
/// - A nested object gives columns `parent.child`. The scalars of an array are joined with `; ` (empty ones are
///   left out), its objects give `parent.1.child`, `parent.2.child` and so on, by their place in the array.
/// - An empty object or array is an empty cell. A missing key is an empty cell.
/// - A key that stands twice in a record gives both values joined with `; `, or one if they are equal, and a
///   warning; so does a lone surrogate.
/// - Columns are added as new keys are met, up to `ColumnTree.columnLimit`.
///
/// What becomes of errors: inside a record the grammar of RFC 8259 holds strictly, and a record that breaks it is
/// one `Reject`. In NDJSON reading goes on at the next line. Elsewhere it goes on after the record if its brackets
/// balance; if not, at the next line that begins with `{` at the record's own indentation; if there is none, the
/// rest is one `Reject`. Outside records, a comma too many or too few between objects is forgiven,
/// with a warning. `ReadOptions.isStrict` makes an error of all that RFC 8259 forbids (`JSONSyntax`).
///
/// Memory is bounded by `ReadOptions.recordByteLimit` and the columns; time is O(n) for well-formed input.
struct JSONRecordParser: RecordParser {
  /// Keys from the root to the records; empty for the top level itself.
  let recordPath: [String]
  /// `.ndjson` if each line holds whole records, else `.json`.
  let format: Format
  var columns: [String] { reader.columns }

  var reader = JSONRecordReader()
  let path: [[UInt8]]
  let recordByteLimit: Int

  /// Offset of the next byte of the input, and its line.
  var offset: UInt64 = 0
  var line: UInt64 = 1
  private var unread: [UInt8] = []
  private var isBOMPast = false

  /// The part of the open record that stood in earlier pieces.
  var carry: [UInt8] = []
  /// Where the open record, or the unreadable part, begins.
  var start = RecordBatch.Position(line: 1, byteOffset: 0)
  /// Whether the open record is over the limit; then only the beginning of it is kept.
  var isOverlong = false

  var place = Place.top
  /// Where a record or a skipped value leads back to.
  var returnPlace = Place.top
  var frame = JSONFrame()
  /// Input to be read again: what followed the place at which reading goes on.
  var replay: [UInt8]?
  /// Spaces before the record on its line; -1 after other text.
  var indent = 0
  var startIndent = 0
  /// Open objects on the way to the records; each but the last was opened under a key of the path.
  var openWrappers = 0
  var isKeyOnPath = false
  var isKeyEscaped = false
  var hasMetPath = false
  /// Whether the wrapping objects stand in an array that is open.
  var isInOuterArray = false
  /// Whether each array at the path is a table, and whether the open one is not the first.
  private let isTables: Bool
  var isInOtherTable = false
  /// How far into the indentation of a line the search for the next record is; -1 is past it.
  var resyncColumn = -1
  /// Grammar that was forgiven since the last warnings were taken, and where first.
  var forgiven: UInt64 = 0
  var firstForgiven: RecordBatch.Position?
  /// Checks the whole text, if the user wants it strict.
  private var syntax: JSONSyntax?
  private var textStart: UInt64 = 0
  var problem = ""
  var problemReason = Reject.Reason.invalidJSON

  /// - Parameters:
  ///   - recordPath: keys from the root to the records; `nil`: inferred from the window.
  ///   - window: the first bytes of the input; they are only looked at.
  init(recordPath: [String]?, window: Span<UInt8>, options: ReadOptions) {
    var shape = JSONShape.infer(window)
    if let recordPath {
      shape.isLines = recordPath.isEmpty && shape.isLines
      shape.recordPath = recordPath
    }
    if let format = options.format {
      shape.isLines = format == .ndjson
      if shape.isLines { shape.recordPath = [] }
    }
    self.recordPath = shape.recordPath
    isTables = shape.isTables && options.separatesTables
    format = shape.isLines ? .ndjson : .json
    path = shape.recordPath.map { Array($0.utf8) }
    recordByteLimit = options.recordByteLimit
    if options.isStrict { syntax = JSONSyntax(isLines: shape.isLines) }
  }

  mutating func parse(_ chunk: Span<UInt8>, into batch: inout RecordBatch) throws(ReadError) {
    if isBOMPast {
      try read(chunk, into: &batch)
      return
    }
    // The first three bytes decide whether there is a byte order mark.
    if unread.isEmpty, chunk.count >= 3 {
      try startReading(chunk, into: &batch)
      return
    }
    for index in chunk.indices { unread.append(chunk[index]) }
    guard unread.count >= 3 else { return }
    try startReadingUnread(into: &batch)
  }

  mutating func finish(into batch: inout RecordBatch) throws(ReadError) {
    if !isBOMPast { try startReadingUnread(into: &batch) }
    do throws(JSONSyntax.Fault) { try syntax?.finish() } catch {
      throw Self.refusal(error, textStart)
    }
    if format == .ndjson {
      finishLines(into: &batch)
    } else {
      finishStructure(into: &batch)
      if !path.isEmpty, !hasMetPath, place == .top || place == .afterArray {
        throw ReadError(
          .invalidOption, path: "",
          problem:
            "the input has nothing at the record path '\(recordPath.joined(separator: "."))'",
          remedy: "set the record path to the keys that lead to the array of records")
      }
    }
  }

  private mutating func startReadingUnread(into batch: inout RecordBatch) throws(ReadError) {
    var bytes: [UInt8] = []
    swap(&bytes, &unread)
    try startReading(bytes.span, into: &batch)
  }

  private mutating func startReading(
    _ bytes: Span<UInt8>, into batch: inout RecordBatch
  ) throws(ReadError) {
    isBOMPast = true
    let isMarked = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
    let markBytes = isMarked ? 3 : 0
    offset = UInt64(markBytes)
    textStart = UInt64(markBytes)
    try read(bytes.extracting(markBytes..<bytes.count), into: &batch)
  }

  private mutating func read(
    _ bytes: Span<UInt8>, into batch: inout RecordBatch
  ) throws(ReadError) {
    do throws(JSONSyntax.Fault) { try syntax?.check(bytes) } catch {
      throw Self.refusal(error, textStart)
    }
    if format == .ndjson {
      readLines(bytes, into: &batch)
      return
    }
    readStructure(bytes, into: &batch)
    while let bytes = takeReplay() {
      readStructure(bytes.span, into: &batch)
    }
  }

  mutating func takeReplay() -> [UInt8]? {
    var taken: [UInt8]?
    swap(&taken, &replay)
    return taken
  }

  private static func refusal(_ fault: JSONSyntax.Fault, _ textStart: UInt64) -> ReadError {
    ReadError(
      .malformed, path: "",
      position: .init(line: fault.line, byteOffset: fault.byteOffset + textStart),
      problem: "the JSON is not well-formed: \(fault.problem)",
      remedy: "correct it there, or read it without --strict to have the rest")
  }

  /// Begins an array at the path.
  mutating func beginRecords() {
    isInOtherTable = isTables && hasMetPath
    hasMetPath = true
    place = .firstElement
  }

  // MARK: - Warnings

  /// Notes grammar that is forgiven.
  mutating func forgive(at position: RecordBatch.Position) {
    forgiven += 1
    firstForgiven = firstForgiven ?? position
  }

  mutating func takeWarnings() -> [ReadWarning] {
    var warnings: [ReadWarning] = []
    if forgiven > 0 {
      warnings.append(
        ReadWarning(
          kind: .lenientSyntax, count: forgiven, first: firstForgiven,
          message: "commas that JSON forbids or wants between records were passed over"))
      forgiven = 0
      firstForgiven = nil
    }
    if reader.duplicateKeys > 0 {
      warnings.append(
        ReadWarning(
          kind: .duplicateKeys, count: reader.duplicateKeys, first: reader.firstDuplicate,
          message: "keys stand twice in one object; both values were kept, joined with '; '"))
    }
    if reader.loneSurrogates > 0 {
      warnings.append(
        ReadWarning(
          kind: .loneSurrogates, count: reader.loneSurrogates, first: reader.firstSurrogate,
          message: "\\u escapes are half a character and were replaced by U+FFFD"))
    }
    if !warnings.isEmpty { reader.forgetCounts() }
    return warnings
  }

  // MARK: - Rejects

  /// Adds a reject of `raw`, which begins at `position`; `byteCount` where only the beginning of it was kept.
  func reject(
    _ raw: Span<UInt8>, at position: RecordBatch.Position, byteCount: UInt64? = nil,
    _ reason: Reject.Reason, _ message: String, into batch: inout RecordBatch
  ) {
    let byteCount = byteCount ?? UInt64(raw.count)
    let raw = raw.extracting(first: Reject.rawLimit)
    let text = raw.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    batch.reject(
      Reject(
        position: position, reason: reason, message: message, raw: text, byteCount: byteCount))
  }

  /// Adds a reject of the open record, which is over the limit and ends before the offset `end` of the input.
  func rejectOverlong(_ raw: Span<UInt8>, upTo end: UInt64, into batch: inout RecordBatch) {
    reject(
      raw.extracting(first: recordByteLimit), at: start, byteCount: end - start.byteOffset,
      .recordTooLong,
      "the record is longer than \(recordByteLimit) bytes; split it or raise the limit",
      into: &batch)
  }

  /// Reads a whole record at `at`, and adds it or its reject. The offset after it; where the record is bad,
  /// the end of the bytes.
  ///
  /// - Parameter isLast: whether the input ends with these bytes.
  mutating func readRecord(
    _ bytes: Span<UInt8>, at begin: Int, position: RecordBatch.Position, isLast: Bool = false,
    into batch: inout RecordBatch
  ) -> Int {
    let raw = bytes.extracting(begin..<bytes.count)
    switch reader.read(bytes, at: begin) {
    case .record(let end):
      reader.write(bytes, at: position, byteCount: end - begin, into: &batch)
      return end
    case .notARecord(let end):
      var next = end
      while next < bytes.count, Self.isSpace(bytes[next]) { next += 1 }
      if next == bytes.count {
        reject(
          bytes.extracting(begin..<end), at: position, .notARecord,
          "the value is no object; a record is an object such as {\"name\": \"Ann\"}", into: &batch)
      } else {
        reject(
          raw, at: position, .invalidJSON,
          "text follows a value that is no object; correct the record", into: &batch)
      }
    case .incomplete:
      if isLast {
        reject(
          raw, at: position, .truncated,
          "the input ends inside this record; export or copy it again", into: &batch)
      } else {
        reject(
          raw, at: position, .invalidJSON,
          "the value does not end; close its quotation marks and brackets", into: &batch)
      }
    case .invalid(let at, let reason, let problem):
      let byte = position.byteOffset + UInt64(at - begin)
      reject(
        raw, at: position, reason, "\(problem) at byte \(byte); correct the record",
        into: &batch)
    }
    return bytes.count
  }
}

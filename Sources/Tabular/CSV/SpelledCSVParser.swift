/// Reads CSV with delimiters of several bytes, escapes or comments, which the fast parser does not know.
///
/// It has the same rules for records that do not fit, and the same text gives the same records however it is cut.
/// O(n) time; memory is bounded by the record limit and the longest chunk.
struct SpelledCSVParser: RecordParser {
  let columns: [String]

  private let columnCount: Int
  private let shape: CSVParser.Shape
  private let tokenizer: CSVTokenizer
  private let scanner: CSVRecordScanner
  private let repair: RowRepair?
  private let recordByteLimit: Int
  private var filter: TableFilter
  private var tally = CSVTally()
  private var text: [UInt8] = []
  private var retryCount = 0
  private var textOffset: UInt64 = 0
  private var line: UInt64 = 1
  private var linesToSkip: Int
  /// Those of them, the last ones, that name the columns.
  private let headerLines: Int
  /// Whether those lines are the rest of a record that was too long.
  private var skipsReject = false
  private var awaitsHeader: Bool

  init(
    columns: [String], columnCount: Int? = nil, shape: CSVParser.Shape,
    recordByteLimit: Int = 16 << 20, repair: RowRepair? = nil, filter: TableFilter = TableFilter()
  ) {
    self.columns = columns
    self.columnCount = columnCount ?? columns.count
    self.shape = shape
    self.repair = repair
    self.filter = filter
    self.recordByteLimit = max(1, recordByteLimit)
    tokenizer = CSVTokenizer(syntax: shape.syntax)
    scanner = CSVRecordScanner(syntax: shape.syntax)
    linesToSkip = shape.skippedLines
    headerLines = shape.headerLines
    awaitsHeader = shape.hasHeader
  }

  mutating func parse(_ chunk: Span<UInt8>, into batch: inout RecordBatch) {
    chunk.withUnsafeBufferPointer { text.append(contentsOf: $0) }
    if text.count >= retryCount { read(isFinal: false, into: &batch) }
  }

  mutating func finish(into batch: inout RecordBatch) {
    read(isFinal: true, into: &batch)
  }

  mutating func takeWarnings() -> [ReadWarning] { tally.take() }

  private mutating func read(isFinal: Bool, into batch: inout RecordBatch) {
    var text: [UInt8] = []
    swap(&text, &self.text)
    let consumed = text.withUnsafeBufferPointer { bytes in
      bytes.baseAddress.map { read($0, count: bytes.count, isFinal: isFinal, into: &batch) } ?? 0
    }
    text.removeFirst(consumed)
    swap(&text, &self.text)
    textOffset += UInt64(consumed)
    retryCount = min(self.text.count * 2, recordByteLimit + 1)
  }

  private mutating func read(
    _ text: UnsafePointer<UInt8>, count: Int, isFinal: Bool, into batch: inout RecordBatch
  ) -> Int {
    let lines = CSVRecordScanner(syntax: CSVSyntax(quote: nil, newline: shape.newline))
    var start = 0
    while start < count {
      let isLine = linesToSkip > 0 || shape.isCommentCertain && text[start] == shape.comment
      let scanner = isLine ? lines : self.scanner
      let found = scanner.record(
        text, from: start, count: count, isFinal: isFinal, byteLimit: recordByteLimit)
      guard let found else {
        // The last bytes in hand may wait for what goes with them.
        let waiting = isFinal ? 0 : shape.syntax.delimiter.count + 1
        if count - start > recordByteLimit + waiting {
          start = rejectLong(text, start, count, into: &batch)
          continue
        }
        return start
      }
      let place = RecordBatch.Position(line: line, byteOffset: textOffset + UInt64(start))
      line += UInt64(found.lineCount)
      if linesToSkip > 0 {
        let kind: Passage.Kind =
          skipsReject ? .rejected : linesToSkip <= headerLines ? .header : .preamble
        linesToSkip = max(0, linesToSkip - max(1, found.lineCount))
        batch.pass(kind, at: place, byteCount: found.next - start)
        skipsReject = false
      } else if isLine {
        batch.pass(.comment, at: place, byteCount: found.next - start)
        tally.addComment(at: place)
      } else if found.end > start {
        let record = Record(
          text: text, range: start..<found.end, isCut: found.isCut, place: place,
          byteCount: found.next - start)
        add(record, into: &batch)
      } else {
        batch.pass(.blank, at: place, byteCount: found.next - start)
      }
      start = found.next
    }
    return start
  }

  private mutating func rejectLong(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ count: Int, into batch: inout RecordBatch
  ) -> Int {
    let end = start + recordByteLimit
    let place = RecordBatch.Position(line: line, byteOffset: textOffset + UInt64(start))
    batch.reject(
      Reject(
        position: place, reason: .recordTooLong,
        message: "the record has more than \(recordByteLimit) bytes; "
          + "look for a missing line end or raise the limit",
        raw: CSVParser.raw(text, start, end), byteCount: UInt64(end - start)))
    for index in start..<end {
      if text[index] == 0x0A || text[index] == 0x0D && text[index + 1] != 0x0A { line += 1 }
    }
    linesToSkip += 1
    skipsReject = true
    return end
  }

  /// A record as it stands.
  private struct Record {
    let text: UnsafePointer<UInt8>
    let range: Range<Int>
    /// Whether quotes are open in it.
    let isCut: Bool
    let place: RecordBatch.Position
    /// With its line end.
    let byteCount: Int
  }

  private mutating func add(_ record: Record, into batch: inout RecordBatch) {
    let (text, range, place) = (record.text, record.range, record.place)
    let tokens = record.isCut ? nil : tokenizer.tokens(text, range)
    if awaitsHeader {
      awaitsHeader = false
      return batch.pass(.header, at: place, byteCount: record.byteCount)
    }
    let strays = tokens?.reduce(0) { $0 + $1.strayQuotes } ?? 0
    let nulBytes = UnsafeBufferPointer(start: text + range.lowerBound, count: range.count)
      .reduce(0) { $0 + ($1 == 0 ? 1 : 0) }
    var cells = tokens?.map { tokenizer.value(text, $0) }
    if nulBytes > 0 {
      tally.addNULBytes(nulBytes, at: place)
      cells = cells?.map { $0.filter { $0 != 0 } }
      if tokens?.count == 1, cells?.first?.isEmpty == true {
        return batch.pass(.blank, at: place, byteCount: record.byteCount)
      }
    }
    if let cells {
      switch filter.fate(of: cells, columnCount: columnCount, at: place.byteOffset) {
      case .record: break
      case .notOfTable(let reason, let message):
        return reject(reason, message, record, into: &batch)
      }
    }
    if cells?.count != columnCount, text[range.lowerBound] == shape.comment {
      batch.pass(.comment, at: place, byteCount: record.byteCount)
      return tally.addComment(at: place)
    }
    let breaksOff = record.isCut && shape.syntax.breaksOffInQuotes(text, range)
    if cells?.count != columnCount || strays > 0, nulBytes == 0, !breaksOff,
      let row = repair?.row(text + range.lowerBound, count: range.count), let kind = row.kind
    {
      tally.add(kind, at: place)
      return put(row.cells, record, into: &batch)
    }
    guard var cells else {
      return reject(
        .unterminatedQuote,
        "a quote is opened in this line and not closed where the cell ends; close it, or double "
          + "the quotes that belong to the text", record, into: &batch)
    }
    if let tokens {
      let afterQuote = tokens.reduce(0) { $0 + ($1.isQuoted && $1.end > $1.closing + 1 ? 1 : 0) }
      if afterQuote > 0 { tally.addTextAfterQuote(afterQuote, at: place) }
    }
    if cells.count > columnCount {
      guard cells[columnCount...].allSatisfy(\.isEmpty) else {
        return reject(
          .tooManyCells,
          "there are \(cells.count) cells for \(columnCount) columns; quote the cell that has a "
            + "delimiter in it", record, into: &batch)
      }
      cells.removeLast(cells.count - columnCount)
    } else if cells.count < columnCount {
      tally.addShortRecord(at: place)
    }
    put(cells, record, into: &batch)
  }

  private mutating func put(_ cells: [[UInt8]], _ record: Record, into batch: inout RecordBatch) {
    if filter.remembersRecords { filter.remember(cells) }
    for cell in cells {
      batch.append(contentsOf: cell)
      batch.endCell()
    }
    batch.endRecord(at: record.place, byteCount: record.byteCount)
  }

  private func reject(
    _ reason: Reject.Reason, _ message: String, _ record: Record, into batch: inout RecordBatch
  ) {
    batch.reject(
      Reject(
        position: record.place, reason: reason, message: message,
        raw: CSVParser.raw(record.text, record.range.lowerBound, record.range.upperBound),
        byteCount: UInt64(record.byteCount)))
  }
}

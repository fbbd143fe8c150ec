/// Reads the records of one sheet of a workbook from the sheet's XML, as a parser of text does.
///
/// The first row that looks like a header is one; rows before it that have a few cells only, such as a title, are
/// passed over with a warning. The line of a record is its row in the sheet, the byte that of its tag in the sheet's XML.
///
/// A sheet that breaks the grammar of XML ends there, with a `Reject` for the rest.
final class SheetParser: RecordParser {
  private(set) var hasHeader: Bool
  var columns: [String] { reader.columns.names }

  private let reader: SheetReader
  private let stream: XMLElementStream
  /// Where the sheets of a workbook stand in one XML document, what finds the rows of the chosen one.
  private let document: SpreadsheetMLReader?
  /// The sheet of such a document that is read; `nil`: none was met yet.
  var documentSheet: String? { document?.sheetName ?? sampledSheet }
  private let sampledSheet: String?
  private let batchBytes: Int
  private let skippedRows: Int
  private var toldSkippedRows = false
  private var errorsTold: UInt64 = 0
  private var mergedTold: UInt64 = 0
  private var hasRejectedRest = false
  /// Input that waits: a few bytes of a sheet can stand for much shared text.
  private var waiting: [UInt8] = []
  private var waitingStart = 0

  var hasWaitingInput: Bool { waitingStart < waiting.count }

  private static let pieceBytes = 4 << 10
  /// Rows that are looked at for the header.
  private static let sampleRows = 100

  /// - Parameters:
  ///   - context: `nil` for an XML spreadsheet of Excel 2003.
  ///   - window: the first bytes of the sheet, or of that document; they are only looked at.
  init(_ context: SheetReader.Context?, window: Span<UInt8>, options: ReadOptions) {
    let (rows, sheet) = Self.rows(of: window, context, sheet: options.sheet)
    let sample = SheetSample(rows, hasHeader: options.hasHeader)
    sampledSheet = sheet
    hasHeader = sample.hasHeader
    skippedRows = sample.skippedRows
    batchBytes = max(1, options.batchBytes)
    reader = SheetReader(
      context ?? SheetReader.Context(),
      columns: SheetColumns(header: sample.header, used: sample.usedColumns),
      rowsToSkip: sample.skippedRows + (sample.hasHeader ? 1 : 0),
      recordByteLimit: options.recordByteLimit)
    document = context == nil ? SpreadsheetMLReader(reader, sheet: options.sheet) : nil
    stream = XMLElementStream(document ?? reader)
  }

  private static func rows(
    of window: Span<UInt8>, _ context: SheetReader.Context?, sheet: String?
  ) -> (rows: [[String]], sheet: String?) {
    let reader = SheetReader(
      context ?? SheetReader.Context(), columns: .all, rowsToSkip: 0, recordByteLimit: 1 << 20)
    let document = context == nil ? SpreadsheetMLReader(reader, sheet: sheet) : nil
    let stream = XMLElementStream(document ?? reader)
    var start = 0
    while start < window.count, reader.batch.count < sampleRows, reader.batch.bytes.count < 8 << 20
    {
      let end = min(window.count, start + pieceBytes)
      stream.parse(window.extracting(start..<end))
      start = end
    }
    let rows = (0..<min(reader.batch.count, sampleRows)).map { row in
      (0..<reader.batch.cellCount(row: row)).map { reader.batch.string(row: row, column: $0) }
    }
    return (rows, document?.sheetName)
  }

  func parse(_ chunk: Span<UInt8>, into batch: inout RecordBatch) throws(ReadError) {
    if waitingStart == waiting.count {
      waiting.removeAll(keepingCapacity: true)
      waitingStart = 0
    }
    chunk.withUnsafeBufferPointer { waiting.append(contentsOf: $0) }
    swap(&reader.batch, &batch)
    defer { swap(&reader.batch, &batch) }
    while waitingStart < waiting.count, !reader.batch.isFull(byteCount: batchBytes) {
      let end = min(waiting.count, waitingStart + Self.pieceBytes)
      stream.parse(waiting.span.extracting(waitingStart..<end))
      waitingStart = end
      if stream.hasEnded { rejectRest() }
    }
  }

  func finish(into batch: inout RecordBatch) throws(ReadError) {
    swap(&reader.batch, &batch)
    defer { swap(&reader.batch, &batch) }
    stream.parse(waiting.span.extracting(waitingStart..<waiting.count))
    waitingStart = waiting.count
    stream.finish()
    if stream.hasEnded { rejectRest() }
    if let document, document.sheetName == nil, !stream.hasEnded {
      throw ReadError(
        .invalidOption, path: "", problem: "the workbook has no such sheet",
        remedy: "name one of its sheets, or its number from 1")
    }
  }

  private func rejectRest() {
    guard !hasRejectedRest else { return }
    hasRejectedRest = true
    var message = "elements are nested too deeply"
    if let failure = stream.failure {
      message = "\(failure.message) (byte \(failure.byteOffset) of the sheet)"
    }
    reader.batch.reject(
      Reject(
        position: reader.start, reason: stream.isTooDeep ? .tooDeep : .invalidXML,
        message:
          "\(message); the rows from here on could not be read, save the workbook again in a spreadsheet",
        raw: ""))
  }

  func takeWarnings() -> [ReadWarning] {
    var warnings: [ReadWarning] = []
    if skippedRows > 0, !toldSkippedRows {
      toldSkippedRows = true
      warnings.append(
        ReadWarning(
          kind: .skippedRows, count: UInt64(skippedRows), first: nil,
          message: "rows before the header, such as a title, were left out"))
    }
    if reader.errorCells > errorsTold {
      warnings.append(
        ReadWarning(
          kind: .errorCells, count: reader.errorCells - errorsTold, first: reader.firstError,
          message:
            "cells hold an error of the spreadsheet, such as #N/A, and were read as that text"))
      errorsTold = reader.errorCells
    }
    if reader.mergedCells > mergedTold {
      warnings.append(
        ReadWarning(
          kind: .mergedCells, count: reader.mergedCells - mergedTold, first: nil,
          message: "merged cells gave their value to their first row and column only; "
            + "unmerge them if it is meant for all"))
      mergedTold = reader.mergedCells
    }
    return warnings
  }
}

/// What the first rows of a sheet show: where the header is and which columns are used.
struct SheetSample {
  private(set) var hasHeader: Bool
  private(set) var header: [String] = []
  private(set) var skippedRows = 0
  private(set) var usedColumns: [Int] = []

  /// Rows that a title and what belongs to it may take.
  private static let skipLimit = 20

  init(_ rows: [[String]], hasHeader wanted: Bool?) {
    let filled = rows.map { row in row.count { !$0.isEmpty } }
    let first = Self.firstFullRow(filled)
    hasHeader = wanted ?? HeaderInference.hasHeader(Array(rows[min(first, rows.count)...]))
    if hasHeader, first < rows.count {
      skippedRows = first
      header = rows[first]
    }
    let table = rows[skippedRows...]
    let width = table.map(\.count).max() ?? 0
    usedColumns = (0..<width).filter { column in
      table.contains { column < $0.count && !$0[column].isEmpty }
    }
  }

  /// The first row that has at least a third of the cells that most have, and more than one.
  private static func firstFullRow(_ filled: [Int]) -> Int {
    var counts: [Int: Int] = [:]
    for count in filled { counts[count, default: 0] += 1 }
    // The larger of equally frequent ones, whatever the order of the dictionary.
    let usual = counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
    guard usual >= 3 else { return 0 }
    let first = filled.prefix(skipLimit).firstIndex { $0 > 1 && $0 * 3 >= usual }
    return first ?? 0
  }
}

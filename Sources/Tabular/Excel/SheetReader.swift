/// Turns the elements of a worksheet into rows (ECMA-376 §18.3.1).
///
/// - A cell is what it shows: see `NumberText`. Truth values are `TRUE` and `FALSE`, errors their name (`#N/A`).
/// - A merged cell has its value in its first cell; the others are empty.
/// - Rows without any content are left out, as blank lines are. Hidden rows and columns are read.
final class SheetReader: XMLElementHandler {
  /// What a workbook has besides its sheets.
  struct Context {
    var strings = SharedStrings()
    /// The format of a number, by the style of its cell.
    var formats: [NumberFormat] = []
    var countsFrom1904 = false
  }

  /// Columns of a sheet, `A` to `XFD`.
  static let columnLimit = 16_384
  /// A longer text no cell can have; some damage or ill will made it. Bounds a batch.
  static let textLimit = 128 << 10

  /// What stands in a cell: its text as it is (`verbatim`), or with the escapes of workbooks (`text`).
  enum Kind { case number, shared, text, truth, verbatim, date, error }

  var batch = RecordBatch()
  private(set) var columns: SheetColumns
  /// Rows with content that are passed over before the first record.
  var rowsToSkip: Int
  private(set) var mergedCells: UInt64 = 0
  private(set) var errorCells: UInt64 = 0
  private(set) var firstError: RecordBatch.Position?
  /// Where the open row, or the last one, begins; the line is the number of the row.
  private(set) var start = RecordBatch.Position(line: 1, byteOffset: 0)
  private(set) var isInRow = false

  private let context: Context
  private let numbers: NumberText
  private let recordByteLimit: Int
  private var row = RowBuilder()
  private var isInData = false
  private var isInReading = false
  private var isInline = false
  private var readsText = false
  /// Column of the open cell, from 0, and what it is.
  private var column = -1
  private var kind = Kind.number
  private var format = NumberFormat.plain
  private var textStart = 0
  private var rowBytes = 0
  private var hasContent = false
  private var problem: (reason: Reject.Reason, message: String)?

  init(
    _ context: Context, columns: SheetColumns, rowsToSkip: Int, recordByteLimit: Int
  ) {
    self.context = context
    self.columns = columns
    self.rowsToSkip = rowsToSkip
    self.recordByteLimit = recordByteLimit
    numbers = NumberText(countsFrom1904: context.countsFrom1904)
  }

  // MARK: - Elements

  func start(_ element: XMLElement) {
    let name = element.name
    guard isInData else {
      if name.isEqual(to: "sheetData") {
        isInData = true
        startTable()
      } else if name.isEqual(to: "mergeCell") {
        noteMerged(element)
      }
      return
    }
    if name.isEqual(to: "c") {
      startCell(element)
    } else if name.isEqual(to: "v") {
      readsText = true
    } else if name.isEqual(to: "row") {
      startRow(
        number: element.attribute("r").flatMap { CellReference.number($0) },
        byteOffset: element.position().byteOffset)
    } else if name.isEqual(to: "is") {
      isInline = true
    } else if name.isEqual(to: "rPh") {
      isInReading = true
    } else if name.isEqual(to: "t") {
      readsText = isInline && !isInReading
    }
  }

  func end(_ name: UnsafeBufferPointer<UInt8>) {
    guard isInData else { return }
    if name.isEqual(to: "v") || name.isEqual(to: "t") {
      readsText = false
    } else if name.isEqual(to: "c") {
      endCell()
    } else if name.isEqual(to: "row") {
      endRow()
    } else if name.isEqual(to: "is") {
      isInline = false
    } else if name.isEqual(to: "rPh") {
      isInReading = false
    } else if name.isEqual(to: "sheetData") {
      isInData = false
    }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard readsText, isInRow else { return }
    guard row.scratch.count + bytes.count <= recordByteLimit else { return tooLong() }
    row.scratch.append(contentsOf: bytes)
  }

  private func noteMerged(_ element: XMLElement) {
    guard let range = element.attribute("ref"),
      let colon = range.firstIndex(of: UInt8(ascii: ":"))
    else { return }
    let last = UnsafeBufferPointer(rebasing: range[(colon + 1)...])
    // Titles above the table and headers are mostly merged; they take nothing from a record.
    if let row = CellReference(last).row, row > 1 { mergedCells += 1 }
  }

  /// Counts a merged cell of the open row.
  func noteMerged() {
    if start.line > 1 { mergedCells += 1 }
  }

  // MARK: - Rows

  func startTable() { start.line = 0 }

  /// - Parameter number: from 1; `nil` for the one after the last.
  func startRow(number: Int?, byteOffset: UInt64) {
    // No row stands in another, but for damage.
    endRow()
    start = RecordBatch.Position(
      line: number.map { UInt64($0) } ?? start.line + 1, byteOffset: byteOffset)
    isInRow = true
    isInline = false
    isInReading = false
    column = -1
    rowBytes = 0
    hasContent = false
    problem = nil
    row.begin()
  }

  func endRow() {
    guard isInRow else { return }
    isInRow = false
    guard problem == nil else { return reject() }
    guard hasContent else { return }
    guard rowsToSkip == 0 else {
      rowsToSkip -= 1
      return
    }
    let shared = context.strings.bytes
    row.write(source: shared.span, at: start, byteCount: 0, into: &batch)
  }

  private func reject() {
    guard let problem else { return }
    var raw = RecordBatch()
    let shared = context.strings.bytes
    row.write(source: shared.span, at: start, byteCount: 0, into: &raw)
    var text: [UInt8] = []
    for cell in 0..<raw.cellCount(row: 0) where text.count <= Reject.rawLimit {
      if cell > 0 { text.append(0x09) }
      text.append(contentsOf: raw.bytes[raw.cell(row: 0, column: cell)])
    }
    var end = min(text.count, Reject.rawLimit)
    while end > 0, end < text.count, text[end] & 0xC0 == 0x80 { end -= 1 }
    batch.reject(
      Reject(
        position: start, reason: problem.reason, message: problem.message,
        raw: String(decoding: text[..<end], as: UTF8.self)))
  }

  private func tooLong() {
    problem =
      problem
      ?? (
        .recordTooLong,
        "the row's text is longer than \(recordByteLimit) bytes; shorten it or raise the limit"
      )
  }

  // MARK: - Cells

  private func startCell(_ element: XMLElement) {
    let named = element.attribute("r").flatMap { CellReference($0).column }
    startCell(column: named ?? column + 1, .number)
    if let type = element.attribute("t") {
      if type.isEqual(to: "s") {
        kind = .shared
      } else if type.isEqual(to: "b") {
        kind = .truth
      } else if type.isEqual(to: "e") {
        kind = .error
        noteError()
      } else if !type.isEqual(to: "n") {
        // Results of formulas, text that stands here, and dates in ISO 8601.
        kind = .text
      }
    }
    if kind == .number, let style = element.attribute("s").flatMap({ CellReference.number($0) }),
      style < context.formats.count
    {
      format = context.formats[style]
    }
  }

  func startCell(column: Int, _ kind: Kind) {
    self.column = column
    self.kind = kind
    textStart = row.scratch.count
    format = .plain
    readsText = false
  }

  /// Begins the text of the open cell.
  func startText(_ kind: Kind) {
    self.kind = kind
    readsText = true
    if kind == .error { noteError() }
  }

  func endText() { readsText = false }

  private func noteError() {
    errorCells += 1
    firstError = firstError ?? start
  }

  func endCell() {
    guard isInRow, column >= 0, problem == nil else { return }
    var start = textStart
    var isInScratch = true
    switch kind {
    case .number: numbers.show(&row.scratch, from: textStart, as: format)
    case .text, .error: SheetEscapes.resolve(&row.scratch, from: textStart)
    case .date: SheetDates.shorten(&row.scratch, from: textStart)
    case .truth:
      let isTrue = row.scratch.count > textStart && row.scratch[textStart] == UInt8(ascii: "1")
      if row.scratch.count == textStart + 1 {
        row.scratch.removeLast()
        row.scratch.append(contentsOf: (isTrue ? "TRUE" : "FALSE").utf8)
      }
    case .shared, .verbatim: break
    }
    var count = row.scratch.count - textStart
    if kind == .shared, count > 0 {
      let index = row.scratch.withUnsafeBufferPointer {
        CellReference.number(UnsafeBufferPointer(rebasing: $0[textStart...]))
      }
      guard let range = index.flatMap({ context.strings.range($0) }) else {
        problem = (
          .invalidCell,
          "a cell refers to shared text that the workbook does not have; save it again in a spreadsheet"
        )
        return
      }
      (start, count, isInScratch) = (range.lowerBound, range.count, false)
    }
    guard count > 0 else { return }
    rowBytes += count
    guard count <= Self.textLimit, rowBytes <= recordByteLimit else { return tooLong() }
    hasContent = true
    guard let cell = columns.index(of: column) else {
      problem = (
        .tooManyCells,
        "the row has a cell beyond what a table can hold (\(columns.limit) columns); delete what is not needed"
      )
      return
    }
    row.add(column: cell, start: start, count: count, isInScratch: isInScratch)
  }
}

/// The place of a cell as workbooks write it, such as `BC12`.
struct CellReference {
  /// From 0; `nil` where there are no letters.
  var column: Int?
  /// From 1; `nil` where there are no digits.
  var row: Int?

  init(_ text: UnsafeBufferPointer<UInt8>) {
    var index = 0
    var number = 0
    while index < text.count, index < 8 {
      let letter = text[index] & 0xDF
      guard text[index] >= 0x41, (0x41...0x5A).contains(letter) else { break }
      number = number * 26 + Int(letter - 0x40)
      index += 1
    }
    if index > 0 { column = number - 1 }
    row = Self.number(UnsafeBufferPointer(rebasing: text[index...]))
  }

  /// A whole number without sign of at most nine digits; blanks around it do not matter.
  static func number(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
    var number = 0
    var digits = 0
    for byte in text {
      if byte <= 0x20, digits == 0 || byte != 0 { continue }
      guard (0x30...0x39).contains(byte), digits < 9 else { return nil }
      number = number * 10 + Int(byte - 0x30)
      digits += 1
    }
    return digits > 0 ? number : nil
  }
}

/// Turns the elements of an XML spreadsheet of Excel 2003 (namespace `urn:schemas-microsoft-com:office:spreadsheet`), which
/// some programs save as `.xml` or `.xls`, into the rows of one of its sheets.
///
/// - Dates and times are ISO 8601, without the time at midnight and without the date for a time alone.
/// - Formats of numbers are not applied; comments are no text of a cell.
final class SpreadsheetMLReader: XMLElementHandler {
  private let reader: SheetReader
  /// The sheet to read, by name or number; `nil`: the first.
  private let wanted: String?
  private var sheetCount = 0
  private var isWanted = false
  private var isInTable = false
  private var isInComment = false
  /// The column of the next cell, from 0.
  private var nextColumn = 0
  /// The name of the sheet that is read, once it was met.
  private(set) var sheetName: String?

  init(_ reader: SheetReader, sheet: String?) {
    self.reader = reader
    wanted = sheet
  }

  /// Whether a text is such a spreadsheet: the root says so in its first few attributes.
  static func isMeant(by window: Span<UInt8>) -> Bool {
    let head = window.extracting(first: 4096).withUnsafeBufferPointer {
      String(decoding: $0, as: UTF8.self)
    }
    guard let root = head.firstRange(of: "Workbook"),
      head[..<root.lowerBound].last.map({ $0 == "<" || $0 == ":" }) == true
    else { return false }
    return head[root.upperBound...].contains("urn:schemas-microsoft-com:office:spreadsheet")
  }

  func start(_ element: XMLElement) {
    let name = element.name
    if isInTable {
      startInTable(element)
    } else if name.isEqual(to: "Worksheet") {
      sheetCount += 1
      let title = element.string("Name")
      isWanted =
        sheetName == nil && (wanted == nil || wanted == title || wanted == "\(sheetCount)")
      if isWanted { sheetName = title ?? "\(sheetCount)" }
    } else if name.isEqual(to: "Table"), isWanted {
      isWanted = false
      isInTable = true
      reader.startTable()
    }
  }

  private func startInTable(_ element: XMLElement) {
    let name = element.name
    if name.isEqual(to: "Cell") {
      let number = element.attribute("Index").flatMap { CellReference.number($0) }
      let column = number.map { $0 - 1 } ?? nextColumn
      let across = element.attribute("MergeAcross").flatMap { CellReference.number($0) } ?? 0
      let down = element.attribute("MergeDown").flatMap { CellReference.number($0) } ?? 0
      if across + down > 0 { reader.noteMerged() }
      nextColumn = column + 1 + across
      reader.startCell(column: column, .verbatim)
    } else if name.isEqual(to: "Data"), !isInComment {
      reader.startText(Self.kind(of: element))
    } else if name.isEqual(to: "Row") {
      nextColumn = 0
      reader.startRow(
        number: element.attribute("Index").flatMap { CellReference.number($0) },
        byteOffset: element.position().byteOffset)
    } else if name.isEqual(to: "Comment") {
      isInComment = true
    }
  }

  private static func kind(of data: XMLElement) -> SheetReader.Kind {
    guard let type = data.attribute("Type") else { return .verbatim }
    if type.isEqual(to: "Number") { return .number }
    if type.isEqual(to: "DateTime") { return .date }
    if type.isEqual(to: "Boolean") { return .truth }
    return type.isEqual(to: "Error") ? .error : .verbatim
  }

  func end(_ name: UnsafeBufferPointer<UInt8>) {
    guard isInTable else { return }
    if name.isEqual(to: "Cell") {
      reader.endCell()
    } else if name.isEqual(to: "Data") {
      reader.endText()
    } else if name.isEqual(to: "Row") {
      reader.endRow()
    } else if name.isEqual(to: "Comment") {
      isInComment = false
    } else if name.isEqual(to: "Table") {
      isInTable = false
    }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) { reader.text(bytes) }
}

internal import CByteScan

/// Writes rows of CSV (RFC 4180 §2) into memory: commas, CRLF, quotes only where they are needed.
///
/// A row is written cell by cell and then ended. O(n) in the bytes; nothing is allocated per cell.
public struct CSVWriter: Sendable {
  /// What was written since the last `removeAll()`.
  public private(set) var bytes: [UInt8] = []
  /// Whether a cell that a spreadsheet would run as a formula is written with a `'` before it.
  public let disarmsFormulas: Bool

  private var cellsInRow = 0
  private var rowStart = 0

  public init(disarmsFormulas: Bool = false) {
    self.disarmsFormulas = disarmsFormulas
  }

  /// Adds a cell of UTF-8 to the row.
  public mutating func cell(_ text: Span<UInt8>) {
    text.withUnsafeBufferPointer { append($0) }
  }

  /// Adds a cell of UTF-8 to the row.
  public mutating func cell(_ text: ArraySlice<UInt8>) {
    text.withUnsafeBufferPointer { append($0) }
  }

  /// Adds a cell to the row.
  public mutating func cell(_ text: String) {
    if text.isEmpty {
      if cellsInRow > 0 { bytes.append(0x2C) }
      cellsInRow += 1
      return
    }
    var text = text
    text.withUTF8 { append($0) }
  }

  /// Ends the row.
  public mutating func endRow() {
    // A line without any byte is no record: a single empty cell needs its quotes.
    if cellsInRow == 1, bytes.count == rowStart { bytes.append(contentsOf: [0x22, 0x22]) }
    bytes.append(0x0D)
    bytes.append(0x0A)
    cellsInRow = 0
    rowStart = bytes.count
  }

  /// Adds a whole row.
  public mutating func row(_ cells: [String]) {
    for text in cells { cell(text) }
    endRow()
  }

  /// Adds the rows of a batch, each with `columnCount` cells: those that a row lacks are empty, those it has beyond are
  /// left out. The same bytes as cell by cell, several times as fast.
  public mutating func rows(of batch: RecordBatch, columnCount: Int) {
    let disarms = disarmsFormulas
    batch.forEachRow { row in
      let cellCount = min(columnCount, row.cellCount)
      // Every byte a quotation mark, and around each cell quotation marks, the mark of a formula and a comma.
      bytes.append(atMost: 2 * row.byteCount + 4 * columnCount + 2 + PlainRun.slack) { target in
        let rowStart = target
        var target = target
        for column in 0..<columnCount {
          if column > 0 {
            target[0] = 0x2C
            target += 1
          }
          guard column < cellCount, let source = row.text.baseAddress else { continue }
          let cell = row.cell(column)
          Self.put(
            source + cell.lowerBound, count: cell.count,
            readable: row.text.count - cell.lowerBound, &target, disarms)
        }
        if columnCount == 1, target == rowStart {
          target[0] = 0x22
          target[1] = 0x22
          target += 2
        }
        target[0] = 0x0D
        target[1] = 0x0A
        return target + 2
      }
    }
    rowStart = bytes.count
  }

  @inline(__always)
  private static func put(
    _ source: UnsafePointer<UInt8>, count: Int, readable: Int,
    _ target: inout UnsafeMutablePointer<UInt8>, _ disarms: Bool
  ) {
    if disarms, FormulaGuard.isFormula(UnsafeBufferPointer(start: source, count: count)) {
      putQuotedIfNeeded(source, count, &target, isFormula: true)
      return
    }
    let copied = PlainRun.copy(
      source, count: count, readable: readable, to: target, stops: { rollcall_csv_stops($0) },
      isStop: { isSpecial($0) })
    if copied == count, !isNullMark(UnsafeBufferPointer(start: source, count: count)) {
      target += count
    } else {
      putQuotedIfNeeded(source, count, &target, isFormula: false)
    }
  }

  private static func putQuotedIfNeeded(
    _ source: UnsafePointer<UInt8>, _ count: Int, _ target: inout UnsafeMutablePointer<UInt8>,
    isFormula: Bool
  ) {
    func put(_ byte: UInt8) {
      target[0] = byte
      target += 1
    }
    let text = UnsafeBufferPointer(start: source, count: count)
    let isQuoted = needsQuotes(text)
    if isQuoted { put(0x22) }
    if isFormula { put(FormulaGuard.mark) }
    for byte in text {
      if byte == 0x22 { put(0x22) }
      put(byte)
    }
    if isQuoted { put(0x22) }
  }

  /// Forgets what was written, for example once it is in a file. Call it between rows.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    rowStart = 0
  }

  private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    if cellsInRow > 0 { bytes.append(0x2C) }
    cellsInRow += 1
    let isFormula = disarmsFormulas && FormulaGuard.isFormula(text)
    guard Self.needsQuotes(text) else {
      if isFormula { bytes.append(FormulaGuard.mark) }
      bytes.append(contentsOf: text)
      return
    }
    bytes.append(0x22)
    if isFormula { bytes.append(FormulaGuard.mark) }
    var runStart = 0
    for index in text.indices where text[index] == 0x22 {
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[runStart...index]))
      runStart = index
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[runStart...]))
    bytes.append(0x22)
  }

  private static func needsQuotes(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var isSpecial = false
    // Without an early exit, so that the compiler can take many bytes at a time.
    for byte in text { isSpecial = isSpecial || Self.isSpecial(byte) }
    return isSpecial || isNullMark(text)
  }

  /// `\N`, which databases write for no value, and only in quotes for a text.
  @inline(__always)
  private static func isNullMark(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    text.count == 2 && text[0] == UInt8(ascii: "\\") && text[1] == UInt8(ascii: "N")
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte == 0x2C || byte == 0x22 || byte == 0x0D || byte == 0x0A
  }
}

/// Recognises what a spreadsheet takes for a formula.
enum FormulaGuard {
  /// Put before the cell; spreadsheets then show it as text.
  static let mark = UInt8(ascii: "'")

  /// A cell that begins with `=`, `@`, TAB or CR, or with a sign and is more than one number, or than a list of
  /// numbers each behind a semicolon: `-1+2` and `+1-202-555-0100` would be reckoned out.
  static func isFormula(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    switch text.first {
    case UInt8(ascii: "="), UInt8(ascii: "@"), 0x09, 0x0D: true
    case UInt8(ascii: "+"), UInt8(ascii: "-"): !isNumbers(text.dropFirst())
    default: false
    }
  }

  private static func isNumbers(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    var isAfterSemicolon = false
    for byte in text {
      switch byte {
      case 0x30...0x39, UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "("),
        UInt8(ascii: ")"):
        isAfterSemicolon = false
      case UInt8(ascii: " "): break
      case UInt8(ascii: ";"): isAfterSemicolon = true
      case UInt8(ascii: "+") where isAfterSemicolon: isAfterSemicolon = false
      default: return false
      }
    }
    return true
  }
}

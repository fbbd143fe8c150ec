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
    for byte in text {
      isSpecial = isSpecial || byte == 0x2C || byte == 0x22 || byte == 0x0D || byte == 0x0A
    }
    return isSpecial
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

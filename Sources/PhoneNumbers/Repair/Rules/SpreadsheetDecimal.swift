/// The `.0` of a program that took a column of numbers for quantities, `,0` where the comma is the
/// decimal sign. `447400123456.0` → `+447400123456`. Does not apply if the cell has another stop
/// or comma, which may part groups, or fewer than seven digits before it.
enum SpreadsheetDecimal: RepairRule {
  static let description = RuleDescription(
    .spreadsheetDecimal, "The .0 that a spreadsheet adds to a number was taken off.",
    example: .init("447400123456.0", "GB", "+447400123456"))

  /// Where the number ends without it, or nil if there is none.
  static func end(_ symbols: Span<UInt8>) -> Int? {
    var at = symbols.count
    while at > 0 && symbols[at - 1] == UInt8(ascii: "0") && symbols.count - at < 12 { at -= 1 }
    guard at < symbols.count, at > 7, isPoint(symbols[at - 1]) else { return nil }
    var digits = 0
    for place in 0..<(at - 1) {
      if isPoint(symbols[place]) || CellSymbol.isLetter(symbols[place]) { return nil }
      if CellSymbol.isDigit(symbols[place]) { digits += 1 }
    }
    return digits >= 7 ? at - 1 : nil
  }

  private static func isPoint(_ symbol: UInt8) -> Bool {
    symbol == UInt8(ascii: ".") || symbol == UInt8(ascii: ",")
  }
}

/// An international bank account number (ISO 13616, check digits by modulo 97), alone in a cell:
/// `GB82 WEST 1234 5698 7654 32` → refused. Does not apply if the check digits are wrong.
enum BankAccount: RepairRule {
  static let description = RuleDescription(
    .bankAccount, "The cell holds the number of a bank account.",
    example: .init("GB82 WEST 1234 5698 7654 32", "GB", ""))

  static func isNumber(_ symbols: Span<UInt8>) -> Bool {
    guard symbols.count >= 15, isLetter(symbols[0]), isLetter(symbols[1]),
      CellSymbol.isDigit(symbols[2]), CellSymbol.isDigit(symbols[3])
    else { return false }
    var count = 0
    var remainder = 0
    // The first four signs are checked last.
    for place in 4..<(symbols.count + 4) {
      let symbol = symbols[place % symbols.count]
      if symbol == UInt8(ascii: " ") { continue }
      if CellSymbol.isDigit(symbol) {
        remainder = (remainder * 10 + Int(symbol - 0x30)) % 97
      } else if isLetter(symbol) {
        remainder = (remainder * 100 + Int(Words.lower(symbol) - 0x61) + 10) % 97
      } else {
        return false
      }
      count += 1
    }
    return count >= 15 && count <= 34 && remainder == 1
  }

  private static func isLetter(_ symbol: UInt8) -> Bool {
    let lower = symbol | 0x20
    return symbol < 0x80 && lower >= 0x61 && lower <= 0x7A
  }
}

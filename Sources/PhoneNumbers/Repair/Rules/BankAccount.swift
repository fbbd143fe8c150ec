/// An international bank account number (ISO 13616, check digits by modulo 97), alone in a cell:
/// `GB82 WEST 1234 5698 7654 32` → refused. Does not apply if the check digits are wrong.
enum BankAccount: RepairRule {
  static let description = RuleDescription(
    .bankAccount, "The cell holds the number of a bank account.",
    example: .init("GB82 WEST 1234 5698 7654 32", "GB", ""))

  /// Whether the cell is such a number, alone.
  static func isNumber(_ symbols: Span<UInt8>) -> Bool { end(symbols, 0) == symbols.count }

  /// Where the number ends that begins at a place; nil if none does.
  static func end(_ symbols: Span<UInt8>, _ start: Int) -> Int? {
    guard symbols.count - start >= 15, isLetter(symbols[start]), isLetter(symbols[start + 1]),
      CellSymbol.isDigit(symbols[start + 2]), CellSymbol.isDigit(symbols[start + 3])
    else { return nil }
    // The first four signs are checked last.
    var first = 0
    for place in start..<(start + 4) { first = step(first, symbols[place], modulus: 1_000_000_000) }
    var count = 4
    var remainder = 0
    var found: Int?
    var at = start + 4
    while at < symbols.count, count < 34 {
      let symbol = symbols[at]
      at += 1
      if symbol == UInt8(ascii: " ") { continue }
      guard CellSymbol.isDigit(symbol) || isLetter(symbol) else { break }
      remainder = step(remainder, symbol, modulus: 97)
      count += 1
      if count >= 15, (remainder * 1_000_000 + first) % 97 == 1 { found = at }
    }
    return found
  }

  private static func step(_ value: Int, _ symbol: UInt8, modulus: Int) -> Int {
    CellSymbol.isDigit(symbol)
      ? (value * 10 + Int(symbol - 0x30)) % modulus
      : (value * 100 + Int(Words.lower(symbol) - 0x61) + 10) % modulus
  }

  private static func isLetter(_ symbol: UInt8) -> Bool {
    let lower = symbol | 0x20
    return symbol < 0x80 && lower >= 0x61 && lower <= 0x7A
  }
}

/// A number that a spreadsheet wrote as `9.17912E+11`.
enum ScientificNotation {
  /// Nil if the cell is no such number; otherwise its digits, or nil within if some are lost.
  static func expand(_ symbols: Span<UInt8>) -> Digits?? {
    var at = 0
    if symbols.count > 0 && symbols[0] == UInt8(ascii: "+") { at = 1 }
    guard symbols.count - at >= 4, isDigit(symbols[at]) else { return nil }
    var digits = Digits()
    digits.append(symbols[at] - 0x30)
    at += 1
    var fraction = 0
    if symbols[at] == UInt8(ascii: ".") || symbols[at] == UInt8(ascii: ",") {
      at += 1
      while at < symbols.count && isDigit(symbols[at]) {
        digits.append(symbols[at] - 0x30)
        fraction += 1
        at += 1
      }
    }
    guard at < symbols.count, Words.lower(symbols[at]) == UInt8(ascii: "e") else { return nil }
    at += 1
    if at < symbols.count && symbols[at] == UInt8(ascii: "+") { at += 1 }
    var exponent = 0
    let first = at
    while at < symbols.count && at < first + 3 && isDigit(symbols[at]) {
      exponent = exponent * 10 + Int(symbols[at] - 0x30)
      at += 1
    }
    guard at == symbols.count, at > first else { return nil }
    return .some(fraction == exponent && exponent >= 7 ? digits : nil)
  }

  private static func isDigit(_ symbol: UInt8) -> Bool { symbol >= 0x30 && symbol <= 0x39 }
}

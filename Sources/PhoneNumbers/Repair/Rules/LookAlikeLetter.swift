/// A letter typed or scanned in place of the digit it looks like: `+44 79I1 1234S6`.
enum LookAlikeLetter {
  /// The digit for a letter that stands among digits, or nil.
  static func digit(_ symbols: Span<UInt8>, _ at: Int) -> UInt8? {
    let digit: UInt8
    switch symbols[at] {
    case UInt8(ascii: "O"), UInt8(ascii: "o"): digit = 0
    case UInt8(ascii: "l"), UInt8(ascii: "I"): digit = 1
    case UInt8(ascii: "S"): digit = 5
    case UInt8(ascii: "B"): digit = 8
    default: return nil
    }
    let isAfter = at > 0 && isDigit(symbols[at - 1])
    let isBefore = at + 1 < symbols.count && isDigit(symbols[at + 1])
    let followsPlus = at > 0 && symbols[at - 1] == UInt8(ascii: "+")
    let isLast = at + 1 == symbols.count
    return isAfter && (isBefore || isLast) || isBefore && (at == 0 || followsPlus) ? digit : nil
  }

  private static func isDigit(_ symbol: UInt8) -> Bool {
    Symbol.classes(symbol) & Symbol.digit != 0
  }
}

/// A link in a column of numbers: digits in it are no number. `https://example.com/id/2025550123` →
/// refused. Does not apply to `tel:` and to links of messengers that hold a number.
enum WebAddress: RepairRule {
  static let description = RuleDescription(
    .webAddress, "The cell holds a web address, or an identifier of hexadecimal digits.",
    example: .init("https://example.com/id/2025550123", "US", ""))

  /// Whether a run of symbols without blanks is a link, a path on a host, or a UUID (RFC 9562 §4).
  static func isToken(_ symbols: Span<UInt8>, _ range: Range<Int>) -> Bool {
    if Words.matches(symbols, range.lowerBound, "www.") { return true }
    if Words.matches(symbols, range.lowerBound, "0x") {
      return range.count >= 6 && isHexadecimal(symbols[range.lowerBound + 2])
    }
    for scheme: StaticString in ["tel:", "callto:", "sms:"]
    where Words.matches(symbols, range.lowerBound, scheme) {
      return false
    }
    var dot = 0
    for at in range {
      switch symbols[at] {
      case UInt8(ascii: ":"):
        if Words.matches(symbols, at, "://") { return true }
        return isUUID(symbols, range)
      case UInt8(ascii: "."):
        dot = at
      case UInt8(ascii: "/"):
        // A host ends in letters.
        return dot > range.lowerBound && at - dot > 2 && CellSymbol.isLetter(symbols[dot + 1])
          && CellSymbol.isLetter(symbols[at - 1]) && CellSymbol.isLetter(symbols[range.lowerBound])
      default: break
      }
    }
    return isUUID(symbols, range)
  }

  private static func isHexadecimal(_ symbol: UInt8) -> Bool {
    let lower = symbol | 0x20
    return CellSymbol.isDigit(symbol) || lower >= 0x61 && lower <= 0x66 && symbol < 0x80
  }

  /// Whether a run is a hash in hexadecimal digits.
  private static func isHash(_ symbols: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard range.count >= 16 else { return false }
    var letters = 0
    for at in range {
      guard isHexadecimal(symbols[at]) else { return false }
      if CellSymbol.isLetter(symbols[at]) { letters += 1 }
    }
    return letters >= 3
  }

  private static func isUUID(_ symbols: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let start = range.lowerBound + (symbols[range.lowerBound] == UInt8(ascii: "{") ? 1 : 0)
    if isHash(symbols, range) { return true }
    guard range.upperBound - start >= 36 else { return false }
    for place in 0..<36 {
      let symbol = symbols[start + place]
      switch place {
      case 8, 13, 18, 23: if symbol != UInt8(ascii: "-") { return false }
      default:
        guard isHexadecimal(symbol) else { return false }
      }
    }
    return true
  }
}

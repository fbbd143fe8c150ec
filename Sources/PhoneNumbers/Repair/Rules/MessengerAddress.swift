/// WhatsApp links and addresses, which hold a full number without its plus sign; and e-mail.
enum MessengerAddress {
  static func digits(_ symbols: Span<UInt8>) -> Digits? {
    if let at = find("@c.us", symbols) ?? find("@s.whatsapp.net", symbols) {
      return run(symbols, from: 0, to: at)
    }
    for link: StaticString in ["wa.me/", "whatsapp.com/send?phone=", "whatsapp://send?phone="] {
      if let at = find(link, symbols) {
        return run(symbols, from: at + link.utf8CodeUnitCount, to: symbols.count)
      }
    }
    return nil
  }

  /// Whether the cell is an e-mail address, alone.
  static func isEmail(_ symbols: Span<UInt8>) -> Bool {
    guard let at = find("@", symbols), at > 0, digits(symbols) == nil else { return false }
    var dot = false
    for place in 0..<symbols.count {
      if symbols[place] <= 0x20 || symbols[place] == UInt8(ascii: ",") { return false }
      if place > at && symbols[place] == UInt8(ascii: ".") { dot = true }
    }
    return dot
  }

  private static func find(_ text: StaticString, _ symbols: Span<UInt8>) -> Int? {
    guard symbols.count >= text.utf8CodeUnitCount else { return nil }
    for at in 0...(symbols.count - text.utf8CodeUnitCount)
    where Words.matches(symbols, at, text) {
      return at
    }
    return nil
  }

  private static func run(_ symbols: Span<UInt8>, from start: Int, to end: Int) -> Digits? {
    var digits = Digits()
    for at in start..<end {
      let classes = Symbol.classes(symbols[at])
      if classes & Symbol.digit != 0 {
        digits.append(Symbol.value(symbols[at]))
      } else if classes & Symbol.plus == 0 {
        break
      }
    }
    return digits.count >= 7 ? digits : nil
  }
}

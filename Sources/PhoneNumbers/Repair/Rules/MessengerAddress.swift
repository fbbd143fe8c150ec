/// Links and addresses of WhatsApp and other messengers, which hold a full number without its plus:
/// `wa.me/…`, `whatsapp://send?phone=…`, `…@c.us`, `viber://chat?number=…`. They come out of chat
/// exports. `https://wa.me/447400123456` → `+447400123456`. Does not apply to links to groups,
/// channels and short links, which hold no number.
enum MessengerAddress: RepairRule {
  static let description = RuleDescription(
    .whatsAppLink, "The number was taken out of a WhatsApp link or address.",
    example: .init("https://wa.me/447400123456?text=Hi", "", "+447400123456"))

  struct Link {
    /// Nil if the link holds no number.
    let digits: Digits?
    let range: Range<Int>
  }

  /// The number of the first link or address in a cell, or nil if there is no link.
  static func number(_ symbols: Span<UInt8>, _ text: CellSigns) -> Link? {
    if text.has(UInt8(ascii: "@")) {
      for host: StaticString in ["@c.us", "@s.whatsapp.net"] {
        guard let at = Words.find(host, symbols) else { continue }
        var start = at
        while start > 0 && isInAddress(symbols[start - 1]) { start -= 1 }
        return run(symbols, from: start, to: at)
      }
      if let at = Words.find("@g.us", symbols) { return Link(digits: nil, range: 0..<at) }
      if Words.matches(symbols, 0, "sip:+") { return run(symbols, from: 4, to: symbols.count) }
    }
    guard text.has(UInt8(ascii: "/")) || text.has(UInt8(ascii: "=")) else { return nil }
    for link: StaticString in [
      "wa.me/", "t.me/+", "signal.me/#p/", "chat?number=", "add?number=",
    ] {
      if let at = Words.find(link, symbols) {
        let end = at + link.utf8CodeUnitCount
        let isGroup = end < symbols.count && CellSymbol.isLetter(symbols[end])
        return isGroup
          ? Link(digits: nil, range: at..<end) : run(symbols, from: end, to: symbols.count)
      }
    }
    guard let start = Words.find("whatsapp", symbols) else { return nil }
    let rest = symbols.extracting(start..<symbols.count)
    guard let phone = Words.find("phone=", rest) else { return nil }
    return run(symbols, from: start + phone + 6, to: symbols.count)
  }

  private static func isInAddress(_ symbol: UInt8) -> Bool {
    CellSymbol.isDigit(symbol) || symbol == UInt8(ascii: "+") || symbol == UInt8(ascii: ":")
      || symbol == UInt8(ascii: ".")
  }

  /// Digits from a place on; a plus sign may stand before them, also as `%2B`.
  private static func run(_ symbols: Span<UInt8>, from start: Int, to end: Int) -> Link {
    var at = start
    while at < end {
      if symbols[at] == UInt8(ascii: "+") || symbols[at] == UInt8(ascii: " ") {
        at += 1
      } else if Words.matches(symbols, at, "%2b") || Words.matches(symbols, at, "%20") {
        at += 3
      } else {
        break
      }
    }
    let first = at
    var digits = Digits()
    while at < end {
      if CellSymbol.isDigit(symbols[at]) {
        digits.append(symbols[at] - 0x30)
      } else if symbols[at] != UInt8(ascii: "-") {
        break
      }
      at += 1
    }
    return Link(digits: digits.count >= 7 ? digits : nil, range: first..<at)
  }
}

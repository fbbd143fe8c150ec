/// An e-mail address in a column of numbers: its digits are no number. `user2025550123@example.com`
/// → refused. Does not apply to addresses of WhatsApp, see `MessengerAddress`, nor to a number that
/// stands beside the address.
enum EmailAddress: RepairRule {
  static let description = RuleDescription(
    .email, "The cell holds an e-mail address.",
    example: .init("user2025550123@example.com", "US", ""))

  /// Whether the cell is an e-mail address, alone.
  static func isAddress(_ symbols: Span<UInt8>, _ text: CellSigns) -> Bool {
    guard text.has(UInt8(ascii: "@")), !text.has(UInt8(ascii: " ")), !text.has(UInt8(ascii: ","))
    else { return false }
    return isToken(symbols, 0..<symbols.count)
  }

  /// Whether a run of symbols without blanks is an e-mail address.
  static func isToken(_ symbols: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var sign = -1
    var hasDot = false
    var letters = 0
    for at in range {
      if symbols[at] == UInt8(ascii: "@") {
        if sign >= 0 || at == range.lowerBound { return false }
        sign = at
      } else if sign >= 0 {
        if symbols[at] == UInt8(ascii: ".") { hasDot = true }
        if CellSymbol.isLetter(symbols[at]) { letters += 1 }
      }
    }
    guard sign >= 0, hasDot, letters > 0, !Words.matches(symbols, range.lowerBound, "sip:+") else {
      return false
    }
    return !Words.matches(symbols, sign, "@c.us") && !Words.matches(symbols, sign, "@s.whatsapp")
  }
}

/// A line of a vCard (RFC 6350 §6.4.1) that was pasted into a cell: property, parameters, number.
/// `TEL;TYPE=CELL:+44 7400 123456` → `+447400123456`. Does not apply to `TEL:` without parameters,
/// which is a label as good as any.
enum VCardLine: RepairRule {
  static let description = RuleDescription(
    .vCardLine, "The number was taken out of the TEL line of a vCard.",
    example: .init("item1.TEL;TYPE=CELL;waid=447400123456:+44 7400 123456", "", "+447400123456"))

  /// Where the value of the line begins, or nil if the cell is no such line.
  static func value(_ symbols: Span<UInt8>) -> Int? {
    var at = 0
    if Words.matches(symbols, 0, "item") {
      at = 4
      while at < symbols.count && CellSymbol.isDigit(symbols[at]) { at += 1 }
      guard at > 4, at < symbols.count, symbols[at] == UInt8(ascii: ".") else { return nil }
      at += 1
    }
    guard Words.matches(symbols, at, "tel;") || at > 0 && Words.matches(symbols, at, "tel:") else {
      return nil
    }
    at += 3
    var isQuoted = false
    while at < symbols.count {
      if symbols[at] == UInt8(ascii: "\"") { isQuoted.toggle() }
      if symbols[at] == UInt8(ascii: ":") && !isQuoted {
        at += 1
        return Words.matches(symbols, at, "tel:") ? at + 4 : at
      }
      at += 1
    }
    return nil
  }
}

/// A place on the map as two decimal degrees: `52.520008, 13.404954` → refused. Applies to a cell
/// that is such a pair and nothing else, with at least four decimals each and within 180
/// degrees. Does not apply to digits that begin with a zero before more, as numbers do.
enum Coordinates: RepairRule {
  static let description = RuleDescription(
    .coordinates, "The cell holds coordinates.",
    example: .init("52.520008, 13.404954", "DE", ""))

  static func isPair(_ symbols: Span<UInt8>) -> Bool {
    var at = 0
    for word: StaticString in ["geo:", "point", "latitude", "lat", "gps"] {
      if let length = Words.length(word, symbols, at: at) {
        at += length
        break
      }
    }
    skip(symbols, &at)
    guard degrees(symbols, &at, limit: 180) else { return false }
    let end = at
    skip(symbols, &at)
    for word: StaticString in ["longitude", "long", "lon", "lng"] {
      if let length = Words.length(word, symbols, at: at) {
        at += length
        break
      }
    }
    skip(symbols, &at)
    guard at > end, degrees(symbols, &at, limit: 180) else { return false }
    skip(symbols, &at)
    return at == symbols.count
  }

  private static func skip(_ symbols: Span<UInt8>, _ at: inout Int) {
    while at < symbols.count, isBetween(symbols[at]) { at += 1 }
  }

  private static func degrees(_ symbols: Span<UInt8>, _ at: inout Int, limit: Int) -> Bool {
    if at < symbols.count, symbols[at] == UInt8(ascii: "-") { at += 1 }
    let start = at
    var whole = 0
    while at < symbols.count, CellSymbol.isDigit(symbols[at]), at - start < 4 {
      whole = whole * 10 + Int(symbols[at] - 0x30)
      at += 1
    }
    let isWritten = at > start && at - start <= 3 && (symbols[start] != 0x30 || at - start == 1)
    guard isWritten, whole <= limit, at < symbols.count, symbols[at] == UInt8(ascii: ".") else {
      return false
    }
    at += 1
    let point = at
    while at < symbols.count, CellSymbol.isDigit(symbols[at]) { at += 1 }
    return at - point >= 4 && at - point <= 8
  }

  private static func isBetween(_ symbol: UInt8) -> Bool {
    switch symbol {
    case UInt8(ascii: " "), UInt8(ascii: ","), UInt8(ascii: ";"), CellSymbol.degree,
      UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ":"), UInt8(ascii: "="),
      UInt8(ascii: "N"), UInt8(ascii: "S"), UInt8(ascii: "E"), UInt8(ascii: "W"):
      true
    default: false
    }
  }
}

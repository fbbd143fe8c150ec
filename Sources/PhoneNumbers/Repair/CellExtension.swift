/// An extension that follows a number in a cell.
struct CellExtension {
  let digits: PhoneExtension
  let end: Int

  /// Words and signs before an extension, with the most digits that may follow. Of those that
  /// begin alike the longest comes first.
  private static let labels: [(StaticString, Int)] = [
    ("extensión", 20), ("extension", 20), ("extensi", 20), ("extn", 20), ("ext", 20), ("xt", 20),
    ("anexo", 20), ("ramal", 9), ("interno", 9), ("interne", 9), ("int", 9), ("poste", 9),
    ("durchwahl", 9), ("nebenstelle", 9), ("apparat", 9), ("app", 9), ("dw", 6),
    ("добавочный", 20), ("добав", 20), ("доб", 20), ("внутренний", 20), ("внутр", 20), ("вн", 20),
    ("分机号", 9), ("分机", 9), ("内线", 9), ("转", 9), ("x", 9),
  ]

  /// The extension that begins at a place, or nil if none does.
  static func read(
    _ symbols: Span<UInt8>, from start: Int, hasLetters: Bool
  ) -> CellExtension? {
    guard start < symbols.count else { return nil }
    var at = start
    while at < symbols.count && isBlank(symbols[at]) { at += 1 }
    guard at < symbols.count else { return nil }
    if hasLetters {
      // A comma or parenthesis before a label, as in "555 0100, ext. 3" and "(доб. 3)".
      var label = at
      while label < symbols.count && label < at + 3 && isOpening(symbols[label]) { label += 1 }
      if symbols[at] == UInt8(ascii: ";"), let length = Words.length(";ext=", symbols, at: at) {
        return digits(symbols, from: at + length, limit: 20, isSign: false)
      }
      if label < symbols.count, CellSymbol.isLetter(symbols[label]) {
        for (text, limit) in labels {
          if let length = Words.length(text, symbols, at: label) {
            guard let found = digits(symbols, from: label + length, limit: limit, isSign: false)
            else { return nil }
            let closes = found.end < symbols.count && symbols[found.end] == UInt8(ascii: ")")
            return closes ? CellExtension(digits: found.digits, end: found.end + 1) : found
          }
        }
        return nil
      }
    }
    switch symbols[at] {
    case UInt8(ascii: "#"), UInt8(ascii: "~"):
      return digits(symbols, from: at + 1, limit: 9, isSign: true)
    case UInt8(ascii: ","):
      let isDouble = at + 1 < symbols.count && symbols[at + 1] == UInt8(ascii: ",")
      return digits(
        symbols, from: at + (isDouble ? 2 : 1), limit: isDouble ? 9 : 6, isSign: true)
    default: return nil
    }
  }

  /// - Parameter isSign: after a sign alone, what goes on after the digits is another number.
  private static func digits(
    _ symbols: Span<UInt8>, from start: Int, limit: Int, isSign: Bool
  ) -> CellExtension? {
    var at = start
    while at < symbols.count, isFiller(symbols[at]) { at += 1 }
    var digits = PhoneExtension()
    let first = at
    while at < symbols.count && CellSymbol.isDigit(symbols[at]) {
      digits.append(symbols[at] - 0x30)
      at += 1
    }
    guard at > first, at - first <= limit else { return nil }
    if isSign {
      var next = at
      while next < symbols.count && Symbol.classes(symbols[next]) & Symbol.punctuation != 0 {
        next += 1
      }
      if next < symbols.count && CellSymbol.isDigit(symbols[next]) { return nil }
    }
    return CellExtension(digits: digits, end: at)
  }

  /// Blanks, and the quotation mark that ends the number itself.
  private static func isBlank(_ symbol: UInt8) -> Bool {
    symbol == UInt8(ascii: " ") || symbol == UInt8(ascii: "\"") || symbol == UInt8(ascii: "'")
  }

  private static func isOpening(_ symbol: UInt8) -> Bool {
    isBlank(symbol) || symbol == UInt8(ascii: ",") || symbol == UInt8(ascii: "(")
      || symbol == UInt8(ascii: ";") || symbol == UInt8(ascii: "-")
  }

  private static func isFiller(_ symbol: UInt8) -> Bool {
    symbol == UInt8(ascii: " ") || symbol == UInt8(ascii: ".") || symbol == UInt8(ascii: ":")
      || symbol == UInt8(ascii: "-") || symbol == UInt8(ascii: "#") || symbol == CellSymbol.numero
  }
}

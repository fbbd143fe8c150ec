/// An extension that follows a number in a cell.
struct CellExtension {
  let digits: PhoneExtension
  let end: Int

  /// Labels in lower case, with the most digits that may follow.
  private static func labelEnd(_ symbols: Span<UInt8>, _ start: Int) -> (end: Int, limit: Int)? {
    let labels: [(StaticString, Int)] = [
      (";ext=", 20), ("extension", 20), ("extn", 20), ("ext", 20), ("xt", 20), ("anexo", 20),
      ("ramal", 9), ("interno", 9), ("int", 9), ("poste", 9), ("durchwahl", 9), ("dw", 6),
      ("x", 9), ("#", 9), (",,", 9), (",", 6), ("~", 9),
    ]
    for (label, limit) in labels where Words.matches(symbols, start, label) {
      return (start + label.utf8CodeUnitCount, limit)
    }
    if start + 3 <= symbols.count && symbols[start] == Symbol.cyrillicD
      && symbols[start + 1] == Symbol.cyrillicO
    {
      return (start + 3, 20)
    }
    return nil
  }

  /// The extension that begins at a place, or nil if none does.
  static func read(_ symbols: Span<UInt8>, from start: Int) -> CellExtension? {
    var at = start
    while at < symbols.count && isBlank(symbols[at]) { at += 1 }
    // A comma before another label, as in "555 0100, ext. 3".
    if at + 1 < symbols.count && symbols[at] == UInt8(ascii: ",") {
      var next = at + 1
      while next < symbols.count && symbols[next] == UInt8(ascii: " ") { next += 1 }
      if next < symbols.count && Symbol.classes(symbols[next]) & Symbol.digit == 0
        && labelEnd(symbols, next) != nil
      {
        at = next
      }
    }
    guard at < symbols.count, let (label, limit) = labelEnd(symbols, at) else { return nil }
    at = label
    while at < symbols.count, isFiller(symbols[at]) { at += 1 }
    var digits = PhoneExtension()
    var count = 0
    while at < symbols.count && Symbol.classes(symbols[at]) & Symbol.digit != 0 {
      digits.append(Symbol.value(symbols[at]))
      count += 1
      at += 1
    }
    guard count > 0, count <= limit else { return nil }
    return CellExtension(digits: digits, end: at)
  }

  /// Blanks, and the quotation mark that ends the number itself.
  private static func isBlank(_ symbol: UInt8) -> Bool {
    symbol == UInt8(ascii: " ") || symbol == UInt8(ascii: "\"") || symbol == UInt8(ascii: "'")
  }

  private static func isFiller(_ symbol: UInt8) -> Bool {
    symbol == UInt8(ascii: " ") || symbol == UInt8(ascii: ".") || symbol == UInt8(ascii: ":")
      || symbol == UInt8(ascii: "-")
  }
}

/// Words in symbols.
enum Words {
  /// Whether lower-case ASCII stands at a place, in either case.
  static func matches(_ symbols: Span<UInt8>, _ start: Int, _ text: StaticString) -> Bool {
    guard start + text.utf8CodeUnitCount <= symbols.count else { return false }
    for place in 0..<text.utf8CodeUnitCount
    where lower(symbols[start + place]) != text.utf8Start[place] {
      return false
    }
    return true
  }

  static func lower(_ symbol: UInt8) -> UInt8 {
    symbol >= 0x41 && symbol <= 0x5A ? symbol | 0x20 : symbol
  }
}

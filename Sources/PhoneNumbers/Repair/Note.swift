/// What people write beside a number with digits of its own: times, dates, numbers of a list.
enum Note {
  /// Whether a time, a date or `24/7` begins at a digit after a blank.
  static func begins(_ symbols: Span<UInt8>, _ start: Int) -> Bool {
    guard start < symbols.count else { return false }
    var at = start
    while at < symbols.count && at - start < 5 && CellSymbol.isDigit(symbols[at]) { at += 1 }
    guard at > start, at < symbols.count, at - start != 3, at - start != 5 else { return false }
    switch symbols[at] {
    case UInt8(ascii: ":"):
      return at - start <= 2 && at + 1 < symbols.count && CellSymbol.isDigit(symbols[at + 1])
    case UInt8(ascii: ")"):
      return at - start == 1 && symbols[start - 1] == UInt8(ascii: " ")
    case UInt8(ascii: "-"), UInt8(ascii: "."):
      return CalendarDate.end(symbols, start) != nil
    case UInt8(ascii: "/"):
      let isAlways =
        Words.matches(symbols, start, "24/7")
        && !(start + 4 < symbols.count && CellSymbol.isDigit(symbols[start + 4]))
      return isAlways || CalendarDate.end(symbols, start) != nil
    default: return false
    }
  }

  /// Whether a year fills a parenthesis that is open.
  static func isYear(_ symbols: Span<UInt8>, _ start: Int) -> Bool {
    guard start + 4 < symbols.count, symbols[start + 4] == UInt8(ascii: ")"),
      Words.matches(symbols, start, "19") || Words.matches(symbols, start, "20")
    else { return false }
    return CellSymbol.isDigit(symbols[start + 2]) && CellSymbol.isDigit(symbols[start + 3])
  }

  /// Where a number of a list ends, `1) `, `[2] `, `#3 `, that begins at a digit; nil if none does.
  static func index(_ symbols: Span<UInt8>, _ start: Int) -> Int? {
    var at = start
    while at < symbols.count && at - start < 3 && CellSymbol.isDigit(symbols[at]) { at += 1 }
    guard at > start, at - start <= 2, at + 1 < symbols.count else { return nil }
    let isFirst = start == 0 || symbols[start - 1] <= 0x20
    let isAfterHash = start > 0 && symbols[start - 1] == UInt8(ascii: "#")
    switch symbols[at] {
    case UInt8(ascii: ")"), UInt8(ascii: "]"):
      let isMarked = isFirst || symbols[start - 1] == UInt8(ascii: "[")
      return isMarked && symbols[at + 1] == UInt8(ascii: " ") ? at + 1 : nil
    case UInt8(ascii: "."), UInt8(ascii: ":"):
      return isFirst && at - start == 1 && symbols[at + 1] == UInt8(ascii: " ") ? at + 1 : nil
    case UInt8(ascii: " "): return isAfterHash ? at : nil
    default: return nil
    }
  }
}

/// A date that slipped into a column of numbers, alone or beside a number: `2024-05-17`,
/// `17.05.2024`, `5/17/2024 10:30`, `17.05.24`, `20240517`. → refused. Applies to days of the
/// calendar with years from 1900 to 2099; without signs from 1940 to 2035 only. Does not apply to
/// digits after a plus sign.
enum CalendarDate: RepairRule {
  static let description = RuleDescription(
    .date, "The cell holds a date.", example: .init("2024-05-17 10:30:00", "DE", ""))

  /// Whether the cell is a date, perhaps with a time.
  static func isDate(_ symbols: Span<UInt8>, _ text: CellSigns) -> Bool {
    guard CellSymbol.isDigit(symbols[0]) else { return false }
    if symbols.count == 8 { return isBare(symbols) || isShort(symbols) }
    if symbols.count > 8 && symbols[8] == UInt8(ascii: "T") && isBare(symbols) { return true }
    let hasSigns =
      text.has(UInt8(ascii: "-")) || text.has(UInt8(ascii: "/")) || text.has(UInt8(ascii: "."))
    if symbols.count < 8 { return hasSigns && isShort(symbols) }
    if symbols.count == 10 && text.has(UInt8(ascii: " ")) {
      return day(symbols, 0, blanks: true) == 10
    }
    guard hasSigns, var end = day(symbols, 0, blanks: false) else { return false }
    return end == symbols.count || isTime(symbols, &end)
  }

  /// Whether all that follows a date is a time of the day, perhaps with an offset.
  private static func isTime(_ symbols: Span<UInt8>, _ at: inout Int) -> Bool {
    guard symbols[at] != UInt8(ascii: ":") else { return false }
    var limit = 2
    var width = 0
    while at < symbols.count {
      let symbol = symbols[at]
      at += 1
      if CellSymbol.isDigit(symbol) {
        width += 1
        if width > limit { return false }
        continue
      }
      width = 0
      switch symbol {
      case UInt8(ascii: "."): limit = 9
      case UInt8(ascii: "+"), UInt8(ascii: "-"): limit = 4
      case UInt8(ascii: ":"), UInt8(ascii: " "), UInt8(ascii: ","), UInt8(ascii: "T"),
        UInt8(ascii: "Z"), UInt8(ascii: "A"), UInt8(ascii: "P"), UInt8(ascii: "M"),
        UInt8(ascii: "a"), UInt8(ascii: "p"), UInt8(ascii: "m"):
        limit = 2
      default: return false
      }
    }
    return true
  }

  /// Where a date ends that begins at a place, with signs and a year of four digits; nil if none.
  static func end(_ symbols: Span<UInt8>, _ start: Int) -> Int? {
    guard start < symbols.count, CellSymbol.isDigit(symbols[start]),
      let end = day(symbols, start, blanks: false)
    else { return nil }
    if end < symbols.count, symbols[end] == UInt8(ascii: "-") || symbols[end] == UInt8(ascii: "/") {
      return nil
    }
    return end
  }

  /// - Parameter blanks: blanks part the fields, which only a whole cell shows to be a date.
  private static func day(_ symbols: Span<UInt8>, _ start: Int, blanks: Bool) -> Int? {
    var fields = (0, 0, 0)
    var widths = (0, 0, 0)
    var field = 0
    var sign: UInt8 = 0
    var at = start
    while at < symbols.count {
      let symbol = symbols[at]
      if CellSymbol.isDigit(symbol) {
        let digit = Int(symbol - 0x30)
        switch field {
        case 0: (fields.0, widths.0) = (fields.0 * 10 + digit, widths.0 + 1)
        case 1: (fields.1, widths.1) = (fields.1 * 10 + digit, widths.1 + 1)
        default: (fields.2, widths.2) = (fields.2 * 10 + digit, widths.2 + 1)
        }
        if max(widths.0, widths.1, widths.2) > 4 { return nil }
      } else if field < 2, sign == 0 || sign == symbol,
        symbol == UInt8(ascii: "-") || symbol == UInt8(ascii: "/") || symbol == UInt8(ascii: ".")
          || blanks && symbol == UInt8(ascii: " ")
      {
        sign = symbol
        field += 1
        // `2009. 8. 9.`
        let isSpaced = symbol == UInt8(ascii: ".") && at + 1 < symbols.count
        if isSpaced && symbols[at + 1] == UInt8(ascii: " ") { at += 1 }
      } else {
        break
      }
      at += 1
    }
    guard field == 2, widths.1 >= 1, widths.1 <= 2 else { return nil }
    if widths.0 == 4 && widths.2 >= 1 && widths.2 <= 2 {
      return isPlausible(fields.0, fields.1, fields.2) ? at : nil
    }
    guard widths.2 == 4, widths.0 >= 1, widths.0 <= 2 else { return nil }
    let isDay =
      isPlausible(fields.2, fields.1, fields.0) || isPlausible(fields.2, fields.0, fields.1)
    return isDay ? at : nil
  }

  /// `20240517`.
  private static func isBare(_ symbols: Span<UInt8>) -> Bool {
    var number = 0
    guard symbols.count >= 8 else { return false }
    for at in 0..<8 {
      guard CellSymbol.isDigit(symbols[at]) else { return false }
      number = number * 10 + Int(symbols[at] - 0x30)
    }
    let year = number / 10_000
    return (1940...2035).contains(year) && isPlausible(year, number / 100 % 100, number % 100)
  }

  /// `17.05.24`, `5/17/24`: two signs, and nothing but a day.
  private static func isShort(_ symbols: Span<UInt8>) -> Bool {
    guard symbols.count >= 6 else { return false }
    let end = symbols.count
    let sign = symbols[end - 3]
    guard sign == UInt8(ascii: ".") || sign == UInt8(ascii: "/") || sign == UInt8(ascii: "-"),
      CellSymbol.isDigit(symbols[end - 1]), CellSymbol.isDigit(symbols[end - 2])
    else { return false }
    var first = 0
    var second = 0
    var signs = 0
    for at in 0..<(end - 3) {
      if symbols[at] == sign {
        signs += 1
      } else if CellSymbol.isDigit(symbols[at]) {
        let digit = Int(symbols[at] - 0x30)
        if signs == 0 { first = first * 10 + digit } else { second = second * 10 + digit }
      } else {
        return false
      }
    }
    return signs == 1 && (isPlausible(2000, first, second) || isPlausible(2000, second, first))
  }

  private static func isPlausible(_ year: Int, _ month: Int, _ day: Int) -> Bool {
    (1900...2099).contains(year) && (1...12).contains(month) && (1...31).contains(day)
  }
}

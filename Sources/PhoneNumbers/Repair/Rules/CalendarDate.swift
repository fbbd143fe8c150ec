/// A date that slipped into a column of numbers: `2024-05-17`, `17.05.2024`, perhaps with a time.
enum CalendarDate {
  static func isDate(_ symbols: Span<UInt8>) -> Bool {
    var end = symbols.count
    for at in 0..<symbols.count
    where symbols[at] == UInt8(ascii: " ") || symbols[at] == UInt8(ascii: "T") {
      end = at
      break
    }
    if end < symbols.count {
      for at in end..<symbols.count where symbols[at] == UInt8(ascii: ":") {
        return isDay(symbols, to: end)
      }
      return false
    }
    return isDay(symbols, to: end)
  }

  private static func isDay(_ symbols: Span<UInt8>, to end: Int) -> Bool {
    var fields = (0, 0, 0)
    var widths = (0, 0, 0)
    var field = 0
    var sign: UInt8 = 0
    for at in 0..<end {
      let symbol = symbols[at]
      if symbol >= 0x30 && symbol <= 0x39 {
        let digit = Int(symbol - 0x30)
        switch field {
        case 0: (fields.0, widths.0) = (fields.0 * 10 + digit, widths.0 + 1)
        case 1: (fields.1, widths.1) = (fields.1 * 10 + digit, widths.1 + 1)
        default: (fields.2, widths.2) = (fields.2 * 10 + digit, widths.2 + 1)
        }
        if max(widths.0, widths.1, widths.2) > 4 { return false }
      } else {
        let isSign =
          symbol == UInt8(ascii: "-") || symbol == UInt8(ascii: "/") || symbol == UInt8(ascii: ".")
        guard isSign, sign == 0 || sign == symbol, field < 2 else { return false }
        sign = symbol
        field += 1
      }
    }
    guard field == 2, widths.1 >= 1, widths.1 <= 2 else { return false }
    if widths.0 == 4 && widths.2 >= 1 && widths.2 <= 2 {
      return isPlausible(fields.0, fields.1, fields.2)
    }
    guard widths.2 == 4, widths.0 >= 1, widths.0 <= 2 else { return false }
    return isPlausible(fields.2, fields.1, fields.0) || isPlausible(fields.2, fields.0, fields.1)
  }

  private static func isPlausible(_ year: Int, _ month: Int, _ day: Int) -> Bool {
    (1900...2099).contains(year) && (1...12).contains(month) && (1...31).contains(day)
  }
}

/// An amount of money: `$1,234,567`, `1 234 567,89 €`, `1500000 руб` → refused. Applies where a sign
/// or code of a currency stands beside the digits, and to groups of three digits with two more after
/// a decimal sign. Does not apply to words that only begin like a currency.
enum Price: RepairRule {
  static let description = RuleDescription(
    .price, "The cell holds an amount of money.",
    example: .init("1 234 567,89 €", "DE", ""))

  private static let currencies: [StaticString] = [
    "eur", "euro", "euros", "usd", "gbp", "chf", "rub", "руб", "рублей", "cny", "rmb", "inr", "rs",
    "brl", "mxn", "kzt", "тенге", "jpy", "try", "tl", "pln", "zł", "uah", "грн", "cop", "clp",
    "ars",
    "pen", "huf", "ft", "czk", "kč", "cfa", "fcfa", "xof", "xaf", "aed", "sar", "twd", "hkd", "sgd",
    "usdt",
  ]

  /// Where an amount ends whose digits begin at a place; nil if there is none.
  static func end(_ symbols: Span<UInt8>, _ start: Int, from first: Int) -> Int? {
    guard CellSymbol.isDigit(symbols[start]) else { return nil }
    var at = start
    var group = 0
    var groups = 0
    var isGrouped = true
    var lead = 0
    var sign: UInt8 = 0
    var decimals = 0
    while at < symbols.count {
      let symbol = symbols[at]
      if CellSymbol.isDigit(symbol) {
        group += 1
        if decimals > 0 { decimals += 1 }
      } else if isSeparator(symbol), at + 1 < symbols.count, CellSymbol.isDigit(symbols[at + 1]),
        decimals == 0
      {
        if groups == 0 { lead = group } else if group != 3 { isGrouped = false }
        let isPoint = symbol == UInt8(ascii: ",") || symbol == UInt8(ascii: ".")
        if groups > 0 && isPoint && symbol != sign {
          decimals = 1
        } else if groups > 0 && symbol != sign {
          isGrouped = false
        }
        if groups == 0 { sign = symbol }
        groups += 1
        group = 0
      } else {
        break
      }
      at += 1
    }
    let isAmount =
      groups >= 3 && isGrouped && decimals == 3 && lead >= 1 && lead <= 2
    if isAmount { return at }
    if isWordBefore(symbols, start, from: first) { return at }
    let before = start > first && symbols[start - 1] == UInt8(ascii: " ") ? start - 2 : start - 1
    if before >= first, isSign(symbols[before]) { return at }
    var after = at
    if Words.matches(symbols, after, ",-") { after += 2 }
    while after < symbols.count && symbols[after] == UInt8(ascii: " ") { after += 1 }
    if Words.matches(symbols, after, "f cfa") { return after + 5 }
    guard after < symbols.count else { return nil }
    if isSign(symbols[after]) { return after + 1 }
    guard CellSymbol.isLetter(symbols[after]) else { return nil }
    var end = after
    while end < symbols.count && CellSymbol.isLetter(symbols[end]) { end += 1 }
    return Words.fill(symbols, after..<end, currencies) ? end : nil
  }

  /// Whether the code of a currency stands before the digits.
  private static func isWordBefore(
    _ symbols: Span<UInt8>, _ start: Int, from first: Int
  ) -> Bool {
    var end = start
    while end > first && symbols[end - 1] == UInt8(ascii: " ") { end -= 1 }
    var word = end
    while word > first && CellSymbol.isLetter(symbols[word - 1]) { word -= 1 }
    return word < end && Words.fill(symbols, word..<end, currencies)
  }

  private static func isSign(_ symbol: UInt8) -> Bool {
    symbol == UInt8(ascii: "$") || symbol == CellSymbol.currency
  }

  private static func isSeparator(_ symbol: UInt8) -> Bool {
    symbol == UInt8(ascii: " ") || symbol == UInt8(ascii: ",") || symbol == UInt8(ascii: ".")
      || symbol == UInt8(ascii: "'")
  }
}

/// Letters typed or scanned in place of the digits they look like: O and I above all. They come from
/// scans of visiting cards and from people. `+44 74OO I23456` → `+447400123456`. Applies to one or
/// two such letters between digits, or at an end of digits, and only if the whole is a number; a
/// letter of a word is none.
enum LookAlikeLetter: RepairRule {
  static let description = RuleDescription(
    .lookAlikeLetter, "Letters that look like digits were read as those digits.",
    example: .init("+44 74OO I234S6", "", "+447400123456"))

  /// Which letters are taken into a number.
  enum Reach {
    case none
    /// Letters that touch a digit.
    case glued
    /// Groups of letters alone too: `+44 74 OO I2`.
    case alone
  }

  /// The digit that a letter looks like, or nil.
  static func digit(_ symbol: UInt8) -> UInt8? {
    switch symbol {
    case UInt8(ascii: "O"), UInt8(ascii: "o"), UInt8(ascii: "Q"), CellSymbol.cyrillicO: 0
    case UInt8(ascii: "l"), UInt8(ascii: "I"), UInt8(ascii: "i"), UInt8(ascii: "|"): 1
    case UInt8(ascii: "Z"), UInt8(ascii: "z"): 2
    case CellSymbol.cyrillic + 7: 3
    case CellSymbol.cyrillic + 23: 4
    case UInt8(ascii: "S"), UInt8(ascii: "s"): 5
    case UInt8(ascii: "G"), UInt8(ascii: "b"), CellSymbol.cyrillic + 1: 6
    case UInt8(ascii: "B"): 8
    case UInt8(ascii: "g"): 9
    default: nil
    }
  }

  /// Where a run of look-alike letters ends that is part of a number, or nil.
  static func run(_ symbols: Span<UInt8>, _ start: Int, alone: Bool) -> Int? {
    guard digit(symbols[start]) != nil else { return nil }
    var end = start
    while end < symbols.count && digit(symbols[end]) != nil { end += 1 }
    guard end - start <= 3 else { return nil }
    let isAfter = start > 0 && CellSymbol.isDigit(symbols[start - 1])
    let isBefore = end < symbols.count && CellSymbol.isDigit(symbols[end])
    if symbols[start] == UInt8(ascii: "|") {
      // Between two numbers it parts them.
      return isAfter && isBefore && end - start == 1
        && min(digits(symbols, before: start), digits(symbols, after: end)) < 7 ? end : nil
    }
    if end < symbols.count && CellSymbol.isLetter(symbols[end]) { return nil }
    if isAfter { return end }
    let isFirst =
      start == 0
      || isSeparator(symbols[start - 1]) || symbols[start - 1] == UInt8(ascii: "+")
    guard isFirst else { return nil }
    if isBefore { return end }
    return alone && start > 0 && (end == symbols.count || isSeparator(symbols[end])) ? end : nil
  }

  /// Whether a parenthesis holds up to three such letters and nothing else.
  static func fills(_ symbols: Span<UInt8>, after open: Int) -> Bool {
    var end = open + 1
    while end < symbols.count && digit(symbols[end]) != nil { end += 1 }
    return end > open + 1 && end <= open + 4 && end < symbols.count
      && symbols[end] == UInt8(ascii: ")")
  }

  private static func isSeparator(_ symbol: UInt8) -> Bool {
    switch symbol {
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: " "), UInt8(ascii: "-"),
      UInt8(ascii: "."), UInt8(ascii: "/"):
      true
    default: false
    }
  }

  /// Whether a number may begin with a letter here: `O7400 123456`.
  static func begins(_ symbols: Span<UInt8>, _ at: Int) -> Bool {
    guard symbols[at] != UInt8(ascii: "|"), let end = run(symbols, at, alone: false) else {
      return false
    }
    return end < symbols.count && CellSymbol.isDigit(symbols[end])
  }

  private static func digits(_ symbols: Span<UInt8>, before end: Int) -> Int {
    var count = 0
    var at = end
    while at > 0 && isInNumber(symbols[at - 1]) {
      at -= 1
      if CellSymbol.isDigit(symbols[at]) { count += 1 }
    }
    return count
  }

  private static func digits(_ symbols: Span<UInt8>, after start: Int) -> Int {
    var count = 0
    var at = start
    while at < symbols.count && isInNumber(symbols[at]) {
      if CellSymbol.isDigit(symbols[at]) { count += 1 }
      at += 1
    }
    return count
  }

  private static func isInNumber(_ symbol: UInt8) -> Bool {
    Symbol.classes(symbol) & (Symbol.digit | Symbol.punctuation | Symbol.plus) != 0
  }
}

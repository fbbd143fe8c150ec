/// Numbers sold as a word, whose letters are keys of a phone: `1-800-FLOWERS` → `+18003569377`.
/// Applies only to one word with a capital at the end of the cell, and only where it makes a
/// number of a service: `555-FLOWERS` is none.
enum KeypadLetters: RepairRule {
  static let description = RuleDescription(
    .keypadLetters, "Letters were read as the keys of a phone.",
    example: .init("1-800-FLOWERS", "US", "+18003569377"))

  /// Whether one word with a capital ends a cell that begins with digits.
  static func isPlausible(_ symbols: Span<UInt8>) -> Bool {
    var letters = 0
    var digits = 0
    for at in 0..<symbols.count {
      let symbol = symbols[at]
      if symbol | 0x20 >= 0x61 && symbol | 0x20 <= 0x7A && symbol < 0x80 {
        guard symbol < 0x60 || letters > 0, digits >= 3, letters > 0 || joins(symbols[at - 1])
        else { return false }
        letters += 1
      } else if Symbol.classes(symbol) & Symbol.digit != 0 {
        if letters > 0 { return false }
        digits += 1
      } else if Symbol.classes(symbol) & (Symbol.punctuation | Symbol.plus) == 0 {
        return false
      }
    }
    return letters >= 3 && letters <= 8 && digits <= 8 && digits + letters >= 8
  }

  /// Whether numbers of a kind are sold as words.
  static func isService(_ kind: Kind) -> Bool {
    switch kind {
    case .tollFree, .premiumRate, .sharedCost: true
    default: false
    }
  }

  private static func joins(_ symbol: UInt8) -> Bool {
    symbol == UInt8(ascii: "-") || symbol == UInt8(ascii: " ") || symbol == UInt8(ascii: ".")
  }
}

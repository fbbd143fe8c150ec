/// What people type when a form insists on a number.
enum Placeholder {
  /// Whether the cell is a word for nothing.
  static func isWord(_ symbols: Span<UInt8>) -> Bool {
    let words: [StaticString] = [
      "n/a", "na", "none", "null", "nil", "unknown", "no phone", "no number", "do not call",
      "tbd", "tba", "test", "keine", "nan", "undefined", "not available", "private", "no",
    ]
    for word in words
    where word.utf8CodeUnitCount == symbols.count && Words.matches(symbols, 0, word) {
      return true
    }
    return false
  }

  /// Whether the cell holds only signs that stand for nothing, such as `-` or `xxx`.
  static func isOnlySigns(_ symbols: Span<UInt8>) -> Bool {
    for at in 0..<symbols.count {
      switch Words.lower(symbols[at]) {
      case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: "x"), UInt8(ascii: "+"),
        UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "*"), UInt8(ascii: "/"),
        UInt8(ascii: " "), UInt8(ascii: "#"), UInt8(ascii: "="), UInt8(ascii: "'"):
        break
      default: return false
      }
    }
    return true
  }

  /// Whether typed digits are one digit again and again, or count up or down.
  static func isPattern(_ digits: borrowing Digits, hasPlus: Bool) -> Bool {
    let start = digits.start
    let end = digits.end
    guard end - start >= 5 else {
      for at in start..<end where digits.at(at) != 0 { return false }
      return true
    }
    let first = digits.at(start)
    var same = true
    var up = end - start >= 7 && !hasPlus
    var down = up
    for at in (start + 1)..<end {
      let before = digits.at(at - 1)
      let digit = digits.at(at)
      if digit != first { same = false }
      if digit != (before + 1) % 10 { up = false }
      if digit != (before + 9) % 10 { down = false }
      if !same && !up && !down { return false }
    }
    return same || up || down
  }

  /// Whether the national number is one digit again and again.
  static func isRepeated(_ number: PhoneNumber) -> Bool {
    guard number.leadingZeros == 0 else { return false }
    let digit = number.nationalNumber % 10
    var rest = number.nationalNumber
    var count = 0
    while rest > 0 {
      if rest % 10 != digit { return false }
      rest /= 10
      count += 1
    }
    return count >= 7
  }
}

/// What people type when a form insists on a number: `0000000000`, `1234567890`, `1212121212`, `n/a`.
/// `+1 111 111 1111` → refused. Applies to one digit again and again, to digits that count up or
/// down, and to two or three digits repeated, in the whole or in the national number. Does not apply
/// to a repetition in a part of a number.
enum Placeholder: RepairRule {
  static let description = RuleDescription(
    .placeholder, "The cell holds a placeholder, not a number.",
    example: .init("1234567890", "US", ""))

  private static let words: [StaticString] = [
    "n/a", "n.a.", "na", "none", "null", "nil", "unknown", "no phone", "no number", "do not call",
    "tbd", "tba", "test", "keine", "keines", "nan", "undefined", "not available", "not provided",
    "private", "no", "empty", "anonymous", "unbekannt", "aucun", "ninguno", "nenhum", "нет",
    "нет данных", "не указан", "неизвестно",
  ]

  /// Whether the cell is a word for nothing.
  static func isWord(_ symbols: Span<UInt8>) -> Bool {
    guard symbols.count <= 14 else { return false }
    return Words.fill(symbols, 0..<symbols.count, words)
  }

  /// Whether the cell holds only signs that stand for nothing, such as `-` or `xxx`.
  static func isOnlySigns(_ symbols: Span<UInt8>) -> Bool {
    for at in 0..<symbols.count {
      switch Words.lower(symbols[at]) {
      case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: "x"), UInt8(ascii: "+"),
        UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "*"), UInt8(ascii: "/"),
        UInt8(ascii: " "), UInt8(ascii: "#"), UInt8(ascii: "="), UInt8(ascii: "'"),
        UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "0"), UInt8(ascii: ","):
        break
      default: return false
      }
    }
    var zeros = 0
    for at in 0..<symbols.count where symbols[at] == UInt8(ascii: "0") { zeros += 1 }
    return zeros == 0
  }

  /// Whether typed digits follow a pattern.
  static func isPattern(_ digits: Digits) -> Bool {
    let start = digits.start
    let end = digits.end
    guard end - start >= 5 else {
      for at in start..<end where digits.at(at) != 0 { return false }
      return true
    }
    let first = digits.at(start)
    let second = digits.at(start + 1)
    let third = digits.at(start + 2)
    let fourth = digits.at(start + 3)
    let isStep =
      second == (first + 1) % 10 && third == (second + 1) % 10
      || first == (second + 1) % 10 && second == (third + 1) % 10
    let isRepeated =
      first == third && second == fourth || first == fourth && second == digits.at(start + 4)
    return (isStep || isRepeated) && isPattern(digits, from: start, to: end)
      || second == third && third == fourth && Self.isRepeated(digits, from: start + 1)
  }

  /// Whether all digits but a prefix are the same: `8 000 000 00 00`.
  private static func isRepeated(_ digits: Digits, from start: Int) -> Bool {
    guard digits.end - start >= 8 else { return false }
    for at in (start + 1)..<digits.end where digits.at(at) != digits.at(start) { return false }
    return true
  }

  /// Whether the national number, or all digits of E.164, follow a pattern.
  static func isPattern(_ number: PhoneNumber) -> Bool {
    // The last digits of most numbers show at once that there is none.
    let national = number.nationalNumber
    let one = national % 10
    let ten = national / 10 % 10
    let hundred = national / 100 % 10
    let isUp = (ten + 1) % 10 == one && (hundred + 1) % 10 == ten
    let isDown = (one + 1) % 10 == ten && (ten + 1) % 10 == hundred
    let isRepeated =
      national / 100 % 100 == national % 100 || national / 1_000 % 1_000 == national % 1_000
    guard isUp || isDown || isRepeated else { return false }
    var digits = Digits()
    digits.append(UInt64(number.callingCode), leadingZeros: 0)
    let code = digits.end
    digits.append(national, leadingZeros: number.leadingZeros)
    return isPattern(digits)
      || national > 9_999_999 && isPattern(digits, from: code, to: digits.end)
  }

  private static func isPattern(
    _ digits: Digits, from start: Int, to end: Int
  ) -> Bool {
    let count = end - start
    var same = true
    var up = count >= 7
    var down = up
    var two = count >= 8
    var three = count >= 9
    for at in (start + 1)..<end {
      let before = digits.at(at - 1)
      let digit = digits.at(at)
      if digit != before { same = false }
      if digit != (before + 1) % 10 { up = false }
      if digit != (before + 9) % 10 { down = false }
      if at >= start + 2 && digit != digits.at(at - 2) { two = false }
      if at >= start + 3 && digit != digits.at(at - 3) { three = false }
      if !same && !up && !down && !two && !three { return false }
    }
    return true
  }
}

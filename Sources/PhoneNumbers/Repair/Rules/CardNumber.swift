/// The number of a payment card: 14 to 19 digits with a check digit (ISO/IEC 7812-1, Luhn).
/// `5555 5555 5555 4444` → refused, and its halves are not read as two numbers. Applies to digits
/// that begin as card numbers do and are written in one run or in groups of four, 4-6-5 or 4-6-4.
/// Does not apply after a plus sign.
enum CardNumber: RepairRule {
  static let description = RuleDescription(
    .cardNumber, "The cell holds the number of a payment card.",
    example: .init("5555 5555 5555 4444", "SG", ""))

  static func isNumber(_ digits: Digits, _ breaks: UInt64) -> Bool {
    let count = digits.count
    let first = digits.at(digits.start)
    let second = digits.at(digits.start + 1)
    let isKnown =
      switch count {
      case 14: first == 3 && (second == 0 || second == 6 || second == 8)
      case 15: first == 3 && (second == 4 || second == 7)
      case 16, 18, 19: first >= 2 && first <= 6
      default: false
      }
    guard isKnown else { return false }
    let fours: UInt64 = 1 << 4 | 1 << 8 | 1 << 12 | 1 << 16
    let isGrouped = breaks & ~fours == 0 || breaks == 1 << 4 | 1 << 10
    return isGrouped && hasCheckDigit(digits)
  }

  private static func hasCheckDigit(_ digits: Digits) -> Bool {
    var sum = 0
    for at in digits.start..<digits.end {
      var digit = Int(digits.at(at))
      if (digits.end - at) % 2 == 0 {
        digit *= 2
        if digit > 9 { digit -= 9 }
      }
      sum += digit
    }
    return sum % 10 == 0
  }
}

/// Brazilian mobile numbers from before 2012-2016, when all got a 9 after the area code (Anatel,
/// Resolução 553/2010). `+55 11 6123-4567` → `+5511961234567`. Applies to mobiles only, whose eight
/// digits begin with 6 to 9. Bare digits without calling code or signs may as well be a newer
/// number that lost a digit: the reading is shown, and not taken.
enum BrazilNinthDigit: RepairRule {
  static let description = RuleDescription(
    .brazilNinthDigit, "The ninth digit of Brazilian mobile numbers was added.",
    example: .init("+55 11 6123-4567", "", "+5511961234567"))

  static func read(_ number: PhoneNumber) -> PhoneNumber? {
    let subscriber: UInt64 = 100_000_000
    let area = number.nationalNumber / subscriber
    let rest = number.nationalNumber % subscriber
    guard number.leadingZeros == 0, (11...99).contains(area), rest / 10_000_000 >= 6 else {
      return nil
    }
    var mobile = number
    mobile.nationalNumber = (area * 10 + 9) * subscriber + rest
    return mobile.isValid ? mobile : nil
  }
}

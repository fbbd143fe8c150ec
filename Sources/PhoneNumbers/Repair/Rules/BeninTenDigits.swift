/// Numbers of Benin from before 30 November 2024, when all got 01 before their eight digits (ARCEP
/// Bénin, notified to the ITU). `+229 97 00 12 34` → `+2290197001234`. Does not apply to numbers of
/// any other length.
enum BeninTenDigits: RepairRule {
  static let description = RuleDescription(
    .beninTenDigits, "The 01 that numbers of Benin have since 2024 was added.",
    example: .init("+229 97 00 12 34", "", "+2290197001234"))

  static func read(_ number: PhoneNumber) -> PhoneNumber? {
    guard number.leadingZeros == 0, number.nationalNumber / 10_000_000 > 0,
      number.nationalNumber / 100_000_000 == 0
    else { return nil }
    var changed = number
    changed.nationalNumber += 100_000_000
    changed.leadingZeros = 1
    return changed.isValid ? changed : nil
  }
}

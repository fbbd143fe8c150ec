/// The 1 that stood between the calling code and Mexican mobile numbers until August 2019, and the
/// 044 and 045 that were dialled before them at home (IFT, Plan Técnico Fundamental de Numeración).
/// `+52 1 55 1234 5678` → `+525512345678`. Does not apply to a number that is valid with the digits.
enum MexicoMobileOne: RepairRule {
  static let description = RuleDescription(
    .mexicoMobileOne, "The 1, 044 or 045 once dialled before Mexican mobile numbers was left out.",
    example: .init("+52 1 55 1234 5678", "", "+525512345678"))

  static func read(_ number: PhoneNumber) -> PhoneNumber? {
    let unit: UInt64 = 10_000_000_000
    let prefix = number.nationalNumber / unit
    let isOne = number.leadingZeros == 0 && (prefix == 1 || prefix == 44 || prefix == 45)
    let isDialled = number.leadingZeros == 1 && (prefix == 44 || prefix == 45 || prefix == 1)
    guard isOne || isDialled else { return nil }
    var mobile = number
    mobile.nationalNumber %= unit
    mobile.leadingZeros = 0
    return mobile.isValid ? mobile : nil
  }
}

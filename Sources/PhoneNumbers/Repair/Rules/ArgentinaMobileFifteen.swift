/// The 15 that is dialled before Argentine mobile numbers at home, left in after the calling code:
/// `+54 11 15 2345 6789` → `+5491123456789`. Abroad a 9 before the area stands for it (ENACOM,
/// Plan Fundamental de Numeración Nacional). Applies where the number fits no plan with the 15 in
/// it, with areas of two, three and four digits.
enum ArgentinaMobileFifteen: RepairRule {
  static let description = RuleDescription(
    .argentinaMobileFifteen,
    "The 15 of Argentine mobile numbers was replaced with a 9 before the area code.",
    example: .init("+54 9 11 15 2345 6789", "", "+5491123456789"))

  static func read(_ number: PhoneNumber) -> PhoneNumber? {
    guard number.leadingZeros == 0 else { return nil }
    var national = number.nationalNumber
    // With the 9 as well there are thirteen digits.
    if national / 1_000_000_000_000 == 9 { national %= 1_000_000_000_000 }
    guard national / 100_000_000_000 > 0, national / 1_000_000_000_000 == 0 else { return nil }
    // The trunk prefix, left in after the 9.
    if number.nationalNumber / 10_000_000_000 == 90 {
      var mobile = number
      mobile.nationalNumber -= 810_000_000_000
      if mobile.kind.mayBeMobile { return mobile }
    }
    // The subscriber has 10 digits less those of the area.
    for subscriber: UInt64 in [100_000_000, 10_000_000, 1_000_000]
    where national / subscriber % 100 == 15 {
      var mobile = number
      mobile.nationalNumber =
        90_000_000_000 + national / (subscriber * 100) * subscriber + national % subscriber
      if mobile.kind.mayBeMobile { return mobile }
    }
    return nil
  }
}

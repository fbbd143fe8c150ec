/// Digits and signs of other scripts: full-width ones of East Asian keyboards, Arabic, Persian and
/// Indian ones. `＋４４７４００１２３４５６` → `+447400123456`. Does not apply to number words and to
/// Roman or circled numerals, which are no decimal digits.
enum OtherDigits: RepairRule {
  static let description = RuleDescription(
    .otherDigits, "Full-width, Arabic or other digits were written as 0-9.",
    example: .init("＋４４７４００１２３４５６", "", "+447400123456"))
}

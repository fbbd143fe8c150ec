/// A second number of which only the last digits are written: `030 1234567/68` → `+49301234567`.
/// German offices write two lines so. The short one is left out and not completed, and above all is
/// not read as more digits of the first. Does not apply if the digits before the slash are no number.
enum AbbreviatedNumber: RepairRule {
  static let description = RuleDescription(
    .abbreviatedNumber, "The last digits of a second number after a slash were left out.",
    example: .init("030 1234567/68", "DE", "+49301234567"))
}

/// Scientific notation that has kept every digit: as many after the point as the exponent says.
/// Some programs write all long numbers so. `4.47400123456E+11` → `+447400123456`. Does not apply
/// if digits are lost, see `ScientificNotation`.
enum ScientificExpanded: RepairRule {
  static let description = RuleDescription(
    .scientificExpanded, "Scientific notation that had kept every digit was written out.",
    example: .init("4.47400123456E+11", "GB", "+447400123456"))
}

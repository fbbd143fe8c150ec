/// Digits with two readings that are about equally likely: no number is taken, and the readings are
/// shown. `447400123456` in Germany is a fixed line in the area 04474 without its 0, and a British
/// mobile without its plus. Does not apply if the digits begin with a trunk prefix, have a plus sign
/// or are a mobile number at home.
enum TwoReadings: RepairRule {
  static let description = RuleDescription(
    .twoReadings, "Two readings are about equally likely, and none was taken.",
    example: .init("447400123456", "DE", ""))

  /// - Parameter plain: a valid reading of the digits in the default region.
  static func read(_ digits: Digits, _ plain: Parsed, _ repair: NumberRepair) -> Finding? {
    guard digits.count >= 11, plain.assessment.kind == .fixedLine,
      plain.number.digits.count == digits.count,
      let other = repair.valid(digits, hasPlus: true), other.assessment.kind == .mobile,
      other.number != plain.number
    else { return nil }
    return Finding(undecided: plain, or: other)
  }
}

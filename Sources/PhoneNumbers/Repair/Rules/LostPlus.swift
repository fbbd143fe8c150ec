/// A full international number that lost its plus sign, in a spreadsheet above all:
/// `447400123456` in the US → `+447400123456`. Applies to digits that fit no plan of the default
/// region. A foreign number must be a mobile one, or be written with its code apart; other digits
/// that some country's plan allows by chance are shown as a reading, and not taken. Without a
/// default region nothing is read so: most national numbers look like one of another country.
enum LostPlus: RepairRule {
  static let description = RuleDescription(
    .lostPlus,
    "The number fits no plan of its region, but fits as one that lost its plus sign.",
    example: .init("447400123456", "US", "+447400123456"))

  static func read(_ written: WrittenDigits, _ repair: NumberRepair) -> Finding? {
    let digits = written.digits
    guard let region = repair.region, digits.count >= 10, digits.at(digits.start) != 0,
      let parsed = repair.valid(digits, hasPlus: true)
    else { return nil }
    if parsed.number.callingCode == region.callingCode {
      return Finding(parsed, rule: .lostPlus, confidence: 0.95)
    }
    let kind = parsed.assessment.kind
    guard kind.mayBeMobile || kind == .fixedLine else { return nil }
    let code = parsed.number.callingCode
    let codeDigits = code >= 100 ? 3 : code >= 10 ? 2 : 1
    let isApart = written.breaks >> UInt64(codeDigits) & 1 == 1
    let isParted = written.breaks != 0
    let isWhole = parsed.number.digits.count + codeDigits == digits.count
    guard isWhole, isApart || kind == .mobile && digits.count >= 12 else {
      return repair.rules.contains(.twoReadings) && isWhole && !isParted
        ? Finding(undecided: parsed) : nil
    }
    return Finding(parsed, rule: .lostPlus, confidence: isApart ? 0.85 : 0.75)
  }

  /// The own code and a mobile or service number, where the digits are also a fixed line of the
  /// region: `4915…` is a German mobile far more often than a line in the area 04915 without its 0.
  static func ownCode(
    _ digits: Digits, instead plain: Parsed, _ repair: NumberRepair
  ) -> Finding? {
    guard let region = repair.region, plain.assessment.kind != .mobile,
      digits.startAfter(callingCode: region.callingCode) != nil,
      digits.count == plain.number.digits.count,
      let parsed = repair.valid(digits, hasPlus: true), parsed.assessment.kind != .fixedLine
    else { return nil }
    return Finding(parsed, rule: .lostPlus, confidence: 0.9)
  }
}

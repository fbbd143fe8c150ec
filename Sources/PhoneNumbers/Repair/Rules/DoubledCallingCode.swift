/// A calling code that stands twice, for one was added to a number that had it: `+44 44 7400 123456`
/// → `+447400123456`. Applies only if the number fits no plan with both codes, and does with one.
enum DoubledCallingCode: RepairRule {
  static let description = RuleDescription(
    .doubledCallingCode, "A calling code that stood twice was left out once.",
    example: .init("+44 44 7400 123456", "", "+447400123456"))

  static func read(_ written: WrittenDigits, _ repair: NumberRepair) -> Finding? {
    var digits = written.digits
    if !written.hasPlus {
      guard digits.count > 10, digits.at(digits.start) == 0, digits.at(digits.start + 1) == 0
      else { return nil }
      digits.start += 2
    }
    var rest = digits
    guard let code = rest.takeCallingCode() else { return nil }
    while rest.count > 8, rest.at(rest.start) == 0 { rest.start += 1 }
    guard rest.startAfter(callingCode: code) != nil,
      let parsed = repair.valid(rest, hasPlus: true)
    else { return nil }
    return Finding(parsed, rule: .doubledCallingCode, confidence: 0.9)
  }
}

/// A trunk prefix in parentheses after the calling code, which is dialled only at home:
/// `+44 (0)20 7946 0958` → `+442079460958`. Business cards have it. Does not apply where the digit
/// belongs to the number, as the zero of Italian fixed lines does.
enum TrunkInParentheses: RepairRule {
  static let description = RuleDescription(
    .trunkInParentheses,
    "A trunk prefix in parentheses after the calling code was left out.",
    example: .init("+44 (0)20 7946 0958", "", "+442079460958"))

  static func read(
    _ digits: Digits, _ trunk: Range<Int>, hasPlus: Bool, _ repair: NumberRepair
  ) -> Finding? {
    // Without a plus sign the digits begin with 00.
    let code = hasPlus ? digits.start : digits.start + 2
    guard code < trunk.lowerBound, trunk.count <= 2, isTrunk(digits, trunk) else { return nil }
    var without = Digits()
    without.append(code..<trunk.lowerBound, of: digits)
    without.append(trunk.upperBound..<digits.end, of: digits)
    guard let parsed = repair.valid(without, hasPlus: true) else { return nil }
    return Finding(parsed, rule: .trunkInParentheses, confidence: 0.98)
  }

  private static func isTrunk(_ digits: Digits, _ trunk: Range<Int>) -> Bool {
    let first = digits.at(trunk.lowerBound)
    let second = digits.at(trunk.upperBound - 1)
    if trunk.count == 2 { return first == 0 && second == 6 }
    return first == 0 || first == 8 || first == 1
  }
}

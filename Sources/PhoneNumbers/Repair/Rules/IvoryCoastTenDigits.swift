/// Numbers of Côte d'Ivoire from before 31 January 2021, when eight digits became ten (ARTCI, Plan
/// National de Numérotation; notification to the ITU by Recommendation E.129). The operator that the
/// second digit told got a prefix: 01 Moov (0-3), 05 MTN (4-6), 07 Orange (7-9); fixed lines 21
/// Moov, 25 MTN and 27 Orange by their third digit (8, 0, others). `+225 07 12 34 56` →
/// `+2250707123456`. Does not apply to blocks that no operator had, and only if the plan knows the
/// new number.
enum IvoryCoastTenDigits: RepairRule {
  static let description = RuleDescription(
    .ivoryCoastTenDigits,
    "The operator's prefix that numbers of Côte d'Ivoire have since 2021 was added.",
    example: .init("+225 07 12 34 56", "", "+2250707123456"))

  static func read(_ number: PhoneNumber) -> PhoneNumber? {
    let digits = number.digits
    guard digits.count == 8 else { return nil }
    let first = digits.at(digits.start)
    let second = digits.at(digits.start + 1)
    let prefix: UInt64
    if first == 2 || first == 3 {
      prefix =
        switch digits.at(digits.start + 2) {
        case 8: 21
        case 0: 25
        default: 27
        }
    } else {
      // 00, 10-19 and the third operator's unused blocks of 6, 8 and 9 had no subscribers.
      let hasMoov = first == 0 ? second > 0 : first == 4 || first == 5 || first == 7
      switch second {
      case 0...3 where hasMoov: prefix = 1
      case 4...6 where first != 1: prefix = 5
      case 7...9 where first != 1: prefix = 7
      default: return nil
      }
    }
    var changed = number
    changed.nationalNumber += prefix * 100_000_000
    changed.leadingZeros = prefix < 10 ? 1 : 0
    return changed.isValid ? changed : nil
  }
}

/// A plus sign before what is dialled at home: `+0044 7400 123456`, `+07400 123456`,
/// `+8 (912) 345-67-89` → `+447400123456`, `+79123456789`. Scripts that put a plus before every
/// number do this. Applies to zeros, and to the 8 of Russia and Kazakhstan, and only if the number
/// fits no plan as it is written.
enum PlusBeforePrefix: RepairRule {
  static let description = RuleDescription(
    .plusBeforePrefix, "A plus sign before a national or international prefix was left out.",
    example: .init("+8 (912) 345-67-89", "RU", "+79123456789"))

  static func read(_ digits: Digits, _ repair: NumberRepair) -> Finding? {
    guard digits.count > 3 else { return nil }
    let first = digits.at(digits.start)
    if first == 0 && digits.at(digits.start + 1) == 0 {
      var rest = digits
      rest.start += 2
      return repair.valid(rest, hasPlus: true)
        .map { Finding($0, rule: .plusBeforePrefix, confidence: 0.95) }
    }
    let isTrunk = first == 0 || first == 8 && repair.region?.callingCode == 7
    guard isTrunk, repair.region != nil else { return nil }
    return repair.valid(digits, hasPlus: false)
      .map { Finding($0, rule: .plusBeforePrefix, confidence: 0.9) }
  }
}

import CNumberingPlan

/// The zero that belongs to a number and not to its dialling, lost in a spreadsheet or left out by
/// habit: Italian fixed lines, Ivorian mobiles. `+39 6 698 12345` → `+390669812345`. Applies only in
/// plans with such zeros, and only if the number fits none as it is written.
enum LostLeadingZero: RepairRule {
  static let description = RuleDescription(
    .lostLeadingZero, "The zero with which numbers of the country begin was put back.",
    example: .init("+39 6 698 12345", "", "+390669812345"))

  /// A trunk prefix such as the Hungarian 06 that lost its zero.
  static func trunk(_ digits: Digits, _ repair: NumberRepair) -> Finding? {
    guard let region = repair.region, region.hasZeroBeforeTrunk, digits.count >= 7 else {
      return nil
    }
    var full = Digits()
    full.append(0)
    full.append(digits.start..<digits.end, of: digits)
    guard let parsed = repair.valid(full, hasPlus: false), parsed.usedDefaultRegion,
      parsed.number.leadingZeros == 0
    else { return nil }
    return Finding(parsed, rule: .lostLeadingZero, confidence: 0.9)
  }

  static func read(_ number: PhoneNumber) -> PhoneNumber? {
    guard number.leadingZeros == 0, number.nationalNumber > 99_999 else { return nil }
    var full = number
    full.leadingZeros = 1
    return full.isValid ? full : nil
  }
}

extension Region {
  /// Whether the national prefix is a zero and one more digit.
  fileprivate var hasZeroBeforeTrunk: Bool {
    let entry = Plan.territory(index)
    return entry.pointee.trunk_count == 2 && entry.pointee.trunk >> 12 == 0
  }
}

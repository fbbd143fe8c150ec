/// Digits that begin with the default region's own calling code, where the exact reading takes
/// them for something rarer: a fixed line of an open plan, or a call through another carrier.
enum OwnCallingCode {
  /// `00` and the own code: in some plans `00` and two digits choose a carrier.
  static func afterDoubleZero(_ digits: Digits, _ repair: NumberRepair) -> Finding? {
    guard let region = repair.region, digits.count > 9, digits.at(digits.start) == 0,
      digits.at(digits.start + 1) == 0
    else { return nil }
    var rest = digits
    rest.start += 2
    guard rest.startAfter(callingCode: region.callingCode) != nil,
      let parsed = repair.valid(rest, hasPlus: true)
    else { return nil }
    return Finding(parsed, rule: .doubleZero, confidence: 0.97)
  }

  /// The own code and a mobile number, where the digits are also a fixed line of the region:
  /// `4915…` is a German mobile far more often than a line in the area 04915 without its 0.
  static func beforeMobile(
    _ digits: Digits, instead plain: Parsed, _ repair: NumberRepair
  ) -> Finding? {
    guard let region = repair.region, plain.usedDefaultRegion, plain.assessment.kind != .mobile,
      digits.startAfter(callingCode: region.callingCode) != nil,
      digits.count >= 10, digits.count == plain.number.digits.count,
      let parsed = repair.valid(digits, hasPlus: true), parsed.assessment.kind == .mobile
    else { return nil }
    return Finding(parsed, rule: .lostPlus, confidence: 0.9)
  }
}

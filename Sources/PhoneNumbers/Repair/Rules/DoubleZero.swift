/// `00` as the international prefix, wherever the default region may be. Forms and systems of one
/// country send their numbers into another. `0044 7400 123456` in the US → `+447400123456`. Does not
/// apply to a number of the default region that begins with 00 itself, such as Thai freephone.
enum DoubleZero: RepairRule {
  static let description = RuleDescription(
    .doubleZero, "00 was read as the international prefix.",
    example: .init("0044 7400 123456", "US", "+447400123456"))

  static func read(_ digits: Digits, _ repair: NumberRepair) -> Finding? {
    guard digits.count > 9, digits.at(digits.start) == 0, digits.at(digits.start + 1) == 0 else {
      return nil
    }
    var rest = digits
    rest.start += 2
    return repair.international(rest, .doubleZero, 0.97)
  }

  /// `00` and a code that is written apart, `0081 90…`, where the exact reading takes more digits
  /// for a carrier's prefix.
  static func apart(_ written: WrittenDigits, _ repair: NumberRepair) -> Finding? {
    var rest = written.digits
    rest.start += 2
    guard rest.takeCallingCode() != nil,
      written.breaks >> UInt64(rest.start) & 1 == 1,
      written.breaks.trailingZeroBitCount >= 2
    else { return nil }
    rest.start = written.digits.start + 2
    return repair.international(rest, .doubleZero, 0.97)
  }

  /// `00` and the region's own code: in some plans `00` and two digits choose a carrier. A number
  /// of the region that begins with 00 comes first.
  static func ownCode(_ digits: Digits, _ repair: NumberRepair) -> Finding? {
    guard let region = repair.region else { return nil }
    let assessment = Assessment(callingCode: region.callingCode, digits: digits)
    if assessment.isValid {
      let storage = digits.storage
      let number = PhoneNumber(
        callingCode: region.callingCode,
        digits: storage.span.extracting(digits.start..<digits.end))
      return Finding(
        Parsed(
          number: number, assessment: assessment, usedDefaultRegion: true), rule: .none)
    }
    var rest = digits
    rest.start += 2
    guard rest.startAfter(callingCode: region.callingCode) != nil else { return nil }
    return repair.international(rest, .doubleZero, 0.97)
  }
}

/// Numbers written as they were before their plan changed.
enum FormerPlans {
  static func read(_ number: PhoneNumber, usedDefaultRegion: Bool = false) -> Finding? {
    switch number.callingCode {
    case 52: mexico(number, usedDefaultRegion)
    case 55: brazil(number, usedDefaultRegion)
    default: nil
    }
  }

  /// Until 2019 a 1 stood between the calling code and Mexican mobile numbers.
  private static func mexico(_ number: PhoneNumber, _ usedDefaultRegion: Bool) -> Finding? {
    let one: UInt64 = 10_000_000_000
    guard number.leadingZeros == 0, number.nationalNumber / one == 1 else { return nil }
    var mobile = number
    mobile.nationalNumber -= one
    return finding(mobile, .mexicoMobileOne, 0.95, usedDefaultRegion)
  }

  /// Since 2016 all Brazilian mobile numbers have a 9 after the area code.
  private static func brazil(_ number: PhoneNumber, _ usedDefaultRegion: Bool) -> Finding? {
    let subscriber: UInt64 = 100_000_000
    let area = number.nationalNumber / subscriber
    let rest = number.nationalNumber % subscriber
    guard number.leadingZeros == 0, (11...99).contains(area), rest / 10_000_000 >= 6 else {
      return nil
    }
    var mobile = number
    mobile.nationalNumber = (area * 10 + 9) * subscriber + rest
    return finding(mobile, .brazilNinthDigit, 0.85, usedDefaultRegion)
  }

  private static func finding(
    _ number: PhoneNumber, _ rule: Rule, _ confidence: Double, _ usedDefaultRegion: Bool
  ) -> Finding? {
    let assessment = number.assessment
    guard assessment.isValid else { return nil }
    let parsed = Parsed(
      number: number, assessment: assessment, usedDefaultRegion: usedDefaultRegion)
    return Finding(parsed, rule: rule, confidence: confidence)
  }
}

import Testing

@testable import PhoneNumbers

struct RuleDescriptionTests {
  @Test func everyRuleDescribesItself() {
    var examples: Set<RuleDescription.Example> = []
    for (place, rule) in Rule.allCases.enumerated() {
      #expect(Int(rule.ordinal) == place)
      #expect(rule.description.rule == rule)
      #expect(rule.explanation.hasSuffix("."))
      examples.insert(rule.description.example)
    }
    #expect(Rule.allCases.count <= 64)
    #expect(examples.count == Rule.allCases.count)
    #expect(Set(Rule.allCases.map(\.explanation)).count == Rule.allCases.count)
  }

  @Test(arguments: Rule.allCases)
  func exampleIsReadAsDescribed(rule: Rule) {
    guard rule != .ruleOff else { return }
    let example = rule.description.example
    let reading = readPhoneCell(example.cell, defaultRegion: Region(example.region))
    let isUsable = reading.status == .valid || reading.status == .repaired
    let numbers = isUsable ? [reading.number].compactMap { $0 } + reading.further : []
    #expect(numbers.map(\.e164).joined(separator: " ") == example.answer, "\(rule)")
    #expect(reading.rule == rule, "\(example.cell)")
  }

  /// A rule that is off is never reported, and what it read is not read by accident.
  @Test(arguments: Rule.switchable.map(\.rule))
  func switchedOffRuleIsNotReported(rule: Rule) {
    let example = rule.description.example
    let reading = readPhoneCell(
      example.cell, defaultRegion: Region(example.region), rules: .all.without(rule))
    #expect(reading.rule != rule)
  }

  @Test func outcomesCannotBeSwitchedOff() {
    #expect(RuleSet.all.without(.tooShort) == .all)
    #expect(!RuleSet.all.without(.date).contains(.date))
    #expect(RuleSet.all.without(.date).contains(.email))
  }

  @Test func switchedOffRepairSaysSo() {
    let rules = RuleSet.all.without(.twoNumbers)
    let reading = readPhoneCell(
      "07400 123456 / 07400 123457", defaultRegion: Region("GB"), rules: rules)
    #expect(reading.status == .invalid && reading.rule == .ruleOff && reading.number == nil)
  }
}

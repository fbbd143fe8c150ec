import PhoneNumbers
import Testing

@testable import Contacts

struct PhoneRulesTests {
  @Test func fileNamesEveryRuleThatCanBeSwitched() throws {
    let node = try RuleFiles(folder: TemporaryRules.delivered).open(RuleFiles.phoneRules)
    #expect(try node.entries().map(\.key) == Rule.switchable.map(\.rule.rawValue))
    #expect(try RuleSet(node) == .all)
  }

  @Test func rulesThatAreLeftOutAreOn() throws {
    let rules = try RuleSet(RuleNode(yaml: "lost_plus: false\n", path: "phones.yaml"))
    #expect(rules == RuleSet.all.without(.lostPlus))
  }

  @Test(arguments: [
    ("label: true\nlost_pluss: no\n", "phones.yaml:2:1: unknown rule 'lost_pluss'; did you mean"),
    ("too_short: false\n", "known rules are label,"), ("label: maybe\n", "neither true nor false"),
    ("- label\n", "a map is expected"), ("label: true\nlabel: false\n", "stands twice"),
  ])
  func mistakesAreErrors(yaml: String, message: String) throws {
    let error = #expect(throws: RuleError.self) {
      try RuleSet(RuleNode(yaml: yaml, path: "phones.yaml"))
    }
    #expect(error?.description.contains(message) == true, "\(String(describing: error))")
  }
}

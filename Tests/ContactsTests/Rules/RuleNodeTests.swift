import Testing

@testable import Contacts

/// Reads a value of each type, the way the rules of Rollcall do.
private func read(_ yaml: String, _ body: (RuleNode) throws(RuleError) -> Void) -> RuleError? {
  do throws(RuleError) {
    try body(RuleNode(yaml: yaml, path: "rules.yaml"))
    return nil
  } catch {
    return error
  }
}

@Suite struct RuleNodeTests {
  @Test func valuesOfEveryType() throws {
    let yaml = """
      text: plain
      list: [one, "two, three"]
      half: 0.5
      seven: 7
      yes: true
      proof: date
      """
    let keys = try RuleNode(yaml: yaml, path: "x").entries(
      allowed: ["text", "list", "half", "seven", "yes", "proof"])
    #expect(try keys["text"]?.string() == "plain")
    #expect(try keys["list"]?.strings() == ["one", "two, three"])
    #expect(try keys["half"]?.double(in: 0...1) == 0.5)
    #expect(try keys["seven"]?.integer(in: 0...7) == 7)
    #expect(try keys["yes"]?.bool() == true)
    #expect(try keys["proof"]?.choice(ConsentRules.Proof.self) == .date)
    #expect(keys["absent"] == nil)
  }

  @Test func entriesKeepTheOrderOfTheFile() throws {
    let node = try RuleNode(yaml: "c: 1\na: 2\nb: 3\n", path: "x")
    #expect(try node.entries().map(\.key) == ["c", "a", "b"])
  }

  /// What is wrong, the line that is named, and words of the message.
  @Test(arguments: [
    ("proof: date\nprof: date", 2, ["unknown key 'prof'", "did you mean 'proof'?"]),
    ("zzzzzz: 1", 1, ["unknown key 'zzzzzz'", "known keys are proof, half"]),
    ("half:\n  deep: 1", 2, ["a text is expected"]),
    ("half: some", 1, ["'some' is no number from 0.0 to 1.0"]),
    ("half: 1.5", 1, ["'1.5' is no number"]),
    ("half: nan", 1, ["'nan' is no number"]),
    ("proof: data", 1, ["'data' is not known here", "did you mean 'date'?"]),
    ("proof: qqqqqqqqq", 1, ["write one of date_or_source, date, source, date_and_source"]),
    ("whole: 2.0", 1, ["'2.0' is no whole number from 0 to 9"]),
    ("whole: 10", 1, ["'10' is no whole number"]),
    ("whole: -1", 1, ["'-1' is no whole number"]),
    ("flag: yes", 1, ["neither true nor false"]),
    ("list: one", 1, ["a list is expected"]),
    ("list: [[a]]", 1, ["a text is expected"]),
    ("[1, 2]", 1, ["a map is expected"]),
    ("1: a\n[2]: b", 2, ["a key must be text"]),
  ])
  func refuses(yaml: String, line: Int, words: [String]) {
    let error = read(yaml) { node throws(RuleError) in
      let keys = try node.entries(allowed: ["proof", "half", "whole", "flag", "list", "1"])
      if let node = keys["half"] { _ = try node.double(in: 0...1) }
      if let node = keys["proof"] { _ = try node.choice(ConsentRules.Proof.self) }
      if let node = keys["whole"] { _ = try node.integer(in: 0...9) }
      if let node = keys["flag"] { _ = try node.bool() }
      if let node = keys["list"] { _ = try node.strings() }
    }
    #expect(error?.path == "rules.yaml")
    #expect(error?.line == line)
    let text = error.map(\.description) ?? "no error"
    #expect(text.hasPrefix("rules.yaml:\(line):"))
    for word in words { #expect(text.contains(word)) }
  }

  @Test(arguments: ["", "\n\n", "# only a remark\n"])
  func refusesAnEmptyFile(yaml: String) {
    #expect(read(yaml) { _ in }?.problem == "the file is empty")
  }

  @Test(arguments: [
    ("a: [1, 2\nb: 3\n", 2), ("a: \"open\nb: 1\n", 3), ("a: 1\n\tb: 2\n", 2),
    ("b: 0\na: 1\na: 2\n", 2),
  ])
  func namesTheLineOfBrokenYAML(yaml: String, line: Int) {
    let error = read(yaml) { node throws(RuleError) in _ = try node.entries() }
    #expect(error?.line == line)
    #expect(error?.remedy.isEmpty == false)
  }

  @Test func anUnknownKeyIsNamedWhereItStands() {
    let error = read("proof: date\nopt_out_word:\n  - stop\n") { node throws(RuleError) in
      _ = try ConsentRules(node)
    }
    #expect(error?.line == 2)
    #expect(error?.remedy == "did you mean 'opt_out_words'?")
  }

  @Test(arguments: [
    ("proff", "proof"), ("proof", "proof"), ("prrof", "proof"), ("x", nil), ("date of", nil),
    ("Date", "date"),
  ])
  func nearestWord(word: String, expected: String?) {
    #expect(nearest(to: word, in: ["proof", "date", "source"]) == expected)
  }
}

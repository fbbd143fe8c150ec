import Testing

@testable import Contacts

private let columns = ["First", "Phone", "E-Mail", "Tier"]

private func mapping(_ yaml: String) throws -> MappingFile {
  try MappingFile(RuleNode(yaml: yaml, path: "mapping.yaml"), profiles: ["hubspot", "zoho"])
}

private func entry(_ column: String, _ field: String) -> String {
  "      - column: \"\(column)\"\n        field: \(field)\n"
}

private func file(_ entries: String, profile: String = "none") -> String {
  "inputs:\n  - file: a.csv\n    profile: \(profile)\n    columns:\n\(entries)"
}

@Suite struct MappingFileTests {
  @Test func readsWhatWasWritten() throws {
    var text = MappingText()
    let odd = "a \"b\" \\ \u{7}: #\n\u{2028}é名"
    let written = [
      ColumnMapping(header: odd, role: .field(.phone), how: .name, score: 0.95, why: "its name"),
      ColumnMapping(header: "Allow", role: .invertedOptOut, how: .suspected, score: 0.7),
      ColumnMapping(
        header: "Tier", role: .extra("Tier"), how: .none, score: 0.4, candidate: .status),
      ColumnMapping(header: "- x", role: .watched("- x"), how: .none),
    ]
    text.add(
      file: "dir/ä: b.csv", profile: "zoho", columns: written,
      samples: [["+49•••", "\"x\""], [], ["yes"], []])
    let read = try #require(mapping(text.text).inputs.first)
    #expect(read.file == "dir/ä: b.csv")
    #expect(read.profile == .named("zoho"))
    let choices = try MappingFile.choices(read, columns: written.map(\.header))
    #expect(choices == [0: .field(.phone), 1: .optOutInverted, 2: .carryAlong, 3: .watched])
  }

  @Test(arguments: [
    (file(entry("Phone", "phon")), 6, "did you mean 'phone'"),
    (file(entry("Phone", "phone") + entry("Phone", "mobile")), 7, "stands twice"),
    (file(entry("A", "company") + entry("B", "company")), 7, "both fill 'company'"),
    (file("      - column: A\n        fild: phone\n"), 6, "did you mean 'field'"),
    (file("      - column: A\n"), 5, "needs 'column' and 'field'"),
    (file(entry("A", "phone"), profile: "hubspott"), 3, "did you mean 'hubspot'"),
    ("input: []\n", 1, "did you mean 'inputs'"),
  ])
  func aFaultHasItsPlace(yaml: String, line: Int, words: String) {
    let error = #expect(throws: RuleError.self) { try mapping(yaml) }
    #expect(error?.line == line)
    #expect(error?.column != nil)
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
  }

  @Test func aColumnThatTheInputLacksIsAnError() throws {
    let input = try #require(mapping(file(entry("Phon", "phone"))).inputs.first)
    let error = #expect(throws: RuleError.self) {
      _ = try MappingFile.choices(input, columns: columns)
    }
    #expect(error?.line == 5)
    #expect(error?.remedy == "did you mean 'Phone'?")
  }

  @Test func asWrittenIsForOnesOwnResultsOnly() throws {
    let input = try #require(mapping(file(entry("Phone", "as_written"))).inputs.first)
    #expect(throws: RuleError.self) { _ = try MappingFile.choices(input, columns: columns) }
  }

  /// What the user says goes before names and content.
  @Test func choicesWin() throws {
    let rules = try #require(MappedColumns.rules)
    let mapped = ColumnMapper(rules).map(
      columns: ["Name", "Phone", "Ref", "Company", "Unsubscribed"],
      choices: [0: .carryAlong, 1: .field(.whatsapp), 2: .field(.company), 4: .optOutInverted])
    #expect(mapped.columns.map(\.field) == [nil, .whatsapp, .company, nil, .optOut])
    #expect(mapped.columns[4].role == .invertedOptOut)
    #expect(mapped.columns.map(\.how) == [.set, .set, .set, .repeat, .set])
  }

  @Test(arguments: [
    (["export.csv"], ["export.csv"], [0]), (["out/export.csv"], ["in/export.csv"], [0]),
    (["crm_2024-03-01.csv"], ["crm_2024-03-08.csv.gz"], [0]), (["a.csv"], ["b.csv"], [0]),
    (["b.csv"], ["a.csv", "b.csv"], [nil, 0]), (["b.csv", "a.csv"], ["a.csv", "b.csv"], [1, 0]),
  ])
  func entriesFindTheirInputs(entries: [String], inputs: [String], expected: [Int?]) throws {
    let yaml =
      "inputs:\n"
      + entries.map { "  - file: \($0)\n    columns:\n" + entry("A", "phone") }.joined()
    let assigned = try mapping(yaml).assign(to: inputs)
    #expect(assigned.map { $0?.file } == expected.map { $0.map { entries[$0] } })
  }

  @Test func anEntryForNoInputIsAnError() throws {
    let file = try mapping(
      "inputs:\n  - file: other.csv\n    columns: []\n  - file: a.csv\n    columns: []\n")
    let error = #expect(throws: RuleError.self) { _ = try file.assign(to: ["a.csv", "b.csv"]) }
    #expect(error?.line == 2)
  }
}

import Contacts
import Foundation
import Pipeline
import Reports
import Tabular
import Testing

/// The mapping of inputs as `rollcall rules init` writes it.
private func inferredMapping(
  _ inputs: [String], _ choice: MappingChoice = MappingChoice()
) throws -> String {
  try MappingDraft(
    inputs: inputs, rules: RuleFiles(folder: repository + "/Rules"), reading: ReadOptions(),
    mapping: choice, progress: Silence()
  ).text()
}

@Suite struct MappingTests {
  /// Cleaning by the mapping that was inferred gives what cleaning without it gives, byte for byte.
  @Test(arguments: [
    "salesforce_contacts.csv", "bitrix24_contacts.csv", "google_contacts.csv.gz",
    "rest_contacts.json", "taipei_shop_big5.csv",
  ])
  func anInferredMappingChangesNothing(export: String) throws {
    let folder = try TemporaryFolder()
    let input = repository + "/Samples/exports/" + export
    let plain = Cleaning([input], output: folder.path + "/plain")
    try plain.run()
    let mapping = try folder.write(inferredMapping([input]), to: "mapping.yaml")
    var mapped = Cleaning([input], output: folder.path + "/mapped")
    mapped.mapping = MappingChoice(file: mapping)
    try mapped.run()
    for name in ["contacts.csv", "lineage.csv", "rejects.csv", "suppressions.csv"] {
      #expect(
        try folder.contents(of: "plain")[name] == folder.contents(of: "mapped")[name], "\(name)")
    }
    // Cleaned once more, its own columns are taken as they were written.
    let again = folder.path + "/plain/contacts.csv"
    let own = try folder.write(inferredMapping([again]), to: "own.yaml")
    #expect(try String(contentsOfFile: own, encoding: .utf8).contains("field: as_written"))
    var restored = Cleaning([again], output: folder.path + "/restored")
    restored.mapping = MappingChoice(file: own)
    try restored.run()
    #expect(
      try folder.contents(of: "plain")["contacts.csv"]
        == folder.contents(of: "restored")["contacts.csv"])
  }

  @Test func aCorrectedMappingIsFollowed() throws {
    let folder = try TemporaryFolder()
    let input = try folder.write(
      csv([
        ["Name", "Ref", "Flag"], ["Anna Smith", "+15045550110", "yes"],
        ["John Miller", "+15045550111", "no"],
      ]), to: "list.csv")
    let mapping = try folder.write(
      """
      inputs:
        - file: list.csv
          columns:
            - {column: Ref, field: notes}
            - {column: Flag, field: opt_out}

      """, to: "mapping.yaml")
    var cleaning = Cleaning([input], output: folder.path + "/out")
    cleaning.mapping = MappingChoice(file: mapping)
    let report = try cleaning.run()
    #expect(report.inputs[0].columns.map(\.field) == ["full_name", "notes", "opt_out"])
    #expect(report.inputs[0].columns[1].how == .set)
    let rows = try cleaning.contacts()
    #expect(rows.map { $0["opted_out"] }.sorted { $0 ?? "" < $1 ?? "" } == ["false", "true"])
    #expect(rows.allSatisfy { $0["phone_e164"] == "" })
  }

  @Test(arguments: [
    ("Fone", "phone", "mapping.yaml:4:"), ("Name", "nom", "mapping.yaml:5:"),
  ])
  func aWrongMappingEndsTheRun(column: String, field: String, place: String) throws {
    let folder = try TemporaryFolder()
    let input = try folder.write(csv([["Name", "Phone"], ["Anna", "1"]]), to: "list.csv")
    let mapping = try folder.write(
      "inputs:\n  - file: list.csv\n    columns:\n      - column: \(column)\n        field: \(field)\n",
      to: "mapping.yaml")
    var cleaning = Cleaning([input], output: folder.path + "/out")
    cleaning.mapping = MappingChoice(file: mapping)
    let error = #expect(throws: PipelineError.self) { try cleaning.run() }
    #expect(error?.code == .badRules)
    #expect(error?.description.contains(place) == true, "\(error?.description ?? "")")
  }

  @Test func anUnknownProfileIsAnErrorOfUsage() throws {
    let folder = try TemporaryFolder()
    let input = try folder.write(csv([["Name"], ["Anna Smith"]]), to: "list.csv")
    var cleaning = Cleaning([input], output: folder.path + "/out")
    cleaning.mapping = MappingChoice(profile: .named("salesforc"))
    let error = #expect(throws: PipelineError.self) { try cleaning.run() }
    #expect(error?.code == .usage)
    #expect(error?.description.contains("did you mean 'salesforce'") == true)
  }

  /// No cell stands in clear that tells who somebody is.
  @Test func samplesAreMasked() throws {
    let folder = try TemporaryFolder()
    let input = try folder.write(
      csv([
        ["Name", "Phone", "Email", "Do not call", "Note"],
        ["Anna Wintermann", "+15045550110", "anna.w@example.com", "yes", "ring 5045550177"],
      ]), to: "list.csv")
    let text = try inferredMapping([input])
    for secret in ["Wintermann", "5550110", "anna.w", "5045550177"] {
      #expect(!text.contains(secret), "\(secret)")
    }
    #expect(text.contains("samples: [\"yes\"]"))
    #expect(text.contains("field: opt_out"))
  }

  @Test func theReportNamesSystemCandidatesAndDoubts() throws {
    let folder = try TemporaryFolder()
    let input = try folder.write(
      csv([
        ["Name", "Phone", "Promo SMS", "Company (legal)"],
        ["Anna Smith", "+15045550110", "yes", "Windmere"],
        ["John Miller", "+15045550111", "no", "Fox"],
        ["Peter Jones", "+15045550112", "no", "Hill"],
      ]), to: "list.csv")
    let report = try Cleaning([input], output: folder.path + "/out").run()
    let columns = report.inputs[0].columns
    #expect(report.inputs[0].profile == nil)
    #expect(columns[2].field == "opt_out")
    #expect(columns[2].isUndecided)
    #expect(columns[3].field == nil)
    #expect(columns[3].candidate == "company")
    #expect(columns[3].score ?? 1 < 0.6)
    #expect(
      report.decisions.contains { $0.severity == .must && $0.title.contains("may hold opt-outs") })
    let hubspot = try SampleRun.shared().report.inputs.first { $0.file.contains("hubspot") }
    #expect(hubspot?.profile == "HubSpot")
  }

  /// A list of consents in a record of JSON: the refusal of one channel is an opt-out.
  @Test func nestedConsentsAreHeeded() throws {
    let folder = try TemporaryFolder()
    let input = try folder.write(
      """
      [{"name": "Anna Smith", "phone": "+15045550110",
        "consents": [{"channel": "email", "status": "granted"}, {"channel": "whatsapp", "status": "withdrawn"}]},
       {"name": "John Miller", "phone": "+15045550111",
        "consents": [{"channel": "email", "status": "granted", "date": "2024-05-06"}]},
       {"name": "Peter Jones", "phone": "+15045550112",
        "consents": [{"channel": "sms", "status": "opted_out"}]}]
      """, to: "list.json")
    let cleaning = Cleaning([input], output: folder.path + "/out")
    try cleaning.run()
    let rows = try cleaning.contacts()
    let byName = Dictionary(uniqueKeysWithValues: rows.map { ($0["full_name"] ?? "", $0) })
    #expect(byName["Anna Smith"]?["opted_out"] == "true")
    #expect(byName["Peter Jones"]?["opted_out"] == "true")
    #expect(byName["John Miller"]?["opted_out"] == "false")
    #expect(byName["John Miller"]?["consent_tier"] == "marketing")
  }

  /// A table without a header: what its columns are shows in their cells.
  @Test func aTableWithoutHeaderIsCleaned() throws {
    let folder = try TemporaryFolder()
    let people = [
      ["Anna Smith", "(504) 555-0110", "anna@example.com"],
      ["John Miller", "+1 504 555 0111", "john@example.com"],
      ["Peter Jones", "+1 504 555 0112", "peter@example.com"],
      ["Elena Ward", "+1 504 555 0113", "elena@example.com"],
      ["David Brown", "+1 504 555 0114", "david@example.com"],
    ]
    let input = try folder.write(csv(people), to: "list.csv")
    let cleaning = Cleaning([input], output: folder.path + "/out")
    let report = try cleaning.run()
    #expect(report.inputs[0].columns.map(\.field) == ["full_name", "phone", "email"])
    #expect(try cleaning.contacts().count == 5)
  }

  /// The label beside a number says that it is a fax, or a mobile.
  @Test func labelsOfNumbersAreHeeded() throws {
    let folder = try TemporaryFolder()
    let input = try folder.write(
      csv([
        ["Name", "Phone 1 - Type", "Phone 1 - Value", "Phone 2 - Type", "Phone 2 - Value"],
        ["Anna Smith", "Home Fax", "+15045550110", "Mobile", "+15045550119"],
      ]), to: "list.csv")
    let cleaning = Cleaning([input], output: folder.path + "/out")
    try cleaning.run()
    let row = try #require(cleaning.contacts().first)
    #expect(row["phone_e164"] == "+15045550119")
    #expect(row["other_phones"] == "")
    #expect(row["extra.Phone 1 - Value"]?.contains("5045550110") == true)
  }
}

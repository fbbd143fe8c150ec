import Foundation
import PhoneNumbers
import Store
import Testing

@testable import Pipeline

@Suite struct ConsentHistoryTests {
  private func runs() throws -> Runs {
    let runs = try Runs()
    try runs.clean(
      csv([
        [
          "Id", "Name", "Mobile", "Email", "HasOptedOutOfEmail", "Opt in", "Consent date",
          "Consent source",
        ],
        [
          "1", "Anna Berg", "+491713920001", "anna@example.com", "", "yes", "2024-01-01",
          "web form 7",
        ],
        ["2", "Bert Tal", "+491713920002", "bert@example.com", "1", "", "", ""],
      ]))
    try runs.clean(
      csv([
        ["Id", "Name", "Mobile", "Opt out", "Opt out date"],
        ["1", "Anna Berg", "+491713920001", "yes", "2024-03-01"],
      ]))
    return runs
  }

  private func history(_ query: String, _ runs: Runs) throws -> ConsentHistory {
    try ConsentHistory.find(
      query, region: Region("DE"), storePath: runs.folder.path + "/store.sqlite")
  }

  @Test(arguments: ["+491713920001", "0171 3920001", "0049 171 39 20 001"])
  func aNumberIsFoundInAnySpelling(query: String) throws {
    let history = try history(query, runs())
    #expect(history.query == AddressQuery("+491713920001", region: nil))
    #expect(history.state == .optedOut)
    let rows = history.record.entries.map(\.row)
    #expect(rows.map(\.tier) == ["marketing", "none"])
    #expect(rows.map(\.isOptedOut) == [false, true])
    #expect(rows.map(\.purpose) == ["marketing", "all"])
    #expect(rows.map(\.channel) == ["all", "all"])
    #expect(rows[0].proof == "web form 7" && rows[0].effectiveAt.hasPrefix("2024-01-01"))
    #expect(rows[1].source.hasSuffix(": Opt out") && rows[1].effectiveAt.hasPrefix("2024-03-01"))
    #expect(history.record.suppressions.map(\.scope) == ["all"])
  }

  @Test func theScopeOfAnOptOutIsTold() throws {
    let runs = try runs()
    let history = try history(" Bert@Example.com ", runs)
    #expect(history.state == .optedOut)
    #expect(history.record.entries.map(\.row.channel) == ["email"])
    #expect(history.record.suppressions.map(\.scope) == ["email"])
    #expect(try self.history("+491713920002", runs).record.suppressions.map(\.scope) == ["email"])
  }

  @Test func whatNobodyHasIsAnError() throws {
    let runs = try runs()
    #expect { try history("+491713920099", runs) } throws: {
      ($0 as? PipelineError)?.code == .missingInput
    }
    #expect { try history("Anna Berg", runs) } throws: { ($0 as? PipelineError)?.code == .usage }
    #expect {
      try ConsentHistory.find("+491713920001", region: nil, storePath: "/nowhere/store.sqlite")
    } throws: { ($0 as? PipelineError)?.code == .missingInput }
  }

  @Test func theChainOfARunHolds() throws {
    let runs = try runs()
    let check = try ConsentHistory.verify(storePath: runs.folder.path + "/store.sqlite")
    #expect(check.entries == 5 && check.broken == nil)
  }

  /// Scope and reach of opt-outs survive the way through the result and back.
  @Test func cleaningTheResultKeepsTheScope() throws {
    let folder = try TemporaryFolder()
    let input = try folder.write(
      csv([
        ["Id", "Name", "Mobile", "Email", "HasOptedOutOfEmail", "SMS Opt Out"],
        ["1", "Anna Berg", "+491713920001", "anna@example.com", "1", "1"],
        ["2", "Bert Tal", "+491713920002", "bert@example.com", "1", ""],
      ]), to: "crm.csv")
    try Cleaning([input], output: folder.path + "/one").run()
    try Cleaning([folder.path + "/one/contacts.csv"], output: folder.path + "/two").run()
    for name in ["contacts.csv", "suppressions.csv"] {
      #expect(
        try folder.contents(of: "one")[name] == folder.contents(of: "two")[name], "\(name)")
    }
    let scopes = try Cleaning([], output: folder.path + "/two").table("suppressions.csv")
      .map { $0["scope"] }
    #expect(scopes == ["sms; email", "sms; email", "email", "email"])
  }

  /// With a rule that lets e-mail be, whoever opted out of e-mail may be messaged, and the e-mail stays suppressed over
  /// runs.
  @Test func anEMailOptOutThatIsLetBeStaysAtTheEMail() throws {
    let folder = try TemporaryFolder()
    let rules = folder.path + "/rules"
    let delivered = URL(filePath: repository + "/Rules").resolvingSymlinksInPath().path
    try FileManager.default.copyItem(atPath: delivered, toPath: rules)
    let text = try String(contentsOfFile: rules + "/consent.yaml", encoding: .utf8)
    try text.replacing("sms, phone, email, post]", with: "sms, phone]")
      .write(toFile: rules + "/consent.yaml", atomically: true, encoding: .utf8)
    func clean(_ text: String, _ run: String) throws -> Cleaning {
      let input = try folder.write(text, to: run + "/crm.csv")
      var cleaning = Cleaning([input], output: folder.path + "/out")
      cleaning.rules = rules
      try cleaning.run()
      return cleaning
    }
    let header = [
      "Id", "Name", "Mobile", "Email", "HasOptedOutOfEmail", "Opt in", "Consent source",
    ]
    let row = ["1", "Anna Berg", "+491713920001", "anna@example.com"]
    for (run, cell) in [("a", "1"), ("b", ""), ("c", "")] {
      let cleaning = try clean(csv([header, row + [cell, "yes", "form"]]), run)
      let contact = try #require(try cleaning.contacts().first)
      #expect(contact["messageable"] == "true" && contact["opted_out"] == "false", "\(run)")
      #expect(contact["opt_out_scope"] == "email", "\(run)")
      let rows = try cleaning.table("suppressions.csv")
      #expect(rows.map { $0["address"] } == ["anna@example.com"], "\(run)")
      #expect(rows.map { $0["scope"] } == ["email"], "\(run)")
    }
  }
}

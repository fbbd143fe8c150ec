import Foundation
import PhoneNumbers
import Testing

@testable import Pipeline
@testable import Store

/// A store whose contacts were written with another numbering plan.
@Suite struct PlanRevisionTests {
  /// What a run of an earlier plan left of contacts, by column.
  private func revise(
    _ contacts: [[String: String]]
  ) throws -> (lines: [String], tally: PlanRevision.Tally) {
    let folder = try TemporaryFolder()
    let path = folder.path + "/rollcall.sqlite"
    let start = RunStart(
      kind: .clean, startedAt: "2025-01-01T10:00:00+00:00", version: "test",
      numberingPlan: "8.0.0", inputs: "a")
    try ContactStore(path: path).record(start) { run in
      try run.writeResult { writer in
        for (index, contact) in contacts.enumerated() {
          let texts = ContactRow.texts.map { contact[$0] ?? "" }
          try writer.add(contact: ["c\(index)"] + texts, extras: "{}")
        }
      }
    }
    let file = try Data(contentsOf: URL(filePath: path))
    let changes = Changes()
    let tally = try PlanRevision.run(storePath: path) { changes.all.append($0) }
    #expect(try Data(contentsOf: URL(filePath: path)) == file)
    let lines = changes.all.map { change in
      [change.number, change.property.rawValue, change.before, change.after]
        .joined(separator: " ")
    }
    return (lines, tally)
  }

  private final class Changes {
    var all: [PlanRevision.Change] = []
  }

  private func phone(
    _ number: String, _ country: String, _ type: String, _ status: String = "valid",
    others: String = ""
  ) -> [String: String] {
    [
      "phone_e164": number, "phone_country": country, "phone_type": type, "phone_status": status,
      "other_phones": others,
    ]
  }

  @Test func numbersThatStayAsTheyWereAreNotPrinted() throws {
    let (lines, tally) = try revise([
      phone("+447400123456", "GB", "MOBILE", others: "+493023125001; +12025550123"),
      phone("+12025550123", "US", "FIXED_LINE_OR_MOBILE", "repaired"), [:],
    ])
    #expect(lines.isEmpty)
    #expect(tally.numbers == 4)
    #expect(tally.changedNumbers == 0)
    #expect(tally.plansBefore == ["8.0.0"])
    #expect(tally.planNow == NumberingPlan.version)
  }

  @Test(arguments: [
    ("GG", "MOBILE", "valid", ["region GG GB"]), ("GB", "PAGER", "valid", ["kind PAGER MOBILE"]),
    ("GB", "MOBILE", "invalid", ["validity invalid valid"]),
    ("", "UNKNOWN", "possible", ["validity invalid valid", "kind UNKNOWN MOBILE", "region  GB"]),
  ])
  func whatTheStoreSaysOtherwiseIsPrinted(
    country: String, type: String, status: String, expected: [String]
  ) throws {
    let (lines, tally) = try revise([phone("+447400123456", country, type, status)])
    #expect(lines == expected.map { "+447400123456 \($0)" })
    #expect(tally.changedNumbers == 1)
  }

  @Test(arguments: ["+44200", "+999123456"])
  func aNumberThatIsNoneAnyMoreIsPrinted(number: String) throws {
    let (lines, _) = try revise([phone(number, "GB", "MOBILE")])
    let expected = ["validity valid invalid", "kind MOBILE UNKNOWN"]
    #expect(lines.prefix(2) == expected.map { "\(number) \($0)" }[...])
  }

  @Test func furtherNumbersWereValid() throws {
    let (lines, _) = try revise([
      phone("+447400123456", "GB", "MOBILE", others: "+493023125001; +44200; +44200"),
      phone("+447400123456", "GB", "MOBILE", others: "+44200"),
    ])
    #expect(lines == ["+44200 validity valid invalid"])
  }

  @Test func refusedNumbersWithACallingCodeAreReadAgain() throws {
    let (lines, tally) = try revise([
      ["invalid_phones": "+44 7400 123456 (not_assigned); 07400 123457 (too_short)"],
      ["invalid_phones": "+44 7400 123458 (date); +44 200 (not_assigned)"],
    ])
    #expect(
      lines == ["+447400123456 validity invalid valid", "+447400123456 kind UNKNOWN MOBILE"])
    #expect(tally.cellsWithoutCountry == 1)
  }

  @Test func aStoreThatIsMissingIsNotMade() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/rollcall.sqlite"
    #expect {
      try PlanRevision.run(storePath: path) { _ in }
    } throws: { error in
      (error as? PipelineError)?.code == .missingInput
    }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func anotherFileIsRefused() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("contact_id\n1\n", to: "contacts.csv")
    #expect {
      try PlanRevision.run(storePath: path) { _ in }
    } throws: { error in
      (error as? PipelineError)?.code == .badInput
    }
  }
}

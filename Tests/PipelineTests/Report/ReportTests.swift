import Foundation
import Reports
import Testing

/// What the report says of small inputs that can be counted by hand.
@Suite struct ReportTests {
  private static let rows = """
    Name,Phone,Mobile,E-Mail,Country,Created,Notes
    Anna Gil,+34600000001,,anna@mail.example,ES,2024-01-31,x
    BO LI,12,600000002,no-address,Spain,31.31.2024,
    ,,,,,,only a note
    Cy Day,+34 600 000 003,n/a,cy@mail.example,Atlantis,2024-02-01,

    """

  private func run(_ text: String = rows) throws -> (TemporaryFolder, Cleaning, CleanReport) {
    let folder = try TemporaryFolder()
    let cleaning = Cleaning(
      [try folder.write(text, to: "a.csv")], output: folder.path + "/out")
    return (folder, cleaning, try cleaning.run())
  }

  private func forms(_ profile: CleanReport.Profile?) -> [String] {
    (profile?.patterns ?? []).map(\.pattern)
  }

  @Test func columnsTellFilledValidDistinctAndForms() throws {
    let (_, _, report) = try run()
    let columns = Dictionary(uniqueKeysWithValues: report.inputs[0].columns.map { ($0.header, $0) })
    let phone = try #require(columns["Phone"])
    #expect(phone.filled == 3)
    #expect(phone.valid == 2)
    #expect(phone.profile?.distinct == 3)
    #expect(forms(phone.profile) == ["+99 999 999 999", "+99999999999", "99"])
    #expect(columns["Mobile"]?.filled == 2)
    #expect(columns["Mobile"]?.valid == 1)
    #expect(columns["E-Mail"]?.valid == 2)
    #expect(columns["Country"]?.valid == 2)
    #expect(columns["Created"]?.valid == 2)
    #expect(columns["Name"]?.valid == nil)
    #expect(forms(columns["Name"]?.profile) == ["Aaaa Aaaa", "AAAA AAAA"])
  }

  @Test func fieldsTellBeforeAndAfter() throws {
    let (_, _, report) = try run()
    let fields = Dictionary(uniqueKeysWithValues: report.completeness.map { ($0.field, $0) })
    let phone = try #require(fields["phone_e164"])
    #expect(phone.filledBefore == 3)
    #expect(phone.filledAfter == 3)
    #expect(phone.validBefore == 3)
    #expect(phone.validAfter == 3)
    #expect(phone.before?.filled == 5)
    #expect(forms(phone.after) == ["+99999999999"])
    let email = try #require(fields["email"])
    #expect(email.filledBefore == 3)
    #expect(email.filledAfter == 2)
    #expect(email.validBefore == 2)
    #expect(forms(fields["full_name"]?.after) == ["Aaaa Aaaa"])
    #expect(fields["birthday"] == nil)
  }

  @Test func rejectsShowTheirFormOnly() throws {
    let (folder, _, report) = try run()
    #expect(report.rejects.map(\.samples) == [[",,,,,,aaaa a aaaa"]])
    for name in ["report.html", "report.json"] {
      let text = try String(contentsOfFile: folder.path + "/out/" + name, encoding: .utf8)
      for secret in ["Anna", "anna@", "600000001", "600 000 003", "only a note", "BO LI"] {
        #expect(!text.contains(secret), "\(name) tells \(secret)")
      }
    }
  }

  /// Nothing of the samples' names and numbers stands in the report.
  @Test(arguments: ["report.html", "report.json"])
  func namesNobody(name: String) throws {
    let run = try SampleRun.shared()
    let text = Data(try run.text(name).utf8)
    for contact in try run.cleaning.contacts() {
      for column in ["full_name", "phone_e164", "email", "company", "address"] {
        guard let value = contact[column], value.utf8.count > 8 else { continue }
        // The country alone is told as such.
        if column == "address", !value.contains(where: \.isNumber) { continue }
        let isTold = text.range(of: Data(value.utf8)) != nil
        #expect(!isTold, "\(column) of \(contact["contact_id"] ?? "")")
      }
    }
  }

  @Test func comparesWithTheRunBefore() throws {
    let (folder, cleaning, first) = try run()
    #expect(first.comparison == nil)
    try folder.write(
      Self.rows.replacing("12,600000002", with: "12,600000009")
        + "Dee Fox,+34600000004,,,ES,,\n", to: "a.csv")
    let second = try cleaning.run()
    let changes = try #require(second.comparison?.changes)
    let rows = try #require(changes.first { $0.measure == .rowsRead })
    #expect(rows.before == first.totals.rowsRead)
    #expect(rows.after == second.totals.rowsRead)
    #expect(second.totals.rowsRead > first.totals.rowsRead)
    // The same once more is no other run.
    let json = { try Data(contentsOf: URL(filePath: folder.path + "/out/report.json")) }
    let written = try json()
    try cleaning.run()
    #expect(try json() == written)
  }

  @Test(arguments: ["", "{}", "[1]", "no json", "{\"totals\":{}}"])
  func aReportThatCannotBeReadIsNone(_ earlier: String) throws {
    let (folder, cleaning, first) = try run()
    try folder.write(earlier, to: "out/report.json")
    #expect(try cleaning.run() == first)
  }
}

import Foundation
import Reports
import Testing

/// Runs one after the other into one store.
final class Runs {
  let folder: TemporaryFolder
  private var count = 0

  init() throws { folder = try TemporaryFolder() }

  /// Cleans one table and returns its contacts.
  @discardableResult
  func clean(
    _ text: String, name: String = "crm.csv", isFresh: Bool = false
  ) throws -> [[String: String]] {
    count += 1
    let input = try folder.write(text, to: "run\(count)/\(name)")
    var cleaning = Cleaning([input], output: folder.path + "/out")
    cleaning.store = folder.path + "/store.sqlite"
    cleaning.isFresh = isFresh
    try cleaning.run()
    return try cleaning.contacts()
  }

  func suppressed() throws -> [String] {
    try Cleaning([], output: folder.path + "/out").table("suppressions.csv")
      .map { $0["address"] ?? "" }.sorted()
  }
}

@Suite struct ConsentAcrossRunsTests {
  private let optingOut = csv([
    ["Id", "Name", "Mobile", "Email", "Opt out", "Opt out date", "Opt in", "Consent date"],
    ["1", "Anna Berg", "+491713920001", "anna@example.com", "yes", "2024-03-01", "", ""],
    ["2", "Bert Tal", "+491713920002", "bert@example.com", "no", "", "yes", "2024-01-01"],
  ])

  @Test func anOptOutSurvivesAnExportThatDoesNotTellIt() throws {
    let runs = try Runs()
    let first = try runs.clean(optingOut)
    #expect(first.map { $0["opted_out"] } == ["true", "false"])
    #expect(first.map { $0["messageable"] } == ["false", "true"])
    #expect(try runs.suppressed() == ["+491713920001", "anna@example.com"])
    let later = csv([
      ["Id", "Name", "Mobile", "Email", "Opt in", "Consent date"],
      ["1", "Anna Berg", "+491713920001", "anna@example.com", "yes", "2023-01-01"],
      ["2", "Bert Tal", "+491713920002", "bert@example.com", "yes", "2024-01-01"],
    ])
    for _ in 0..<2 {
      let contacts = try runs.clean(later)
      #expect(contacts.map { $0["opted_out"] } == ["true", "false"])
      #expect(contacts.map { $0["messageable"] } == ["false", "true"])
      #expect(contacts[0]["opt_out_at"]?.hasPrefix("2024-03-01") == true)
      #expect(contacts[0]["flags"]?.contains("opt_out_kept") == true)
    }
    #expect(try runs.suppressed() == ["+491713920001", "anna@example.com"])
  }

  /// Another system, without ids, knows the same number or only the same address.
  @Test(arguments: [
    ["Anna Berg", "+491713920001", ""], ["Anna Berg", "", "anna@example.com"],
    ["A. Berg", "0171 3920001", "anna@example.com"],
  ])
  func anOptOutIsFoundAgainByAddress(row: [String]) throws {
    let runs = try Runs()
    try runs.clean(optingOut)
    let contacts = try runs.clean(
      csv([
        ["Name", "Mobile", "Email", "Country", "Opt in", "Consent date"],
        row + ["DE", "yes", "2020-01-01"],
      ]),
      name: "shop.csv", isFresh: true)
    #expect(contacts.count == 1)
    #expect(contacts[0]["messageable"] == "false")
    #expect(contacts[0]["opted_out"] == "true")
  }

  @Test(arguments: [false, true])
  func aNumberThatSomebodyElseTookOverStaysSilent(isFresh: Bool) throws {
    let runs = try Runs()
    try runs.clean(optingOut)
    let contacts = try runs.clean(
      csv([
        ["Id", "Name", "Mobile", "Opt in", "Consent date"],
        ["1", "Anna Berg", "+491713920009", "", ""],
        ["7", "Carl Dorn", "+491713920001", "yes", "2025-01-01"],
      ]), isFresh: isFresh
    ).filter { $0["full_name"] != "Bert Tal" }
    #expect(contacts.map { $0["opted_out"] } == ["true", "false"])
    #expect(contacts.map { $0["messageable"] } == ["false", "false"])
    #expect(contacts[1]["flags"]?.contains("number_opted_out_by_other") == true)
  }

  @Test func aNewerProvenOptInLiftsAnOptOut() throws {
    let runs = try Runs()
    try runs.clean(optingOut)
    func optIn(_ date: String) throws -> [String: String] {
      try runs.clean(
        csv([
          ["Id", "Name", "Mobile", "Email", "Opt in", "Consent date"],
          ["1", "Anna Berg", "+491713920001", "anna@example.com", "yes", date],
        ]))[0]
    }
    #expect(try optIn("2024-02-29")["opted_out"] == "true")
    #expect(try optIn("")["opted_out"] == "true")
    for _ in 0..<2 {
      let lifted = try optIn("2024-03-02")
      #expect(lifted["opted_out"] == "false")
      #expect(lifted["consent_tier"] == "marketing")
      #expect(lifted["messageable"] == "true", "\(lifted["flags"] ?? "")")
      #expect(try runs.suppressed().isEmpty)
    }
  }

  /// Addresses that a contact once had keep the date of the opt-out of their time; the latest counts.
  @Test func theLatestOfSeveralOptOutsCounts() throws {
    let runs = try Runs()
    for (mobile, date) in [("+491713920001", "2022-01-01"), ("+491713920005", "2024-06-01")] {
      try runs.clean(
        csv([
          ["Id", "Name", "Mobile", "Opt out", "Opt out date"],
          ["1", "Anna Berg", mobile, "yes", date],
        ]))
    }
    let contacts = try runs.clean(
      csv([
        ["Id", "Name", "Mobile", "Opt in", "Consent date"],
        ["1", "Anna Berg", "+491713920005", "yes", "2023-01-01"],
      ]))
    #expect(contacts[0]["opted_out"] == "true")
  }

  @Test func aFailedRunForgetsNothing() throws {
    let runs = try Runs()
    try runs.clean(optingOut)
    #expect(throws: (any Error).self) {
      try runs.clean("PK\u{3}\u{4}" + String(repeating: "\u{0}", count: 500))
    }
    let contacts = try runs.clean("Id,Name,Mobile\n1,Anna Berg,+491713920001\n")
    #expect(contacts[0]["opted_out"] == "true")
  }
}

@Suite struct SharedLineTests {
  @Test func aSharedNumberIsSilentForAllButOptsOutOnlyOne() throws {
    let runs = try Runs()
    let contacts = try runs.clean(
      csv([
        ["Id", "Name", "WhatsApp", "Opt out", "Opt in", "Consent date"],
        ["1", "Anna Berg", "+4930231250", "yes", "", ""],
        ["2", "Ulrich Steinbach", "+4930231250", "", "yes", "2024-01-01"],
        ["3", "Carl Dorn", "+4940669690", "", "yes", "2024-01-01"],
      ]))
    #expect(contacts.count == 3)
    #expect(contacts.map { $0["opted_out"] } == ["true", "false", "false"])
    #expect(contacts.map { $0["messageable"] } == ["false", "false", "true"])
    #expect(contacts[1]["flags"]?.contains("number_opted_out_by_other") == true)
    #expect(contacts[0]["flags"]?.contains("number_opted_out_by_other") == false)
    #expect(contacts.map { $0["flags"]?.contains("shared_number") } == [true, true, false])
  }

  @Test func theMostRestrictiveOfDuplicatesWins() throws {
    let runs = try Runs()
    let contacts = try runs.clean(
      csv([
        ["Id", "Name", "Mobile", "Opt out", "Opt in", "Consent date"],
        ["1", "Anna Berg", "+491713920001", "", "yes", "2025-01-01"],
        ["2", "Anna Berg", "+491713920001", "yes", "", ""],
      ]))
    #expect(contacts.count == 1)
    #expect(contacts[0]["opted_out"] == "true")
    #expect(contacts[0]["flags"]?.contains("opt_out_kept") == true)
  }
}

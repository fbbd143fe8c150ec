import PhoneNumbers
import Testing

@testable import Contacts

private typealias Cells = [(String, String)]

/// Merges rows into one contact under rules of survivorship.
private struct Merging {
  var reading: RowReading
  var rules: SurvivorshipRules
  /// Names of the inputs; row n is from input n modulo their count.
  var inputs = ["export.csv"]

  init(_ yaml: String? = nil) throws {
    let files = yaml.map { ["survivorship.yaml": $0] } ?? [:]
    reading = try RowReading(replacing: files)
    rules = reading.rules.survivorship
  }

  func draft(_ cells: Cells, row: Int) -> ContactDraft {
    var reading = reading
    reading.input = UInt16(row % inputs.count)
    reading.inputName = inputs[row % inputs.count]
    return reading.read(cells, line: UInt64(row + 2)).draft
  }

  func merge(_ drafts: [ContactDraft], standing: StandingOptOut? = nil) -> GoldenContact {
    var batch = ContactBatch.Builder()
    for draft in drafts { batch.append(draft) }
    var table = ContactTable()
    table.append(batch.finish())
    return Survivorship(rules: rules, inputLabels: inputs.map(ContactReader.label))
      .merge(Array(0..<table.count), of: table, standing: standing)
  }

  func callAsFunction(_ rows: Cells..., standing: StandingOptOut? = nil) -> GoldenContact {
    merge(rows.enumerated().map { draft($1, row: $0) }, standing: standing)
  }
}

extension GoldenContact {
  /// One text per column, in order.
  fileprivate var values: [String] { ContactColumn.allCases.map { self[$0] } }
}

private func rules(_ strategy: String, for group: String) -> String {
  "fields:\n  \(group): \(strategy)\n"
}

@Suite struct SurvivorshipTests {
  @Test func theMostRecentChangeWins() throws {
    let merge = try Merging(rules("most_recent", for: "company"))
    let golden = merge(
      [("Company", "Old"), ("Updated", "2020-01-01")],
      [("Company", "New"), ("Updated", "2024-01-01")],
      [("Company", "Undated")],
      [("Company", ""), ("Updated", "2025-01-01")])
    #expect(golden[.company] == "New")
  }

  @Test func withoutAChangeTheCreationCounts() throws {
    let merge = try Merging(rules("most_recent", for: "company"))
    let golden = merge(
      [("Company", "Created last"), ("Created", "2022-01-01")],
      [("Company", "Changed before"), ("Created", "2019-01-01"), ("Updated", "2021-01-01")])
    #expect(golden[.company] == "Created last")
  }

  @Test func theMostTrustedSourceWins() throws {
    var merge = try Merging(
      "sources: [ERP Partners, Trade Fair]\nfields:\n  company: most_trusted\n")
    merge.inputs = ["crm.csv", "x/erp_partners.xml"]
    let golden = merge(
      [("Company", "Of the fair"), ("Lead source", "trade fair"), ("Updated", "2025-01-01")],
      [("Company", "Of the ERP"), ("Updated", "2001-01-01")],
      [("Company", "Of nobody"), ("Updated", "2025-06-01")])
    #expect(golden[.company] == "Of the ERP")
  }

  @Test(arguments: [
    ("most_recent", "+491713920002"), ("most_trusted", "+491713920003"),
    ("majority", "+491713920001"),
  ])
  func theNumberThatStandsFirstFollowsItsStrategy(strategy: String, first: String) throws {
    var merge = try Merging("sources: [erp]\nfields:\n  phone: \(strategy)\n")
    merge.inputs = ["crm.csv", "crm.csv", "crm.csv", "erp.xml"]
    let golden = merge(
      [("Mobile", "+491713920001"), ("Updated", "2020-01-01")],
      [("Mobile", "+491713920001"), ("Updated", "2021-01-01")],
      [("Mobile", "+491713920002"), ("Updated", "2025-01-01")],
      [("Mobile", "+491713920003"), ("Updated", "2019-01-01")])
    #expect(golden[.phoneE164] == first)
    #expect(golden.phones.count == 3)
  }

  @Test func noNumberIsMoreCompleteThanAnother() throws {
    #expect(throws: RuleError.self) { _ = try Merging(rules("most_complete", for: "phone")) }
    #expect(throws: RuleError.self) { _ = try Merging(rules("longest_valid", for: "phone")) }
  }

  @Test func theMostCompleteWinsThenTheLongest() throws {
    let merge = try Merging(rules("most_complete", for: "address"))
    let full: Cells = [("City", "Bonn"), ("Street", "Am Markt 1"), ("Updated", "2001-01-01")]
    let recent: Cells = [("City", "Berlin"), ("Updated", "2025-01-01")]
    #expect(merge(recent, full)[.city] == "Bonn")
    let longer = merge([("City", "Bad Godesberg"), ("Updated", "2001-01-01")], recent)
    #expect(longer[.city] == "Bad Godesberg")
    #expect(merge(recent, [("City", "Dessau"), ("Updated", "2001-01-01")])[.city] == "Berlin")
  }

  @Test func theLongestWinsThenTheMostRecent() throws {
    let merge = try Merging(rules("longest_valid", for: "company"))
    let longer: Cells = [("Company", "Acme Trading"), ("Updated", "2001-01-01")]
    #expect(
      merge([("Company", "Acme"), ("Updated", "2025-01-01")], longer)[.company] == "Acme Trading")
    #expect(
      merge([("Company", "Acme Holdings"), ("Updated", "2025-01-01")], longer)[.company]
        == "Acme Holdings")
    #expect(
      merge([("Company", "Acme Exports"), ("Updated", "2025-01-01")], longer)[.company]
        == "Acme Exports")
  }

  @Test func theMajorityWinsThenTheMostRecent() throws {
    let merge = try Merging(rules("majority", for: "birthday"))
    let often: Cells = [("Birthday", "1980-01-01"), ("Updated", "2001-01-01")]
    let recent: Cells = [("Birthday", "1990-01-01"), ("Updated", "2025-01-01")]
    #expect(merge(recent, often, often)[.birthday] == "1980-01-01")
    #expect(merge(often, recent)[.birthday] == "1990-01-01")
  }

  @Test func allKeepsEveryValueOnce() throws {
    let merge = try Merging("fields:\n  tags: all\n  notes: all\n")
    let golden = merge(
      [("Tags", "VIP; b2b"), ("Notes", "one; two"), ("Updated", "2025-01-01")],
      [("Tags", "vip; new"), ("Notes", "three")], [("Notes", "one; two")])
    #expect(golden[.tags] == "VIP; b2b; new")
    #expect(golden[.notes] == "one; two\nthree")
  }

  @Test func aGroupTravelsTogether() throws {
    let merge = try Merging("fields:\n  name: most_complete\n  address: most_recent\n")
    let golden = merge(
      [
        ("First name", "Anna"), ("Last name", "Berg"), ("Middle name", "Maria"),
        ("City", "Bonn"), ("Street", "Am Markt 1"), ("PLZ", "53111"), ("Country", "DE"),
        ("Updated", "2001-01-01"),
      ],
      [("First name", "Anne-Katharina"), ("City", "Wien"), ("Updated", "2025-01-01")])
    #expect(
      [golden[.firstName], golden[.middleName], golden[.lastName]] == ["Anna", "Maria", "Berg"])
    #expect(golden[.city] == "Wien")
    #expect(golden[.address].isEmpty && golden[.postalCode].isEmpty && golden[.country].isEmpty)
  }

  @Test func allNumbersAndAddressesAreKept() throws {
    let merge = try Merging()
    let golden = merge(
      [
        ("Phone", "+49 30 231250"), ("Email", "a@example.com"), ("Phone 2", "+7 72720"),
        ("Updated", "2025-01-01"),
      ],
      [
        ("Mobile", "+49 171 3920000"), ("Email", "b@example.com; a@example.com"),
        ("Email 2", "no address"), ("Updated", "2024-01-01"),
      ],
      [("WhatsApp", "+49 171 3920001"), ("Email", "c@example.com"), ("Phone", "+49 30 231250")])
    #expect(golden[.phoneE164] == "+491713920000")
    #expect(golden[.otherPhones] == "+4930231250; +491713920001")
    #expect(golden[.whatsappID] == "491713920001")
    #expect(golden[.email] == "a@example.com")
    #expect(golden[.otherEmails] == "b@example.com; c@example.com")
    #expect(golden[.invalidPhones] == "+7 72720 (too_short)")
    #expect(!golden[.invalidEmails].isEmpty)
    #expect(golden[.phoneCountry] == "DE")
    #expect(golden[.phoneStatus] == "valid")
    #expect(listItems(golden[.sourceRecords]).count == 3)
  }

  @Test func theFirstCreationAndTheLastChangeStand() throws {
    let merge = try Merging()
    let golden = merge(
      [("Name", "A"), ("Created", "2020-05-01"), ("Updated", "2021-01-01")],
      [("Name", "A"), ("Created", "2019-05-01"), ("Updated", "2022-01-01")], [("Name", "A")])
    #expect(golden[.createdAt].hasPrefix("2019-05-01"))
    #expect(golden[.updatedAt].hasPrefix("2022-01-01"))
  }

  @Test func carriedValuesOfAllRecordsAreKeptOnce() throws {
    let merge = try Merging()
    let golden = merge(
      [("Name", "A"), ("Shoe size", "42")], [("Name", "A"), ("Shoe size", "43")],
      [("Name", "A"), ("Shoe size", "42")])
    #expect(golden.extras.map(\.value) == ["42; 43"] || golden.extras.map(\.value) == ["43; 42"])
  }

  @Test func aStandingOptOutOfAnEarlierRunHolds() throws {
    let merge = try Merging()
    let standing = StandingOptOut(since: "2024-03-01T12:00:00Z", source: "earlier.csv: Opt out")
    let silent = merge([("Name", "A"), ("Phone", "+49 171 3920000")], standing: standing)
    #expect(silent[.optedOut] == "true")
    #expect(silent[.optOutAt] == "2024-03-01T12:00:00Z")
    #expect(silent[.optOutSource] == "earlier.csv: Opt out")
    #expect(silent.flags.contains(.optOutKept))
    #expect(silent.obstacle == .optedOut)
    func optingIn(_ date: String) -> GoldenContact {
      merge(
        [
          ("Name", "A"), ("Phone", "+49 171 3920000"), ("Opt in", "yes"), ("Consent date", date),
        ], standing: standing)
    }
    #expect(optingIn("2023-01-01")[.optedOut] == "true")
    #expect(optingIn("2025-01-01")[.optedOut] == "false")
    #expect(optingIn("2025-01-01").obstacle == nil)
  }

  @Test(arguments: [
    ([("Phone", "+49 171 3920000"), ("Opt in", "yes")], nil),
    ([("Phone", "+49 171 3920000"), ("Opt out", "yes")], GoldenContact.Obstacle.optedOut),
    ([("Name", "A"), ("Opt in", "yes")], .noNumber),
    ([("Phone", "12"), ("Opt in", "yes")], .invalidNumber),
    ([("Phone", "+49 30 231250"), ("Opt in", "yes")], .noMobileNumber),
    ([("WhatsApp", "+49 30 231250"), ("Opt in", "yes")], nil),
    ([("Phone", "+49 171 3920000")], .noConsent),
    ([("Phone", "+49 171 3920000"), ("Opt in", "no")], .noConsent),
  ])
  func whatKeepsAContactFromBeingMessaged(
    cells: [(String, String)], obstacle: GoldenContact.Obstacle?
  ) throws {
    #expect(try Merging()(cells).obstacle == obstacle)
  }
}

@Suite struct SurvivorshipLaws {
  /// Whatever the strategies, shuffled records make the same contact.
  @Test(arguments: [
    "most_recent", "most_trusted", "most_complete", "longest_valid", "majority",
  ])
  func theOrderOfRecordsDoesNotMatter(strategy: String) throws {
    let groups = SurvivorshipRules.Group.allCases.map { group in
      switch group {
      case .tags, .notes: "  \(group.rawValue): all\n"
      case .phone where ["most_complete", "longest_valid"].contains(strategy):
        "  phone: most_recent\n"
      default: "  \(group.rawValue): \(strategy)\n"
      }
    }
    var merge = try Merging("sources: [shop]\nfields:\n" + groups.joined())
    merge.inputs = ["crm.csv", "shop.csv"]
    var seeded = Seeded(state: 21)
    for round in 0..<60 {
      let rows = (0..<Int.random(in: 2...5, using: &seeded)).map { _ in row(&seeded) }
      let drafts = rows.enumerated().map { merge.draft($1, row: $0) }
      let golden = merge.merge(drafts)
      let shuffled = merge.merge(drafts.shuffled(using: &seeded))
      #expect(shuffled.values == golden.values, "\(strategy), round \(round)")
      #expect(shuffled.phones == golden.phones)
      #expect(shuffled.flags == golden.flags)
      #expect(shuffled.extras.map(\.value) == golden.extras.map(\.value))
    }
  }

  /// One record is copied, several are merged: both say the same of it.
  @Test func aRecordBesideItsCopyMakesTheSameContact() throws {
    var seeded = Seeded(state: 23)
    for strategy in ["most_recent", "majority"] {
      let merge = try Merging("fields:\n  phone: \(strategy)\n  tags: all\n  notes: all\n")
      for round in 0..<200 {
        let draft = merge.draft(row(&seeded), row: 0)
        let alone = merge.merge([draft])
        let twice = merge.merge([draft, draft])
        #expect(alone.values == twice.values, "round \(round)")
        #expect(alone.phones == twice.phones)
        #expect(alone.flags == twice.flags)
        #expect(alone.consent.claim == twice.consent.claim)
        #expect(alone.extras.map(\.value) == twice.extras.map(\.value))
      }
    }
  }

  @Test func nothingThatCanBeReachedIsLost() throws {
    let merge = try Merging()
    var seeded = Seeded(state: 22)
    for _ in 0..<60 {
      let rows = (0..<Int.random(in: 1...5, using: &seeded)).map { _ in row(&seeded) }
      let drafts = rows.enumerated().map { merge.draft($1, row: $0) }
      let golden = merge.merge(drafts)
      #expect(
        Set(golden.phones.map(\.number)) == Set(drafts.flatMap { $0.phones.map(\.number) }))
      let written = [golden[.phoneE164]] + listItems(golden[.otherPhones])
      #expect(written.filter { !$0.isEmpty } == golden.phones.map(\.number.e164))
      let emails = Set(drafts.flatMap { [$0[.email]] + listItems($0[.otherEmails]) })
      #expect(
        Set([golden[.email]] + listItems(golden[.otherEmails])).union([""]) == emails.union([""]))
      #expect(
        Set(listItems(golden[.sourceRecords]))
          == Set(drafts.flatMap { listItems($0[.sourceRecords]) }))
      if drafts.contains(where: \.facts.claim.isOptedOut) {
        #expect(golden[.optedOut] == "true" || golden.flags.contains(.optOutOverridden))
      }
    }
  }

  private func row(_ seeded: inout Seeded) -> [(String, String)] {
    func pick(_ values: [String]) -> String { values.randomElement(using: &seeded) ?? "" }
    return [
      ("Id", "\(Int.random(in: 0..<1_000_000, using: &seeded))"),
      ("First name", pick(["", "Anna", "Anne", "A"])), ("Last name", pick(["", "Berg", "Burg"])),
      ("Company", pick(["", "Nordwind", "Südwind", "Ostwind"])),
      ("City", pick(["", "Bonn", "Wien", "台北"])), ("Street", pick(["", "Am Markt 1"])),
      ("Birthday", pick(["", "1980-01-01", "1990-01-01"])),
      ("Phone", pick(["", "+49 30 231250", "+49 171 3920000", "12"])),
      ("Mobile", pick(["", "+49 171 3920000", "+49 171 3920001"])),
      ("WhatsApp", pick(["", "+49 30 231250", "+49 171 3920001"])),
      ("Email", pick(["", "a@example.com", "b@example.com", "c@example.com; a@example.com"])),
      ("Tags", pick(["", "VIP", "vip; b2b", "new"])), ("Notes", pick(["", "one", "two"])),
      ("Updated", pick(["", "2020-01-01", "2024-01-01"])),
      ("Created", pick(["", "2010-01-01", "2019-01-01"])), ("Shoe size", pick(["", "42", "43"])),
      ("Opt in", pick(["", "yes", "no"])),
      ("Consent date", pick(["", "2021-01-01", "2023-01-01"])),
      ("Opt out", pick(["", "", "no", "yes"])),
      ("Opt out date", pick(["", "", "2022-01-01"])),
    ]
  }
}

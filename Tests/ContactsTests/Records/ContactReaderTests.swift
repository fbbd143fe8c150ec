import PhoneNumbers
import Testing

@testable import Contacts

private let reading: RowReading? = try? RowReading()

private func read(_ cells: [(String, String)]) throws -> RowReading.Outcome {
  try #require(reading).read(cells)
}

@Suite struct ContactReaderTests {
  /// A cell and what it becomes.
  @Test(arguments: [
    ("Full name", "  Anna   Berg ", ContactColumn.fullName, "Anna Berg"),
    ("Name", "n/a", .fullName, ""), ("Company", "unknown", .company, ""),
    ("Company", " Nordwind  GmbH ", .company, "Nordwind GmbH"),
    ("Title", "Head of\u{A0}Sales", .jobTitle, "Head of Sales"),
    ("Email", "ANNA@Example.COM", .email, "anna@example.com"),
    ("Country", "Deutschland", .country, "DE"), ("Страна", "РФ", .country, "RU"),
    ("國家", "台灣", .country, "TW"), ("City", "Köln", .city, "Köln"),
    ("PLZ", "01067", .postalCode, "01067"), ("Birthday", "1980-02-29", .birthday, "1980-02-29"),
    ("Дата рождения", "25.12.1975", .birthday, "1975-12-25"),
    ("生日", "民國69年5月6日", .birthday, "1980-05-06"), ("Language", "German", .language, "de"),
    ("Language", "Klingon", .language, "Klingon"),
    ("Tags", "VIP; b2b, VIP|new", .tags, "VIP; b2b; new"),
    ("Owner", "Sales Team", .owner, "Sales Team"),
    ("Status", "Active", .status, "Active"), ("Lead source", "Fair", .sourceSystem, "Fair"),
    ("Created", "2024-03-01T10:00:00+02:00", .createdAt, "2024-03-01T10:00:00+02:00"),
    ("Notes", "first\r\nsecond ", .notes, "first\nsecond"),
    ("Consent source", "web form", .consentProof, "web form"),
  ])
  func takes(header: String, cell: String, column: ContactColumn, value: String) throws {
    #expect(try read([(header, cell)]).draft[column] == value)
  }

  /// What its field cannot take is carried along under its own header, and flagged.
  @Test(arguments: [
    ("Country", "Atlantis", Flag.unknownCountry), ("Birthday", "31.02.2001", .unreadableDate),
    ("Birthday", "last summer", .unreadableDate), ("Birthday", "03/04/1990", .ambiguousDate),
    ("Opt out", "perhaps", .optOutUnclear),
  ])
  func carriesAlong(header: String, cell: String, flag: Flag) throws {
    let outcome = try read([("Name", "Anna Berg"), (header, cell)])
    #expect(outcome.extras == [header: [cell]])
    #expect(outcome.flags.contains(flag))
    #expect(outcome.draft[.birthday].isEmpty && outcome.draft[.country].isEmpty)
  }

  @Test(arguments: ["Country", "Birthday", "Opt out", "Consent date", "Opt in"])
  func aPlaceholderIsNothing(header: String) throws {
    let outcome = try read([("Name", "Anna Berg"), (header, "n/a")])
    #expect(outcome.extras.isEmpty)
    #expect(outcome.flags.isEmpty)
    #expect(outcome.claim == ConsentClaim())
  }

  @Test func columnsWithoutARuleKeepTheirTextAsItStands() throws {
    let outcome = try read([("Name", "Anna"), ("Shoe size", "  42 \n"), ("Lead score", "")])
    #expect(outcome.extras == ["Shoe size": ["  42 \n"]])
  }

  @Test func ofTwoColumnsForOneFieldTheSecondIsCarriedAlong() throws {
    let outcome = try read([("Company", "Nordwind"), ("Organization", "Südwind")])
    #expect(outcome.draft[.company] == "Nordwind")
    #expect(outcome.extras == ["Organization": ["Südwind"]])
  }

  @Test(arguments: [
    ([("Shoe size", "42")], false), ([("Name", "-")], false), ([("City", "Bonn")], false),
    ([("Name", "Anna")], true), ([("Company", "Nordwind")], true),
    ([("Email", "a@example.com")], true), ([("Email", "no address")], true),
    ([("Phone", "+49 30 231250")], true), ([("Phone", "12")], true), ([("Phone", "-")], false),
  ])
  func aRowIsAContactIfItTellsWhoItIs(cells: [(String, String)], isContact: Bool) throws {
    #expect(try read(cells).isContact == isContact)
  }

  @Test func namesFromParts() throws {
    let outcome = try read([
      ("Отчество", "Андреевна"), ("Фамилия", "СМИРНОВА"), ("Имя", "дарья"),
    ])
    #expect(outcome.draft[.firstName] == "Дарья")
    #expect(outcome.draft[.middleName] == "Андреевна")
    #expect(outcome.draft[.lastName] == "Смирнова")
    #expect(!outcome.draft[.fullName].isEmpty)
  }

  @Test func aCompanyIsNoPerson() throws {
    let outcome = try read([("Тип", "Компания"), ("Наименование", "ООО Ромашка")])
    #expect(outcome.draft[.fullName] == "ООО Ромашка")
    #expect(outcome.draft[.company] == "ООО Ромашка")
    #expect(outcome.draft[.lastName].isEmpty)
    #expect(outcome.flags.contains(.companyRecord))
    #expect(outcome.extras == ["Тип": ["Компания"]])
  }

  @Test(arguments: ["test", "Test User", "asdf"])
  func aPlaceholderNameIsEmptiedAndFlagged(name: String) throws {
    let outcome = try read([("Name", name), ("Phone", "+49 30 231250")])
    #expect(outcome.draft[.fullName].isEmpty)
    #expect(outcome.flags.contains(.placeholderName))
  }
}

@Suite struct ContactReaderNumberTests {
  @Test(arguments: [
    ("0171 3920000", "DE", nil, nil, "+491713920000", Flag.countryFromRow),
    ("0171 3920000", "", "DE", nil, "+491713920000", .countryFromColumn),
    ("0171 3920000", "", nil, "DE", "+491713920000", .countryFromOption),
    ("0171 3920000", "Deutschland", "TW", "TW", "+491713920000", .countryFromRow),
    ("0912 345 678", "", "TW", "DE", "+886912345678", .countryFromColumn),
    ("0912 345 678", "Atlantis", nil, "TW", "+886912345678", .countryFromOption),
  ])
  func theCountryComesFromRowThenColumnThenOption(
    cell: String, row: String, column: String?, option: String?, e164: String, flag: Flag
  ) throws {
    var reading = try RowReading()
    reading.region = option.flatMap { Region($0) }
    reading.columnRegions = column.flatMap { Region($0) }.map { ["Phone": $0] } ?? [:]
    let outcome = reading.read([("Country", row), ("Phone", cell)])
    #expect(outcome.phones == [e164])
    let origins: [Flag] = [.countryFromRow, .countryFromColumn, .countryFromOption]
    #expect(outcome.flags.filter(origins.contains) == [flag])
  }

  @Test func theCountryColumnServesWhereverItStands() throws {
    let outcome = try read([("Phone", "030 231250"), ("Land", "DE")])
    #expect(outcome.phones == ["+4930231250"])
    #expect(outcome.flags == [.countryFromRow])
  }

  @Test func aNumberWithItsCallingCodeNeedsNoCountry() throws {
    let outcome = try read([("Country", "TW"), ("Phone", "+49 30 231250")])
    #expect(outcome.phones == ["+4930231250"])
    #expect(outcome.draft.phones.first?.origin == .number)
    #expect(outcome.flags.isEmpty)
  }

  @Test func aNumberWithoutAnyCountryIsKeptWithItsReason() throws {
    let outcome = try read([("Name", "Anna"), ("Phone", "0171 3920000")])
    #expect(outcome.phones.isEmpty)
    #expect(outcome.draft[.invalidPhones] == "0171 3920000 (no_country)")
    #expect(!outcome.flags.filter { $0 == .numberInvalid || $0 == .numberAmbiguous }.isEmpty)
  }

  @Test func severalNumbersInOneCellAndInSeveralColumns() throws {
    let outcome = try read([
      ("Phone", "+49 30 231250, +49 40 669690 ::: +49 69 900090"), ("Mobile", "+49 171 3920000"),
      ("WhatsApp", "+49 171 3920000"), ("Phone 2", "+49 30 23125 0"),
    ])
    #expect(
      outcome.phones == ["+4930231250", "+4940669690", "+4969900090", "+491713920000"])
    let mobile = try #require(outcome.draft.phones.last)
    #expect(mobile.isWhatsApp && mobile.isMobileField)
    #expect(outcome.draft.phones.dropLast().allSatisfy { !$0.isWhatsApp && !$0.isMobileField })
  }

  @Test(arguments: [
    ("+7 72720", "too_short"), ("12", "not_a_number"), ("call after six", "not_a_number"),
    ("9.04E+10", "scientific_notation"),
  ])
  func whatIsNoNumberIsKeptWithItsReason(cell: String, reason: String) throws {
    let outcome = try read([("Name", "Anna"), ("Phone", cell)])
    #expect(outcome.phones.isEmpty)
    #expect(outcome.draft[.invalidPhones] == "\(cell) (\(reason))")
    #expect(outcome.tally.statuses.values.reduce(0, +) == 1)
  }

  @Test func repairsAreFlagged() throws {
    let outcome = try read([("Phone", "'+493O231250")])
    #expect(outcome.phones == ["+4930231250"])
    #expect(outcome.flags.contains(.numberRepaired))
  }

  @Test func addressesOfSeveralColumnsAreAllKept() throws {
    let outcome = try read([
      ("Email", "a@example.com; b@example.com"), ("Work email", "c@example.com ::: a@example.com"),
      ("Personal email", "not an address"),
    ])
    #expect(outcome.draft[.email] == "a@example.com")
    #expect(outcome.draft[.otherEmails] == "b@example.com; c@example.com")
    #expect(outcome.draft[.invalidEmails].hasPrefix("not an address ("))
    #expect(outcome.flags == [.emailInvalid])
  }
}

@Suite struct ContactReaderPlaceTests {
  @Test func theOwnIdentityIsTheSameInEveryFileOfThatName() throws {
    var reading = try RowReading()
    func key(_ name: String, _ cells: [(String, String)], line: UInt64 = 2) -> UInt64 {
      reading.inputName = name
      return reading.read(cells, line: line).draft.facts.key
    }
    let row = [("Id", "7"), ("Name", "Anna Berg")]
    #expect(
      key("a/crm.csv", row) == key("b/crm.json.gz", [("Id", "7"), ("Name", "A. Berg")], line: 9))
    #expect(key("a/crm.csv", row) != key("a/shop.csv", row))
    #expect(key("a/crm.csv", row) != key("a/crm.csv", [("Id", "8"), ("Name", "Anna Berg")]))
  }

  /// Without an id the content is the identity: not the place, and not the name of the file.
  @Test(arguments: [
    [("Name", "Anna Berg"), ("Phone", "+49 30 231250")],
    [("Name", "Anna Berg"), ("Phone", "+49 30 231250"), ("Opt out", "yes")],
    [("Name", "Anna Berg"), ("Labels", "Unsubscribed")],
  ])
  func theContentIsTheIdentityWhereThereIsNoID(cells: [(String, String)]) throws {
    var reading = try RowReading()
    let key = reading.read(cells).draft.facts.key
    reading.inputName = "elsewhere/later.csv"
    #expect(reading.read(cells, line: 77).draft.facts.key == key)
    #expect(reading.read(cells + [("City", "Bonn")]).draft.facts.key != key)
  }

  @Test func thePlaceIsRecorded() throws {
    let outcome = try #require(reading).read([("Name", "Anna")], line: 812)
    #expect(outcome.draft[.sourceRecords] == "export.csv:812")
    #expect(outcome.draft.facts.line == 812)
    #expect(outcome.draft.facts.byteOffset == 8120)
  }

  @Test(arguments: [
    ("contacts.csv", "contacts"), ("a/b.c/contacts.json.gz", "contacts"), ("-", "-"), ("x", "x"),
  ])
  func labels(path: String, label: String) {
    #expect(ContactReader.label(of: path) == label)
  }
}

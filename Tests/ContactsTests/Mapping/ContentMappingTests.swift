import Testing

@testable import Contacts

private let emails = (1...30).map { "person\($0)@example.com" }
private let numbers = (1...30).map { "+1 (504) 555-01\($0 + 9)" }
private let names = [
  "Anna Smith", "John Miller", "Peter Jones", "Maria Garcia Lopez", "Elena Ward", "David Brown",
  "Robert Fox", "Julia Stone", "Michael Reed", "Grace Hill",
]
private let fios = [
  "Иванов Сергей Петрович", "Смирнова Анна", "Кузнецов Андрей Ильич", "Попова Мария Олеговна",
  "Волков Денис", "Зайцева Юлия", "Орлов Павел Игоревич", "Белова Ольга", "Фомин Кирилл",
]
private let hanNames = ["王伟", "李娜", "张敏", "刘洋", "陈静", "杨磊", "黄丽", "赵强", "周杰", "吴芳"]
private let companies = [
  "Windmere LLC", "Oakhurst Ltd", "Stonebridge Inc", "Harbour GmbH", "Redfield Corp",
  "Bluewater Ltd",
  "Northgate LLC", "Ashford Inc",
]
private let birthdays = [
  "1951-04-18", "1963-12-01", "1977-07-30", "1980-01-15", "1988-09-09", "1992-03-03", "2001-11-21",
]

@Suite struct ContentMappingTests {
  @Test(arguments: [
    ("Field 7", emails, Field.email), ("column_3", numbers, .phone), ("", names, .fullName),
    ("C", fios, .fullName), ("字段3", hanNames, .fullName), ("Unnamed: 4", companies, .company),
    ("Spalte 5", birthdays, .birthday), ("UF_CRM_1612345678", emails, .email),
    ("E-posta", emails, .email), ("Telefoonnummer thuis", numbers, .phone),
    ("Ad Soyad", names, .fullName), ("Puhelin", numbers, .phone),
    ("F3", ["Germany", "France", "Italy", "Germany", "Spain", "Poland"], .country),
    ("Client's phone (private)", numbers, .phone),
  ])
  func findsTheFieldOfAHeaderThatSaysNothing(header: String, cells: [String], field: Field) throws {
    let mapping = try #require(MappedColumns.one(header, cells))
    #expect(mapping.field == field, "\(header): \(mapping.why) \(mapping.score)")
    #expect(mapping.how == .content)
    #expect(mapping.score >= 0.6 && mapping.score <= 1)
  }

  @Test(arguments: [
    ("Phone", emails, Field.email), ("Mobile", emails, .email), ("Email", numbers, .phone),
    ("Name", emails, .email), ("Company", numbers, .phone), ("Contact", numbers, .phone),
    ("Birthday", emails, .email),
  ])
  func contentContradictsAHeader(header: String, cells: [String], field: Field) throws {
    let mapping = try #require(MappedColumns.one(header, cells))
    #expect(mapping.field == field)
    #expect(mapping.how == .content)
    #expect(mapping.why.contains("its cells are"))
  }

  @Test(arguments: [
    ("Phone", ["Android", "iPhone", "Android", "Windows", "Nokia", "Android", "iPhone"]),
    ("Website phone", (1...20).map { "https://example.com/\($0)" }),
    ("Email", (1...20).map { "https://example.com/\($0)" }),
    ("Birthday", ["often", "never", "weekly", "often", "monthly", "daily"]),
    ("Title", ["Mr", "Mrs", "Ms", "Dr", "Mr", "Mrs", "Mr"]),
    ("Fax", numbers), ("Assistant phone", numbers), ("Emergency contact", names),
    ("Created by", names), ("Manager e-mail", emails), ("Bounce address", emails),
    ("Field 9", (1...40).map { "\(100_000 + $0 * 37)" }),
    ("Field 9", ["blue", "red", "green", "blue", "red"]),
  ])
  func carriesAlongWhatIsSomethingElse(header: String, cells: [String]) throws {
    let mapping = try #require(MappedColumns.one(header, cells))
    #expect(mapping.field == nil, "\(mapping.why)")
    #expect(mapping.extraName == header)
  }

  /// Junk in a column of numbers is the business of the numbers' rules, which keep and flag it.
  @Test(arguments: [
    ("Phone", ["12", "call him", "55-1", "0"], Field.phone), ("Phone", ["none"], .phone),
    ("Email", ["anna at example.com", "x", "peter(at)example.com"], .email),
    ("Birthday", ["31/02/2001", "??"], .birthday), ("Email", [], .email),
  ])
  func junkAloneContradictsNothing(header: String, cells: [String], field: Field) throws {
    #expect(MappedColumns.one(header, cells)?.field == field)
  }

  @Test func anUnsureColumnNamesItsCandidate() throws {
    let hinted = try #require(MappedColumns.one("Customer phone quality", ["good", "bad", "good"]))
    #expect(hinted.field == nil)
    #expect(hinted.candidate == .phone)
    #expect(hinted.score > 0 && hinted.score < 0.6)
  }

  /// Numbers without a country code need the country of their column to be told from codes.
  @Test func digitsAreNumbersWhereACountryFits() throws {
    let cells = (1...40).map { "9120001\($0 + 100)" }
    #expect(MappedColumns.one("Field 2", cells)?.field == nil)
    #expect(MappedColumns.one("Field 2", cells, numbersFit: 0.95)?.field == .phone)
  }

  @Test func aFileWithoutHeaderIsMappedByItsCells() {
    let count = 8
    let mapped = MappedColumns.map(
      (1...6).map { "column_\($0)" },
      cells: [
        Array(numbers.prefix(count)), Array(emails.prefix(count)), Array(names.prefix(count)),
        Array(birthdays.prefix(7)), companies,
        (1...count).map { "2023-0\($0)-11 10:0\($0):00" },
      ])
    #expect(
      mapped.columns.map(\.field) == [.phone, .email, .fullName, .birthday, .company, .created])
  }

  @Test func givenAndFamilyNamesAreFoundSideBySide() {
    let mapped = MappedColumns.map(
      ["column_1", "column_2", "column_3"],
      cells: [
        names.map { String($0.split(separator: " ")[0]) },
        names.map { String($0.split(separator: " ")[1]) }, Array(emails.prefix(10)),
      ])
    #expect(mapped.columns.map(\.field) == [.firstName, .lastName, .email])
  }

  /// Content decides between two readings of one name.
  @Test func aNameIsWholeOrAPartByItsCells() {
    let german = MappedColumns.map(
      ["Vorname", "Name"],
      cells: [
        ["Anna", "Peter", "Julia", "Hans", "Jan"], ["Schmidt", "Maier", "Weber", "Wolf", "Koch"],
      ])
    #expect(german.columns.map(\.field) == [.firstName, .lastName])
    let whole = MappedColumns.map(["Имя", "Телефон"], cells: [fios, Array(numbers.prefix(9))])
    #expect(whole.columns.map(\.field) == [.fullName, .phone])
    let both = MappedColumns.map(["Name", "Vorname"], cells: [names, ["Anna", "John"]])
    #expect(both.columns.map(\.field) == [.fullName, .firstName])
  }

  @Test func aLabelBelongsToItsValue() {
    let mapped = MappedColumns.map([
      "Name", "Phone 1 - Type", "Phone 1 - Value", "phones.0.type", "phones.0.number", "Phone type",
    ])
    #expect(mapped.columns[2].labelColumn == 1)
    #expect(mapped.columns[4].labelColumn == 3)
    #expect(mapped.columns[1].why.contains("Phone 1 - Value"))
    #expect(mapped.columns[5].field == nil)
  }

  /// The sample grows with the logarithm of the rows and reaches to the end.
  @Test func looksAtFewCellsOfAMillion() {
    var content = ColumnContent()
    var looked = 0
    var last = 0
    for row in 0..<1_000_000 where content.count() {
      looked += 1
      last = row
    }
    #expect(content.filled == 1_000_000)
    #expect(looked > 1500 && looked < 2500)
    #expect(last > 990_000)
  }
}

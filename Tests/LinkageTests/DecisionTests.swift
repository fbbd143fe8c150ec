import Linkage
import Testing

/// A row of the table of decisions: two records, who else is there, and what must come of it.
struct DecisionCase: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let left: Person
  let right: Person
  var others: [Person] = []
  let expected: LinkedPair.Decision

  init(
    _ description: String, _ left: Person, _ right: Person, beside others: [Person] = [],
    _ expected: LinkedPair.Decision
  ) {
    testDescription = description
    self.left = left
    self.right = right
    self.others = others
    self.expected = expected
  }
}

private let line = "+12025550143"
private let mail = "someone@example.com"

@Suite struct DecisionTests {
  private static let namesOnOneLine: [(String, String, String, LinkedPair.Decision)] = [
    ("same name", "Natalia Ivanova", "Natalia Ivanova", .merge),
    ("order and case", "Natalia Ivanova", "IVANOVA, Natalia", .merge),
    ("transliterated", "Наталья Иванова", "Natalia Ivanova", .merge),
    ("umlaut", "Jürgen Müller", "Juergen Mueller", .merge),
    ("initial", "N. Ivanova", "Natalia Ivanova", .merge),
    ("initial in another script", "Н. Иванова", "Natalya Ivanova", .merge),
    ("middle name missing", "Maria Jose Garcia", "Maria Garcia", .merge),
    ("patronymic missing", "Иванова Наталья Сергеевна", "Наталья Иванова", .merge),
    ("slip", "Christopher Walker", "Chistopher Walker", .merge),
    ("slip in a surname", "Игорь Кузнецов", "Игорь Кузнцов", .merge),
    ("household, given names alike", "Michael Ross", "Michelle Ross", .apart),
    ("short form", "Robert Hill", "Bob Hill", .merge),
    ("given name only", "Natalia", "Natalia Ivanova", .merge),
    ("one word written as two", "Annamaria Conti", "Anna Maria Conti", .merge),
    ("apostrophe", "Sean O’Connor", "Sean OConnor", .merge),
    ("title", "Dr. Peter Hall", "Peter Hall", .merge),
    ("one side nameless", "", "Natalia Ivanova", .merge),
    ("both nameless", "", "", .merge),
    ("placeholder is no name", "unknown", "Natalia Ivanova", .merge),
    ("Chinese, same", "王小明", "王小明", .merge),
    ("Chinese, family name after", "小明 王", "王小明", .merge),
    ("different names", "Natalia Ivanova", "Peter Hall", .apart),
    ("household", "Anna Hall", "Peter Hall", .apart),
    ("household, similar given names", "Karen Hall", "Sharon Hall", .apart),
    ("same given name", "Anna Hall", "Anna Green", .apart),
    ("Chinese, one sign differs", "王小明", "王小红", .apart),
    ("senior and junior", "Peter Hall Sr", "Peter Hall Jr", .apart),
    ("second and third", "Peter Hall II", "Peter Hall III", .apart),
    ("junior on one side", "Peter Hall", "Peter Hall Jr.", .review),
    ("male and female", "Alexander Hall", "Alexandra Hall", .review),
    ("other script", "王小明", "Xiaoming Wang", .merge),
  ]

  static let sameLine = namesOnOneLine.map { description, left, right, expected in
    DecisionCase(
      description, Person(name: left, phone: line), Person(name: right, phone: line), expected)
  }

  @Test(arguments: sameLine) func oneLine(_ example: DecisionCase) {
    #expect(decision(example.left, example.right, beside: example.others) == example.expected)
    #expect(decision(example.right, example.left, beside: example.others) == example.expected)
  }

  static let other: [DecisionCase] = [
    DecisionCase(
      "same phone and e-mail, different names", Person(name: "Anna Hall", phone: line, email: mail),
      Person(name: "Peter Green", phone: line, email: mail), .review),
    DecisionCase(
      "same phone and company, different names",
      Person(name: "Anna Hall", phone: line, company: "Acme Ltd"),
      Person(name: "Peter Green", phone: line, company: "ACME"), .apart),
    DecisionCase(
      "everything but the name is equal",
      Person(
        name: "Anna Hall", phone: line, email: mail, company: "Acme", address: "1 High Street",
        birthday: "1980-04-05"),
      Person(
        name: "Peter Green", phone: line, email: mail, company: "Acme", address: "1 High Street",
        birthday: "1980-04-05"), .review),
    DecisionCase(
      "same e-mail, same name", Person(name: "Anna Hall", email: mail),
      Person(name: "Hall Anna", email: "Someone@Example.com"), .merge),
    DecisionCase(
      "same e-mail, different names", Person(name: "Anna Hall", email: mail),
      Person(name: "Peter Green", email: mail), .apart),
    DecisionCase(
      "role mailbox, nameless", Person(name: "", email: "info@example.com"),
      Person(name: "Anna Hall", email: "info@example.com"), .apart),
    DecisionCase(
      "role mailbox, same name", Person(name: "Anna Hall", email: "info@example.com"),
      Person(name: "Anna Hall", email: "info@example.com"), .merge),
    DecisionCase(
      "same name only", Person(name: "Anna Hall"), Person(name: "Anna Hall"), .review),
    DecisionCase(
      "same name, other lines", Person(name: "Anna Hall", phone: line),
      Person(name: "Anna Hall", phone: "+12025550199"), .review),
    DecisionCase(
      "same name and company", Person(name: "Anna Hall", company: "Acme GmbH"),
      Person(name: "Anna Hall", company: "Acme"), .merge),
    DecisionCase(
      "same name and birthday", Person(name: "Anna Hall", birthday: "1980-04-05"),
      Person(name: "Anna Hall", birthday: "1980-04-05"), .merge),
    DecisionCase(
      "same name, line and address, birthdays a generation apart",
      Person(name: "Peter Hall", phone: line, address: "1 High St", birthday: "1950-04-05"),
      Person(name: "Peter Hall", phone: line, address: "1 High St", birthday: "1975-09-30"), .apart),
    DecisionCase(
      "birthday a generation apart in the year alone",
      Person(name: "Peter Hall", phone: line, birthday: "1955-04-05"),
      Person(name: "Peter Hall", phone: line, birthday: "1975-04-05"), .apart),
    DecisionCase(
      "day and month exchanged", Person(name: "Peter Hall", phone: line, birthday: "1955-04-05"),
      Person(name: "Peter Hall", phone: line, birthday: "1955-05-04"), .merge),
    DecisionCase(
      "birthday off by a day", Person(name: "Peter Hall", phone: line, birthday: "1955-04-09"),
      Person(name: "Peter Hall", phone: line, birthday: "1955-04-10"), .merge),
    DecisionCase(
      "identifier outweighs names", Person(name: "Anna Hall", identifier: "AB 1"),
      Person(name: "Anna Green", identifier: "AB 1"), .merge),
    DecisionCase(
      "nameless on a line with many mailboxes", Person(phone: line, email: "a@example.com"),
      Person(phone: line, email: "b@example.com"),
      beside: (0..<40).map { Person(phone: line, email: "p\($0)@example.com") }, .apart),
    DecisionCase(
      "placeholder for an identifier", Person(name: "Anna Hall", identifier: "0"),
      Person(name: "Peter Green", identifier: "0"), beside: colleagues(20, identifier: "0"), .apart),
    DecisionCase(
      "another's initial", Person(name: "P. Hall", phone: line),
      Person(name: "Anna Hall", phone: line), .apart),
    DecisionCase(
      "junior on one side, same address",
      Person(name: "Peter Hall Jr", phone: line, address: "1 High St"),
      Person(name: "Peter Hall", phone: line, address: "1 High St"), .review),
    DecisionCase(
      "exclusive values differ", Person(name: "Anna Hall", phone: line, exclusive: "1"),
      Person(name: "Anna Hall", phone: line, exclusive: "2"), .apart),
    DecisionCase(
      "exclusive values veto an identifier", Person(identifier: "AB 1", exclusive: "1"),
      Person(identifier: "AB 1", exclusive: "2"), .apart),
    DecisionCase(
      "nameless on a line of two", Person(phone: line), Person(name: "Anna Hall", phone: line),
      beside: [Person(name: "Peter Hall", phone: line)], .apart),
    DecisionCase(
      "initial that fits two of a household", Person(name: "P. Hall", phone: line),
      Person(name: "Peter Hall", phone: line), beside: [Person(name: "Paula Hall", phone: line)],
      .review),
    DecisionCase(
      "given name on a line of two", Person(name: "Anna", phone: line),
      Person(name: "Anna Hall", phone: line), beside: [Person(name: "Peter Green", phone: line)],
      .review),
    DecisionCase(
      "date in another form", Person(name: "Peter Hall", phone: line, birthday: "1955-04-05"),
      Person(name: "Peter Hall", phone: line, birthday: "5 April 55"), .merge),
    DecisionCase(
      "same name on a switchboard", Person(name: "Anna Hall", phone: line),
      Person(name: "Anna Hall", phone: line), beside: colleagues(20), .merge),
    DecisionCase(
      "same name on a line of hundreds", Person(name: "Anna Hall", phone: line),
      Person(name: "Anna Hall", phone: line), beside: colleagues(400), .review),
  ]

  @Test(arguments: other) func otherKeys(_ example: DecisionCase) {
    #expect(decision(example.left, example.right, beside: example.others) == example.expected)
    #expect(decision(example.right, example.left, beside: example.others) == example.expected)
  }

  /// People of different names on one line.
  private static func colleagues(_ count: Int, identifier: String = "") -> [Person] {
    let letters = ["ba", "ke", "mo", "lu", "ri", "ta", "vo", "ne", "sa", "du"]
    return (0..<count).map { number in
      let word = letters[number % 10] + letters[number / 10 % 10] + letters[number / 100 % 10]
      return Person(name: "\(word)m \(word)dor", phone: line, identifier: identifier)
    }
  }
}

/// Tables of shops, in which names are what things are called.
@Suite struct ThingTests {
  private static let house = ["Imperial Terrace", "12 Long Lane", "+12025550143"]

  /// Beside `house`, or beside what is said first.
  static let pairs: [(left: [String], right: [String], expected: LinkedPair.Decision)] = [
    (house, house, .merge),
    // An abbreviation.
    (
      ["Imperial Delicatessen", "12 Long Lane", "+12025550143"],
      ["Imperial Deli", "12 Long Lane", "+12025550143"], .merge
    ),
    // Two rooms of one house.
    (
      ["Imperial Terrace Grill", "12 Long Lane", "+12025550143"],
      ["Imperial Terrace Ballroom", "12 Long Lane", "+12025550143"], .apart
    ),
    // Two shops of a chain.
    (house, ["Imperial Terrace", "7 Market Square", "+12025550199"], .apart),
  ]

  @Test(arguments: pairs) func shops(
    left: [String], right: [String], expected: LinkedPair.Decision
  ) {
    let letters = Array("bcdfghklmnprstvz")
    let others = (0..<40).map { number in
      [
        "\(letters[number % 16])o\(letters[number / 3 % 16])a \(letters[number / 2 % 16])urinal",
        "\(number) \(letters[number % 16])ine Street", "+120255520\(10 + number)",
      ]
    }
    var table = RecordColumns(kinds: [("name", .company), ("address", .address), ("phone", .phone)])
    for shop in [left, right] + others {
      for (column, value) in shop.enumerated() {
        table.add(Array(value.utf8).span, column: column)
      }
      table.endRow()
    }
    let result = link(table)
    let isReviewed = result.reviewPairs.contains { $0.left == 0 && $0.right == 1 }
    let isJoined = result.clusters[0] == result.clusters[1]
    #expect((isJoined ? .merge : isReviewed ? .review : .apart) == expected)
  }
}

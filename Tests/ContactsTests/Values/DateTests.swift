import Testing

@testable import Contacts

@Suite struct DateReadingTests {
  @Test(arguments: [
    ("2024-03-01", "2024-03-01"), ("2024/3/1", "2024-03-01"), ("2024.03.01", "2024-03-01"),
    ("20240301", "2024-03-01"), ("01.03.2024", "2024-03-01"), ("1.3.2024", "2024-03-01"),
    ("25/03/2024", "2024-03-25"), ("03/25/2024", "2024-03-25"), ("05/05/2024", "2024-05-05"),
    ("2024-03-01T15:04:05Z", "2024-03-01T15:04:05+00:00"),
    ("2024-03-01 15:04:05", "2024-03-01T15:04:05+00:00"),
    ("2024-03-01T15:04:05.678+03:00", "2024-03-01T15:04:05+03:00"),
    ("2024-03-01 15:04:05.123456+00", "2024-03-01T15:04:05+00:00"),
    ("2024-03-01T15:04:05-0530", "2024-03-01T15:04:05-05:30"),
    ("2024-03-01 15:04:05 UTC", "2024-03-01T15:04:05+00:00"),
    ("20240301T150405Z", "2024-03-01T15:04:05+00:00"),
    ("20240301150405", "2024-03-01T15:04:05+00:00"),
    ("25/03/2024 3:04 PM", "2024-03-25T15:04:00+00:00"),
    ("25/03/2024 12:04 AM", "2024-03-25T00:04:00+00:00"),
    ("25.03.2024, 15:04:05", "2024-03-25T15:04:05+00:00"), ("25.03.24", "2024-03-25"),
    ("25.03.39", "2039-03-25"), ("25.03.40", "1940-03-25"),
    ("1 Mar 2024", "2024-03-01"), ("Mar 1, 2024", "2024-03-01"), ("1-Mar-24", "2024-03-01"),
    ("March 1st, 2024 3:04 p.m.", "2024-03-01T15:04:00+00:00"),
    ("Fri, 01 Mar 2024 15:04:05 +0300", "2024-03-01T15:04:05+03:00"),
    ("Fri Mar 01 2024 15:04:05 GMT+0300 (Moscow Standard Time)", "2024-03-01T15:04:05+03:00"),
    ("1 марта 2024 г.", "2024-03-01"), ("1 МАРТА 2024", "2024-03-01"),
    ("1 марта 2024 г. в 15:04", "2024-03-01T15:04:00+00:00"), ("1 de marzo de 2024", "2024-03-01"),
    ("1. März 2024", "2024-03-01"), ("1er février 2024", "2024-02-01"),
    ("2024年3月1日", "2024-03-01"), ("2024年3月1日 下午3:04", "2024-03-01T15:04:00+00:00"),
    ("２０２４年３月１日", "2024-03-01"), ("2024年3月1日15时04分05秒", "2024-03-01T15:04:05+00:00"),
    ("民國113年3月1日", "2024-03-01"), ("民國113/03/01", "2024-03-01"), ("--03-01", "--03-01"),
    ("1 марта", "--03-01"), ("Mar 1", "--03-01"), ("3月1日", "--03-01"),
    ("1709305445", "2024-03-01T15:04:05+00:00"), ("1709305445678", "2024-03-01T15:04:05+00:00"),
    ("45352", "2024-03-01"), ("45352.5", "2024-03-01T12:00:00+00:00"), ("29.02.2024", "2024-02-29"),
    (" 2024-03-01 ", "2024-03-01"), ("\u{A0}2024-03-01", "2024-03-01"),
  ])
  func read(_ cell: String, _ expected: String) {
    let reading = readDate(cell, rules: DateRules())
    #expect(reading.text == expected)
    #expect(reading.status == .read)
    let again = readDate(reading.text, rules: DateRules())
    #expect(again.text == reading.text)
    #expect(again.epochSeconds == reading.epochSeconds)
  }

  @Test(arguments: [
    "0000-00-00", "2024-13-01", "2023-02-29", "31.04.2024", "32/13/2024", "hello", "2024-03",
    "2024-03-01T25:00:00", "2024-03-01 15", "113/03/01", "1234", "99999", "12:30", "1 Foo 2024",
    "9999999999", "+886912345678", "2024-03-01 15:04 13", "1/2/3", "n/a", "March 2024", "1.5",
    "0001-01-01", "3000-01-01", "2024-03-01T15:04:05+99:00",
  ])
  func invalid(_ cell: String) {
    let reading = readDate(cell, rules: DateRules())
    #expect(reading.status == .invalid)
    #expect(reading.text.isEmpty)
    #expect(reading.epochSeconds == nil)
  }

  @Test(arguments: ["", " ", "\u{200B}"])
  func empty(_ cell: String) {
    #expect(readDate(cell, rules: DateRules()).status == .empty)
  }

  @Test(arguments: ["03/04/2024", "3-4-2024", "03/04/24", "03/04/2024 15:00"])
  func ambiguous(_ cell: String) {
    let reading = readDate(cell, rules: DateRules())
    #expect(reading.status == .ambiguous)
    #expect(reading.text.isEmpty)
    let stated = readDate(cell, rules: DateRules(order: .monthFirst))
    #expect(stated.text.hasPrefix("2024-03-04"))
  }

  @Test func assumptionsAreNamed() {
    let rules = DateRules()
    #expect(readDate("45352", rules: rules).assumptions == .spreadsheetSerial)
    #expect(readDate("1709305445", rules: rules).assumptions == .unixTime)
    #expect(readDate("25.03.24", rules: rules).assumptions == .shortYear)
    #expect(readDate("2024-03-01 15:04", rules: rules).assumptions == .offset)
    #expect(readDate("--03-01", rules: rules).assumptions == .noYear)
    #expect(readDate("2024-03-01", rules: rules).assumptions == [])
  }

  @Test func offsetsAndEpochsAgree() {
    var rules = DateRules()
    rules.assumedOffsetMinutes = 480
    let assumed = readDate("2024-03-01 15:04:05", rules: rules)
    #expect(assumed.text == "2024-03-01T15:04:05+08:00")
    #expect(assumed.epochSeconds == 1_709_276_645)
    #expect(readDate("2024-03-01T07:04:05Z", rules: rules).epochSeconds == 1_709_276_645)
    #expect(readDate("1970-01-01", rules: DateRules()).epochSeconds == 0)
  }

  @Test func republicYearsAreReadWhenMarked() {
    var rules = DateRules()
    rules.readsRepublicYears = true
    #expect(readDate("113/03/01", rules: rules).text == "2024-03-01")
  }

  @Test func everyDayIsItselfAgain() {
    for days in stride(from: -40_000, through: 60_000, by: 7) {
      let date = CivilDate(daysSinceEpoch: days)
      #expect(date.exists)
      #expect(date.daysSinceEpoch == days)
    }
  }

  @Test func readingTwiceIsReadingOnce() {
    var random = Seeded(state: 5)
    for order in [nil, DateOrder.dayFirst, .monthFirst] {
      let rules = DateRules(order: order)
      for _ in 0..<2000 {
        let once = readDate(random.text(), rules: rules)
        #expect((once.status == .read) == !once.text.isEmpty)
        if once.status == .read { #expect(readDate(once.text, rules: rules).text == once.text) }
      }
    }
  }
}

@Suite struct DateColumnTests {
  private func rules(_ cells: String..., stated: DateOrder? = nil) -> DateRules {
    var column = DateColumn()
    for cell in cells { column.observe(cell) }
    return column.resolved(stated: stated)
  }

  @Test func oneCellDecidesForItsShape() {
    #expect(readDate("03/04/2024", rules: rules("03/04/2024", "25/12/2024")).text == "2024-04-03")
    #expect(readDate("03/04/2024", rules: rules("03/04/2024", "12/25/2024")).text == "2024-03-04")
    #expect(rules("03/04/2024", "25/12/2024").isResolved)
  }

  @Test func nothingDecides() {
    let rules = rules("03/04/2024", "05/06/2024", "n/a", "32/32/2024")
    #expect(readDate("03/04/2024", rules: rules).status == .ambiguous)
    #expect(!rules.isResolved)
  }

  @Test func contradictionDecidesNothing() {
    let rules = rules("25/12/2024", "12/25/2024", "25/12/2024 15:00")
    #expect(readDate("03/04/2024", rules: rules).status == .ambiguous)
    #expect(readDate("25/12/2024", rules: rules).text == "2024-12-25")
    #expect(!rules.isResolved)
  }

  @Test func otherShapesOfTheColumnHelpWhereTheyAgree() {
    let rules = rules("12/25/2024 15:00", "03/04/2024", "03-04-2024")
    #expect(readDate("03/04/2024", rules: rules).text == "2024-03-04")
    #expect(readDate("03-04-2024", rules: rules).text == "2024-03-04")
    #expect(readDate("03.04.2024", rules: rules).text == "2024-04-03")
  }

  @Test func statedOrderServesWhereTheColumnIsSilent() {
    #expect(
      readDate("03/04/2024", rules: rules("03/04/2024", stated: .dayFirst)).text == "2024-04-03")
    #expect(
      readDate("03/04/2024", rules: rules("12/25/2024", stated: .dayFirst)).text == "2024-03-04")
  }

  @Test func dotsCanBeMonthFirstWithEvidence() {
    #expect(readDate("03.04.2024", rules: rules("03.25.2024")).text == "2024-03-04")
  }

  @Test func shortYearsCanComeFirst() {
    #expect(readDate("24/03/04", rules: rules("95/12/25", "24/03/04")).text == "2024-03-04")
  }

  @Test func orderOfCellsAndPartsDoesNotMatter() {
    var random = Seeded(state: 6)
    for _ in 0..<200 {
      let cells = (0..<6).map { _ in
        "\(Int.random(in: 1...31, using: &random))/\(Int.random(in: 1...12, using: &random))/2024"
      }
      var whole = DateColumn()
      var left = DateColumn()
      var right = DateColumn()
      for (index, cell) in cells.enumerated() {
        whole.observe(cell)
        if index % 2 == 0 { right.observe(cell) } else { left.observe(cell) }
      }
      left.merge(right)
      #expect(left.resolved().orders == whole.resolved().orders)
    }
  }
}

import Testing

@testable import PhoneNumbers

/// Columns made from the plan itself, with numbers drawn evenly from it.
struct ColumnRegionTests {
  /// A valid number of a region, of a kind that people have.
  private func number(_ code: String, _ random: inout Seeded) throws -> PhoneNumber {
    let region = try #require(Region(code))
    while true {
      let length = Int.random(in: 7...11, using: &random)
      var digits: UInt64 = 0
      for _ in 0..<length { digits = digits * 10 + UInt64.random(in: 0...9, using: &random) }
      let number = PhoneNumber(callingCode: region.callingCode, nationalNumber: digits)
      let assessment = number.assessment
      if assessment.region == region, assessment.kind.mayBeMobile || assessment.kind == .fixedLine {
        return number
      }
    }
  }

  /// Numbers as they are written inside their country; some without their signs.
  private func national(
    _ code: String, _ count: Int, _ random: inout Seeded
  ) throws -> [String] {
    try (0..<count).map { index in
      let text = try number(code, &random).formatted(.national)
      return index % 4 == 0 ? text.filter { $0.isNumber } : text
    }
  }

  @Test(arguments: [
    "AU", "BR", "CN", "ES", "FR", "GB", "HK", "IN", "JP", "MX", "RU", "TR", "TW", "US",
  ])
  func aColumnOfOneCountryShowsIt(code: String) throws {
    var random = Seeded(state: 11)
    let answer = ColumnRegion.infer(try national(code, 200, &random))
    #expect(answer.outcome == .inferred)
    #expect(answer.region?.callingCode == Region(code)?.callingCode)
    #expect(answer.confidence > 0.99 && answer.validShare == 1)
    #expect(answer.nationalCount == 200)
  }

  @Test(arguments: ["US", "CA", "RU", "KZ", "GB", "JM"])
  func ofRegionsThatDialAlikeTheOwnerOfTheNumbersIsTold(code: String) throws {
    var random = Seeded(state: 12)
    #expect(ColumnRegion.infer(try national(code, 200, &random)).region?.code == code)
  }

  @Test(arguments: [("FR", "DE"), ("US", "GB"), ("TW", "JP"), ("PL", "ES"), ("RU", "IN")])
  func twoCountriesInOneColumnShowNone(first: String, second: String) throws {
    var random = Seeded(state: 13)
    let cells = try national(first, 100, &random) + national(second, 100, &random)
    let answer = ColumnRegion.infer(cells.shuffled(using: &random))
    #expect(answer.region == nil)
    #expect(answer.confidence == 0)
  }

  @Test func junkAndAFewForeignersDoNotHideTheCountry() throws {
    var random = Seeded(state: 14)
    var cells = try national("FR", 170, &random)
    for code in ["DE", "US", "IT", "ES", "BE", "CH", "GB"] {
      cells.append(try number(code, &random).e164)
      cells.append(try number(code, &random).formatted(.national))
    }
    cells += ["n/a", "test@example.com", "0000000000", "12.03.1981", "ORD-20031", "93417", ""]
    cells += (0..<9).map { _ in String(UInt64.random(in: 1_000_000...999_999_999, using: &random)) }
    #expect(ColumnRegion.infer(cells.shuffled(using: &random)).region?.code == "FR")
  }

  @Test(arguments: [7, 8, 10, 11])
  func digitsDrawnAtRandomShowNoCountry(length: Int) {
    var random = Seeded(state: 15)
    let cells = (0..<200).map { _ in
      (0..<length).map { _ in String(Int.random(in: 0...9, using: &random)) }.joined()
    }
    #expect(ColumnRegion.infer(cells).region == nil)
  }

  @Test func idsAndDatesShowNoCountry() {
    let ids = (0..<200).map { String(4_721_300 + 3 * $0) }
    #expect(ColumnRegion.infer(ids).region == nil)
    let longIDs = (0..<200).map { String(2_125_550_100 + $0) }
    #expect(ColumnRegion.infer(longIDs).region == nil)
    let dates = (0..<200).map { day in
      let (month, date) = (day % 12 + 1, day % 28 + 1)
      return "20\(10 + day % 15)" + (month < 10 ? "0" : "") + String(month)
        + (date < 10 ? "0" : "") + String(date)
    }
    #expect(ColumnRegion.infer(dates).region == nil)
  }

  @Test func aHandfulOfNumbersIsTooFew() {
    let answer = ColumnRegion.infer(["0911 123 456", "0922 123 456", "0933 123 456"])
    #expect(answer.outcome != .inferred)
    #expect(answer.region == nil)
    #expect(ColumnRegion.infer([String]()).outcome == .everyNumberHasCode)
    #expect(ColumnRegion.infer(["+886911123456", "+886922123456"]).outcome == .everyNumberHasCode)
  }

  @Test func numbersWithACodeSettleWhatTheOthersLeaveOpen() {
    let national = ["0911 123 456", "0922 123 456", "0933 123 456", "0955 987 654"]
    let codes = (0..<8).map { "+88691212345\($0)" }
    let answer = ColumnRegion.infer(national + codes)
    #expect(answer.region?.code == "TW")
    #expect(answer.basis.contains("8 of 8 numbers with a country code have +886"))
  }

  /// One town's or one operator's numbers are valid in other countries too, and say little of how
  /// widely a country's plan is used.
  @Test(arguments: [("030 ", 8, "DE"), ("495", 7, "RU"), ("98", 8, "IN"), ("71", 4, "GG")])
  func numbersThatAllBeginAlikeAreNoneOfAnotherCountry(
    lead: String, length: Int, code: String
  ) {
    var random = Seeded(state: 20)
    let cells = (0..<200).map { _ in
      lead + (0..<length).map { _ in String(Int.random(in: 1...9, using: &random)) }.joined()
    }
    let region = ColumnRegion.infer(cells).region
    #expect(region == nil || region?.callingCode == Region(code)?.callingCode)
  }

  /// Seven digits are valid on many islands of calling code 1, and each adds its own area code.
  @Test func localNumbersOfRegionsThatDialAlikeShowNone() {
    var random = Seeded(state: 18)
    let cells = (0..<200).map { _ in
      "\(Int.random(in: 450...489, using: &random))-\(Int.random(in: 1000...9999, using: &random))"
    }
    #expect(ColumnRegion.infer(cells).region == nil)
  }

  @Test func junkDoesNotChangeWhichRegionOfACodeIsTold() throws {
    var random = Seeded(state: 19)
    let junk = (0..<20).map { _ in
      String(UInt64.random(in: 2_000_000...9_999_999, using: &random))
    }
    for code in ["US", "CA"] {
      let cells = try national(code, 180, &random) + junk
      #expect(ColumnRegion.infer(cells).region?.code == code)
    }
  }

  @Test func codesOfForeignersDoNotOverruleTheColumn() throws {
    var random = Seeded(state: 16)
    let codes = try ["CH", "AT", "FR", "PL", "GB"].map { try number($0, &random).e164 }
    #expect(ColumnRegion.infer(try national("ES", 150, &random) + codes).region?.code == "ES")
  }

  @Test func theOrderOfTheCellsDoesNotMatter() throws {
    var random = Seeded(state: 17)
    let cells = try national("GB", 120, &random)
    let answer = ColumnRegion.infer(cells)
    #expect(ColumnRegion.infer(cells.reversed()).region == answer.region)
    #expect(ColumnRegion.infer(cells) == answer)
    #expect(ColumnRegion.infer(cells + cells).region == answer.region)
  }

  /// Counted through the automaton, and number by number.
  @Test(arguments: ["FK", "NU", "AD"])
  func densityCountsEveryValidNumber(code: String) throws {
    let region = try #require(Region(code))
    let density = PlanDensity(callingCode: region.callingCode)
    for length in 4...5 {
      var counts: [PlanDensity.Use: Double] = [:]
      var end: UInt64 = 1
      for _ in 0..<length { end *= 10 }
      for digits in (end / 10)..<end {
        let kind = PhoneNumber(callingCode: region.callingCode, nationalNumber: digits).kind
        if kind != .unknown { counts[PlanDensity.Use(kind), default: 0] += 1 }
      }
      for use in PlanDensity.Use.allCases where use != .other {
        #expect(density.count(regionOffset: 0, use: use, length: length) == counts[use] ?? 0)
      }
    }
  }

  @Test(arguments: [
    ("tel: (02) 2345-6789", "0223456789"), ("02 2345 6789 / 0911 123 456", "0223456789"),
    ("912345678.0", "912345678"), ("０９１１-123-456", "0911123456"), ("3 units", nil),
    ("office 12, 0911 123 456", "0911123456"),
  ])
  func theFirstNumberOfACellIsTaken(text: String, digits: String?) {
    var bytes: [UInt8] = []
    let found = NationalDigits(text.utf8Span.span)
    found?.append(to: &bytes)
    #expect(found.map { _ in String(decoding: bytes, as: UTF8.self) } == digits)
  }
}

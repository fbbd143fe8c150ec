import PhoneNumbers
import Testing

/// One table for each rule: cell, region, expected number (empty: none).
struct RepairTests {
  private func check(
    _ cell: String, _ region: String, _ number: String, _ rule: Rule,
    _ status: CellReading.Status = .repaired, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let reading = readPhoneCell(cell, defaultRegion: Region(region))
    #expect(reading.number?.e164 ?? "" == number, "\(cell)", sourceLocation: sourceLocation)
    #expect(reading.rule == rule, "\(cell)", sourceLocation: sourceLocation)
    #expect(reading.status == status, "\(cell)", sourceLocation: sourceLocation)
    #expect((0...1).contains(reading.confidence), sourceLocation: sourceLocation)
  }

  @Test(arguments: [
    ("+44 7400 123456", "", "+447400123456"), ("07400 123456", "GB", "+447400123456"),
    ("0912-345-678", "TW", "+886912345678"), ("(202) 555-0123", "US", "+12025550123"),
    ("8 (912) 345-67-89", "RU", "+79123456789"), ("8 701 234 5678", "KZ", "+77012345678"),
  ])
  func plainNumbersAreValid(cell: String, region: String, number: String) {
    check(cell, region, number, .none, .valid)
  }

  @Test(arguments: [("79123456789.0", "RU"), ("+79123456789.0", ""), ("9123456789.00", "RU")])
  func spreadsheetDecimal(cell: String, region: String) {
    check(cell, region, "+79123456789", .spreadsheetDecimal)
  }

  @Test(arguments: ["'+447400123456", "\"+447400123456\"", "’+447400123456"])
  func apostrophe(cell: String) {
    check(cell, "", "+447400123456", .apostrophe)
  }

  @Test(arguments: ["9.17912E+11", "4.47701E+11", "7,9123E10", "1e11"])
  func scientificNotationIsNeverCompleted(cell: String) {
    check(cell, "IN", "", .scientificNotation, .invalid)
  }

  @Test func scientificNotationWithEveryDigit() {
    check("7.9123456789E10", "RU", "+79123456789", .scientificExpanded)
  }

  @Test(arguments: ["\u{202A}+44 7400 123456\u{202C}", "+44\u{A0}7400\u{2009}123456"])
  func invisibleMarks(cell: String) {
    check(cell, "", "+447400123456", .invisibleMarks)
  }

  @Test(arguments: ["＋４４７４００１２３４５６", "+٤٤٧٤٠٠١٢٣٤٥٦", "+४४७४००१२३४५६"])
  func otherDigits(cell: String) {
    check(cell, "", "+447400123456", .otherDigits)
  }

  @Test(arguments: [
    "447400123456@c.us", "447400123456@s.whatsapp.net", "https://wa.me/447400123456",
    "https://api.whatsapp.com/send?phone=447400123456&text=Hi",
  ])
  func whatsAppLink(cell: String) {
    check(cell, "", "+447400123456", .whatsAppLink)
  }

  @Test(arguments: ["tel:+44-7400-123456", "WhatsApp: +447400123456", "Моб. +447400123456"])
  func label(cell: String) {
    check(cell, "", "+447400123456", .label)
  }

  @Test(arguments: [
    "07400 123456 (WhatsApp)", "07400 123456 ask for Bob", "07400123456 (after 6pm)",
  ])
  func trailingText(cell: String) {
    check(cell, "GB", "+447400123456", .trailingText)
  }

  @Test(arguments: [
    "07400 123456 / 07400 123457", "07400 123456; 07400123457", "07400 123456, +44 7400 123457",
    "07400123456|07400123457", "07400123456 or 07400123457", "07400 123456\n07400 123457",
    "07400123456 или 07400123457", "07400123456/07400123457",
    "07400123456  07400123457",
  ])
  func twoNumbers(cell: String) {
    check(cell, "GB", "+447400123456", .twoNumbers)
    let reading = readPhoneCell(cell, defaultRegion: Region("GB"))
    #expect(reading.further.map(\.e164) == ["+447400123457"])
  }

  @Test func sameNumberTwice() {
    check("07400 123456, +44 7400 123456", "GB", "+447400123456", .sameNumberTwice)
  }

  @Test func partlyRead() {
    check("07400 123456; 99887766554433", "GB", "+447400123456", .partlyRead)
  }

  @Test(arguments: [
    ("+12025550123 x45", "45"), ("+12025550123 ext. 45", "45"), ("+12025550123 доб. 45", "45"),
    ("+12025550123;ext=45", "45"), ("+12025550123,45", "45"), ("+12025550123#45", "45"),
    ("\"+12025550123\" x45", "45"),
  ])
  func extensions(cell: String, digits: String) {
    let reading = readPhoneCell(cell, defaultRegion: nil)
    #expect(reading.number?.e164 == "+12025550123")
    #expect(reading.extensionDigits == digits)
    #expect(reading.further.isEmpty)
  }

  @Test(arguments: [
    ("+44 (0) 7400 123456", "+447400123456"), ("+34 (0) 612 345 678", "+34612345678"),
  ])
  func trunkInParentheses(cell: String, number: String) {
    check(cell, "", number, .trunkInParentheses)
  }

  @Test(arguments: [("+00447400123456", ""), ("+07400 123456", "GB")])
  func plusBeforePrefix(cell: String, region: String) {
    check(cell, region, "+447400123456", .plusBeforePrefix)
  }

  @Test func plusBeforeTheRussianTrunk() {
    check("+8 (912) 345-67-89", "RU", "+79123456789", .plusBeforePrefix)
  }

  @Test(arguments: ["US", "JP", "AU"])
  func doubleZero(region: String) {
    check("00447400123456", region, "+447400123456", .doubleZero)
  }

  @Test(arguments: [
    ("447400123456", "US", "+447400123456"), ("4915123456789", "DE", "+4915123456789"),
  ])
  func lostPlus(cell: String, region: String, number: String) {
    check(cell, region, number, .lostPlus)
  }

  @Test(arguments: ["+52 1 55 1234 5678", "+5215512345678"])
  func mexicoMobileOne(cell: String) {
    check(cell, "", "+525512345678", .mexicoMobileOne)
  }

  @Test func brazilNinthDigit() {
    check("+55 11 6123-4567", "", "+5511961234567", .brazilNinthDigit)
  }

  @Test(arguments: ["+4474O0123456", "+447400l23456", "+447400I23456", "+447400l234S6"])
  func lookAlikeLetter(cell: String) {
    check(cell, "", "+447400123456", .lookAlikeLetter)
  }

  @Test func keypadLetters() {
    check("1-800-FLOWERS", "US", "+18003569377", .keypadLetters)
    check("555-FLOWERS", "DE", "", .tooShort, .invalid)
    check("555-FLOWERS", "GB", "", .tooShort, .invalid)
  }

  @Test(arguments: ["0000000000", "1234567890", "1111111111", "999-999-9999", "+7 999 999 99 99"])
  func placeholderDigits(cell: String) {
    check(cell, "US", "", .placeholder, .invalid)
  }

  @Test(arguments: ["n/a", "-", "N/A", "none", "NULL", "?", "xxx", "+"])
  func placeholderWords(cell: String) {
    check(cell, "US", "", .placeholder, .empty)
  }

  @Test(arguments: ["", "   ", "\u{FEFF}"])
  func empty(cell: String) {
    check(cell, "US", "", .empty, .empty)
  }

  @Test(arguments: ["2024-05-17", "17.05.2024", "5/17/2024", "2024-05-17 10:30:00"])
  func date(cell: String) {
    check(cell, "DE", "", .date, .invalid)
  }

  @Test func email() {
    check("user07400123456@example.com", "GB", "", .email, .invalid)
  }

  @Test(arguments: ["07400 123456", "2025550123", "447400123456"])
  func noCountry(cell: String) {
    check(cell, "", "", .noCountry, .invalid)
  }

  @Test(arguments: [
    ("ask the boss", Rule.notANumber), ("+999 12345678", .noCountry), ("020", .tooShort),
  ])
  func otherRefusals(cell: String, rule: Rule) {
    let region = rule == .tooShort ? "GB" : ""
    check(cell, region, "", rule, .invalid)
  }

  @Test func everyRuleExplainsItself() {
    for rule in Rule.allCases { #expect(rule.explanation.hasSuffix(".")) }
    #expect(Set(Rule.allCases.map(\.explanation)).count == Rule.allCases.count)
  }
}

import PhoneNumbers
import Testing

/// One table for each rule that mends the text of a cell.
struct TextRuleTests {
  @Test(arguments: [
    ("+44 7400 123456", "", "+447400123456"), ("07400 123456", "GB", "+447400123456"),
    ("0912-345-678", "TW", "+886912345678"), ("(202) 555-0123", "US", "+12025550123"),
    ("8 (912) 345-67-89", "RU", "+79123456789"), ("8 701 234 5678", "KZ", "+77012345678"),
    ("0xx11 96123-4567", "BR", "+5511961234567"), ("(06 1) 238 5606", "HU", "+3612385606"),
  ])
  func plainNumbersAreValid(cell: String, region: String, number: String) {
    check(cell, region, number, .none, .valid)
  }

  @Test(arguments: [
    "tel:+44-7400-123456", "WhatsApp: +447400123456", "Моб. +447400123456", "手機:+447400123456",
    "Tel. No. +447400123456", "[2] +447400123456", "Tel:+447400123456",
  ])
  func label(cell: String) {
    let rule: Rule = cell.hasPrefix("[") ? .none : .label
    check(cell, "", "+447400123456", rule, rule == .none ? .valid : .repaired)
  }

  @Test(arguments: [
    "07400 123456 (WhatsApp)", "07400 123456 ask for Bob", "07400123456 (after 6pm)",
    "07400 123456 (since 2019)", "07400 123456 Mo-Fr 18:00-20:00", "07400 123456 Bill",
  ])
  func trailingText(cell: String) {
    check(cell, "GB", "+447400123456", .trailingText)
  }

  @Test func notesOfDigitsAreLeftOut() {
    check("07400 123456 18:00-20:00", "GB", "+447400123456", .trailingText)
    check("07400 123456 24/7", "GB", "+447400123456", .trailingText)
    check("07400 123456 (2019)", "GB", "+447400123456", .trailingText)
    check("#1 07400 123456", "GB", "+447400123456", .none, .valid)
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
    "'+447400123456", "\"+447400123456\"", "’+447400123456", "=\"+447400123456\"",
    "«+447400123456»",
  ])
  func apostrophe(cell: String) {
    check(cell, "", "+447400123456", .apostrophe)
  }

  @Test(arguments: [
    ("79123456789.0", "RU"), ("+79123456789.0", ""), ("9123456789.00", "RU"),
    ("79123456789,0", "RU"), ("79123456789.000000", "RU"),
  ])
  func spreadsheetDecimal(cell: String, region: String) {
    check(cell, region, "+79123456789", .spreadsheetDecimal)
  }

  @Test func thousandsSeparators() {
    check("447,400,123,456", "GB", "+447400123456", .thousandsSeparators)
    check("7,400,123,456", "GB", "+447400123456", .thousandsSeparators)
  }

  @Test func scientificExpanded() {
    check("7.9123456789E10", "RU", "+79123456789", .scientificExpanded)
    check("7,9123456789E+10", "RU", "+79123456789", .scientificExpanded)
  }

  @Test(arguments: [
    "447400123456@c.us", "447400123456@s.whatsapp.net", "447400123456:12@s.whatsapp.net",
    "https://wa.me/447400123456", "wa.me/+447400123456",
    "https://api.whatsapp.com/send?phone=447400123456&text=Hi",
    "https://api.whatsapp.com/send/?phone=%2B447400123456", "whatsapp://send?phone=447400123456",
    "viber://chat?number=%2B447400123456", "https://signal.me/#p/+447400123456",
    "sip:+447400123456@sip.example.com",
  ])
  func whatsAppLink(cell: String) {
    check(cell, "", "+447400123456", .whatsAppLink)
  }

  @Test(arguments: [
    "TEL;TYPE=CELL:+44 7400 123456", "TEL;VALUE=uri:tel:+44-7400-123456",
    "item1.TEL:+447400123456", "TEL;TYPE=\"voice,cell\";waid=447400123456:+44 7400 123456",
  ])
  func vCardLine(cell: String) {
    check(cell, "", "+447400123456", .vCardLine)
  }

  @Test func keypadLetters() {
    check("1-800-FLOWERS", "US", "+18003569377", .keypadLetters)
    check("1 800 Flowers", "US", "+18003569377", .keypadLetters)
    checkRefused("555-FLOWERS", "DE", .tooShort)
  }

  @Test(arguments: [
    "+4474O0123456", "+447400l23456", "+447400I23456", "+447400l234S6", "+447400|23456",
    "+44 74 OO 123 4S6", "+44 (74) О0 l2З456", "+44740012345б",
  ])
  func lookAlikeLetter(cell: String) {
    check(cell, "", "+447400123456", .lookAlikeLetter)
  }

  @Test func wordsAreNoLookAlikes() {
    check("+49 30 1234567 Bo", "", "+49301234567", .trailingText)
    check("07400123456|07400123457", "GB", "+447400123456 +447400123457", .twoNumbers)
    checkRefused("SOS 5ol SOIL", "GB", .notANumber)
  }

  @Test(arguments: [
    ("+12025550123 x45", "45"), ("+12025550123 ext. 45", "45"), ("+12025550123 доб. 45", "45"),
    ("+12025550123;ext=45", "45"), ("+12025550123,45", "45"), ("+12025550123#45", "45"),
    ("\"+12025550123\" x45", "45"), ("+12025550123 вн. 45", "45"),
    ("+12025550123 (доб. 45)", "45"), ("+12025550123 внутр 45", "45"),
    ("+12025550123 Durchwahl 45", "45"), ("+12025550123 DW 45", "45"),
    ("+12025550123 App. 45", "45"), ("+12025550123 poste 45", "45"),
    ("+12025550123, anexo 45", "45"), ("+12025550123 interno 45", "45"),
    ("+12025550123 extensión 45", "45"), ("+12025550123 - ramal 45", "45"),
    ("+12025550123 分机45", "45"), ("+12025550123 分機 45", "45"), ("+12025550123转45", "45"),
    ("+12025550123 轉 45", "45"), ("+12025550123 內線 45", "45"), ("+12025550123 内线45", "45"),
  ])
  func extensions(cell: String, digits: String) {
    let reading = readPhoneCell(cell, defaultRegion: nil)
    #expect(reading.number?.e164 == "+12025550123", "\(cell)")
    #expect(reading.extensionDigits == digits, "\(cell)")
    #expect(reading.further.isEmpty)
  }
}

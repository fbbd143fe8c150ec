import PhoneNumbers
import Testing

/// One table for each rule about cells with more than one number, or more than one reading.
struct SeveralNumbersTests {
  @Test(arguments: [
    "07400 123456 / 07400 123457", "07400 123456; 07400123457", "07400 123456, +44 7400 123457",
    "07400123456|07400123457", "07400123456 or 07400123457", "07400 123456\n07400 123457",
    "07400123456 или 07400123457", "07400123456/07400123457", "07400 123456 & 07400 123457",
    "07400123456  07400123457", "07400 123456 07400 123457", "07400123456 oder 07400123457",
    "07400123456 ou 07400123457", "07400123456 o 07400123457", "07400123456或07400123457",
    "Mob: 07400 123456 Tel: 07400 123457", "07400 123456, 07400 123457",
    "07400 123456、07400 123457", "07400-123456 // +44 (0)7400-123457",
    "07400 123456 (mobile) 07400 123457 (work)", "1) 07400 123456 2) 07400 123457",
    "07400 123456 bob2025@example.com 07400 123457", "07400 123456 x12 / 07400 123457",
  ])
  func twoNumbers(cell: String) {
    check(cell, "GB", "+447400123456 +447400123457", .twoNumbers)
  }

  @Test func laterNumbersMayTakeTheFirstOnesCode() {
    check("+44 7400 123456 / 07400 123457", "", "+447400123456 +447400123457", .twoNumbers)
  }

  @Test func sameNumberTwice() {
    check("07400 123456, +44 7400 123456", "GB", "+447400123456", .sameNumberTwice)
  }

  @Test(arguments: [
    "030 1234567/68", "030 1234567 / 68", "030 1234567/-68", "030 1234567~68", "030/1234567/68",
  ])
  func abbreviatedNumber(cell: String) {
    check(cell, "DE", "+49301234567", .abbreviatedNumber)
  }

  @Test(arguments: [
    ("01/23/45/67/98", "FR", "+33123456798"), ("030/12345678", "DE", "+493012345678"),
    ("0664/1234567", "AT", "+436641234567"), ("202/555/0123", "US", "+12025550123"),
  ])
  func slashesOfOneNumber(cell: String, region: String, number: String) {
    check(cell, region, number, .none, .valid)
  }

  @Test func partlyRead() {
    check("+49 160 81595681 / (403) 544-1027", "DE", "+4916081595681", .partlyRead)
    check("07400 123456; 99887766554433", "GB", "+447400123456", .partlyRead)
  }

  /// No number is taken, and the readings are shown.
  @Test(arguments: [
    ("447400123456", "DE", "+49447400123456 +447400123456"),
    ("1161234567", "BR", "+5511961234567"), ("712345678", "CI", "+2250712345678"),
    ("07123456", "CI", "+2250707123456"), ("12025550123", "GB", "+12025550123"),
  ])
  func twoReadings(cell: String, region: String, readings: String) {
    check(cell, region, readings, .twoReadings, .ambiguous)
    #expect(readPhoneCell(cell, defaultRegion: Region(region)).number == nil)
  }

  @Test func besideAnotherNumberDoubtIsSettled() {
    check("07 12 34 56 78 / 512345678", "CI", "+2250712345678 +2250512345678", .twoNumbers)
  }

  @Test(arguments: [
    ("+44 7400 123456", 0..<15), ("Tel: 07400 123456 (old)", 5..<17),
    ("тел. 07400 123456", 8..<20), ("  +44\u{A0}7400 123456", 2..<18),
    ("https://wa.me/447400123456", 14..<26), ("+44 7400 123456 / 07400 123457", 0..<15),
    ("'+447400123456", 1..<14), ("n/a", 0..<0),
  ])
  func bytesOfTheNumber(cell: String, bytes: Range<Int>) {
    #expect(readPhoneCell(cell, defaultRegion: Region("GB")).bytes == bytes, "\(cell)")
  }
}

import PhoneNumbers
import Testing

/// One table for each rule that mends the digits of a number.
struct DigitRuleTests {
  @Test(arguments: [
    ("+44 (0) 7400 123456", "+447400123456"), ("+34 (0) 612 345 678", "+34612345678"),
    ("0044 (0)7400 123456", "+447400123456"), ("+7 (8) 912 345-67-89", "+79123456789"),
  ])
  func trunkInParentheses(cell: String, number: String) {
    check(cell, "", number, .trunkInParentheses)
  }

  @Test func zeroThatBelongsToTheNumberStays() {
    check("+39 (0)6 698 12345", "", "+390669812345", .none, .valid)
    check("+39 06 698 12345", "", "+390669812345", .none, .valid)
    check("+44 07400 123456", "", "+447400123456", .none, .valid)
  }

  @Test(arguments: [
    ("+00447400123456", "", "+447400123456"), ("+07400 123456", "GB", "+447400123456"),
    ("+8 (912) 345-67-89", "RU", "+79123456789"), ("+00 44 7400 123456", "", "+447400123456"),
    ("+8 701 234 5678", "KZ", "+77012345678"),
  ])
  func plusBeforePrefix(cell: String, region: String, number: String) {
    check(cell, region, number, .plusBeforePrefix)
  }

  @Test(arguments: ["++447400123456", "00+447400123456", "(+44)7400123456", "+ 44 7400 123456"])
  func plusAmongOtherSigns(cell: String) {
    check(cell, "", "+447400123456", .none, .valid)
  }

  @Test(arguments: ["US", "JP", "AU", ""])
  func doubleZero(region: String) {
    check("00447400123456", region, "+447400123456", .doubleZero)
  }

  @Test func codeAfterDoubleZeroIsWhereItIsWritten() {
    check("0081 90-5712-8878", "KR", "+819057128878", .doubleZero)
    check("001 800 417 0412", "TH", "+660018004170412", .none, .valid)
  }

  @Test(arguments: [
    ("447400123456", "US", "+447400123456"), ("4915123456789", "DE", "+4915123456789"),
    ("44 7400 123456", "US", "+447400123456"),
  ])
  func lostPlus(cell: String, region: String, number: String) {
    check(cell, region, number, .lostPlus)
  }

  @Test(arguments: ["+44 44 7400 123456", "+44 0044 7400 123456", "0044447400123456"])
  func doubledCallingCode(cell: String) {
    check(cell, "", "+447400123456", .doubledCallingCode)
  }

  @Test(arguments: [
    ("+39 6 698 12345", "", "+390669812345"), ("+225 712345678", "", "+2250712345678"),
    ("6 20 123 4567", "HU", "+36201234567"),
  ])
  func lostLeadingZero(cell: String, region: String, number: String) {
    check(cell, region, number, .lostLeadingZero)
  }

  @Test(arguments: ["+54 9 11 15 2345 6789", "+54 9 011 2345-6789"])
  func argentinaMobileFifteen(cell: String) {
    check(cell, "", "+5491123456789", .argentinaMobileFifteen)
  }

  @Test func argentinaAtHome() {
    check("011 15 2345-6789", "AR", "+5491123456789", .none, .valid)
    check("+54 11 15 2345-6789", "", "+5491123456789", .none, .valid)
  }

  @Test func beninTenDigits() {
    check("+229 97 00 12 34", "", "+2290197001234", .beninTenDigits)
    check("97 00 12 34", "BJ", "+2290197001234", .beninTenDigits)
  }

  @Test(arguments: ["+55 11 6123-4567", "0055 11 6123-4567"])
  func brazilNinthDigit(cell: String) {
    check(cell, "", "+5511961234567", .brazilNinthDigit)
    check("(11) 6123-4567", "BR", "+5511961234567", .brazilNinthDigit)
    check("(11) 3123-4567", "BR", "+551131234567", .none, .valid)
  }

  /// Prefixes of the operators, by the second digit of mobiles and the third of fixed lines.
  @Test(arguments: [
    ("+225 01 23 45 67", "+2250101234567"), ("+225 42 23 45 67", "+2250142234567"),
    ("+225 05 23 45 67", "+2250505234567"), ("+225 66 23 45 67", "+2250566234567"),
    ("+225 07 12 34 56", "+2250707123456"), ("+225 89 12 34 56", "+2250789123456"),
    ("+225 20 22 34 56", "+2252720223456"), ("+225 21 01 34 56", "+2252521013456"),
    ("+225 22 81 34 56", "+2252122813456"),
  ])
  func ivoryCoastTenDigits(cell: String, number: String) {
    check(cell, "", number, .ivoryCoastTenDigits)
  }

  @Test func ivoryCoastBlocksOfNobody() {
    for cell in ["+225 61 23 45 67", "+225 82 23 45 67", "+225 11 23 45 67"] {
      #expect(readPhoneCell(cell, defaultRegion: nil).number == nil)
    }
  }

  @Test(arguments: ["+52 1 55 1234 5678", "+5215512345678", "+52 044 55 1234 5678"])
  func mexicoMobileOne(cell: String) {
    check(cell, "", "+525512345678", .mexicoMobileOne)
    check("045 55 1234 5678", "MX", "+525512345678", .mexicoMobileOne)
  }
}

import PhoneNumbers
import Testing

/// One table for each rule that recognises what is no number.
struct RefusalTests {
  @Test(arguments: [
    "0000000000", "1234567890", "1111111111", "999-999-9999", "+7 999 999 99 99", "123456789",
    "0123456789", "1212121212", "+1 111 111 1111", "123123123", "8 000 000 00 00", "9876543210",
    "+44 1234567890",
  ])
  func placeholder(cell: String) {
    checkRefused(cell, "US", .placeholder)
  }

  @Test(arguments: ["n/a", "-", "N/A", "none", "NULL", "?", "xxx", "+", "нет"])
  func placeholderWords(cell: String) {
    checkRefused(cell, "US", .placeholder, .empty)
  }

  @Test(arguments: ["", "   ", "\u{FEFF}"])
  func empty(cell: String) {
    checkRefused(cell, "US", .empty, .empty)
  }

  @Test(arguments: [
    ("9.17912E+11", "917912"), ("4.47701E+11", "447701"), ("7,9123E10", "79123"), ("1e11", "1"),
    ("4.915126 E+12", "4915126"), ("4.168×10^08", "4168"),
  ])
  func scientificNotation(cell: String, kept: String) {
    checkRefused(cell, "IN", .scientificNotation)
    #expect(readPhoneCell(cell, defaultRegion: Region("IN")).keptDigits == kept)
  }

  @Test(arguments: [
    "2024-05-17", "17.05.2024", "5/17/2024", "2024-05-17 10:30:00", "20240517", "17.05.24",
    "2024-05-17T10:30:00Z", "20240517T103000Z", "05/17/2024, 12:30 PM", "2024. 5. 17.",
    "2024 05 17", "15.10.1996 - 17.10.1997", "16:31 09.11.1999",
  ])
  func date(cell: String) {
    checkRefused(cell, "IT", .date)
  }

  @Test func dateBesideANumber() {
    check("2023-11-04: 07400 123456", "GB", "+447400123456", .none, .valid)
    check("07400 123456 (17.05.2024)", "GB", "+447400123456", .trailingText)
  }

  @Test(arguments: [
    "user07400123456@example.com", "<user07400123456@example.com>",
    "bob19901428@example.com; ann19901429@example.org",
  ])
  func email(cell: String) {
    checkRefused(cell, "GB", .email)
  }

  @Test(arguments: [
    "https://example.com/p/07400123456", "www.example.com/07400123456.html",
    "example.com/07400123456", "https://wa.me/message/ABCDEFGH",
    "123e4567-e89b-12d3-a456-426614174000",
    "0x9854B91D",
  ])
  func webAddress(cell: String) {
    checkRefused(cell, "GB", .webAddress)
  }

  @Test(arguments: [
    "5555 5555 5555 4444", "4012888888881881", "5500-0000-0000-0004", "3400 000000 00009",
    "2221 77** **** 0148",
  ])
  func cardNumber(cell: String) {
    checkRefused(cell, "SG", .cardNumber)
  }

  @Test(arguments: [
    ("123.456.789-09", "BR"), ("12.345.678/0001-95", "BR"), ("123-45-6789", "US"),
    ("DE123456789", "DE"), ("FR12345678901", "FR"), ("ATU12345678", "AT"),
  ])
  func taxNumber(cell: String, region: String) {
    checkRefused(cell, region, .taxNumber)
  }

  @Test(arguments: [
    "GB82 WEST 1234 5698 7654 32", "DE89 3704 0044 0532 0130 00", "IBAN: DE89370400440532013000",
  ])
  func bankAccount(cell: String) {
    checkRefused(cell, "DE", .bankAccount)
  }

  @Test(arguments: [
    ("Order #2025550123", "US"), ("Order No. 2025550123", "US"), ("Invoice 2025550123", "US"),
    ("ИНН 7707083893", "RU"), ("Заказ № 9123456789", "RU"), ("CPF: 11961234567", "BR"),
    ("Rechnungsnr. 301234567", "DE"), ("订单号 2025550123", "US"), ("RMA2025550123", "US"),
    ("#2025550123", "US"), ("VAT GB 2025550123", "US"), ("@user2025550123", "US"),
  ])
  func referenceNumber(cell: String, region: String) {
    checkRefused(cell, region, .referenceNumber)
  }

  @Test(arguments: [
    "1 234 567,89 €", "$1,234,567", "1500000 руб", "USD 2025550123", "2025550123 грн",
    "฿2025550123",
    "R$ 1.234.567,89",
  ])
  func price(cell: String) {
    checkRefused(cell, "US", .price)
  }

  @Test(arguments: [
    "52.520008, 13.404954", "(45.424620; 55.335910)", "lat 6.74599 lon -117.01460",
    "40.7128° N, 74.0060° W", "geo:-17.5693,-12.2337",
  ])
  func coordinates(cell: String) {
    checkRefused(cell, "KE", .coordinates)
  }

  @Test(arguments: ["192.168.10.25", "10.0.0.120/24", "203.0.113.7"])
  func networkAddress(cell: String) {
    checkRefused(cell, "US", .networkAddress)
  }

  @Test(arguments: ["07400 123456", "2025550123", "447400123456"])
  func noCountry(cell: String) {
    checkRefused(cell, "", .noCountry)
  }

  @Test func otherRefusals() {
    checkRefused("ask the boss", "", .notANumber)
    checkRefused("+999 12345678", "", .noCountry)
    checkRefused("020", "GB", .tooShort)
    checkRefused("+44 7400 123456 789", "", .tooLong)
  }
}

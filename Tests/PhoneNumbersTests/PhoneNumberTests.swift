import PhoneNumbers
import Testing

struct PhoneNumberTests {
  @Test func leadingZerosAreKept() throws {
    let number = try PhoneNumber.parse("+39 06 698 12345", defaultRegion: nil).number
    #expect(number.leadingZeros == 1)
    #expect(number.e164 == "+390669812345")
    #expect(number.nationalDigits == "0669812345")
  }

  @Test(arguments: ["+12025550123", "+390669812345", "+800123456780"])
  func e164IsReadBack(text: String) {
    #expect(PhoneNumber(e164: text)?.e164 == text)
  }

  @Test(arguments: ["", "+", "+1", "12025550123", "+999123456", "+1202555012x", "+1 2025550123"])
  func otherTextIsNotE164(text: String) {
    #expect(PhoneNumber(e164: text) == nil)
  }

  @Test func tellsWhereTheCallingCodeCameFrom() throws {
    let region = Region("GB")
    #expect(try PhoneNumber.parse("020 7946 0958", defaultRegion: region).usedDefaultRegion)
    #expect(try !PhoneNumber.parse("+442079460958", defaultRegion: region).usedDefaultRegion)
    #expect(try !PhoneNumber.parse("442079460958", defaultRegion: region).usedDefaultRegion)
  }

  @Test func extensionIsTaken() throws {
    let text = "(202) 555-0123 ext. 4567"
    let parsed = try PhoneNumber.parse(text, defaultRegion: Region("US"))
    #expect(parsed.extensionDigits(in: text) == "4567")
    #expect(parsed.number.e164 == "+12025550123")
  }

  @Test(arguments: [
    ("+525512345678", "525512345678", ["5215512345678"]),
    ("+5491123456789", "5491123456789", ["541123456789"]),
    ("+5511961234567", "5511961234567", ["551161234567"]),
    ("+447400123456", "447400123456", []),
  ])
  func whatsAppNames(number: String, id: String, aliases: [String]) throws {
    let number = try #require(PhoneNumber(e164: number))
    #expect(number.whatsAppID == id)
    #expect(number.whatsAppAliases == aliases)
  }
}

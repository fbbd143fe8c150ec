import PhoneNumbers
import Testing

/// The names of an account join its spellings and nothing else.
struct WhatsAppTests {
  private static let countries: [(code: UInt16, lengths: ClosedRange<Int>)] = [
    (52, 10...10), (54, 10...11), (55, 10...11),
  ]

  /// Valid numbers of the three countries, mobiles and others.
  private func numbers() -> [PhoneNumber] {
    var random = Seeded(state: 21)
    var numbers: [PhoneNumber] = []
    while numbers.count < 3_000 {
      let country = Self.countries[numbers.count % 3]
      let length = Int.random(in: country.lengths, using: &random)
      var national: UInt64 = 0
      for place in 0..<length {
        let isNinth = country.code == 55 && length == 11 && place == 2
        let isToken = country.code == 54 && length == 11 && place == 0
        national =
          national * 10
          + (isNinth || isToken ? 9 : UInt64.random(in: (place == 0 ? 1 : 0)...9, using: &random))
      }
      let number = PhoneNumber(callingCode: country.code, nationalNumber: national)
      if number.isValid { numbers.append(number) }
    }
    return numbers
  }

  @Test(arguments: [
    // Mexico: with and without the 1.
    ("+525512345678", ["5215512345678"]), ("+528001234567", []),
    // Argentina: the mobile has a short name, a fixed line has none.
    ("+5491123456789", ["541123456789"]), ("+541143211234", []),
    // Brazil: eight digits that began with 6 to 9 got a ninth.
    ("+5511961234567", ["551161234567"]), ("+5531987654321", ["553187654321"]),
    ("+5511932345678", []), ("+551132345678", []),
    ("+447400123456", []), ("+393123456789", []), ("+390669812345", []),
  ])
  func aliases(number: String, aliases: [String]) throws {
    let number = try #require(PhoneNumber(e164: number))
    #expect(number.isValid)
    #expect(number.whatsAppAliases == aliases)
  }

  @Test(arguments: [
    ("5215512345678", "+525512345678"), ("525512345678", "+525512345678"),
    ("5491123456789", "+5491123456789"), ("541143211234", "+541143211234"),
    ("553187654321", "+5531987654321"), ("5531987654321", "+5531987654321"),
    ("551132345678", "+551132345678"), ("447400123456", "+447400123456"),
    ("390669812345", "+390669812345"),
  ])
  func anIDIsReadBack(id: String, number: String) {
    #expect(PhoneNumber(whatsAppID: id)?.e164 == number)
  }

  @Test(arguments: ["", "5", "+5215512345678", "5215512345678@c.us", "999123456789", "abc"])
  func otherTextIsNoID(id: String) {
    #expect(PhoneNumber(whatsAppID: id) == nil)
  }

  @Test func everyNameOfALineIsReadBackToIt() throws {
    var aliased = 0
    for number in numbers() {
      let read = try #require(PhoneNumber(whatsAppID: number.whatsAppID))
      #expect(read == number || number.whatsAppAliases == [read.whatsAppID])
      #expect(PhoneNumber(whatsAppID: read.whatsAppID) == read)
      for alias in number.whatsAppAliases {
        aliased += 1
        let other = try #require(PhoneNumber(e164: "+" + alias))
        let isFixedLine = number.callingCode == 54 && other.kind == .fixedLine
        #expect(PhoneNumber(whatsAppID: alias) == (isFixedLine ? other : read))
        #expect(other.whatsAppAliases == (isFixedLine ? [] : [number.whatsAppID]))
      }
    }
    #expect(aliased > 1_000)
  }

  @Test func aFixedLineHasOneName() {
    var count = 0
    for number in numbers() where number.kind == .fixedLine {
      count += 1
      #expect(number.whatsAppAliases.isEmpty)
      #expect(PhoneNumber(whatsAppID: number.whatsAppID) == number)
    }
    #expect(count > 300)
  }

  /// An alias keeps the digits that people dial: area and the last eight, or the national ten.
  @Test func noNameIsThatOfAnotherMobile() throws {
    for number in numbers() {
      for alias in number.whatsAppAliases {
        let other = try #require(PhoneNumber(e164: "+" + alias))
        guard other.isValid, other.kind.mayBeMobile else { continue }
        let read = try #require(PhoneNumber(whatsAppID: alias))
        #expect(read == PhoneNumber(whatsAppID: number.whatsAppID))
        #expect(other.nationalNumber % 100_000_000 == number.nationalNumber % 100_000_000)
      }
    }
  }
}

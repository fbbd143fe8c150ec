import Foundation
import PhoneNumbers
import Testing

struct FormatTests {
  /// How libphonenumber writes numbers, as `Golden/record_formats.py` recorded it.
  @Test func writesAsLibphonenumberDoes() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Golden/formats.tsv")
    let text = try String(contentsOf: file, encoding: .utf8)
    var rows = 0
    for line in text.split(separator: "\n") {
      let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      try #require(columns.count == 7)
      rows += 1
      let number = try number(columns[0], columns[1])
      for (format, expected) in zip(Self.formats, columns[3...]) {
        #expect(number.formatted(format, extension: columns[2]) == expected)
      }
    }
    #expect(rows > 3_000)
  }

  private static let formats: [PhoneNumberFormat] = [.e164, .international, .national, .rfc3966]

  private func number(_ callingCode: String, _ digits: String) throws -> PhoneNumber {
    let zeros = digits.dropLast().prefix { $0 == "0" }.count
    return PhoneNumber(
      callingCode: try #require(UInt16(callingCode)),
      nationalNumber: try #require(UInt64(digits)), leadingZeros: UInt8(zeros))
  }

  @Test(arguments: [
    ("GB", "07400 123456 x12", "+44 7400 123456 x12", "07400 123456 x12"),
    ("US", "202-555-0123 ext. 4", "+1 202-555-0123 ext. 4", "(202) 555-0123 ext. 4"),
    ("AR", "011 15-2345-6789", "+54 9 11 2345-6789", "011 15-2345-6789"),
    ("RU", "8 912 345-67-89", "+7 912 345-67-89", "8 (912) 345-67-89"),
  ])
  func aCellIsWrittenAgain(
    region: String, cell: String, international: String, national: String
  ) throws {
    let parsed = try PhoneNumber.parse(cell, defaultRegion: Region(region))
    let ext = parsed.extensionDigits(in: cell)
    #expect(parsed.number.formatted(.international, extension: ext) == international)
    #expect(parsed.number.formatted(.national, extension: ext) == national)
  }

  /// What is written is read back as the same number and extension.
  @Test func writtenNumbersAreReadBack() throws {
    var random = Seeded(state: 5)
    var valid = 0
    for _ in 0..<8_000 {
      let region = try #require(Region.all.randomElement(using: &random))
      var text = String(UInt64.random(in: 10_000_000...99_999_999_999, using: &random))
      if Bool.random(using: &random) { text += ";ext=12" }
      guard let parsed = try? PhoneNumber.parse(text, defaultRegion: region),
        parsed.assessment.isValid
      else { continue }
      valid += 1
      for format in [PhoneNumberFormat.international, .rfc3966] {
        let ext = parsed.extensionDigits(in: text)
        let written = parsed.number.formatted(format, extension: ext)
        let again = try PhoneNumber.parse(written, defaultRegion: nil)
        #expect(again.number == parsed.number)
        #expect(again.extensionDigits(in: written) == ext)
      }
    }
    #expect(valid > 100)
  }

  @Test func appendsAfterWhatIsThere() {
    var bytes = Array("tel ".utf8)
    let number = PhoneNumber(callingCode: 41, nationalNumber: 446_681_800)
    number.appendFormatted(.international, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == "tel +41 44 668 18 00")
  }

  @Test(arguments: PhoneNumberFormat.allCases)
  func anyNumberIsWrittenWithoutACrash(format: PhoneNumberFormat) {
    var random = Seeded(state: 6)
    for _ in 0..<2_000 {
      let number = PhoneNumber(
        callingCode: UInt16.random(in: 0...UInt16.max, using: &random),
        nationalNumber: UInt64.random(in: 0...UInt64.max, using: &random),
        leadingZeros: UInt8.random(in: 0...255, using: &random))
      #expect(!number.formatted(format).isEmpty)
    }
  }
}

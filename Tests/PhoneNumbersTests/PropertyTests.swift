import Testing

@testable import PhoneNumbers

/// A small generator with a fixed seed (SplitMix64), so that failures repeat.
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

struct PropertyTests {
  private static let alphabet = Array(
    "0123456789++()-./,;# xXeEtTabOolSB'\"@:|&*~_\u{A0}٣２доби中é\u{202A}\n")

  /// One or two runs of digits with something before, between and after them.
  private func cell(_ random: inout Seeded) -> String {
    var text = ""
    for _ in 0...Int.random(in: 0...1, using: &random) {
      for _ in 0..<Int.random(in: 0...3, using: &random) {
        text.append(Self.alphabet.randomElement(using: &random) ?? "0")
      }
      text += String(UInt64.random(in: 1_000_000...9_999_999_999_999, using: &random))
    }
    if Bool.random(using: &random) {
      text.append(Self.alphabet.randomElement(using: &random) ?? "0")
    }
    return text
  }

  @Test func validNumbersSurviveTheirOwnSpelling() throws {
    var random = Seeded(state: 1)
    var valid = 0
    for _ in 0..<4_000 {
      let region = Region.all.randomElement(using: &random)
      let text = String(UInt64.random(in: 10_000_000...99_999_999_999, using: &random))
      guard let parsed = try? PhoneNumber.parse(text, defaultRegion: region),
        parsed.assessment.isValid
      else { continue }
      valid += 1
      let again = try PhoneNumber.parse(parsed.number.e164, defaultRegion: nil)
      #expect(again.number == parsed.number)
      #expect(PhoneNumber(e164: parsed.number.e164) == parsed.number)
    }
    #expect(valid > 100)
  }

  @Test func readingAResultAgainChangesNothing() {
    var random = Seeded(state: 2)
    var found = 0
    for _ in 0..<16_000 {
      let region = Region.all.randomElement(using: &random)
      let reading = readPhoneCell(cell(&random), defaultRegion: region)
      guard reading.status == .valid || reading.status == .repaired, let number = reading.number
      else { continue }
      found += 1
      for number in [number] + reading.further {
        #expect(number.isValid)
        let again = readPhoneCell(number.e164, defaultRegion: region)
        #expect(again.number == number && again.status == .valid && again.rule == .none)
      }
    }
    #expect(found > 100)
  }

  @Test func anyBytesAreReadWithoutACrash() {
    var random = Seeded(state: 3)
    for round in 0..<6_000 {
      let count = Int.random(in: 0...(round % 50 == 0 ? 600 : 40), using: &random)
      let bytes: [UInt8] = (0..<count).map { _ in
        Bool.random(using: &random)
          ? UInt8.random(in: 0x28...0x3B, using: &random)
          : UInt8.random(in: 0...255, using: &random)
      }
      let region = round % 3 == 0 ? nil : Region.all.randomElement(using: &random)
      let reading = readPhoneCell(bytes.span, defaultRegion: region)
      let hasNumber =
        reading.status == .valid || reading.status == .repaired || reading.status == .possible
      #expect(hasNumber == (reading.number != nil))
      _ = try? PhoneNumber.parse(bytes.span, defaultRegion: region)
    }
  }

  @Test func plainCellsAreReadAsAllOthersAre() {
    var random = Seeded(state: 6)
    var plain = 0
    for _ in 0..<12_000 {
      let region = Region.all.randomElement(using: &random)
      var text = Bool.random(using: &random) ? "+" : "0"
      if text == "+", let region, Bool.random(using: &random) { text += "\(region.callingCode)" }
      let separator = ["", " ", "-"].randomElement(using: &random) ?? ""
      for place in 0..<Int.random(in: 6...14, using: &random) {
        if place > 0, Int.random(in: 0..<4, using: &random) == 0 { text += separator }
        text += "\(Int.random(in: 0...9, using: &random))"
      }
      let bytes = Array(text.utf8)
      guard let reading = PlainCell.read(bytes.span, region: region, rules: .all) else { continue }
      plain += 1
      #expect(reading == readAnyCell(bytes.span, region: region, rules: .all), "\(text)")
    }
    #expect(plain > 200)
  }

  /// Found by fuzzing.
  @Test(arguments: [
    ("0(0)54.81", "AE"), ("+", "GB"), ("+33 07 69 36 44 34c234567890", ""),
    ("+55 16 5964-8094 1234567890", ""), ("8108885860", "BY"),
  ])
  func cellsThatOnceFailed(cell: String, code: String) {
    let region = Region(code)
    let reading = readPhoneCell(cell, defaultRegion: region)
    for number in [reading.number].compactMap({ $0 }) + reading.further {
      let again = readPhoneCell(number.e164, defaultRegion: region)
      #expect(again.number == number && again.status == .valid)
    }
  }

  @Test func switchedOffRulesAreNotReported() {
    var random = Seeded(state: 5)
    for _ in 0..<4_000 {
      var rules = RuleSet.all
      for rule in Rule.allCases where Bool.random(using: &random) { rules.remove(rule) }
      let region = Region.all.randomElement(using: &random)
      let reading = readPhoneCell(cell(&random), defaultRegion: region, rules: rules)
      #expect(rules.contains(reading.rule))
    }
  }

  @Test func bytesLieInTheCell() {
    var random = Seeded(state: 6)
    for _ in 0..<4_000 {
      let cell = cell(&random)
      let reading = readPhoneCell(cell, defaultRegion: Region.all.randomElement(using: &random))
      #expect(reading.bytes.upperBound <= cell.utf8.count)
      if reading.number != nil { #expect(!reading.bytes.isEmpty) }
    }
  }

  @Test func withoutACountryNothingIsGuessed() {
    var random = Seeded(state: 4)
    for _ in 0..<2_000 {
      let digits = String(UInt64.random(in: 1_000_000...99_999_999_999_999, using: &random))
      #expect(readPhoneCell(digits, defaultRegion: nil).number == nil)
    }
  }
}

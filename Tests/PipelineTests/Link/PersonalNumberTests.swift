import Testing

@testable import Pipeline

@Suite struct PersonalNumberTests {
  /// Specimen numbers of the authorities and of textbooks, none of a person.
  private static let specimens = [
    "500100732259", "112-233-445 95", "111.444.777-35", "44051401359", "10000000146",
    "86 095 742 719", "11010519491231002X", "255081416802538", "12345678Z", "X1234567L",
  ]

  @Test(arguments: specimens) func specimensHold(text: String) {
    #expect(PersonalNumber.isOne(text))
  }

  /// One other digit, and no longer a number of that form.
  @Test(arguments: specimens) func everyOtherDigitIsFound(text: String) {
    let signs = Array(text)
    var others = 0
    var taken = 0
    for (place, sign) in signs.enumerated() {
      guard let digit = sign.wholeNumberValue else { continue }
      for other in 0...9 where other != digit {
        var changed = signs
        changed[place] = Character("\(other)")
        others += 1
        if PersonalNumber.isOne(String(changed)) { taken += 1 }
      }
    }
    // Numbers of eleven digits have six forms: one in a few is one of another state.
    #expect(taken * 3 < others, "\(text): \(taken) of \(others)")
  }

  @Test(arguments: ["", "7707083893", "12345678A", "11111111111", "+49 30 23125", "Anna Hall"])
  func othersAreNone(text: String) { #expect(!PersonalNumber.isOne(text)) }
}

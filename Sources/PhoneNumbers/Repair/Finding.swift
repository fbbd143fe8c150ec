/// One number of a cell, or why there is none.
struct Finding {
  var number: PhoneNumber?
  /// The second reading, where both are equally likely and none is taken.
  var other: PhoneNumber?
  var rule: Rule
  var confidence: Double
  var isValid: Bool
  /// Not valid, but of a length that the plan allows.
  var isPossible = false
  var isAmbiguous = false
  var usedDefaultRegion: Bool
  var digitCount = 0
  /// The symbols that the number used.
  var symbols = 0..<0

  init(_ parsed: Parsed, rule: Rule, confidence: Double = 0.95) {
    number = parsed.number
    self.rule = rule
    isValid = parsed.assessment.isValid
    isPossible = !isValid && parsed.assessment.possibility == .isPossible
    self.confidence =
      !isValid ? 0 : rule == .none ? (parsed.usedDefaultRegion ? 0.97 : 1) : confidence
    usedDefaultRegion = parsed.usedDefaultRegion
  }

  init(refused rule: Rule) {
    self.rule = rule
    confidence = 0
    isValid = false
    usedDefaultRegion = false
  }

  /// One or two readings that may be meant, of which none is taken.
  init(undecided first: Parsed, or second: Parsed? = nil) {
    self.init(refused: .twoReadings)
    number = first.number
    other = second?.number
    isAmbiguous = true
    usedDefaultRegion = first.usedDefaultRegion
    confidence = 0.5
  }
}

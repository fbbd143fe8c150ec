/// What has been gathered from a cell so far.
struct CellFindings {
  private(set) var first: Finding?
  var firstExtension = PhoneExtension()
  /// The rule of the cell as a whole, such as `invisibleMarks`.
  var cellRule = Rule.none
  /// A short second number was left out, as in `555 0123/24`.
  var abbreviated = false

  private var further: [PhoneNumber] = []
  private var repeated = false
  /// The first reading that is not valid.
  private var failure: Finding?
  /// Letters before the first number, and after a number.
  private var label = false
  private var trailing = false
  /// Digits that are no number, apart from short notes.
  private var rest = false

  mutating func sawLetter() {
    if first == nil && failure == nil { label = true } else { trailing = true }
  }

  /// Text or digits that are known to be something else.
  mutating func refuse(_ rule: Rule, digits: Int = 0) {
    if digits >= 7 { rest = true }
    if failure == nil || failure?.rule == .notANumber {
      failure = Finding(refused: rule)
    }
    if first != nil { trailing = true }
  }

  mutating func take(_ finding: Finding) {
    guard finding.isValid, let number = finding.number else {
      if first != nil, let read = Self.besideNumber(finding) { return take(read) }
      if finding.digitCount >= 7 { rest = true }
      if failure == nil || finding.isAmbiguous { failure = finding }
      return
    }
    if first == nil, let earlier = failure.flatMap(Self.besideNumber) {
      first = earlier
      rest = false
    }
    if let first {
      if first.number == number || further.contains(number) {
        repeated = true
      } else {
        further.append(number)
      }
    } else {
      first = finding
    }
  }

  /// The only reading of doubtful digits: beside another number they are hardly anything else.
  private static func besideNumber(_ finding: Finding) -> Finding? {
    guard finding.isAmbiguous, finding.other == nil, let number = finding.number,
      finding.usedDefaultRegion || number.kind.mayBeMobile
    else { return nil }
    var read = finding
    read.isValid = true
    read.isAmbiguous = false
    read.rule = .none
    read.confidence = 0.7
    return read
  }

  /// - Parameter rules: a rule that is not among them is never reported.
  func conclude(_ rules: RuleSet) -> CellReading {
    guard let first else { return refusal(rules) }
    var rule = first.rule == .none ? cellRule : first.rule
    var confidence = first.confidence
    if !further.isEmpty {
      rule = .twoNumbers
    } else if rest {
      rule = .partlyRead
      confidence = min(confidence, 0.7)
    } else if abbreviated {
      rule = .abbreviatedNumber
      confidence = min(confidence, 0.9)
    } else if rule == .none {
      if repeated {
        rule = .sameNumberTwice
      } else if trailing {
        rule = .trailingText
      } else if label {
        rule = .label
      }
    }
    guard rules.contains(rule), rules.contains(first.rule), rules.contains(cellRule) else {
      return .refused(.ruleOff)
    }
    var reading = CellReading(
      status: rule == .none ? .valid : .repaired, number: first.number,
      extensionDigits: firstExtension.isEmpty ? "" : firstExtension.digits,
      rule: rule, confidence: confidence, further: further,
      usedDefaultRegion: first.usedDefaultRegion)
    reading.bytes = first.symbols
    return reading
  }

  private func refusal(_ rules: RuleSet) -> CellReading {
    guard let failure else { return .refused(.notANumber) }
    guard rules.contains(failure.rule) else { return .refused(.ruleOff) }
    var reading = CellReading.refused(failure.rule)
    reading.bytes = failure.symbols
    reading.usedDefaultRegion = failure.usedDefaultRegion
    if failure.isAmbiguous {
      reading.status = .ambiguous
      reading.confidence = failure.confidence
      reading.further = [failure.number, failure.other].compactMap { $0 }
    } else if failure.isPossible {
      reading.status = .possible
      reading.number = failure.number
      reading.confidence = 0.3
    }
    return reading
  }
}

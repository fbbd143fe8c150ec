import CNumberingPlan

/// Reads the digits of one number; where they fit no plan, tries the repairs in turn.
struct NumberRepair {
  let region: Region?
  let rules: RuleSet

  func read(_ written: WrittenDigits) -> Finding {
    var finding = reading(written)
    finding.digitCount = written.digits.count
    if finding.isValid || finding.isAmbiguous, let number = finding.number,
      rules.contains(.placeholder),
      Placeholder.isPattern(number)
    {
      return Finding(refused: .placeholder)
    }
    return finding
  }

  private func reading(_ written: WrittenDigits) -> Finding {
    let digits = written.digits
    let hasPlus = written.hasPlus
    if rules.contains(.placeholder), Placeholder.isPattern(digits) {
      return Finding(refused: .placeholder)
    }
    let isCard =
      digits.count >= 14 && !hasPlus && rules.contains(.cardNumber)
      && CardNumber.isNumber(digits, written.breaks)
    if isCard && written.breaks != 0 { return Finding(refused: .cardNumber) }
    if let trunk = written.trunk, rules.contains(.trunkInParentheses),
      let number = TrunkInParentheses.read(digits, trunk, hasPlus: hasPlus, self)
    {
      return number
    }
    if !hasPlus, digits.count > 9, digits.at(digits.start) == 0,
      digits.at(digits.start + 1) == 0, rules.contains(.doubleZero),
      let number = DoubleZero.ownCode(digits, self) ?? DoubleZero.apart(written, self)
    {
      return number
    }
    let plain: Parsed
    do {
      plain = try parse(digits, hasPlus: hasPlus)
    } catch {
      if isCard { return Finding(refused: .cardNumber) }
      return repaired(written, nil) ?? Finding(refused: refusal(error))
    }
    if hasPlus, let whole = asWritten(digits, unlike: plain.number) {
      return Finding(whole, rule: .none)
    }
    if plain.assessment.isValid {
      if !hasPlus, plain.usedDefaultRegion, digits.count >= 10, digits.at(digits.start) != 0 {
        if rules.contains(.lostPlus),
          let number = LostPlus.ownCode(digits, instead: plain, self)
        {
          return number
        }
        if rules.contains(.twoReadings),
          let both = TwoReadings.read(digits, plain, self)
        {
          return both
        }
      }
      if digits.count < 7, isShort(written, plain) {
        var finding = Finding(refused: .tooShort)
        finding.number = plain.number
        finding.isPossible = true
        finding.usedDefaultRegion = true
        return finding
      }
      return Finding(plain, rule: .none)
    }
    if isCard { return Finding(refused: .cardNumber) }
    if let number = repaired(written, plain) { return number }
    return Finding(plain, rule: refusal(plain.assessment.possibility))
  }

  /// A few bare digits that an open plan, such as the German one, allows for a fixed line.
  private func isShort(_ written: WrittenDigits, _ plain: Parsed) -> Bool {
    plain.usedDefaultRegion && plain.assessment.kind == .fixedLine && written.breaks == 0
      && written.digits.at(written.digits.start) != 0
  }

  private func repaired(_ written: WrittenDigits, _ plain: Parsed?) -> Finding? {
    let digits = written.digits
    if written.hasPlus, rules.contains(.plusBeforePrefix),
      let number = PlusBeforePrefix.read(digits, self)
    {
      return number
    }
    if !written.hasPlus, rules.contains(.doubleZero),
      let number = DoubleZero.read(digits, self)
    {
      return number
    }
    if let plain, let number = formerPlan(plain, written) { return number }
    if rules.contains(.doubledCallingCode),
      let number = DoubledCallingCode.read(written, self)
    {
      return number
    }
    if !written.hasPlus, rules.contains(.lostLeadingZero), plain?.usedDefaultRegion ?? false,
      digits.at(digits.start) != 0, let number = LostLeadingZero.trunk(digits, self)
    {
      return number
    }
    if !written.hasPlus, rules.contains(.lostPlus) {
      return LostPlus.read(written, self)
    }
    return nil
  }

  /// A number written as it was before its plan changed, or without the zero that belongs to it.
  private func formerPlan(_ plain: Parsed, _ written: WrittenDigits) -> Finding? {
    let number = plain.number
    switch number.callingCode {
    case 52 where rules.contains(.mexicoMobileOne):
      return MexicoMobileOne.read(number).map { finding($0, plain, .mexicoMobileOne, 0.95) }
    case 54 where rules.contains(.argentinaMobileFifteen):
      return ArgentinaMobileFifteen.read(number)
        .map { finding($0, plain, .argentinaMobileFifteen, 0.9) }
    case 55 where rules.contains(.brazilNinthDigit):
      return BrazilNinthDigit.read(number)
        .map { decided(finding($0, plain, .brazilNinthDigit, 0.85), written) }
    case 225:
      if rules.contains(.ivoryCoastTenDigits), let changed = IvoryCoastTenDigits.read(number) {
        return decided(finding(changed, plain, .ivoryCoastTenDigits, 0.9), written)
      }
    case 229 where rules.contains(.beninTenDigits):
      return BeninTenDigits.read(number)
        .map { decided(finding($0, plain, .beninTenDigits, 0.95), written) }
    default: break
    }
    guard rules.contains(.lostLeadingZero), let full = LostLeadingZero.read(number) else {
      return nil
    }
    return decided(finding(full, plain, .lostLeadingZero, 0.9), written)
  }

  /// Bare digits without code, trunk prefix and signs may as well be a number that lost a digit:
  /// the reading is shown, and not taken.
  private func decided(_ finding: Finding, _ written: WrittenDigits) -> Finding {
    let hasNoTrunk = finding.number?.callingCode == 225
    let isBare =
      finding.usedDefaultRegion && written.breaks == 0
      && (hasNoTrunk || written.digits.at(written.digits.start) != 0)
    guard isBare else { return finding }
    guard rules.contains(.twoReadings) else { return Finding(refused: .tooShort) }
    var undecided = finding
    undecided.rule = .twoReadings
    undecided.isValid = false
    undecided.isAmbiguous = true
    undecided.confidence = 0.5
    return undecided
  }

  func finding(
    _ number: PhoneNumber, _ plain: Parsed, _ rule: Rule, _ confidence: Double
  ) -> Finding {
    var parsed = plain
    parsed.number = number
    parsed.assessment = number.assessment
    return Finding(parsed, rule: rule, confidence: confidence)
  }

  func parse(_ digits: Digits, hasPlus: Bool) throws(ParseError) -> Parsed {
    let storage = digits.storage
    return try NumberReader(seen: 0, region: region)
      .read(storage.span.extracting(digits.start..<digits.end), hasPlus: hasPlus)
  }

  /// The number that an international number spells if nothing is taken for a national prefix.
  ///
  /// A few valid numbers begin as their country's prefix does: `+375 810…`. They must not be
  /// shortened when they are read again.
  private func asWritten(_ digits: Digits, unlike plain: PhoneNumber) -> Parsed? {
    let storage = digits.storage
    let all = storage.span.extracting(digits.start..<digits.end)
    guard let (code, length) = Prefixes.callingCode(all), NumberReader.lengths ~= all.count - length
    else { return nil }
    let number = PhoneNumber(
      callingCode: code.pointee.calling_code, digits: all.extracting(length...))
    guard number != plain else { return nil }
    let assessment = number.assessment
    guard assessment.isValid else { return nil }
    return Parsed(number: number, assessment: assessment, usedDefaultRegion: false)
  }

  /// The reading if it is valid.
  func valid(_ digits: Digits, hasPlus: Bool) -> Parsed? {
    guard let parsed = try? parse(digits, hasPlus: hasPlus), parsed.assessment.isValid else {
      return nil
    }
    return parsed
  }

  /// The reading of an international number if it is valid, or was before its plan changed.
  func international(_ digits: Digits, _ rule: Rule, _ confidence: Double) -> Finding? {
    guard let parsed = try? parse(digits, hasPlus: true) else { return nil }
    if parsed.assessment.isValid { return Finding(parsed, rule: rule, confidence: confidence) }
    return formerPlan(parsed, WrittenDigits(digits, hasPlus: true))
  }

  private func refusal(_ error: ParseError) -> Rule {
    switch error {
    case .invalidCountryCode: region == nil ? .noCountry : .unknownCallingCode
    case .notANumber: .notANumber
    case .tooShortAfterIDD, .tooShortNSN: .tooShort
    case .tooLong: .tooLong
    }
  }

  private func refusal(_ possibility: Possibility) -> Rule {
    switch possibility {
    case .isPossible: .notAssigned
    case .isPossibleLocalOnly, .tooShort: .tooShort
    case .tooLong, .invalidLength: .tooLong
    case .invalidCountryCode: .unknownCallingCode
    }
  }
}

extension Digits {
  /// Takes an assigned calling code off the start, or nil if there is none.
  mutating func takeCallingCode() -> UInt16? {
    let storage = storage
    let digits = storage.span.extracting(start..<end)
    guard let (code, length) = Prefixes.callingCode(digits) else { return nil }
    start += length
    return code.pointee.calling_code
  }
}

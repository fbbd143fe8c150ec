/// Reads the digits of one number; where they fit no plan, tries the repairs in turn.
struct NumberRepair {
  let region: Region?
  let rules: RuleSet

  func read(_ written: WrittenDigits) -> Finding {
    var finding = reading(written)
    finding.digitCount = written.digits.count
    if finding.isValid, let number = finding.number, rules.contains(.placeholder),
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
    if digits.count >= 14, !hasPlus, rules.contains(.cardNumber),
      CardNumber.isNumber(digits, written.breaks)
    {
      return Finding(refused: .cardNumber)
    }
    if let trunk = written.trunk, rules.contains(.trunkInParentheses),
      let number = TrunkInParentheses.read(digits, trunk, hasPlus: hasPlus, self)
    {
      return number
    }
    if !hasPlus, digits.count > 9, digits.at(digits.start) == 0,
      digits.at(digits.start + 1) == 0, rules.contains(.doubleZero),
      let number = DoubleZero.ownCode(digits, self)
    {
      return number
    }
    let plain: Parsed
    do {
      plain = try parse(digits, hasPlus: hasPlus)
    } catch {
      return repaired(written, nil) ?? Finding(refused: refusal(error))
    }
    if plain.assessment.isValid {
      if !hasPlus, plain.usedDefaultRegion, digits.count >= 10, digits.at(digits.start) != 0 {
        if rules.contains(.lostPlus),
          let number = LostPlus.beforeMobile(digits, instead: plain, self)
        {
          return number
        }
        if rules.contains(.twoReadings),
          let both = TwoReadings.read(digits, plain, self)
        {
          return both
        }
      }
      return Finding(plain, rule: .none)
    }
    if let number = repaired(written, plain) { return number }
    return Finding(plain, rule: refusal(plain.assessment.possibility))
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
      return BrazilNinthDigit.read(plain, written, self)
    case 225:
      if rules.contains(.ivoryCoastTenDigits), let changed = IvoryCoastTenDigits.read(number) {
        return finding(changed, plain, .ivoryCoastTenDigits, 0.9)
      }
    case 229 where rules.contains(.beninTenDigits):
      return BeninTenDigits.read(number).map { finding($0, plain, .beninTenDigits, 0.95) }
    default: break
    }
    guard rules.contains(.lostLeadingZero) else { return nil }
    return LostLeadingZero.read(number).map { finding($0, plain, .lostLeadingZero, 0.9) }
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

  /// The reading if it is valid.
  func valid(_ digits: Digits, hasPlus: Bool) -> Parsed? {
    guard let parsed = try? parse(digits, hasPlus: hasPlus), parsed.assessment.isValid else {
      return nil
    }
    return parsed
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

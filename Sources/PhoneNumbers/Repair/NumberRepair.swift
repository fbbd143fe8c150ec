/// Reads the digits of one number; where they fit no plan, tries the repairs in turn.
struct NumberRepair {
  let region: Region?

  /// - Parameter trunk: places of digits in parentheses after the calling code.
  func read(_ digits: Digits, hasPlus: Bool, trunk: Range<Int>?) -> Finding {
    var finding = reading(digits, hasPlus: hasPlus, trunk: trunk)
    finding.digitCount = digits.count
    if finding.isValid, let number = finding.number, Placeholder.isRepeated(number) {
      return Finding(refused: .placeholder)
    }
    return finding
  }

  private func reading(_ digits: Digits, hasPlus: Bool, trunk: Range<Int>?) -> Finding {
    if Placeholder.isPattern(digits, hasPlus: hasPlus) { return Finding(refused: .placeholder) }
    if let trunk, let number = TrunkInParentheses.read(digits, trunk, self) { return number }
    if !hasPlus, digits.at(digits.start) == 0, digits.at(digits.start + 1) == 0,
      let number = OwnCallingCode.afterDoubleZero(digits, self)
    {
      return number
    }
    let plain: Parsed
    do {
      plain = try parse(digits, hasPlus: hasPlus)
    } catch {
      return repaired(digits, hasPlus: hasPlus, nil) ?? Finding(refused: refusal(error))
    }
    if plain.assessment.isValid {
      if !hasPlus, let number = OwnCallingCode.beforeMobile(digits, instead: plain, self) {
        return number
      }
      return Finding(plain, rule: .none)
    }
    if let number = repaired(digits, hasPlus: hasPlus, plain) { return number }
    var finding = Finding(plain, rule: refusal(plain.assessment.possibility))
    finding.isValid = false
    return finding
  }

  private func repaired(_ digits: Digits, hasPlus: Bool, _ plain: Parsed?) -> Finding? {
    if hasPlus {
      return PlusBeforePrefix.read(digits, self) ?? plain.flatMap { FormerPlans.read($0.number) }
    }
    return DoubleZero.read(digits, self)
      ?? plain.flatMap { FormerPlans.read($0.number, usedDefaultRegion: $0.usedDefaultRegion) }
      ?? LostPlus.read(digits, self)
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

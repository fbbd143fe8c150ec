/// Reads the numbers of one cell from left to right.
struct CellReader {
  let region: Region?
  let rules: RuleSet
  private var findings = CellFindings()

  /// - Parameter region: no non-geographic calling code.
  init(region: Region?, rules: RuleSet) {
    self.region = region
    self.rules = rules
  }

  private var repair: NumberRepair { NumberRepair(region: region, rules: rules) }

  mutating func read(_ symbols: Span<UInt8>, _ text: CellSigns) -> CellReading {
    if symbols.isEmpty { return .refused(.empty, .empty) }
    if let refusal = refuse(symbols, text) { return refusal }
    var start = 0
    var end = symbols.count
    if !CellSymbol.isDigit(symbols[0]) || !CellSymbol.isDigit(symbols[end - 1]) {
      while end - start > 1 && Apostrophe.isMark(symbols[start]) { start += 1 }
      while end - start > 1 && Apostrophe.isMark(symbols[end - 1]) { end -= 1 }
      if start > 0 || end < symbols.count { findings.cellRule = .apostrophe }
    }
    if text.hasInvisibleMarks { findings.cellRule = .invisibleMarks }
    if text.hasOtherDigits { findings.cellRule = .otherDigits }

    if text.hasLetters {
      let inner = symbols.extracting(start..<end)
      switch readWithLetters(inner, text, offset: start) {
      case .done(let reading): return reading
      case .from(let place): start += place
      }
    }
    if text.has(UInt8(ascii: ".")) || text.has(UInt8(ascii: ",")),
      rules.contains(.spreadsheetDecimal),
      let decimal = SpreadsheetDecimal.end(symbols.extracting(start..<end))
    {
      end = start + decimal
      findings.cellRule = .spreadsheetDecimal
    }
    if text.has(UInt8(ascii: ",")), rules.contains(.thousandsSeparators),
      let digits = ThousandsSeparators.digits(symbols.extracting(start..<end))
    {
      take(digits, hasPlus: false, .thousandsSeparators, start..<end)
      return findings.conclude(rules)
    }
    scan(symbols, start..<end, text)
    return findings.conclude(rules)
  }

  /// Cells that hold no number as a whole.
  private func refuse(_ symbols: Span<UInt8>, _ text: CellSigns) -> CellReading? {
    let hasLetters = text.hasLetters
    if rules.contains(.placeholder) {
      if Placeholder.isOnlySigns(symbols) { return .refused(.placeholder, .empty) }
      if hasLetters, Placeholder.isWord(symbols) { return .refused(.placeholder, .empty) }
    }
    if hasLetters {
      if rules.contains(.email), EmailAddress.isAddress(symbols, text) { return .refused(.email) }
      if rules.contains(.bankAccount), BankAccount.isNumber(symbols) {
        return .refused(.bankAccount)
      }
      if rules.contains(.taxNumber), TaxNumber.isEuropean(symbols) { return .refused(.taxNumber) }
    }
    if rules.contains(.date), CalendarDate.isDate(symbols, text) { return .refused(.date) }
    if text.has(UInt8(ascii: ".")), rules.contains(.coordinates), Coordinates.isPair(symbols) {
      return .refused(.coordinates)
    }
    return nil
  }

  private enum Progress {
    case done(CellReading)
    case from(Int)
  }

  /// What is written with letters: `9.17912E+11`, links, vCards, `1-800-FLOWERS`.
  private mutating func readWithLetters(
    _ symbols: Span<UInt8>, _ text: CellSigns, offset: Int
  ) -> Progress {
    let whole = offset..<(offset + symbols.count)
    if let notation = ScientificNotation(symbols) {
      if notation.isWhole, rules.contains(.scientificExpanded) {
        take(notation.digits, hasPlus: false, .scientificExpanded, whole)
        return .done(findings.conclude(rules))
      }
      if rules.contains(.scientificNotation) {
        var reading = CellReading.refused(.scientificNotation)
        reading.keptDigits = notation.kept
        return .done(reading)
      }
    }
    if rules.contains(.whatsAppLink), let link = MessengerAddress.number(symbols, text) {
      guard let digits = link.digits else { return .done(.refused(.webAddress)) }
      let range = (offset + link.range.lowerBound)..<(offset + link.range.upperBound)
      take(digits, hasPlus: true, .whatsAppLink, range)
      return .done(findings.conclude(rules))
    }
    if rules.contains(.vCardLine), let value = VCardLine.value(symbols) {
      findings.cellRule = .vCardLine
      return .from(value)
    }
    if rules.contains(.keypadLetters), KeypadLetters.isPlausible(symbols),
      let parsed = try? PhoneNumber.parseSymbols(symbols, defaultRegion: region),
      KeypadLetters.isService(parsed.assessment.kind)
    {
      var finding = Finding(parsed, rule: .keypadLetters)
      finding.symbols = whole
      findings.take(finding)
      return .done(findings.conclude(rules))
    }
    return .from(0)
  }

  private mutating func take(
    _ digits: Digits, hasPlus: Bool, _ rule: Rule, _ range: Range<Int>
  ) {
    var finding = repair.read(WrittenDigits(digits, hasPlus: hasPlus))
    if finding.rule == .none { finding.rule = rule }
    finding.symbols = range
    findings.take(finding)
  }

  private mutating func scan(
    _ whole: Span<UInt8>, _ range: Range<Int>, _ text: CellSigns
  ) {
    let symbols = whole.extracting(0..<range.upperBound)
    let hasLetters = text.hasLetters
    let hasTokens =
      hasLetters
      && (text.has(UInt8(ascii: "@")) || text.has(UInt8(ascii: "/")) || text.has(UInt8(ascii: "-"))
        || text.has(UInt8(ascii: "x")))
    let mayBePrice = hasLetters || text.has(UInt8(ascii: "$")) || text.has(UInt8(ascii: ","))
    let mayBeDate =
      text.has(UInt8(ascii: "-")) || text.has(UInt8(ascii: "/")) || text.has(UInt8(ascii: "."))
    var words = WordsBefore()
    var at = range.lowerBound
    var tokenEnd = at
    while at < symbols.count {
      let symbol = symbols[at]
      if hasTokens, at >= tokenEnd, symbol > 0x20 {
        tokenEnd = Token.end(symbols, at)
        if let rule = Token.refusal(symbols, at..<tokenEnd, rules) {
          findings.refuse(rule)
          at = tokenEnd
          continue
        }
      }
      let begins =
        CellSymbol.isDigit(symbol) || symbol == UInt8(ascii: "+")
        || symbol == UInt8(ascii: "(") && Chunk.opensNumber(symbols, at)
        || hasLetters && words.isParted && LookAlikeLetter.begins(symbols, at)
          && rules.contains(.lookAlikeLetter)
      guard begins else {
        if CellSymbol.isLetter(symbol) {
          findings.sawLetter()
          words.take(symbols, at)
        } else {
          words.part(symbol)
        }
        at += 1
        continue
      }
      if CellSymbol.isDigit(symbol), let end = Note.index(symbols, at),
        at == range.lowerBound || symbols[at - 1] != UInt8(ascii: "(")
      {
        at = end
        continue
      }
      if mayBePrice, rules.contains(.price),
        let end = Price.end(symbols, at, from: range.lowerBound)
      {
        findings.refuse(.price)
        at = end
        continue
      }
      if mayBeDate, rules.contains(.date),
        let end = CalendarDate.end(symbols, symbol == UInt8(ascii: "(") ? at + 1 : at)
      {
        findings.refuse(.date)
        at = end
        continue
      }
      let chunk = Chunk(
        symbols, from: at,
        lookAlikes: hasLetters && rules.contains(.lookAlikeLetter) ? .glued : .none)
      if rules.contains(.referenceNumber), words.isReference(symbols, before: at) {
        if let end = words.bankAccountEnd(symbols, before: at), rules.contains(.bankAccount) {
          findings.refuse(.bankAccount)
          at = end
        } else {
          findings.refuse(.referenceNumber, digits: chunk.digits.count)
          at = max(chunk.end, at + 1)
        }
        words = WordsBefore()
        continue
      }
      at = max(chunk.end, at + 1)
      if chunk.digits.count < 5 && !chunk.stopsAtLookAlike {
        if chunk.digits.count >= 3 { findings.refuse(.tooShort) }
        continue
      }
      if let rule = refusal(chunk, symbols) {
        findings.refuse(rule, digits: chunk.digits.count)
        continue
      }
      let tail = CellExtension.read(symbols, from: chunk.end, hasLetters: hasLetters)
      let hadNumber = findings.first != nil
      let end = take(chunk, symbols, isExtended: tail != nil)
      at = max(end, chunk.start + 1)
      if let tail, end == chunk.end {
        at = tail.end
        if !hadNumber && findings.first != nil { findings.firstExtension = tail.digits }
      }
      words = WordsBefore()
    }
  }

  /// Digits in the shape of something else.
  private func refusal(_ chunk: Chunk, _ symbols: Span<UInt8>) -> Rule? {
    let isMasked = chunk.end < symbols.count && symbols[chunk.end] == UInt8(ascii: "*")
    if isMasked && rules.contains(.cardNumber) { return .cardNumber }
    guard chunk.hasSigns, !chunk.written.hasPlus else { return nil }
    let range = chunk.start..<chunk.end
    if rules.contains(.taxNumber), TaxNumber.isShape(symbols, range) { return .taxNumber }
    if rules.contains(.networkAddress), NetworkAddress.isAddress(symbols, range) {
      return .networkAddress
    }
    return nil
  }

  /// Takes the numbers of a chunk; returns where reading goes on.
  private mutating func take(
    _ chunk: Chunk, _ symbols: Span<UInt8>, isExtended: Bool
  ) -> Int {
    if chunk.slashes == 0 && chunk.digits.count < 14 {
      var finding = repair.read(chunk.written)
      finding.symbols = chunk.start..<chunk.end
      if chunk.hasLookAlike || chunk.stopsAtLookAlike {
        return takeLookAlike(chunk, finding, symbols, isExtended: isExtended)
      }
      if !finding.isValid, let other = ofFirstCode(chunk.written) {
        finding = other
        finding.symbols = chunk.start..<chunk.end
      }
      if findings.first != nil { finding = settled(finding, chunk.written, symbols) }
      findings.take(finding)
      return chunk.end
    }
    let parts = ChunkParts(repair).read(chunk)
    if chunk.hasLookAlike {
      for index in 0..<parts.count where !parts.finding(index).isValid {
        let plain = Chunk(symbols, from: chunk.start, lookAlikes: .none)
        return plain.digits.count >= 5
          ? take(plain, symbols, isExtended: false) : max(plain.end, chunk.start + 1)
      }
    }
    for index in 0..<parts.count {
      var finding = parts.finding(index)
      if !finding.isValid, let other = ofFirstCode(chunk.part(parts.range(index))) {
        finding = other
      }
      if chunk.hasLookAlike && finding.isValid && finding.rule == .none {
        finding.rule = .lookAlikeLetter
      }
      finding.symbols = chunk.symbols(of: parts.range(index), in: symbols)
      findings.take(settled(finding, chunk.part(parts.range(index)), symbols))
    }
    if parts.isAbbreviated { findings.abbreviated = true }
    return chunk.end
  }

  /// Letters may be digits, or the beginning of a word: the reading that is a number is taken, and
  /// the one without letters that stand alone before the one with them.
  private mutating func takeLookAlike(
    _ chunk: Chunk, _ reading: Finding, _ symbols: Span<UInt8>, isExtended: Bool
  ) -> Int {
    if chunk.stopsAtLookAlike && !isExtended,
      chunk.hasLookAlike || !reading.isValid || reading.rule != .none
    {
      let long = Chunk(symbols, from: chunk.start, lookAlikes: .alone)
      var finding = repair.read(long.written)
      if long.hasLookAlike, finding.isValid, finding.rule == .none {
        finding.rule = .lookAlikeLetter
        finding.confidence = 0.8
        finding.symbols = long.start..<long.end
        findings.take(finding)
        return long.end
      }
    }
    var finding = reading
    if chunk.hasLookAlike {
      guard finding.isValid else {
        let plain = Chunk(symbols, from: chunk.start, lookAlikes: .none)
        guard plain.digits.count >= 5 else {
          findings.refuse(.notANumber)
          return max(plain.end, chunk.start + 1)
        }
        return take(plain, symbols, isExtended: isExtended)
      }
      if finding.rule == .none { finding.rule = .lookAlikeLetter }
      finding.confidence = min(finding.confidence, 0.9)
    } else if chunk.digits.count < 5 {
      findings.refuse(.tooShort)
      return chunk.end
    }
    findings.take(finding)
    return chunk.end
  }

  /// Not taken is a later number that is written as in North America, `(202) 555-0123`, and is one
  /// there as well as in the default region.
  private func settled(
    _ finding: Finding, _ written: WrittenDigits, _ symbols: Span<UInt8>
  ) -> Finding {
    guard findings.first != nil, finding.isValid, finding.usedDefaultRegion,
      let region, region.callingCode != 1, rules.contains(.twoReadings),
      written.digits.count == 10, written.breaks == 1 << 3 | 1 << 6,
      symbols[finding.symbols.lowerBound] == UInt8(ascii: "(")
    else { return finding }
    var full = Digits()
    full.append(1)
    full.append(written.digits.start..<written.digits.end, of: written.digits)
    guard repair.valid(full, hasPlus: true) != nil else { return finding }
    var undecided = Finding(refused: .twoReadings)
    undecided.digitCount = 10
    undecided.symbols = finding.symbols
    return undecided
  }

  /// A later number of a cell that is written without its code, in the country of the first one.
  private func ofFirstCode(_ written: WrittenDigits) -> Finding? {
    guard !written.hasPlus, let first = findings.first, !first.usedDefaultRegion,
      let number = first.number, number.callingCode != region?.callingCode,
      let home = number.region ?? Region.main(callingCode: number.callingCode),
      let parsed = NumberRepair(region: home, rules: rules)
        .valid(written.digits, hasPlus: false),
      parsed.number.callingCode == number.callingCode
    else { return nil }
    if rules.contains(.placeholder), Placeholder.isPattern(parsed.number) { return nil }
    return Finding(parsed, rule: .none, confidence: 0.85)
  }
}

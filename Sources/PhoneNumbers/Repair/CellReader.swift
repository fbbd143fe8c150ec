/// Reads the numbers of one cell from left to right.
struct CellReader {
  let region: Region?
  private var found = Found()

  /// What has been gathered from the cell so far.
  private struct Found {
    var first: Finding?
    var firstExtension = PhoneExtension()
    var further: [PhoneNumber] = []
    var repeated = false
    /// The first reading that is not valid.
    var failure: Finding?
    /// Letters before the first number, and after a number.
    var label = false
    var trailing = false
    /// Digits that are no number, apart from short notes.
    var rest = false
  }

  init(region: Region?) {
    self.region = region.flatMap { $0.isNonGeographic ? nil : $0 }
  }

  mutating func read(_ symbols: Span<UInt8>, _ text: borrowing CellText) -> CellReading {
    if symbols.isEmpty { return .refused(.empty, .empty) }
    let hasLetters = text.seen & Symbol.letter != 0
    if let refusal = refuse(symbols, hasLetters) { return refusal }
    var start = 0
    var end = symbols.count
    var rule = Rule.none
    while end - start > 1 && isQuote(symbols[start]) {
      start += 1
      rule = .apostrophe
    }
    while end - start > 1 && isQuote(symbols[end - 1]) {
      end -= 1
      rule = .apostrophe
    }
    if text.hasInvisibleMarks { rule = .invisibleMarks }
    if text.hasOtherDigits { rule = .otherDigits }

    let inner = symbols.extracting(start..<end)
    if hasLetters, let digits = ScientificNotation.expand(inner) {
      guard let digits else { return .refused(.scientificNotation) }
      take(digits, rule: .scientificExpanded)
      return conclude(.none)
    }
    if let decimal = SpreadsheetDecimal.end(inner) {
      end = start + decimal
      rule = .spreadsheetDecimal
    }
    if hasLetters, let digits = MessengerAddress.digits(inner) {
      take(digits, rule: .whatsAppLink)
      return conclude(.none)
    }
    if hasLetters, KeypadLetters.isPlausible(inner),
      let parsed = try? PhoneNumber.parseSymbols(inner, defaultRegion: region),
      KeypadLetters.isService(parsed.assessment.kind)
    {
      found.first = Finding(parsed, rule: .keypadLetters)
      return conclude(.none)
    }
    scan(symbols.extracting(start..<end))
    return conclude(rule)
  }

  private func refuse(_ symbols: Span<UInt8>, _ hasLetters: Bool) -> CellReading? {
    if Placeholder.isOnlySigns(symbols) { return .refused(.placeholder, .empty) }
    if hasLetters {
      if Placeholder.isWord(symbols) { return .refused(.placeholder, .empty) }
      if MessengerAddress.isEmail(symbols) { return .refused(.email) }
    }
    if CalendarDate.isDate(symbols) { return .refused(.date) }
    return nil
  }

  private func isQuote(_ symbol: UInt8) -> Bool {
    symbol == UInt8(ascii: "'") || symbol == UInt8(ascii: "\"") || symbol == UInt8(ascii: "=")
  }

  private mutating func scan(_ symbols: Span<UInt8>) {
    var at = 0
    var letters = 0
    var hadNumber = false
    while at < symbols.count {
      let classes = Symbol.classes(symbols[at])
      let opens = symbols[at] == UInt8(ascii: "(")
      guard classes & (Symbol.digit | Symbol.plus) != 0 || opens && Chunk.opensNumber(symbols, at)
      else {
        if classes & Symbol.word != 0 && symbols[at] != UInt8(ascii: "#") {
          letters += 1
          if hadNumber { found.trailing = true } else { found.label = true }
        }
        at += 1
        continue
      }
      let isReference = at > 0 && symbols[at - 1] == UInt8(ascii: "#") && letters > 0
      let chunk = Chunk(symbols, from: at)
      at = max(chunk.end, at + 1)
      if chunk.digits.count < 3 { continue }
      if isReference {
        found.rest = true
        continue
      }
      let tail = CellExtension.read(symbols, from: chunk.end)
      let before = found.first
      takeChunk(chunk)
      if let tail {
        at = tail.end
        if before == nil && found.first != nil { found.firstExtension = tail.digits }
      }
      hadNumber = true
      letters = 0
    }
  }

  /// A slash may part two numbers or the groups of one.
  private mutating func takeChunk(_ chunk: borrowing Chunk) {
    if chunk.slashes > 0 {
      var parts: [Finding] = []
      var start = 0
      let slashes = chunk.slashes
      for index in 0...slashes {
        let end = index < slashes ? chunk.slash(index) : chunk.digits.end
        var part = Digits()
        part.append(start..<end, of: chunk.digits)
        start = end
        guard part.count >= 7 else {
          parts = []
          break
        }
        let hasPlus = index == 0 ? chunk.hasPlus : chunk.plusAfterSlash(index - 1)
        parts.append(NumberRepair(region: region).read(part, hasPlus: hasPlus, trunk: nil))
      }
      if parts.contains(where: { $0.isValid }) {
        for part in parts { take(part) }
        return
      }
    }
    var finding = NumberRepair(region: region).read(
      chunk.digits, hasPlus: chunk.hasPlus, trunk: chunk.trunk)
    let hasPlus = chunk.hasPlus
    if !finding.isValid, !hasPlus,
      let (first, second) = JoinedNumbers.halves(chunk, NumberRepair(region: region))
    {
      take(first)
      take(second)
      return
    }
    if chunk.hasLookAlike && finding.rule == .none { finding.rule = .lookAlikeLetter }
    take(finding)
  }

  private mutating func take(_ digits: Digits, rule: Rule) {
    var finding: Finding
    if rule == .whatsAppLink {
      finding = NumberRepair(region: region).read(digits, hasPlus: true, trunk: nil)
    } else {
      finding = NumberRepair(region: region).read(digits, hasPlus: false, trunk: nil)
    }
    if finding.rule == .none { finding.rule = rule }
    take(finding)
  }

  private mutating func take(_ finding: Finding) {
    guard finding.isValid, let number = finding.number else {
      if finding.digitCount >= 7 { found.rest = true }
      if found.failure == nil { found.failure = finding }
      return
    }
    if let first = found.first {
      if first.number == number || found.further.contains(number) {
        found.repeated = true
      } else {
        found.further.append(number)
      }
    } else {
      found.first = finding
    }
  }

  private func conclude(_ cellRule: Rule) -> CellReading {
    guard let first = found.first else {
      guard let failure = found.failure else { return .refused(.notANumber) }
      var reading = CellReading.refused(failure.rule)
      if failure.isPossible {
        reading.status = .possible
        reading.number = failure.number
        reading.confidence = 0.3
        reading.usedDefaultRegion = failure.usedDefaultRegion
      }
      return reading
    }
    var rule = first.rule
    var confidence = first.confidence
    if rule == .none { rule = cellRule }
    if !found.further.isEmpty {
      rule = .twoNumbers
    } else if found.rest {
      rule = .partlyRead
      confidence = min(confidence, 0.7)
    } else if rule == .none {
      if found.repeated {
        rule = .sameNumberTwice
      } else if found.trailing {
        rule = .trailingText
      } else if found.label {
        rule = .label
      }
    }
    return CellReading(
      status: rule == .none ? .valid : .repaired, number: first.number,
      extensionDigits: found.firstExtension.isEmpty ? "" : found.firstExtension.digits,
      rule: rule, confidence: confidence, further: found.further,
      usedDefaultRegion: first.usedDefaultRegion)
  }
}

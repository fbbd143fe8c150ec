internal import PhoneNumbers

extension ContactReader {
  func take(
    _ cell: UnsafeBufferPointer<UInt8>, as field: Field, _ index: Int, _ row: inout RowContext,
    _ draft: inout ContactDraft, _ memory: inout CellMemory, _ tally: inout ReadingTally
  ) {
    switch field {
    case .id: takeSourceID(cell, &draft)
    case .recordType:
      if rules.fields.isCompanyType(cell.string) { draft.facts.flags.insert(.companyRecord) }
      carryAlong(cell, index, &draft)
    case .fullName:
      row.full = cell
      row.fullColumn = index
    case .firstName: row.first = cell
    case .middleName: row.middle = cell
    case .lastName: row.last = cell
    case .company: takeText(cell, .company, &draft, &memory)
    case .jobTitle: takeText(cell, .jobTitle, &draft, &memory)
    case .mobile, .phone, .whatsapp: takePhones(cell, field, index, row, &draft, &tally)
    case .email: forEachValue(in: cell) { takeEmails($0, &draft, &memory, &tally) }
    case .country: takeCountry(cell, index, &draft, &memory)
    case .region: takeText(cell, .region, &draft, &memory)
    case .city: takeText(cell, .city, &draft, &memory)
    case .address: takeText(cell, .address, &draft, &memory)
    case .postalCode: takeText(cell, .postalCode, &draft, &memory)
    case .birthday: _ = takeDate(cell, .birthday, index, &draft)
    case .language: takeLanguage(cell, &draft, &memory)
    case .tags: takeTags(cell, index, &draft, &memory)
    case .owner: takeText(cell, .owner, &draft, &memory)
    case .status: takeStatus(cell, index, &row, &draft, &memory)
    case .notes: takeNote(cell, &draft)
    case .sourceSystem: takeText(cell, .sourceSystem, &draft, &memory)
    case .created: draft.facts.createdSeconds = takeDate(cell, .createdAt, index, &draft)
    case .updated: draft.facts.updatedSeconds = takeDate(cell, .updatedAt, index, &draft)
    case .optIn: forEachValue(in: cell) { takeOptIn($0, index, &row, &draft, &memory) }
    case .optOut:
      forEachValue(in: cell) { takeOptOut($0, index, isInverted: false, &row, &draft, &memory) }
    case .consentDate:
      draft.facts.claim.consentSeconds = takeDate(cell, .consentAt, index, &draft)
    case .optOutDate: takeOptOut(cell, index, isInverted: false, &row, &draft, &memory)
    case .consentSource: takeText(cell, .consentProof, &draft, &memory)
    case .doubleOptIn, .confirmedDate: takeConfirmation(cell, index, &row, &draft, &memory)
    }
  }

  /// The values of a cell in which a system joins several by ` ::: `.
  private func forEachValue(
    in cell: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    let colon = UInt8(ascii: ":")
    guard let first = cell.firstIndex(of: colon),
      (first..<max(first, cell.count - 2)).contains(where: {
        cell[$0] == colon && cell[$0 + 1] == colon && cell[$0 + 2] == colon
      })
    else { return body(cell) }
    for value in values(in: cell.string) { value.utf8Span.span.withUnsafeBufferPointer(body) }
  }

  func values(in text: String) -> [String] {
    guard text.utf8.contains(UInt8(ascii: ":")), text.contains(":::") else { return [text] }
    return text.split(separator: ":::").map { tidy(String($0)) }.filter { !$0.isEmpty }
  }

  func carryAlong(
    _ cell: UnsafeBufferPointer<UInt8>, _ index: Int, _ flag: Flag, _ draft: inout ContactDraft
  ) {
    carryAlong(cell, index, &draft)
    draft.facts.flags.insert(flag)
  }

  /// Without text marks: read back, they could not be told from those that the result's own writer puts.
  func carryAlong(
    _ cell: UnsafeBufferPointer<UInt8>, _ index: Int, _ draft: inout ContactDraft
  ) {
    draft.addExtra(extras[index], withoutTextMark(cell))
  }
}

// MARK: - Texts

extension ContactReader {
  /// Text without stray blanks; empty for a placeholder such as `n/a`.
  func meaningful(_ text: String) -> String {
    let text = tidy(text)
    return rules.words.isPlaceholder(text) ? "" : text
  }

  /// Appends what `meaningful` makes of a cell.
  func appendMeaningful(_ cell: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    let start = output.count
    guard appendTidy(cell, to: &output) else {
      output.append(contentsOf: meaningful(cell.string).utf8)
      return
    }
    let isPlaceholder = output.withUnsafeBufferPointer {
      $0.count > start
        && rules.words.isPlaceholder(tidy: UnsafeBufferPointer(rebasing: $0[start...]))
    }
    if isPlaceholder { output.removeSubrange(start...) }
  }

  private func takeText(
    _ cell: UnsafeBufferPointer<UInt8>, _ target: ContactColumn, _ draft: inout ContactDraft,
    _ memory: inout CellMemory
  ) {
    if let known = memory.find(cell) { return draft.set(target, known, of: memory) }
    draft.set(target) { appendMeaningful(cell, to: &$0) }
    draft.remember(target, for: cell, in: &memory)
  }

  private func takeSourceID(_ cell: UnsafeBufferPointer<UInt8>, _ draft: inout ContactDraft) {
    draft.setSourceID { bytes in
      if !appendTidy(cell, to: &bytes) { bytes.append(contentsOf: tidy(cell.string).utf8) }
    }
  }

  private func takeLanguage(
    _ cell: UnsafeBufferPointer<UInt8>, _ draft: inout ContactDraft, _ memory: inout CellMemory
  ) {
    if let known = memory.find(cell) { return draft.set(.language, known, of: memory) }
    draft[.language] = rules.languages.tag(for: cell.string) ?? meaningful(cell.string)
    draft.remember(.language, for: cell, in: &memory)
  }

  private func takeNote(_ cell: UnsafeBufferPointer<UInt8>, _ draft: inout ContactDraft) {
    if draft.isEmpty(.notes) {
      draft.set(.notes) { bytes in
        if !appendTidy(cell, keepingLines: true, to: &bytes) {
          bytes.append(contentsOf: tidy(cell.string, keepingLines: true).utf8)
        }
      }
    } else {
      let note = tidy(cell.string, keepingLines: true)
      if !note.isEmpty { draft[.notes] += "\n" + note }
    }
  }

  private func takeStatus(
    _ cell: UnsafeBufferPointer<UInt8>, _ index: Int, _ row: inout RowContext,
    _ draft: inout ContactDraft, _ memory: inout CellMemory
  ) {
    // Remembered is what it opts out of, and above that whether it shows a first interaction.
    let interest = 1 << 8
    let meaning: Int
    if let known = memory.find(cell) {
      draft.set(.status, known, of: memory)
      meaning = known.code
    } else {
      let text = cell.string
      draft[.status] = meaningful(text)
      var said = Int(optOutChannels(ofWord: text).rawValue)
      if rules.consent.transactionalStatuses.contains(fold(text)) { said |= interest }
      draft.remember(.status, for: cell, code: said, in: &memory)
      meaning = said
    }
    let channels = ConsentChannels(rawValue: UInt8(truncatingIfNeeded: meaning))
    if !channels.isEmpty { optOut(index, of: channels, &draft) }
    if meaning & interest != 0 { row.consent.isInterested = true }
  }

  private func takeTags(
    _ cell: UnsafeBufferPointer<UInt8>, _ index: Int, _ draft: inout ContactDraft,
    _ memory: inout CellMemory
  ) {
    // What a cell comes to depends on the tags that are there already.
    let isFirst = draft.isEmpty(.tags)
    if isFirst, let known = memory.find(cell) {
      draft.set(.tags, known, of: memory)
      if known.code != 0 {
        optOut(index, of: ConsentChannels(rawValue: UInt8(known.code)), &draft)
      }
      return
    }
    var channels: ConsentChannels = []
    for tag in values(in: cell.string).flatMap(splitTags) {
      draft.add(tag, to: .tags)
      channels.formUnion(optOutChannels(ofWord: tag))
    }
    if !channels.isEmpty { optOut(index, of: channels, &draft) }
    if isFirst {
      draft.remember(.tags, for: cell, code: Int(channels.rawValue), in: &memory)
    }
  }
}

// MARK: - Countries and dates

extension ContactReader {
  /// What a country cell says; remembered as the code of its cell.
  enum CountryAnswer: Int {
    case nothing, known, unknown
  }

  /// What a cell names: its code, remembered as the text, if it is known.
  func country(
    _ cell: UnsafeBufferPointer<UInt8>, _ memory: inout CellMemory
  ) -> (code: Int, text: Range<Int>) {
    if let known = memory.find(cell) { return (known.code, known.text) }
    let text = cell.string
    let code = rules.countries.code(for: text) ?? ""
    let answer: CountryAnswer =
      !code.isEmpty ? .known : meaningful(text).isEmpty ? .nothing : .unknown
    let place = code.utf8Span.span.withUnsafeBufferPointer {
      memory.insert(cell, text: $0, code: answer.rawValue)
    }
    return (answer.rawValue, place)
  }

  func takeCountry(
    _ cell: UnsafeBufferPointer<UInt8>, _ index: Int, _ draft: inout ContactDraft,
    _ memory: inout CellMemory
  ) {
    let (code, text) = country(cell, &memory)
    switch CountryAnswer(rawValue: code) {
    case .known: draft.set(.country, text, of: memory)
    case .unknown: carryAlong(cell, index, .unknownCountry, &draft)
    case .nothing, nil: break
    }
  }

  func date(_ cell: UnsafeBufferPointer<UInt8>, _ index: Int) -> DateReading {
    let rules = dateRules(index)
    return readNumericDate(cell, rules: rules)
      ?? readDate(cell.string, rules: rules)
  }

  /// - Returns: Unix seconds of the date, if it could be read.
  func takeDate(
    _ cell: UnsafeBufferPointer<UInt8>, _ target: ContactColumn, _ index: Int,
    _ draft: inout ContactDraft
  ) -> Int64? {
    let reading = date(cell, index)
    switch reading.status {
    case .read:
      draft.set(target) { reading.appendText(to: &$0) }
      return reading.epochSeconds
    case .empty: break
    case .ambiguous: carryAlong(cell, index, .ambiguousDate, &draft)
    case .invalid:
      if !meaningful(cell.string).isEmpty { carryAlong(cell, index, .unreadableDate, &draft) }
    }
    return nil
  }
}

// MARK: - Numbers and addresses

extension ContactReader {
  /// A number whose kind stands in another column: a fax is carried along, a mobile is one.
  func takePhone(
    _ cell: UnsafeBufferPointer<UInt8>, as field: Field, labelled label: UnsafeBufferPointer<UInt8>,
    _ index: Int, _ row: RowContext, _ draft: inout ContactDraft, _ tally: inout ReadingTally
  ) {
    let label = label.string
    let named = label.isEmpty ? nil : rules.fields.field(of: label)
    if rules.fields.isFax(label) {
      carryAlong(cell, index, &draft)
    } else {
      let field = named?.isPhone == true ? named ?? field : field
      takePhones(cell, field, index, row, &draft, &tally)
    }
  }

  private func takePhones(
    _ cell: UnsafeBufferPointer<UInt8>, _ field: Field, _ index: Int, _ row: RowContext,
    _ draft: inout ContactDraft, _ tally: inout ReadingTally
  ) {
    forEachValue(in: cell) { takePhone($0, field, index, row, &draft, &tally) }
  }

  func takePhone(
    _ cell: UnsafeBufferPointer<UInt8>, _ field: Field, _ index: Int, _ row: RowContext,
    _ draft: inout ContactDraft, _ tally: inout ReadingTally
  ) {
    let fallback = row.region ?? regions[index] ?? region
    let reading = readPhoneCell(cell.span, defaultRegion: fallback, rules: rules.phones)
    tally.count(reading, cell: cell, column: extras[index])
    if reading.status == .empty { return }
    let origin: PhoneEntry.CountryOrigin =
      if !reading.usedDefaultRegion {
        .number
      } else if row.region != nil {
        .row
      } else if regions[index] != nil {
        .column
      } else {
        .option
      }
    guard let number = reading.number, reading.isUsable else {
      draft.add("\(tidy(cell.string)) (\(reading.rule.rawValue))", to: .invalidPhones)
      switch reading.status {
      case .ambiguous: draft.facts.flags.insert(.numberAmbiguous)
      case .possible: draft.facts.flags.insert(.numberPossible)
      default: draft.facts.flags.insert(.numberInvalid)
      }
      return
    }
    tally.countCountryOrigin(origin)
    func add(_ number: PhoneNumber) {
      guard number.isValid else { return }
      draft.addPhone(
        PhoneEntry(
          number: number, status: reading.status, origin: origin,
          isWhatsApp: field == .whatsapp, isMobileField: field == .mobile))
    }
    add(number)
    for number in reading.further { add(number) }
    // What a person wrote beside the number, an extension above all, is not in E.164.
    if reading.leavesText(of: cell) { draft.addExtra(extras[index], cell) }
  }

  func takeEmails(
    _ cell: UnsafeBufferPointer<UInt8>, _ draft: inout ContactDraft, _ memory: inout CellMemory,
    _ tally: inout ReadingTally
  ) {
    if draft.isEmpty(.email) {
      draft.set(.email) { _ = appendPlainEmail(cell, to: &$0) }
      if !draft.isEmpty(.email) {
        let isSlip = draft.withBytes(.email) { isMistyped($0, &memory, &tally) }
        if isSlip { draft.facts.flags.insert(.emailDomainMistyped) }
        return
      }
    }
    for reading in readEmails(cell.string) {
      if let reason = reading.reason {
        draft.add("\(reading.address) (\(reason.rawValue))", to: .invalidEmails)
        draft.facts.flags.insert(.emailInvalid)
        continue
      }
      var address = reading.address
      if address.withUTF8({ isMistyped($0, &memory, &tally) }) {
        draft.facts.flags.insert(.emailDomainMistyped)
      }
      if draft.isEmpty(.email) {
        draft[.email] = address
      } else if draft[.email] != address {
        draft.add(address, to: .otherEmails)
      }
    }
  }

  /// Whether the domain of an address is probably a slip; counts it if it is.
  private func isMistyped(
    _ address: UnsafeBufferPointer<UInt8>, _ memory: inout CellMemory, _ tally: inout ReadingTally
  ) -> Bool {
    guard let at = address.lastIndex(of: UInt8(ascii: "@")) else { return false }
    let domain = UnsafeBufferPointer(rebasing: address[(at + 1)...])
    let meant: Int
    if let known = memory.find(domain) {
      meant = known.code
    } else {
      meant = rules.words.mailDomains.likelyMeant(by: domain) ?? Self.noDomain
      memory.insert(domain, text: UnsafeBufferPointer(rebasing: domain[..<0]), code: meant)
    }
    if meant == Self.noDomain { return false }
    tally.countMistyped(domain: domain, meant: rules.words.mailDomains[meant])
    return true
  }

  private static let noDomain = -1
}

extension CellReading {
  /// Valid, as it stands or repaired.
  fileprivate var isUsable: Bool { status == .valid || status == .repaired }

  /// Whether the cell holds more than its numbers.
  fileprivate func leavesText(of cell: UnsafeBufferPointer<UInt8>) -> Bool {
    if !extensionDigits.isEmpty || !further.isEmpty { return true }
    switch rule {
    case .label, .trailingText, .partlyRead, .abbreviatedNumber, .keypadLetters: return true
    default: break
    }
    // Digits beyond the number and a prefix (`00`, `(0)`) are another number that could not be read.
    let digits =
      cell.allSatisfy { $0 < 0x80 }
      ? cell.count { $0 &- 0x30 < 10 }
      : cell.string.unicodeScalars.count {
        $0.isASCII ? ("0"..."9").contains($0) : $0.properties.numericType == .decimal
      }
    return digits > (number?.e164.utf8.count ?? 0) + 2
  }
}

extension ContactDraft {
  /// Adds a number unless the draft has it; the better of two readings stays.
  mutating func addPhone(_ entry: PhoneEntry) {
    guard let known = phones.firstIndex(where: { $0.number == entry.number }) else {
      phones.append(entry)
      return
    }
    phones[known].isWhatsApp = phones[known].isWhatsApp || entry.isWhatsApp
    phones[known].isMobileField = phones[known].isMobileField || entry.isMobileField
    if entry.status == .valid, phones[known].status == .repaired { phones[known].status = .valid }
  }
}

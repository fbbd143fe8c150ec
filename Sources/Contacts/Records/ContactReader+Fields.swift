internal import PhoneNumbers

extension ContactReader {
  func take(
    _ text: String, as field: Field, _ column: Column, _ row: inout RowContext,
    _ draft: inout ContactDraft, _ tally: inout ReadingTally
  ) {
    switch field {
    case .id: draft.sourceID = tidy(text)
    case .recordType:
      if rules.fields.isCompanyType(text) { draft.facts.flags.insert(.companyRecord) }
      carryAlong(text, column, &draft)
    case .fullName:
      row.full = text
      row.fullColumn = column
    case .firstName: row.first = text
    case .middleName: row.middle = text
    case .lastName: row.last = text
    case .company: draft[.company] = meaningful(text)
    case .jobTitle: draft[.jobTitle] = meaningful(text)
    case .mobile, .phone, .whatsapp:
      for value in values(in: text) { takePhone(value, field, column, row, &draft, &tally) }
    case .email: for value in values(in: text) { takeEmails(value, &draft) }
    case .country: takeCountry(text, column, &draft)
    case .region: draft[.region] = meaningful(text)
    case .city: draft[.city] = meaningful(text)
    case .address: draft[.address] = meaningful(text)
    case .postalCode: draft[.postalCode] = meaningful(text)
    case .birthday: _ = takeDate(text, .birthday, column, &draft)
    case .language: draft[.language] = rules.languages.tag(for: text) ?? meaningful(text)
    case .tags:
      for tag in values(in: text).flatMap(splitTags) {
        draft.add(tag, to: .tags)
        noteOptOutWord(tag, column, &draft)
      }
    case .owner: draft[.owner] = meaningful(text)
    case .status:
      draft[.status] = meaningful(text)
      noteOptOutWord(text, column, &draft)
      if rules.consent.transactionalStatuses.contains(fold(text)) {
        row.consent.isInterested = true
      }
    case .notes:
      let note = tidy(text, keepingLines: true)
      draft[.notes] += draft[.notes].isEmpty || note.isEmpty ? note : "\n" + note
    case .sourceSystem: draft[.sourceSystem] = meaningful(text)
    case .created: draft.facts.createdSeconds = takeDate(text, .createdAt, column, &draft)
    case .updated: draft.facts.updatedSeconds = takeDate(text, .updatedAt, column, &draft)
    case .optIn: for value in values(in: text) { takeOptIn(value, column, &row, &draft) }
    case .optOut:
      for value in values(in: text) {
        takeOptOut(value, column, isInverted: false, &row, &draft)
      }
    case .consentDate:
      draft.facts.claim.consentSeconds = takeDate(text, .consentAt, column, &draft)
    case .optOutDate: takeOptOut(text, column, isInverted: false, &row, &draft)
    case .consentSource: draft[.consentProof] = meaningful(text)
    case .doubleOptIn, .confirmedDate: takeConfirmation(text, column, &row, &draft)
    }
  }

  /// A number whose kind stands in another column: a fax is carried along, a mobile is one.
  func takePhone(
    _ text: String, as field: Field, labelled label: String, _ column: Column,
    _ row: inout RowContext, _ draft: inout ContactDraft, _ tally: inout ReadingTally
  ) {
    let named = label.isEmpty ? nil : rules.fields.field(of: label)
    if rules.fields.isFax(label) {
      carryAlong(text, column, &draft)
    } else {
      take(text, as: named?.isPhone == true ? named ?? field : field, column, &row, &draft, &tally)
    }
  }

  /// The values of a cell in which a system joins several by ` ::: `.
  func values(in text: String) -> [String] {
    guard text.utf8.contains(UInt8(ascii: ":")), text.contains(":::") else { return [text] }
    return text.split(separator: ":::").map { tidy(String($0)) }.filter { !$0.isEmpty }
  }

  /// Text without stray blanks; empty for a placeholder such as `n/a`.
  func meaningful(_ text: String) -> String {
    let text = tidy(text)
    return rules.words.isPlaceholder(text) ? "" : text
  }

  func takePhone(
    _ text: String, _ field: Field, _ column: Column, _ row: RowContext,
    _ draft: inout ContactDraft, _ tally: inout ReadingTally
  ) {
    let fallback = row.region ?? column.region ?? region
    let reading = readPhoneCell(text.utf8Span.span, defaultRegion: fallback, rules: rules.phones)
    tally.count(reading, cell: text, column: column.extra)
    if reading.status == .empty { return }
    let origin: PhoneEntry.CountryOrigin =
      if !reading.usedDefaultRegion {
        .number
      } else if row.region != nil {
        .row
      } else if column.region != nil {
        .column
      } else {
        .option
      }
    guard let number = reading.number, reading.isUsable else {
      draft.add("\(tidy(text)) (\(reading.rule.rawValue))", to: .invalidPhones)
      switch reading.status {
      case .ambiguous: draft.facts.flags.insert(.numberAmbiguous)
      case .possible: draft.facts.flags.insert(.numberPossible)
      default: draft.facts.flags.insert(.numberInvalid)
      }
      return
    }
    tally.countCountryOrigin(origin)
    for number in [number] + reading.further where number.isValid {
      draft.addPhone(
        PhoneEntry(
          number: number, status: reading.status, origin: origin,
          isWhatsApp: field == .whatsapp, isMobileField: field == .mobile))
    }
    // What a person wrote beside the number, an extension above all, is not in E.164.
    if reading.leavesText(of: text) { draft.extras.append((column.extra, text)) }
  }

  func takeEmails(_ text: String, _ draft: inout ContactDraft) {
    for reading in readEmails(text) {
      if let reason = reading.reason {
        draft.add("\(reading.address) (\(reason.rawValue))", to: .invalidEmails)
        draft.facts.flags.insert(.emailInvalid)
      } else if draft[.email].isEmpty {
        draft[.email] = reading.address
      } else if draft[.email] != reading.address {
        draft.add(reading.address, to: .otherEmails)
      }
    }
  }

  func takeCountry(_ text: String, _ column: Column, _ draft: inout ContactDraft) {
    if let code = rules.countries.code(for: text) {
      draft[.country] = code
    } else if !meaningful(text).isEmpty {
      carryAlong(text, column, .unknownCountry, &draft)
    }
  }

  /// - Returns: Unix seconds of the date, if it could be read.
  func takeDate(
    _ text: String, _ target: ContactColumn, _ column: Column, _ draft: inout ContactDraft
  ) -> Int64? {
    let reading = readDate(text, rules: column.dates ?? DateRules())
    switch reading.status {
    case .read:
      draft[target] = reading.text
      return reading.epochSeconds
    case .empty: break
    case .ambiguous: carryAlong(text, column, .ambiguousDate, &draft)
    case .invalid:
      if !meaningful(text).isEmpty { carryAlong(text, column, .unreadableDate, &draft) }
    }
    return nil
  }

  func carryAlong(
    _ text: String, _ column: Column, _ flag: Flag, _ draft: inout ContactDraft
  ) {
    carryAlong(text, column, &draft)
    draft.facts.flags.insert(flag)
  }

  /// Without text marks: read back, they could not be told from those that the result's own writer puts.
  func carryAlong(_ text: String, _ column: Column, _ draft: inout ContactDraft) {
    draft.extras.append((column.extra, withoutTextMark(text)))
  }
}

extension CellReading {
  /// Valid, as it stands or repaired.
  fileprivate var isUsable: Bool { status == .valid || status == .repaired }

  /// Whether the cell holds more than its numbers.
  fileprivate func leavesText(of cell: String) -> Bool {
    if !extensionDigits.isEmpty || !further.isEmpty { return true }
    switch rule {
    case .label, .trailingText, .partlyRead, .abbreviatedNumber, .keypadLetters: return true
    default: break
    }
    // Digits beyond the number and a prefix (`00`, `(0)`) are another number that could not be read.
    let digits = cell.unicodeScalars.count {
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

package import PhoneNumbers

/// Turns the rows of one input into contacts: maps each cell to its field and normalises it.
///
/// A value that its field cannot take (a date that is none, an unknown country) is not dropped: it is carried along
/// in an extra column under its own header, and flagged.
package struct ContactReader: Sendable {
  /// One column of the input and what the first pass over it showed.
  package final class Column: Sendable {
    package let mapping: ColumnMapping
    /// Number of the extra column that takes values which are carried along.
    package let extra: UInt32
    /// How the column writes its dates.
    package let dates: DateRules?
    /// The country of the column's numbers, where the column shows one.
    package let region: Region?

    package init(
      mapping: ColumnMapping, extra: UInt32, dates: DateRules? = nil, region: Region? = nil
    ) {
      self.mapping = mapping
      self.extra = extra
      self.dates = dates
      self.region = region
    }
  }

  private let columns: [Column]
  private let countryColumn: Int?
  private let rules: RuleBook
  private let region: Region?
  private let input: UInt16
  private let inputName: String
  private let sourceLabel: String

  /// - Parameters:
  ///   - input: number of the input in the run.
  ///   - inputName: the path as the user gave it; part of the record's place.
  ///   - region: the country given by the user.
  package init(
    columns: [Column], rules: RuleBook, region: Region?, input: UInt16, inputName: String
  ) {
    self.columns = columns
    countryColumn = columns.firstIndex {
      $0.mapping.role == .field(.country) || $0.mapping.role == .restored(.country)
    }
    self.rules = rules
    self.region = region
    self.input = input
    self.inputName = inputName
    sourceLabel = Self.label(of: inputName)
  }

  /// The letters of a file's name without folder and endings: the same for `contacts.csv` and
  /// `contacts-2024-03.json.gz`.
  package static func label(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let stem = name.split(separator: ".").first.map(String.init) ?? name
    // Without the date or number of an export: `crm_2024-03-01` and `crm_2024-03-08` are one source.
    let label = stem.split { !$0.isLetter }.joined(separator: "-")
    return label.isEmpty ? stem : label
  }

  /// Reads one row into `draft`.
  ///
  /// - Parameters:
  ///   - cell: the text of a column's cell, as it stands in the input.
  /// - Returns: whether anything in the row tells who it is; a row without name, number, e-mail and company is not a
  ///   contact.
  package func read(
    line: UInt64, byteOffset: UInt64, into draft: inout ContactDraft, tally: inout ReadingTally,
    cell: (Int) -> String
  ) -> Bool {
    draft.reset()
    draft.facts.input = input
    draft.facts.line = line
    draft.facts.byteOffset = byteOffset
    var row = RowContext()
    if let countryColumn { row.region = rowRegion(cell(countryColumn)) }
    for (index, column) in columns.enumerated() {
      let text = cell(index)
      guard !text.isEmpty else { continue }
      switch column.mapping.role {
      case .extra: carryAlong(text, column, &draft)
      case .field(let field): take(text, as: field, column, &row, &draft, &tally)
      case .invertedOptOut: takeOptOut(text, column, isInverted: true, &row, &draft)
      case .restored(let target): restore(text, to: target, column, &row, &draft, &tally)
      }
    }
    finish(&row, &draft)
    return
      !(draft[.fullName].isEmpty && draft[.company].isEmpty && draft[.email].isEmpty
      && draft[.invalidPhones].isEmpty && draft[.invalidEmails].isEmpty && draft.phones.isEmpty)
  }

  /// What the cells of a row say together.
  private struct RowContext {
    var region: Region?
    var full = ""
    var fullColumn: Column?
    var first = ""
    var middle = ""
    var last = ""
    var optIn: Bool?
    var isInterested = false
    var isRestored = false
    /// The address at WhatsApp that an earlier result chose.
    var whatsAppID = ""
  }

  private func rowRegion(_ text: String) -> Region? {
    rules.countries.code(for: text).flatMap { Region($0) }
  }
}

// MARK: - Fields

extension ContactReader {
  private func take(
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
      if rules.consent.transactionalStatuses.contains(fold(text)) { row.isInterested = true }
    case .notes:
      let note = tidy(text, keepingLines: true)
      draft[.notes] += draft[.notes].isEmpty || note.isEmpty ? note : "\n" + note
    case .sourceSystem: draft[.sourceSystem] = meaningful(text)
    case .created: draft.facts.createdSeconds = takeDate(text, .createdAt, column, &draft)
    case .updated: draft.facts.updatedSeconds = takeDate(text, .updatedAt, column, &draft)
    case .optIn: takeOptIn(text, column, &row, &draft)
    case .optOut: takeOptOut(text, column, isInverted: false, &row, &draft)
    case .consentDate:
      draft.facts.claim.consentSeconds = takeDate(text, .consentAt, column, &draft)
    case .optOutDate: takeOptOut(text, column, isInverted: false, &row, &draft)
    case .consentSource: draft[.consentProof] = meaningful(text)
    }
  }

  /// The values of a cell in which a system joins several by ` ::: `.
  private func values(in text: String) -> [String] {
    guard text.utf8.contains(UInt8(ascii: ":")), text.contains(":::") else { return [text] }
    return text.split(separator: ":::").map { tidy(String($0)) }.filter { !$0.isEmpty }
  }

  /// Text without stray blanks; empty for a placeholder such as `n/a`.
  private func meaningful(_ text: String) -> String {
    let text = tidy(text)
    return rules.words.isPlaceholder(text) ? "" : text
  }

  private func takePhone(
    _ text: String, _ field: Field, _ column: Column, _ row: RowContext,
    _ draft: inout ContactDraft, _ tally: inout ReadingTally
  ) {
    let fallback = row.region ?? column.region ?? region
    let reading = readPhoneCell(text.utf8Span.span, defaultRegion: fallback)
    tally.count(reading, cell: text)
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

  private func takeEmails(_ text: String, _ draft: inout ContactDraft) {
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

  private func takeCountry(_ text: String, _ column: Column, _ draft: inout ContactDraft) {
    if let code = rules.countries.code(for: text) {
      draft[.country] = code
    } else if !meaningful(text).isEmpty {
      carryAlong(text, column, .unknownCountry, &draft)
    }
  }

  /// - Returns: Unix seconds of the date, if it could be read.
  private func takeDate(
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

  private func carryAlong(
    _ text: String, _ column: Column, _ flag: Flag, _ draft: inout ContactDraft
  ) {
    carryAlong(text, column, &draft)
    draft.facts.flags.insert(flag)
  }

  /// Without text marks: read back, they could not be told from those that the result's own writer puts.
  private func carryAlong(_ text: String, _ column: Column, _ draft: inout ContactDraft) {
    draft.extras.append((column.extra, withoutTextMark(text)))
  }
}

// MARK: - Consent

extension ContactReader {
  private func takeOptIn(
    _ text: String, _ column: Column, _ row: inout RowContext, _ draft: inout ContactDraft
  ) {
    if rules.words.permission(of: text) == false {
      optOut(column, &draft)
    } else if let said = rules.words.permission(of: text) ?? rules.words.truth(of: text) {
      row.optIn = (row.optIn ?? true) && said
    } else if !meaningful(text).isEmpty {
      carryAlong(text, column, &draft)
    }
  }

  private func takeOptOut(
    _ text: String, _ column: Column, isInverted: Bool, _ row: inout RowContext,
    _ draft: inout ContactDraft
  ) {
    if rules.words.permission(of: text) == false {
      optOut(column, &draft)
    } else if rules.words.isPlainPermission(text) {
      return
    } else if let said = rules.words.truth(of: text) {
      if said != isInverted { optOut(column, &draft) }
    } else if let seconds = optOutDate(text, column, &draft) {
      draft.facts.claim.optOutSeconds = seconds
      optOut(column, &draft)
    } else if !meaningful(text).isEmpty {
      carryAlong(text, column, .optOutUnclear, &draft)
      optOut(column, &draft)
    }
  }

  /// The time of an opt-out column that holds times.
  private func optOutDate(
    _ text: String, _ column: Column, _ draft: inout ContactDraft
  ) -> Int64? {
    let reading = readDate(text, rules: column.dates ?? DateRules())
    guard reading.status == .read else { return nil }
    draft[.optOutAt] = reading.text
    return reading.epochSeconds
  }

  private func noteOptOutWord(_ text: String, _ column: Column, _ draft: inout ContactDraft) {
    let isOptOut =
      draft.optOutWords[text]
      ?? (rules.consent.optOutWords.contains(fold(text)) || rules.fields.maySayOptOut(text))
    draft.remember(text, isOptOut: isOptOut)
    if isOptOut { optOut(column, &draft) }
  }

  private func optOut(_ column: Column, _ draft: inout ContactDraft) {
    draft.facts.claim.isOptedOut = true
    if draft[.optOutSource].isEmpty {
      draft[.optOutSource] = "\(inputName): \(column.mapping.header)"
    }
  }
}

// MARK: - The row as a whole

extension ContactReader {
  private func finish(_ row: inout RowContext, _ draft: inout ContactDraft) {
    finishName(row, &draft)
    if row.isRestored {
      // Only proven consent was written as marketing; its proof may have been a date.
      if draft.facts.claim.tier == .marketing { draft.facts.claim.hasProof = true }
    } else {
      finishConsent(row, &draft)
    }
    // The number keeps its rank; where a person corrected it, the address that follows from it is not the old one.
    for index in draft.phones.indices
    where !row.whatsAppID.isEmpty && draft.phones[index].number.whatsAppID == row.whatsAppID {
      draft.phones[index].isWhatsApp = true
    }
    for entry in draft.phones {
      switch entry.status {
      case .repaired: draft.facts.flags.insert(.numberRepaired)
      default: break
      }
      switch entry.origin {
      case .number: break
      case .row: draft.facts.flags.insert(.countryFromRow)
      case .column: draft.facts.flags.insert(.countryFromColumn)
      case .option: draft.facts.flags.insert(.countryFromOption)
      }
    }
    if draft.facts.flags.contains(.companyRecord), draft[.company].isEmpty {
      draft[.company] = draft[.fullName]
    }
    draft.facts.key = key(of: draft)
    if draft[.sourceRecords].isEmpty {
      draft[.sourceRecords] = "\(inputName):\(draft.facts.line)"
    }
  }

  private func finishName(_ row: RowContext, _ draft: inout ContactDraft) {
    guard !(row.full.isEmpty && row.first.isEmpty && row.last.isEmpty && row.middle.isEmpty)
    else { return }
    if draft.facts.flags.contains(.companyRecord) {
      draft[.fullName] = meaningful(row.full.isEmpty ? row.first : row.full)
      return
    }
    let name = normaliseName(
      full: row.full, first: row.first, middle: row.middle, last: row.last, words: rules.words)
    if let column = row.fullColumn, !(row.first.isEmpty && row.last.isEmpty),
      Self.words(row.full) != Self.words("\(row.first) \(row.middle) \(row.last)")
    {
      // Two cells name the person, and differently: the parts are taken, the whole is carried along.
      draft.extras.append((column.extra, row.full))
    }
    draft[.fullName] = name.full
    draft[.firstName] = name.first
    draft[.middleName] = name.middle
    draft[.lastName] = name.last
    if !name.title.isEmpty { draft[.nameTitle] = name.title }
    if name.flags.contains(.placeholderName) { draft.facts.flags.insert(.placeholderName) }
    if name.flags.contains(.companyInName) { draft.facts.flags.insert(.companyInName) }
  }

  private static func words(_ text: String) -> [Substring] {
    fold(text).split(separator: " ").sorted()
  }

  private func finishConsent(_ row: RowContext, _ draft: inout ContactDraft) {
    draft.facts.claim.hasProof = rules.consent.proof.isMet(
      hasDate: draft.facts.claim.consentSeconds != nil,
      hasSource: !draft[.consentProof].isEmpty)
    switch row.optIn {
    case true?:
      if draft.facts.claim.hasProof {
        draft.facts.claim.tier = .marketing
      } else {
        draft.facts.claim.tier = .transactional
        draft.facts.flags.insert(.optInWithoutProof)
      }
    case false?: draft.facts.claim.tier = row.isInterested ? .transactional : ConsentTier.none
    case nil: draft.facts.claim.tier = row.isInterested ? .transactional : nil
    }
    // Within one record too, an opt-in that is newer than the opt-out and proven replaces it.
    guard draft.facts.claim.isOptedOut else { return }
    var optIn = draft.facts.claim
    optIn.isOptedOut = false
    if optIn.overrides(optOut: draft.facts.claim) {
      draft.facts.claim.isOptedOut = false
      draft.facts.flags.insert(.optOutOverridden)
    }
  }

  /// The source's own id where there is one, the content otherwise.
  private func key(of draft: ContactDraft) -> UInt64 {
    var hash = StableHash()
    if !draft[.contactID].isEmpty {
      hash.combine(draft[.contactID])
    } else if !draft.sourceID.isEmpty {
      hash.combine(sourceLabel)
      hash.combine(draft.sourceID)
    } else {
      // The source of an opt-out names the file, which may have another name or place next time.
      for (index, value) in draft.values.enumerated()
      where index != ContactColumn.optOutSource.rawValue {
        hash.combine(value)
      }
      for phone in draft.phones { hash.combine(phone.number.e164) }
    }
    return hash.value
  }
}

// MARK: - Rollcall's own output

extension ContactReader {
  /// Reads a column of `contacts.csv` back. Values are as this reader once wrote them or as a user corrected them,
  /// so they pass the same normalisers; what was derived from them is derived again.
  private func restore(
    _ text: String, to target: ContactColumn, _ column: Column, _ row: inout RowContext,
    _ draft: inout ContactDraft, _ tally: inout ReadingTally
  ) {
    row.isRestored = true
    switch target {
    case .fullName: row.full = text
    case .firstName: row.first = text
    case .middleName: row.middle = text
    case .lastName: row.last = text
    case .phoneE164, .otherPhones:
      for item in listItems(text) { takePhone(item, .phone, column, row, &draft, &tally) }
    case .phoneStatus:
      guard let status = CellReading.Status(rawValue: text),
        status == .valid || status == .repaired,
        !draft.phones.isEmpty
      else { return }
      draft.phones[0].status = status
    case .email, .otherEmails: takeEmails(text, &draft)
    case .country: takeCountry(text, column, &draft)
    case .birthday: _ = takeDate(text, .birthday, column, &draft)
    case .createdAt: draft.facts.createdSeconds = takeDate(text, target, column, &draft)
    case .updatedAt: draft.facts.updatedSeconds = takeDate(text, target, column, &draft)
    case .consentTier: draft.facts.claim.tier = ConsentTier(name: text)
    case .optedOut: draft.facts.claim.isOptedOut = rules.words.truth(of: text) ?? true
    case .optOutAt: draft.facts.claim.optOutSeconds = takeDate(text, target, column, &draft)
    case .consentAt: draft.facts.claim.consentSeconds = takeDate(text, target, column, &draft)
    case .consentProof:
      draft[target] = text
      draft.facts.claim.hasProof = true
    case .flags:
      draft.facts.flags.formUnion(
        FlagSet(text: text).subtracting(.relational))
    case .phoneCountry, .phoneType, .messageable: break
    case .whatsappID: row.whatsAppID = text
    case .contactID, .company, .jobTitle, .region, .city, .address, .postalCode,
      .language, .tags, .owner, .status, .sourceSystem, .optOutSource, .notes, .sourceRecords,
      .invalidPhones, .invalidEmails, .nameTitle:
      draft[target] = withoutTextMark(text)
    }
  }

  /// A cell without the apostrophes that keep a spreadsheet from running it.
  private func withoutTextMark(_ text: String) -> String {
    guard text.utf8.first == UInt8(ascii: "'") else { return text }
    let rest = text.utf8.drop { $0 == UInt8(ascii: "'") }
    switch rest.first {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D:
      return String(decoding: rest, as: UTF8.self)
    default: return text
    }
  }
}

extension CellReading {
  /// Valid, as it stands or repaired.
  fileprivate var isUsable: Bool { status == .valid || status == .repaired }

  /// Whether the cell holds more than its numbers.
  fileprivate func leavesText(of cell: String) -> Bool {
    if !extensionDigits.isEmpty || !further.isEmpty { return true }
    switch rule {
    case .label, .trailingText, .partlyRead, .keypadLetters: return true
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

internal import PhoneNumbers

extension ContactReader {
  /// Reads a column of `contacts.csv` back. Values are as this reader once wrote them or as a user corrected them,
  /// so they pass the same normalisers; what was derived from them is derived again.
  func restore(
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
    case .optOutScope: draft.facts.claim.optOutChannels = ConsentChannels(text: text)
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
  func withoutTextMark(_ text: String) -> String {
    guard text.utf8.first == UInt8(ascii: "'") else { return text }
    let rest = text.utf8.drop { $0 == UInt8(ascii: "'") }
    switch rest.first {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D:
      return String(decoding: rest, as: UTF8.self)
    default: return text
    }
  }
}

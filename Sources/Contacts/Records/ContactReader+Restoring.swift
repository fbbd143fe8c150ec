internal import PhoneNumbers

extension ContactReader {
  /// Reads a column of `contacts.csv` back. Values are as this reader once wrote them or as a user corrected them,
  /// so they pass the same normalisers; what was derived from them is derived again.
  func restore(
    _ cell: UnsafeBufferPointer<UInt8>, to target: ContactColumn, _ index: Int,
    _ row: inout RowContext, _ draft: inout ContactDraft, _ memory: inout CellMemory,
    _ tally: inout ReadingTally
  ) {
    row.isRestored = true
    switch target {
    case .fullName: row.full = cell
    case .firstName: row.first = cell
    case .middleName: row.middle = cell
    case .lastName: row.last = cell
    case .phoneE164, .otherPhones:
      for item in listItems(cell.string) {
        item.utf8Span.span.withUnsafeBufferPointer {
          takePhone($0, .phone, index, row, &draft, &tally)
        }
      }
    case .phoneStatus:
      guard let status = CellReading.Status(rawValue: cell.string),
        status == .valid || status == .repaired,
        !draft.phones.isEmpty
      else { return }
      draft.phones[0].status = status
    case .email, .otherEmails: takeEmails(cell, &draft, &memory, &tally)
    case .country: takeCountry(cell, index, &draft, &memory)
    case .birthday: _ = takeDate(cell, .birthday, index, &draft)
    case .createdAt: draft.facts.createdSeconds = takeDate(cell, target, index, &draft)
    case .updatedAt: draft.facts.updatedSeconds = takeDate(cell, target, index, &draft)
    case .consentTier: draft.facts.claim.tier = ConsentTier(name: cell.string)
    case .optedOut: draft.facts.claim.isOptedOut = rules.words.truth(of: cell.string) ?? true
    case .optOutScope: draft.facts.claim.optOutChannels = ConsentChannels(text: cell.string)
    case .optOutAt: draft.facts.claim.optOutSeconds = takeDate(cell, target, index, &draft)
    case .consentAt: draft.facts.claim.consentSeconds = takeDate(cell, target, index, &draft)
    case .consentProof:
      draft[target] = cell.string
      draft.facts.claim.hasProof = true
    case .flags:
      draft.facts.flags.formUnion(
        FlagSet(text: cell.string).subtracting(.relational))
    case .phoneCountry, .phoneType, .messageable: break
    case .whatsappID: row.whatsAppID = cell.string
    case .contactID, .company, .jobTitle, .region, .city, .address, .postalCode,
      .language, .tags, .owner, .status, .sourceSystem, .optOutSource, .notes, .sourceRecords,
      .invalidPhones, .invalidEmails, .nameTitle:
      draft.set(target) { $0.append(contentsOf: withoutTextMark(cell)) }
    }
  }

  /// A cell without the apostrophes that keep a spreadsheet from running it.
  func withoutTextMark(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    guard text.first == UInt8(ascii: "'") else { return text }
    let rest = text.drop { $0 == UInt8(ascii: "'") }
    switch rest.first {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D:
      return UnsafeBufferPointer(rebasing: rest)
    default: return text
    }
  }
}

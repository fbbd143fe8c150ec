/// The columns of `contacts.csv`, in their order. The names are a promise: add, do not rename.
package enum ContactColumn: Int, Sendable, CaseIterable, Codable {
  case contactID, fullName, firstName, middleName, lastName, company, jobTitle
  case phoneE164, phoneCountry, phoneType, phoneStatus, whatsappID, otherPhones
  case email, otherEmails
  case country, region, city, address, postalCode
  case birthday, language, tags, owner, status, sourceSystem, createdAt, updatedAt
  case consentTier, optedOut, optOutAt, optOutSource, consentAt, consentProof
  case messageable, flags, notes, sourceRecords
  /// Numbers that cannot be used, as they stood, each with its reason.
  case invalidPhones
  /// E-mail addresses that cannot be used, as they stood, each with its reason.
  case invalidEmails
  /// A title that stood in the name, such as `Dr`.
  case nameTitle
  /// What is opted out of: `all`, or channels.
  case optOutScope

  /// The header in `contacts.csv` and the key in `contacts.jsonl`.
  package var name: String {
    switch self {
    case .contactID: "contact_id"
    case .fullName: "full_name"
    case .firstName: "first_name"
    case .middleName: "middle_name"
    case .lastName: "last_name"
    case .company: "company"
    case .jobTitle: "job_title"
    case .phoneE164: "phone_e164"
    case .phoneCountry: "phone_country"
    case .phoneType: "phone_type"
    case .phoneStatus: "phone_status"
    case .whatsappID: "whatsapp_id"
    case .otherPhones: "other_phones"
    case .email: "email"
    case .otherEmails: "other_emails"
    case .country: "country"
    case .region: "region"
    case .city: "city"
    case .address: "address"
    case .postalCode: "postal_code"
    case .birthday: "birthday"
    case .language: "language"
    case .tags: "tags"
    case .owner: "owner"
    case .status: "status"
    case .sourceSystem: "source_system"
    case .createdAt: "created_at"
    case .updatedAt: "updated_at"
    case .consentTier: "consent_tier"
    case .optedOut: "opted_out"
    case .optOutAt: "opt_out_at"
    case .optOutSource: "opt_out_source"
    case .consentAt: "consent_at"
    case .consentProof: "consent_proof"
    case .messageable: "messageable"
    case .flags: "flags"
    case .notes: "notes"
    case .sourceRecords: "source_records"
    case .invalidPhones: "invalid_phones"
    case .invalidEmails: "invalid_emails"
    case .nameTitle: "name_title"
    case .optOutScope: "opt_out_scope"
    }
  }

  package init?(name: String) {
    guard let column = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = column
  }

  /// Put before the name of a column that no rule maps.
  package static let extraPrefix = "extra."

  /// Between the values of a cell that holds several.
  package static let separator = "; "

  /// Columns with several values in a cell.
  package var isList: Bool {
    switch self {
    case .otherPhones, .otherEmails, .tags, .flags, .sourceRecords, .invalidPhones,
      .invalidEmails, .optOutScope:
      true
    default: false
    }
  }

  package var isBoolean: Bool { self == .optedOut || self == .messageable }

  /// Whether these are the columns of a `contacts.csv` (or `.jsonl`) that Rollcall wrote.
  static func isOwnHeader(_ columns: [String]) -> Bool {
    let names = Set(columns)
    return [contactID, consentTier, phoneE164, messageable, sourceRecords]
      .allSatisfy { names.contains($0.name) }
  }
}

/// Calls back with the place of each value of a cell that holds several; with none if it is empty.
package func forEachListItem(_ cell: Span<UInt8>, _ body: (Range<Int>) throws -> Void) rethrows {
  if cell.isEmpty { return }
  var start = 0
  var index = 0
  while index < cell.count {
    if cell[index] == UInt8(ascii: ";"), index + 1 < cell.count,
      cell[index + 1] == UInt8(ascii: " ")
    {
      try body(start..<index)
      index += 2
      start = index
    } else {
      index += 1
    }
  }
  try body(start..<cell.count)
}

/// The values of a cell that holds several.
package func listItems(_ cell: String) -> [String] {
  if cell.isEmpty { return [] }
  if !cell.utf8.contains(UInt8(ascii: ";")) { return [cell] }
  let bytes = Array(cell.utf8)
  var items: [String] = []
  forEachListItem(bytes.span) { items.append(String(decoding: bytes[$0], as: UTF8.self)) }
  return items
}

/// What a column of an export can mean: the canonical fields of a contact, named as in `Rules/fields.yaml`.
package enum Field: String, Sendable, Codable, CaseIterable {
  case id
  case recordType = "record_type"
  case fullName = "full_name"
  case firstName = "first_name"
  case middleName = "middle_name"
  case lastName = "last_name"
  case company
  case jobTitle = "job_title"
  case mobile, phone, whatsapp, email
  case country, region, city, address
  case postalCode = "postal_code"
  case birthday, language, tags, owner, status, notes
  case sourceSystem = "source_system"
  case created, updated
  case optIn = "opt_in"
  case optOut = "opt_out"
  case consentDate = "consent_date"
  case optOutDate = "opt_out_date"
  case consentSource = "consent_source"
  case doubleOptIn = "double_opt_in"
  case confirmedDate = "confirmed_date"

  /// Fields that several columns may fill together: every value is kept.
  package var takesSeveralColumns: Bool {
    switch self {
    case .mobile, .phone, .whatsapp, .email, .tags, .notes, .optIn, .optOut, .doubleOptIn: true
    default: false
    }
  }

  package var isPhone: Bool {
    switch self {
    case .mobile, .phone, .whatsapp: true
    default: false
    }
  }

  /// Whether a value of the field tells who a record stands for.
  package var tellsWho: Bool {
    switch self {
    case .fullName, .firstName, .middleName, .lastName, .company, .mobile, .phone, .whatsapp,
      .email:
      true
    default: false
    }
  }

  package var isDate: Bool {
    switch self {
    case .birthday, .created, .updated, .consentDate, .optOutDate, .confirmedDate: true
    default: false
    }
  }
}

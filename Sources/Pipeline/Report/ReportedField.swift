internal import Contacts

/// A field whose values the report describes, before and after: the column of the contacts, and what
/// columns of the inputs feed it.
struct ReportedField: Sendable {
  let column: ContactColumn
  /// The fields whose columns are looked at, before.
  let fields: [Field]
  /// Fields that make one up where it is missing.
  var parts: [Field] = []
  /// Whether some values are wrong, and not only empty.
  var canBeInvalid = false

  static let all = [
    ReportedField(
      column: .fullName, fields: [.fullName], parts: [.firstName, .lastName]),
    ReportedField(column: .firstName, fields: [.firstName]),
    ReportedField(column: .lastName, fields: [.lastName]),
    ReportedField(column: .phoneE164, fields: [.mobile, .phone, .whatsapp], canBeInvalid: true),
    ReportedField(column: .email, fields: [.email], canBeInvalid: true),
    ReportedField(column: .company, fields: [.company]),
    ReportedField(column: .jobTitle, fields: [.jobTitle]),
    ReportedField(column: .country, fields: [.country], canBeInvalid: true),
    ReportedField(column: .city, fields: [.city]),
    ReportedField(column: .address, fields: [.address]),
    ReportedField(column: .postalCode, fields: [.postalCode]),
    ReportedField(column: .birthday, fields: [.birthday], canBeInvalid: true),
    ReportedField(column: .language, fields: [.language]),
    ReportedField(column: .tags, fields: [.tags]),
    ReportedField(column: .owner, fields: [.owner]),
    ReportedField(column: .createdAt, fields: [.created], canBeInvalid: true),
    ReportedField(column: .consentAt, fields: [.consentDate], canBeInvalid: true),
  ]

  /// Whether a column of an input feeds the field.
  func isFed(by mapping: ColumnMapping) -> Bool {
    mapping.field.map(fields.contains) ?? (mapping.role == .restored(column))
  }
}

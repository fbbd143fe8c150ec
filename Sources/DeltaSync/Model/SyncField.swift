/// A core field of a contact, which the sync carries in both directions. The raw value is its name in `Rules/sync.yaml`.
package enum SyncField: String, Sendable, Hashable, Codable, CaseIterable {
  case fullName = "full_name"
  case firstName = "first_name"
  case lastName = "last_name"
  case company
  case jobTitle = "job_title"
  case phone
  case whatsAppID = "whatsapp_id"
  case businessScopedID = "business_scoped_id"
  case email
  case country
  case city
  case language
  case birthday
  case owner
  case status
  case notes
  case labels
  case consent
  case phoneStatus = "phone_status"

  /// What kind of value it holds, which decides how it is converted and merged.
  package enum Kind: Sendable {
    case text, phone, email, date
    /// Several values in no order.
    case set
    case consent
  }

  package var kind: Kind {
    switch self {
    case .phone: .phone
    case .email: .email
    case .birthday: .date
    case .labels: .set
    case .consent: .consent
    default: .text
    }
  }
}

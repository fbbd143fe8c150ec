/// A value that names a contact beyond one system. Two records that share one may be the same contact.
package struct IdentityKey: Sendable, Hashable {
  /// From the most to the least certain.
  package enum Kind: String, Sendable, CaseIterable {
    /// A user of the messaging platform as one business sees it, whatever the number.
    case businessScopedID = "business_scoped_id"
    case whatsAppID = "whatsapp_id"
    case phone
    case email

    var field: SyncField {
      switch self {
      case .businessScopedID: .businessScopedID
      case .whatsAppID: .whatsAppID
      case .phone: .phone
      case .email: .email
      }
    }
  }

  package var kind: Kind
  package var value: String

  package init(kind: Kind, value: String) {
    self.kind = kind
    self.value = value
  }

  /// The keys that stand in the values of a record.
  package static func keys(of values: FieldValues) -> Set<IdentityKey> {
    var keys: Set<IdentityKey> = []
    for kind in Kind.allCases where !values[kind.field].isEmpty {
      keys.insert(IdentityKey(kind: kind, value: values[kind.field]))
    }
    return keys
  }
}

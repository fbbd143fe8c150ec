/// What holds where both sides changed a field, each in its own way. A change of one side alone always counts.
package enum FieldPolicy: String, Sendable, Hashable, CaseIterable {
  /// The CRM's value.
  case crm
  /// The messaging platform's value.
  case messaging
  /// The value of the record that was changed last; where both times are the same, the CRM's.
  case mostRecent = "most_recent"
  /// For labels: what either side added, without what either removed.
  case union
  /// For consent: what allows less, but that a newer proven opt-in lifts an opt-out.
  case mostRestrictive = "most_restrictive"
  /// Neither is written until a person has made them equal.
  case ask

  /// The policies that a field of this kind can have.
  static func allowed(for kind: SyncField.Kind) -> [FieldPolicy] {
    switch kind {
    case .consent: [.mostRestrictive]
    case .set: [.union, .crm, .messaging, .mostRecent, .ask]
    case .text, .phone, .email, .date: [.mostRecent, .crm, .messaging, .ask]
    }
  }
}

/// What becomes of a contact when one side deletes it and the other has left it as it was.
package enum DeletionPolicy: String, Sendable, CaseIterable {
  /// It is deleted on the other side too.
  case propagate
  /// It is made again where it was deleted.
  case restore
}

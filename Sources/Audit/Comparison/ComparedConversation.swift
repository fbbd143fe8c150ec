/// What came of comparing one field of a conversation.
package struct FieldResult: Sendable, Hashable {
  package enum Verdict: String, Sendable, Codable {
    case agree
    case differ
    /// Not a difference: a side breaks a rule by itself.
    case breach
    /// There is nothing to compare, for a side lacks the conversation or cannot be read.
    case open
  }

  package var field: AuditField
  package var verdict: Verdict
  package var crm: String
  package var messaging: String
  /// The first message that differs.
  package var message: String?
  /// How many messages differ; 1 for what is about the contact.
  package var count = 1

  package var isDefect: Bool { verdict == .differ || verdict == .breach }
}

/// A conversation, compared field by field.
package struct ComparedConversation: Sendable, Hashable {
  package var id: String
  /// In the order of `AuditField`; fields that the rules leave out are not here.
  package var results: [FieldResult]
  /// Keys of the contact on either side, for finding what the sync knows of it.
  package var keys: Set<String> = []

  package var defects: [FieldResult] { results.filter(\.isDefect) }

  /// The gravest of its defects; nil where there is none.
  package func severity(_ rules: ComparisonRules) -> Severity? {
    defects.compactMap { rules.severities[$0.field] }.min()
  }
}

extension ComparisonRules {
  /// Compares a conversation of both sides; nil stands for a side that does not have it.
  package func compare(
    id: String, crm: SideConversation?, messaging: SideConversation?
  ) -> ComparedConversation {
    var results: [AuditField: FieldResult] = [:]
    func set(_ result: FieldResult) { results[result.field] = result }
    func set(
      _ field: AuditField, _ crm: String, _ messaging: String, message: String? = nil,
      count: Int = 1
    ) {
      set(
        FieldResult(
          field: field, verdict: crm == messaging ? .agree : .differ, crm: crm,
          messaging: messaging, message: message, count: count))
    }
    set(.conversation, crm == nil ? "missing" : "there", messaging == nil ? "missing" : "there")
    let (left, right) = (crm?.problem, messaging?.problem)
    set(
      FieldResult(
        field: .readable, verdict: left == nil && right == nil ? .agree : .breach,
        crm: left ?? "readable", messaging: right ?? "readable"))
    if let crm, let messaging, left == nil, right == nil {
      for field in ContactForm.fields {
        set(
          field,
          ContactForm.text(field, of: crm.contact, crm.lineage, side: .crm, rules: self),
          ContactForm.text(
            field, of: messaging.contact, messaging.lineage, side: .messaging, rules: self))
      }
      for result in MessageComparison(crm, messaging, self).results { set(result) }
      setBreaches(of: crm, messaging, in: &results)
    } else {
      for field in AuditField.allCases where results[field] == nil {
        set(FieldResult(field: field, verdict: .open, crm: "", messaging: ""))
      }
    }
    var compared = ComparedConversation(
      id: id, results: AuditField.allCases.filter(compares).compactMap { results[$0] })
    for side in [crm, messaging] { compared.keys.formUnion(side?.contact?.keys ?? []) }
    return compared
  }

  private func setBreaches(
    of crm: SideConversation, _ messaging: SideConversation,
    in results: inout [AuditField: FieldResult]
  ) {
    for field in [AuditField.forward, .followUp, .repeats, .consentAtSend, .erasure] {
      results[field] = FieldResult(field: field, verdict: .agree, crm: "kept", messaging: "kept")
    }
    for conversation in [crm, messaging] {
      for breach in breaches(of: conversation) {
        guard var result = results[breach.field] else { continue }
        if conversation.side == .crm { result.crm = breach.words }
        if conversation.side == .messaging { result.messaging = breach.words }
        result.message = result.message ?? breach.message
        result.count = max(breach.count, result.verdict == .breach ? result.count : 1)
        result.verdict = .breach
        results[breach.field] = result
      }
    }
  }
}

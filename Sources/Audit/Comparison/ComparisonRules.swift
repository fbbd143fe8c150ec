/// By what rules conversations are compared.
package struct ComparisonRules: Sendable {
  /// How grave a difference in each field is; fields that are not here are not compared.
  package var severities: [AuditField: Severity]
  package var normalisation = Normalisation()
  /// A contact's message may be answered for so long without further consent.
  package var serviceWindowSeconds: Int64 = 24 * 3600
  /// What the CRM calls an owner or label, as the platform spells it.
  package var spellings: [AuditColumn: [String: String]] = [:]
  /// Only what happened before this moment counts: both sides had time to agree on it.
  package var end: Moment
  /// Whether a person was erased on request, by what the store keeps of erasures.
  package var isErased: @Sendable (ContactRecord) -> Bool = { _ in false }

  package init(end: Moment) {
    self.end = end
    severities = Dictionary(
      uniqueKeysWithValues: AuditField.allCases.map { ($0, $0.usualSeverity) })
  }

  func compares(_ field: AuditField) -> Bool { severities[field] != nil }

  /// The value of a column as the platform spells it.
  func spelled(_ text: String, _ column: AuditColumn, _ side: AuditSide) -> String {
    side == .crm ? spellings[column]?[text] ?? text : text
  }
}

/// What is compared of one message, each field as a text.
struct MessageForm {
  let texts: [(field: AuditField, text: String)]

  /// The fields of a message that are compared one by one, in their order.
  static let fields: [AuditField] = [.direction, .time, .text, .attachments, .status, .history]

  init(_ message: MessageRecord, rules: ComparisonRules) {
    texts = Self.fields.filter(rules.compares).map {
      ($0, Self.text($0, of: message, rules: rules))
    }
  }

  static func text(
    _ field: AuditField, of message: MessageRecord, rules: ComparisonRules
  ) -> String {
    switch field {
    case .direction: message.direction.rawValue
    case .time: rules.normalisation.time(message.at)
    case .text: ByteHash.hex(rules.normalisation.text(message.text))
    case .attachments: message.attachments.joined(separator: "; ")
    case .status: status(of: message, before: rules.end)
    case .history: history(of: message, rules: rules)
    default: ""
    }
  }

  /// The furthest status of the period. Where status and history contradict each other, the status as it stands.
  private static func status(of message: MessageRecord, before end: Moment) -> String {
    let furthest = message.history.map(\.status).max()
    guard let furthest, message.status == nil || message.status == furthest else {
      return message.status?.name ?? ""
    }
    return message.history.filter { $0.at < end }.map(\.status).max()?.name ?? ""
  }

  private static func history(of message: MessageRecord, rules: ComparisonRules) -> String {
    message.history.filter { $0.at < rules.end }
      .sorted { ($0.at, $0.status) < ($1.at, $1.status) }
      .map { change in
        "\(change.status.name) \(rules.normalisation.time(change.at))"
          + (change.code.isEmpty ? "" : " error \(change.code)")
      }.joined(separator: "; ")
  }
}

/// What is compared of the contact of a conversation, each field as a text.
struct ContactForm {
  static let fields: [AuditField] = [
    .phone, .whatsAppID, .email, .owner, .labels, .consent, .lineage,
  ]

  static func text(
    _ field: AuditField, of contact: ContactRecord?, _ lineage: Lineage, side: AuditSide,
    rules: ComparisonRules
  ) -> String {
    guard let contact else { return "" }
    switch field {
    case .phone: return contact.phone
    case .whatsAppID: return contact.whatsAppID
    case .email: return contact.email
    case .owner: return rules.spelled(contact.owner, .owner, side)
    case .labels:
      return Set(contact.labels.map { rules.spelled($0, .labels, side) }).sorted()
        .joined(separator: "; ")
    case .consent:
      return contact.consents.text(
        before: rules.end, unit: rules.normalisation.timeUnitSeconds)
    case .lineage: return lineage.text
    default: return ""
    }
  }
}

extension ComparisonRules {
  /// Whether two messages agree in every field that the sync carries and that is compared one by one.
  package func isSame(_ left: MessageRecord, _ right: MessageRecord) -> Bool {
    MessageForm.fields.filter { compares($0) && $0 != .attachments }.allSatisfy {
      MessageForm.text($0, of: left, rules: self) == MessageForm.text($0, of: right, rules: self)
    }
  }
}

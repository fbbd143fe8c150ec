/// What is compared of a conversation. The raw value is its name in `Rules/audit.yaml` and in the files.
package enum AuditField: String, Sendable, Hashable, Codable, CaseIterable {
  /// Both sides have the conversation.
  case conversation
  /// Both sides' rows of it can be read.
  case readable
  case phone
  case whatsAppID = "whatsapp_id"
  case email
  /// Every message is there: number and ids.
  case messages
  /// No message stands twice.
  case repeats
  /// The messages that both have come in the same order.
  case order
  case direction
  case time
  /// SHA-256 of the text after normalisation.
  case text
  case attachments
  case status
  case history
  /// The history of each message only moves forward, and its status is the furthest of it.
  case forward
  case owner
  case labels
  /// The consent that held at the end of the week.
  case consent
  /// Each message that was sent was allowed when it was sent.
  case consentAtSend = "consent_at_send"
  /// The CRM opened a follow-up for each message of the contact.
  case followUp = "follow_up"
  /// Which contacts were merged into this one.
  case lineage
  /// A person who was erased is nowhere.
  case erasure

  /// What the exports must tell for it; the CRM alone of follow-ups.
  package var columns: [(table: AuditTable, column: AuditColumn)] {
    switch self {
    case .conversation, .readable: [(.conversations, .id), (.conversations, .contactID)]
    case .phone: [(.contacts, .phone)]
    case .whatsAppID: [(.contacts, .whatsAppID)]
    case .email: [(.contacts, .email)]
    case .messages, .repeats: [(.messages, .messageID), (.messages, .conversationID)]
    case .order, .time: [(.messages, .at)]
    case .direction: [(.messages, .direction)]
    case .text: [(.messages, .text)]
    case .attachments: [(.messages, .attachments)]
    case .status: [(.messages, .status)]
    case .history, .forward: [(.messages, .history)]
    case .owner: [(.contacts, .owner)]
    case .labels: [(.contacts, .labels)]
    case .consent, .consentAtSend: [(.contacts, .consent)]
    case .followUp: [(.messages, .followUp)]
    case .lineage: [(.contacts, .mergedInto)]
    case .erasure: []
    }
  }

  /// How grave a difference is where the rules do not say.
  package var usualSeverity: Severity {
    switch self {
    case .conversation, .readable, .phone, .whatsAppID, .messages, .consent, .consentAtSend,
      .erasure:
      .critical
    case .email, .repeats, .order, .direction, .time, .text, .attachments, .status, .history,
      .forward, .followUp, .lineage:
      .major
    case .owner, .labels: .minor
    }
  }
}

/// How grave a difference is.
package enum Severity: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
  /// Identity, consent, a lost message.
  case critical
  case major
  case minor

  package static func < (left: Severity, right: Severity) -> Bool {
    left.order < right.order
  }

  private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

internal import Audit
internal import Reports

/// Values of a conversation, fit to be shown.
enum AuditMasking {
  /// An id or key: of a number its shape, of a text as much as tells it apart.
  static func conversation(_ id: String) -> String {
    let digits = id.utf8.count { (0x30...0x39).contains($0) }
    return digits >= 8 ? maskPhone(id) : "#\(ByteHash.hex(id).prefix(8))"
  }

  static func value(_ text: String, _ field: AuditField) -> String {
    if text.isEmpty { return "" }
    switch field {
    case .phone, .whatsAppID: return maskPhone(text)
    case .email: return maskEmail(text)
    case .owner: return hashed(text)
    case .labels, .attachments, .lineage:
      return text.split(separator: ";").map { hashed(String($0.drop { $0 == " " })) }
        .joined(separator: "; ")
    case .text: return "\(hashed(text)), \(text.count) characters"
    case .messages:
      guard let comma = text.firstIndex(of: ",") else { return text }
      let missing = text[comma...].split(separator: ",").count
      return "\(text[..<comma]), \(missing) missing"
    case .order: return text.split(separator: " is ").first.map(String.init) ?? ""
    case .readable: return text == "readable" ? text : "cannot be read"
    case .conversation, .repeats, .direction, .time, .status, .history, .forward, .consent,
      .consentAtSend, .followUp, .erasure:
      return text
    }
  }

  /// Agreeing fields hold a number of messages, and nothing of a person.
  static func value(_ text: String, of result: FieldResult) -> String {
    let isSummary = result.verdict == .agree && !ownValues.contains(result.field)
    return isSummary ? text : value(text, result.field)
  }

  private static let ownValues: Set<AuditField> = [
    .phone, .whatsAppID, .email, .owner, .labels, .lineage,
  ]

  private static func hashed(_ text: String) -> String { "#\(ByteHash.hex(text).prefix(8))" }
}

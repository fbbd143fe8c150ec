internal import Audit
internal import Reports
internal import Store

/// Values of a conversation, fit to be shown: of numbers their shape, of other texts a short keyed hash, by which equal ones
/// are known within one store and nobody outside of it can guess them.
struct AuditMasking {
  private let keyedHash: KeyedHash

  init(_ keyedHash: KeyedHash) { self.keyedHash = keyedHash }

  /// An id or key: of a number its shape, of a text as much as tells it apart.
  func conversation(_ id: String) -> String {
    let digits = id.utf8.count { (0x30...0x39).contains($0) }
    return digits >= 8 ? maskPhone(id) : hashed(id)
  }

  func value(_ text: String, _ field: AuditField) -> String {
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
  func value(_ text: String, of result: FieldResult) -> String {
    let isSummary = result.verdict == .agree && !Self.ownValues.contains(result.field)
    return isSummary ? text : value(text, result.field)
  }

  private static let ownValues: Set<AuditField> = [
    .phone, .whatsAppID, .email, .owner, .labels, .lineage,
  ]

  /// `#` and 32 bits of the hash in hexadecimal.
  func hashed(_ text: String) -> String {
    "#"
      + keyedHash(text).prefix(4).map { byte in
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }.joined()
  }
}

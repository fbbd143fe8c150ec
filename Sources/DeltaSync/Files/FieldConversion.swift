internal import Contacts
internal import PhoneNumbers

/// A value as a file has it, and as the sync compares it.
enum FieldConversion {
  /// The canonical form: numbers in E.164, addresses in lower case, days as ISO 8601, labels as a set. What has no such
  /// form stays as it is; it is carried, not judged.
  static func canonical(_ text: String, _ field: SyncField) -> String {
    let plain = text.trimmedSpaces
    switch field.kind {
    case .text, .consent: return plain
    case .phone: return PhoneNumber(e164: plain.filter { !" -()./".contains($0) })?.e164 ?? plain
    case .email: return readEmails(plain).first?.address ?? plain
    case .date: return Instant(iso: plain).map { String($0.iso.prefix(10)) } ?? plain
    case .set: return FieldValues.set(splitTags(plain))
    }
  }

  /// The form that goes into a file: labels joined by `; `.
  static func written(_ text: String, _ field: SyncField) -> String {
    field.kind == .set
      ? text.split(separator: FieldValues.setSeparator).joined(separator: "; ") : text
  }
}

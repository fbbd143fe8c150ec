/// A contact as one side's export has it.
package struct ContactRecord: Sendable, Hashable {
  package var id: String
  /// `+` and digits, as far as the text can be read so.
  package var phone: String
  /// Digits only.
  package var whatsAppID: String
  /// In lower case.
  package var email: String
  package var fullName: String
  package var owner: String
  /// Sorted, each once.
  package var labels: [String]
  package var consents: ConsentTimeline
  /// The contact that took its place; empty for none.
  package var mergedInto: String
  /// Whether the side says that it has erased the person.
  package var isErased: Bool

  package init(_ cells: AuditCells) throws(RowProblem) {
    id = trimmed(cells(.id))
    if id.isEmpty { throw RowProblem(AuditColumn.id.rawValue, "is empty") }
    phone = Self.number(cells(.phone))
    whatsAppID = String(cells(.whatsAppID).filter { $0.isASCII && $0.isNumber })
    email = trimmed(cells(.email)).lowercased()
    fullName = trimmed(cells(.fullName))
    owner = trimmed(cells(.owner))
    labels = Set(listMembers(cells(.labels))).sorted()
    consents = try ConsentTimeline(
      history: cells(.consentHistory), state: trimmed(cells(.consent)), at: cells(.consentAt))
    mergedInto = trimmed(cells(.mergedInto))
    isErased = try Self.flag(cells(.erased))
  }

  /// Blanks and marks left out, an international prefix `00` as `+`.
  private static func number(_ text: String) -> String {
    let digits = text.filter { $0.isASCII && $0.isNumber }
    let lead = text.prefix { !($0.isASCII && $0.isNumber) }
    if lead.contains("+") { return digits.isEmpty ? "" : "+" + digits }
    if digits.hasPrefix("00") { return "+" + digits.dropFirst(2) }
    return String(digits)
  }

  private static func flag(_ text: String) throws(RowProblem) -> Bool {
    switch trimmed(text).lowercased() {
    case "", "false", "no", "0": return false
    case "true", "yes", "1": return true
    default: throw RowProblem(AuditColumn.erased.rawValue, "'\(text)' is neither yes nor no")
    }
  }

  /// The numbers and addresses by which it is known, the surest first.
  package var keys: [String] { [whatsAppID, phone, email].filter { !$0.isEmpty } }
}

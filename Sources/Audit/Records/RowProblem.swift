/// A row of an export that cannot be read. What it belongs to becomes an error of the sample, never something left out.
package struct RowProblem: Error, Sendable, Hashable, CustomStringConvertible {
  package var column: String
  package var problem: String

  init(_ column: String, _ problem: String) {
    self.column = column
    self.problem = problem
  }

  package var description: String { "\(column) \(problem)" }
}

/// The cells of a row by the audit's own names of the columns; a cell that is not there is empty.
package typealias AuditCells = (AuditColumn) -> String

/// A column of the exports that the audit reads. The raw value is its name, unless the rules give it another.
package enum AuditColumn: String, Sendable, CaseIterable, Hashable {
  // Of contacts.
  case id
  case phone
  case whatsAppID = "whatsapp_id"
  case email
  case fullName = "full_name"
  case owner
  case labels
  case consent
  case consentAt = "consent_at"
  case consentHistory = "consent_history"
  case mergedInto = "merged_into"
  case erased
  // Of conversations; `id` too.
  case contactID = "contact_id"
  case state
  // Of messages.
  case messageID = "message_id"
  case conversationID = "conversation_id"
  case direction
  case text
  case at
  case status
  case history
  case attachments
  case purpose
  case followUp = "follow_up"
}

/// The three files of an export.
package enum AuditTable: String, Sendable, CaseIterable {
  case contacts, conversations, messages
}

/// The members of a list in a cell, parted by semicolons.
func listMembers(_ text: String) -> [String] {
  guard !text.isEmpty else { return [] }
  return text.split(separator: ";").map { trimmed($0) }.filter { !$0.isEmpty }
}

/// Without white space around it.
func trimmed(_ text: some StringProtocol) -> String {
  guard let first = text.first, let last = text.last else { return "" }
  guard first.isWhitespace || last.isWhitespace else { return String(text) }
  var rest = Substring(text)
  while rest.first?.isWhitespace == true { rest.removeFirst() }
  while rest.last?.isWhitespace == true { rest.removeLast() }
  return String(rest)
}

func requiredMoment(_ text: String, _ column: AuditColumn) throws(RowProblem) -> Moment {
  guard let moment = Moment(iso: trimmed(text)) else {
    throw RowProblem(column.rawValue, text.isEmpty ? "is empty" : "'\(text)' is no time")
  }
  return moment
}

extension AuditColumn {
  private static let places = Dictionary(
    uniqueKeysWithValues: allCases.enumerated().map { ($0.element, $0.offset) })

  /// Its place in `allCases`.
  package var place: Int { Self.places[self] ?? 0 }
}

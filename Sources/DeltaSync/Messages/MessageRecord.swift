/// A message of a conversation with a contact, as the CRM gets it.
package struct MessageRecord: Sendable, Hashable, Codable {
  package enum Direction: String, Sendable, Codable {
    case inbound, outbound
  }

  package var id: String
  package var conversationID: String
  package var direction: Direction
  package var author: String
  /// Nil where only a status is known.
  package var text: String?
  package var at: Instant
  package var status: MessageStatus?
  /// Every status once, by time.
  package var history: [StatusEntry] = []

  package init(
    id: String, conversationID: String, direction: Direction, author: String, text: String?,
    at: Instant
  ) {
    self.id = id
    self.conversationID = conversationID
    self.direction = direction
    self.author = author
    self.text = text
    self.at = at
  }

  /// Takes in a status. The present status only moves forward; one that comes late still gets its place in the history,
  /// and one that comes twice changes nothing.
  package mutating func apply(_ entry: StatusEntry) {
    guard !history.contains(where: { $0.status == entry.status }) else { return }
    history.append(entry)
    history.sort { ($0.at, $0.status.rawValue) < ($1.at, $1.status.rawValue) }
    status = history.map(\.status).max()
  }
}

/// How far a message has come.
package enum MessageStatus: Int, Sendable, Hashable, Codable, Comparable, CaseIterable {
  case sent
  /// Below delivered: a message that was delivered or read has not failed.
  case failed
  case delivered
  case read

  package static func < (left: MessageStatus, right: MessageStatus) -> Bool {
    left.rawValue < right.rawValue
  }

  package var name: String { "\(self)" }
}

/// A status and when it was reached.
package struct StatusEntry: Sendable, Hashable, Codable {
  package var status: MessageStatus
  package var at: Instant
  /// The platform's code of an error.
  package var code: String?

  package init(_ status: MessageStatus, at: Instant, code: String? = nil) {
    self.status = status
    self.at = at
    self.code = code
  }
}

/// A message with what the CRM has of it.
package struct StoredMessage: Sendable, Hashable {
  package var record: MessageRecord
  /// The recipient or sender, by what the platform calls the contact.
  package var contact: IdentityKey
  /// Whose it is; the contact may have another number by the time the message is written.
  package var linkID: Int64?
  /// Whether the CRM has the present state.
  package var isWritten = false
  /// Whether somebody must answer it and the CRM does not know yet.
  package var needsFollowUp = false

  package init(record: MessageRecord, contact: IdentityKey) {
    self.record = record
    self.contact = contact
  }
}

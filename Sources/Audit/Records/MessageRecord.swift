/// A message as one side's export has it.
package struct MessageRecord: Sendable, Hashable {
  package enum Direction: String, Sendable {
    case inbound, outbound
  }

  /// What an outbound message is for.
  package enum Purpose: String, Sendable {
    /// An answer to the contact, also where nothing is said.
    case service
    case transactional
    case marketing
  }

  package struct StatusChange: Sendable, Hashable {
    package var status: DeliveryStatus
    package var at: Moment
    /// The platform's code of an error; empty for none.
    package var code: String
  }

  package var id: String
  package var conversationID: String
  package var direction: Direction
  /// As it stands in the export.
  package var text: String
  package var at: Moment
  /// Nil where none is told, as of a message from the contact.
  package var status: DeliveryStatus?
  /// In the order of the export.
  package var history: [StatusChange]
  /// Names or hashes of what is attached, sorted.
  package var attachments: [String]
  package var purpose: Purpose
  /// The task that was opened to answer it; empty for none.
  package var followUp: String

  package init(_ cells: AuditCells) throws(RowProblem) {
    id = trimmed(cells(.messageID))
    if id.isEmpty { throw RowProblem(AuditColumn.messageID.rawValue, "is empty") }
    conversationID = trimmed(cells(.conversationID))
    let directionText = trimmed(cells(.direction))
    guard let direction = Direction(rawValue: directionText) else {
      throw RowProblem(
        AuditColumn.direction.rawValue, "'\(directionText)' is neither inbound nor outbound")
    }
    self.direction = direction
    text = cells(.text)
    at = try requiredMoment(cells(.at), .at)
    status = try Self.status(trimmed(cells(.status)))
    history = []
    for entry in listMembers(cells(.history)) { history.append(try Self.change(entry)) }
    attachments = listMembers(cells(.attachments)).sorted()
    let purposeText = trimmed(cells(.purpose))
    guard let purpose = purposeText.isEmpty ? .service : Purpose(rawValue: purposeText) else {
      throw RowProblem(
        AuditColumn.purpose.rawValue,
        "'\(purposeText)' is none of service, transactional, marketing")
    }
    self.purpose = purpose
    followUp = trimmed(cells(.followUp))
  }

  private static func status(_ text: String) throws(RowProblem) -> DeliveryStatus? {
    if text.isEmpty { return nil }
    guard let status = DeliveryStatus(name: text) else {
      throw RowProblem(AuditColumn.status.rawValue, "'\(text)' is no status")
    }
    return status
  }

  /// `failed 2026-11-23T10:00:00Z error 131026`.
  private static func change(_ entry: String) throws(RowProblem) -> StatusChange {
    let parts = entry.split(separator: " ").map(String.init)
    guard parts.count == 2 || parts.count == 4 && parts[2] == "error",
      let status = DeliveryStatus(name: parts[0]), let at = Moment(iso: parts[1])
    else {
      throw RowProblem(AuditColumn.history.rawValue, "'\(entry)' is no status and its time")
    }
    return StatusChange(status: status, at: at, code: parts.count == 4 ? parts[3] : "")
  }
}

/// How far a message has come. A message that was delivered has not failed, so a failure stands before that.
package enum DeliveryStatus: Int, Sendable, Hashable, Comparable, CaseIterable {
  case sent, failed, delivered, read

  package var name: String { "\(self)" }

  init?(name: String) {
    guard let status = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = status
  }

  package static func < (left: DeliveryStatus, right: DeliveryStatus) -> Bool {
    left.rawValue < right.rawValue
  }
}

package import DeltaSync
internal import Foundation
internal import Store

extension StoredSync {
  package func watermark(_ side: Side, _ stream: String) throws -> Watermark? {
    try tables.watermark(side: side.rawValue, stream: stream)
      .map { Watermark(position: $0.position, id: $0.id) }
  }

  package func save(_ watermark: Watermark, _ side: Side, _ stream: String) throws {
    try tables.saveWatermark(
      side: side.rawValue, stream: stream, position: watermark.position, id: watermark.id)
  }

  package func heldRecords() throws -> [HeldRecord] {
    try tables.heldRecords().compactMap { row in
      guard let side = Side(rawValue: row.side) else { return nil }
      return HeldRecord(
        side: side, record: try Self.decode(row.record), reason: row.reason)
    }
  }

  package func save(_ held: HeldRecord) throws {
    try tables.saveHeld(
      side: held.side.rawValue, remoteID: held.record.id, record: try Self.encode(held.record),
      reason: held.reason)
  }

  package func removeHeld(_ side: Side, _ remoteID: String) throws {
    try tables.removeHeld(side: side.rawValue, remoteID: remoteID)
  }

  package func unreadRows() throws -> [UnreadRow] {
    try tables.unreadRows().map { stored in
      guard let side = Side(rawValue: stored.side) else {
        throw DamagedStore(what: "the row '\(stored.stream) \(stored.place)'")
      }
      var row = UnreadRow(
        side: side, stream: stored.stream, place: stored.place, raw: stored.raw,
        reason: stored.reason)
      row.ticketID = stored.ticketID
      return row
    }
  }

  package func save(_ row: UnreadRow) throws {
    try tables.save(
      SyncUnreadRow(
        side: row.side.rawValue, stream: row.stream, place: row.place, raw: row.raw,
        reason: row.reason, ticketID: row.ticketID))
  }

  package func removeUnreadRows(ticketID: Int64) throws {
    try tables.removeUnreadRows(ticketID: ticketID)
  }

  package func outbox() throws -> [OutboxEntry] {
    try tables.outbox().map { row in
      guard let subject = Subject(encoded: row.subject), let side = Side(rawValue: row.side),
        let state = OutboxEntry.State(rawValue: row.state)
      else { throw DamagedStore(what: "the outbox entry '\(row.subject)'") }
      var entry = OutboxEntry(
        subject: subject, side: side, request: try Self.decode(row.request), state: state)
      entry.attempts = row.attempts
      entry.notBefore = Instant(milliseconds: row.notBefore)
      entry.ticketID = row.ticketID
      return entry
    }
  }

  package func save(_ entry: OutboxEntry) throws {
    try tables.save(
      SyncOutboxRow(
        subject: entry.subject.encoded, side: entry.side.rawValue,
        request: try Self.encode(entry.request), state: entry.state.rawValue,
        attempts: entry.attempts, notBefore: entry.notBefore.milliseconds,
        ticketID: entry.ticketID))
  }

  package func removeEntry(_ subject: Subject, _ side: Side) throws {
    try tables.removeEntry(subject: subject.encoded, side: side.rawValue)
  }

  package func record(_ conflict: Conflict, at: Instant) throws {
    try tables.recordConflict(
      key: conflict.key, linkID: conflict.linkID, conflict: try Self.encode(conflict),
      at: at.milliseconds)
  }

  /// What was decided against one of two changes, from the first to the last.
  package func conflicts() throws -> [Conflict] {
    try tables.conflicts().map { try Self.decode($0.conflict) }
  }

  package func open(_ ticket: Ticket) throws -> Int64 {
    try tables.open(
      SyncTicketRow(
        ticketID: 0, subject: ticket.subject, side: ticket.side.rawValue, reason: ticket.reason,
        openedAt: ticket.openedAt.milliseconds, dueAt: ticket.dueAt.milliseconds))
  }

  package func closeTicket(_ id: Int64, at: Instant) throws {
    try tables.closeTicket(id, at: at.milliseconds)
  }

  package func openTickets() throws -> [Ticket] {
    try tables.openTickets().map { row in
      var ticket = Ticket(
        subject: row.subject, side: Side(rawValue: row.side) ?? .crm, reason: row.reason,
        openedAt: Instant(milliseconds: row.openedAt), dueAt: Instant(milliseconds: row.dueAt))
      ticket.id = row.ticketID
      return ticket
    }
  }

  package func value(_ name: String) throws -> String? { try tables.value(name) }

  package func setValue(_ name: String, _ text: String) throws { try tables.setValue(name, text) }

  static func encode(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func decode<Value: Decodable>(_ text: String) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(text.utf8))
  }
}

internal import GRDB

extension SyncTables {
  package func watermark(side: String, stream: String) throws -> (position: Int64, id: String)? {
    try rows(
      "SELECT position, id FROM sync_watermarks WHERE side = ? AND stream = ?", [side, stream]
    ).first.map { ($0[0], $0[1]) }
  }

  package func saveWatermark(side: String, stream: String, position: Int64, id: String) throws {
    try run(
      "INSERT OR REPLACE INTO sync_watermarks VALUES (?, ?, ?, ?)", [side, stream, position, id])
  }

  package func value(_ name: String) throws -> String? {
    try rows("SELECT value FROM sync_values WHERE name = ?", [name]).first?[0]
  }

  package func setValue(_ name: String, _ value: String) throws {
    try run("INSERT OR REPLACE INTO sync_values VALUES (?, ?)", [name, value])
  }

  /// Records that wait for a person: side, record, reason.
  package func heldRecords() throws -> [(side: String, record: String, reason: String)] {
    try rows("SELECT side, record, reason FROM sync_held ORDER BY side, remote_id")
      .map { ($0[0], $0[1], $0[2]) }
  }

  package func saveHeld(side: String, remoteID: String, record: String, reason: String) throws {
    try run(
      "INSERT OR REPLACE INTO sync_held VALUES (?, ?, ?, ?)", [side, remoteID, record, reason])
  }

  package func removeHeld(side: String, remoteID: String) throws {
    try run("DELETE FROM sync_held WHERE side = ? AND remote_id = ?", [side, remoteID])
  }
}

// MARK: - Rows that could not be read

extension SyncTables {
  package func unreadRows() throws -> [SyncUnreadRow] {
    // Not there in the store of an earlier version that is only read.
    guard try access({ try $0.tableExists("sync_unread") }) else { return [] }
    return try rows(
      """
      SELECT side, stream, place, raw, reason, ticket_id FROM sync_unread
      ORDER BY ticket_id, side, stream, place
      """
    ).map {
      SyncUnreadRow(
        side: $0[0], stream: $0[1], place: $0[2], raw: $0[3], reason: $0[4], ticketID: $0[5])
    }
  }

  package func save(_ row: SyncUnreadRow) throws {
    try run(
      "INSERT OR REPLACE INTO sync_unread VALUES (?, ?, ?, ?, ?, ?)",
      [row.side, row.stream, row.place, row.raw, row.reason, row.ticketID])
  }

  package func removeUnreadRows(ticketID: Int64) throws {
    try run("DELETE FROM sync_unread WHERE ticket_id = ?", [ticketID])
  }
}

// MARK: - Outbox

extension SyncTables {
  package func outbox() throws -> [SyncOutboxRow] {
    try rows(
      """
      SELECT subject, side, request, state, attempts, not_before, ticket_id FROM sync_outbox
      ORDER BY subject, side
      """
    ).map {
      SyncOutboxRow(
        subject: $0[0], side: $0[1], request: $0[2], state: $0[3], attempts: $0[4],
        notBefore: $0[5], ticketID: $0[6])
    }
  }

  package func save(_ row: SyncOutboxRow) throws {
    try run(
      "INSERT OR REPLACE INTO sync_outbox VALUES (?, ?, ?, ?, ?, ?, ?)",
      [
        row.subject, row.side, row.request, row.state, row.attempts, row.notBefore, row.ticketID,
      ])
  }

  package func removeEntry(subject: String, side: String) throws {
    try run("DELETE FROM sync_outbox WHERE subject = ? AND side = ?", [subject, side])
  }
}

// MARK: - What people look at

extension SyncTables {
  /// Records a conflict; one that is known already stays as it was.
  package func recordConflict(key: String, linkID: Int64, conflict: String, at: Int64) throws {
    try run(
      "INSERT OR IGNORE INTO sync_conflicts VALUES (?, ?, ?, ?)", [key, linkID, conflict, at])
  }

  package func conflicts() throws -> [(conflict: String, at: Int64)] {
    try rows("SELECT conflict, recorded_at FROM sync_conflicts ORDER BY recorded_at, conflict_key")
      .map { ($0[0], $0[1]) }
  }

  /// - Returns: the number of the ticket.
  package func open(_ row: SyncTicketRow) throws -> Int64 {
    try run(
      "INSERT INTO sync_tickets (subject, side, reason, opened_at, due_at) VALUES (?, ?, ?, ?, ?)",
      [row.subject, row.side, row.reason, row.openedAt, row.dueAt])
    return try access { $0.lastInsertedRowID }
  }

  package func closeTicket(_ id: Int64, at: Int64) throws {
    try run("UPDATE sync_tickets SET closed_at = ? WHERE ticket_id = ?", [at, id])
  }

  package func openTickets() throws -> [SyncTicketRow] {
    try rows(
      """
      SELECT ticket_id, subject, side, reason, opened_at, due_at FROM sync_tickets
      WHERE closed_at IS NULL ORDER BY ticket_id
      """
    ).map {
      SyncTicketRow(
        ticketID: $0[0], subject: $0[1], side: $0[2], reason: $0[3], openedAt: $0[4], dueAt: $0[5])
    }
  }
}

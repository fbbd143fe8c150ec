internal import GRDB

extension SyncTables {
  package func hasEvent(_ id: String) throws -> Bool {
    try !rows("SELECT 1 FROM sync_events WHERE event_id = ?", [id]).isEmpty
  }

  package func saveEvent(_ id: String) throws {
    try run("INSERT OR IGNORE INTO sync_events VALUES (?)", [id])
  }

  package func message(_ id: String) throws -> SyncMessageRow? {
    try messages("WHERE message_id = ?", [id]).first
  }

  /// Messages of which the CRM lacks something.
  package func unwrittenMessages() throws -> [SyncMessageRow] {
    try messages("WHERE is_written = 0 OR needs_follow_up = 1 ORDER BY message_id", [])
  }

  private func messages(
    _ condition: String, _ arguments: StatementArguments
  ) throws -> [SyncMessageRow] {
    try rows(
      """
      SELECT message_id, link_id, contact_kind, contact, record, is_written, needs_follow_up
      FROM sync_messages \(condition)
      """, arguments
    ).map {
      SyncMessageRow(
        messageID: $0[0], linkID: $0[1], contactKind: $0[2], contact: $0[3], record: $0[4],
        isWritten: $0[5], needsFollowUp: $0[6])
    }
  }

  package func save(_ row: SyncMessageRow) throws {
    try run(
      "INSERT OR REPLACE INTO sync_messages VALUES (?, ?, ?, ?, ?, ?, ?)",
      [
        row.messageID, row.linkID, row.contactKind, row.contact, row.record, row.isWritten,
        row.needsFollowUp,
      ])
  }

  package func order(_ id: String) throws -> (order: String, state: String, reason: String)? {
    try rows("SELECT send_order, state, reason FROM sync_orders WHERE order_id = ?", [id]).first
      .map { ($0[0], $0[1], $0[2]) }
  }

  package func openOrders() throws -> [String] {
    try rows("SELECT send_order FROM sync_orders WHERE state = 'open' ORDER BY order_id")
      .map { $0[0] }
  }

  package func saveOrder(_ id: String, _ order: String, state: String, reason: String) throws {
    try run("INSERT OR REPLACE INTO sync_orders VALUES (?, ?, ?, ?)", [id, order, state, reason])
  }
}

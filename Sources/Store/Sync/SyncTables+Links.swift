internal import GRDB

extension SyncTables {
  private static let columns = """
    link_id, crm_id, messaging_id, base, crm_state, messaging_state, carried_consent, generation, \
    is_pending, is_tombstone
    """

  /// Contacts of which at least one record is there.
  package func linkCount() throws -> Int {
    try rows("SELECT COUNT(*) FROM sync_links WHERE is_tombstone = 0").first?[0] ?? 0
  }

  package func link(_ id: Int64) throws -> SyncLinkRow? {
    try links("WHERE link_id = ?", [id]).first
  }

  /// - Parameter isCRM: whether the id is the CRM's, or the messaging side's.
  package func link(isCRM: Bool, remoteID: String) throws -> SyncLinkRow? {
    try links("WHERE \(isCRM ? "crm_id" : "messaging_id") = ?", [remoteID]).first
  }

  package func linkIDs(kind: String, value: String) throws -> [Int64] {
    try rows("SELECT link_id FROM sync_keys WHERE value = ? AND kind = ?", [value, kind])
      .map { $0[0] }
  }

  package func pendingLinks() throws -> [SyncLinkRow] {
    try links("WHERE is_pending = 1 ORDER BY link_id", [])
  }

  private func links(_ condition: String, _ arguments: StatementArguments) throws -> [SyncLinkRow] {
    try access { database in
      let select = try database.cachedStatement(
        sql: "SELECT \(Self.columns) FROM sync_links \(condition)")
      let keys = try database.cachedStatement(
        sql: "SELECT kind, value, is_former FROM sync_keys WHERE link_id = ?")
      return try Row.fetchAll(select, arguments: arguments).map { row in
        let id: Int64 = row[0]
        return SyncLinkRow(
          linkID: id, crmID: row[1], messagingID: row[2], base: row[3], crmState: row[4],
          messagingState: row[5], carriedConsent: row[6], generation: row[7], isPending: row[8],
          isTombstone: row[9],
          keys: try Row.fetchAll(keys, arguments: [id])
            .map { SyncKeyRow(kind: $0[0], value: $0[1], isFormer: $0[2]) })
      }
    }
  }

  /// - Returns: the number of the new contact; that of the row is not used.
  package func insert(_ row: SyncLinkRow) throws -> Int64 {
    try run(
      """
      INSERT INTO sync_links (crm_id, messaging_id, base, crm_state, messaging_state,
        carried_consent, generation, is_pending, is_tombstone) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        row.crmID, row.messagingID, row.base, row.crmState, row.messagingState,
        row.carriedConsent, row.generation, row.isPending, row.isTombstone,
      ])
    let id = try access { $0.lastInsertedRowID }
    try replaceKeys(of: id, by: row.keys, before: [])
    return id
  }

  package func save(_ row: SyncLinkRow) throws {
    try run(
      """
      UPDATE sync_links SET crm_id = ?, messaging_id = ?, base = ?, crm_state = ?,
        messaging_state = ?, carried_consent = ?, generation = ?, is_pending = ?, is_tombstone = ?
      WHERE link_id = ?
      """,
      [
        row.crmID, row.messagingID, row.base, row.crmState, row.messagingState,
        row.carriedConsent, row.generation, row.isPending, row.isTombstone, row.linkID,
      ])
    let before = try rows(
      "SELECT kind, value, is_former FROM sync_keys WHERE link_id = ?", [row.linkID]
    ).map { SyncKeyRow(kind: $0[0], value: $0[1], isFormer: $0[2]) }
    try replaceKeys(of: row.linkID, by: row.keys, before: before)
  }

  private func replaceKeys(
    of linkID: Int64, by keys: [SyncKeyRow], before: [SyncKeyRow]
  ) throws {
    let (old, new) = (Set(before), Set(keys))
    for key in old.subtracting(new) {
      try run(
        "DELETE FROM sync_keys WHERE value = ? AND kind = ? AND link_id = ?",
        [key.value, key.kind, linkID])
    }
    for key in new.subtracting(old) {
      try run(
        "INSERT OR REPLACE INTO sync_keys (value, kind, link_id, is_former) VALUES (?, ?, ?, ?)",
        [key.value, key.kind, linkID, key.isFormer])
    }
  }
}

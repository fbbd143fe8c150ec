internal import GRDB

extension StoreRun {
  /// The latest run that can be undone; nil where there is none.
  package func lastRun() throws -> StoredRun? {
    try StoredRun.fetchAll(database, before: runID).last
  }

  /// Takes a run back: its inputs and decisions go, what it retired or suppressed is as it was before.
  ///
  /// The ledger keeps its entries, and gets new ones where the consent of a contact is now another.
  ///
  /// - Parameter target: the latest run that was not undone.
  package func undo(_ target: StoredRun) throws {
    let changes = try Row.fetchAll(
      database, sql: "SELECT * FROM suppression_changes WHERE run_id = ? ORDER BY change_id DESC",
      arguments: [target.runID])
    for change in changes {
      let address: String = change["address"]
      let contactID: String = change["contact_id"]
      if change["existed"] {
        try database.execute(
          sql: """
            INSERT INTO suppressions (address, contact_id, kind, scope, since, source, record_key)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (address, contact_id) DO UPDATE
            SET kind = excluded.kind, scope = excluded.scope, since = excluded.since,
              source = excluded.source, record_key = excluded.record_key
            """,
          arguments: [
            address, contactID, change["kind"], change["scope"], change["since"],
            change["source"], change["record_key"],
          ])
      } else {
        try database.execute(
          sql: "DELETE FROM suppressions WHERE address = ? AND contact_id = ?",
          arguments: [address, contactID])
      }
    }
    // Those that the statements above have just made are among them.
    try database.execute(
      sql: "DELETE FROM suppression_changes WHERE run_id >= ?", arguments: [target.runID])
    try database.execute(
      sql: """
        DELETE FROM source_batches
        WHERE input_id IN (SELECT input_id FROM inputs WHERE run_id = ?)
        """, arguments: [target.runID])
    try database.execute(
      sql: "DELETE FROM inputs WHERE run_id = ?", arguments: [target.runID])
    try database.execute(
      sql: "UPDATE inputs SET retired_by = NULL WHERE retired_by = ?", arguments: [target.runID])
    try database.execute(
      sql: "DELETE FROM decisions WHERE run_id = ?", arguments: [target.runID])
    try database.execute(
      sql: "UPDATE runs SET undone_at = ? WHERE run_id = ?",
      arguments: [recordedAt, target.runID])
  }
}

/// A run that changed the store and was not undone.
package struct StoredRun: Sendable, Equatable {
  package var runID: Int64
  package var kind: RunStart.Kind
  package var startedAt: String
  /// What it was given, one a line.
  package var inputs: String

  /// Oldest first.
  static func fetchAll(_ database: Database, before runID: Int64) throws -> [StoredRun] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT run_id, kind, started_at, inputs FROM runs
        WHERE run_id < ? AND undone_at = '' AND kind <> 'undo'
          AND run_id > (SELECT COALESCE(MAX(run_id), 0) FROM runs WHERE kind = 'erase')
        ORDER BY run_id
        """, arguments: [runID]
    ).compactMap { row in
      RunStart.Kind(rawValue: row[1]).map {
        StoredRun(runID: row[0], kind: $0, startedAt: row[2], inputs: row[3])
      }
    }
  }
}

internal import GRDB

extension Schema {
  /// Inputs with their rows, what people decided, and what it takes to undo a run.
  static func addSources(_ database: Database) throws {
    try database.execute(
      sql: """
        ALTER TABLE runs ADD COLUMN kind TEXT NOT NULL DEFAULT 'clean';
        ALTER TABLE runs ADD COLUMN undone_at TEXT NOT NULL DEFAULT '';
        ALTER TABLE runs ADD COLUMN report BLOB NOT NULL DEFAULT x'';

        ALTER TABLE suppressions ADD COLUMN record_key INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE lineage ADD COLUMN record_key INTEGER NOT NULL DEFAULT 0;

        CREATE TABLE inputs (
          input_id INTEGER PRIMARY KEY AUTOINCREMENT,
          run_id INTEGER NOT NULL,
          position INTEGER NOT NULL,
          name TEXT NOT NULL,
          country TEXT NOT NULL,
          form TEXT NOT NULL DEFAULT '',
          rows_read INTEGER NOT NULL DEFAULT 0,
          retired_by INTEGER
        ) STRICT;

        CREATE TABLE source_batches (
          input_id INTEGER NOT NULL,
          ordinal INTEGER NOT NULL,
          packed BLOB NOT NULL,
          PRIMARY KEY (input_id, ordinal)
        ) STRICT;

        CREATE TABLE pairs (
          pair_id TEXT NOT NULL PRIMARY KEY,
          left_key INTEGER NOT NULL,
          right_key INTEGER NOT NULL,
          probability REAL NOT NULL,
          evidence TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE decisions (
          decision_id INTEGER PRIMARY KEY AUTOINCREMENT,
          run_id INTEGER NOT NULL,
          pair_id TEXT NOT NULL,
          left_key INTEGER NOT NULL,
          right_key INTEGER NOT NULL,
          decision TEXT NOT NULL
        ) STRICT;

        CREATE TABLE contact_changes (
          run_id INTEGER NOT NULL,
          contact_id TEXT NOT NULL,
          change TEXT NOT NULL,
          became TEXT NOT NULL,
          PRIMARY KEY (run_id, contact_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE suppression_changes (
          change_id INTEGER PRIMARY KEY AUTOINCREMENT,
          run_id INTEGER NOT NULL,
          existed INTEGER NOT NULL,
          address TEXT NOT NULL, contact_id TEXT NOT NULL, kind TEXT NOT NULL,
          scope TEXT NOT NULL, since TEXT NOT NULL, source TEXT NOT NULL,
          record_key INTEGER NOT NULL
        ) STRICT;
        """)
    let change =
      "INSERT INTO suppression_changes (run_id, existed, address, contact_id, kind, scope, since, source, record_key) "
      + "VALUES ((SELECT MAX(run_id) FROM runs), "
    for (event, existed, row) in [
      ("INSERT", 0, "NEW"), ("UPDATE", 1, "OLD"), ("DELETE", 1, "OLD"),
    ] {
      try database.execute(
        sql: """
          CREATE TRIGGER suppressions_\(event.lowercased()) AFTER \(event) ON suppressions BEGIN
            \(change)\(existed), \(row).address, \(row).contact_id, \(row).kind, \(row).scope,
              \(row).since, \(row).source, \(row).record_key);
          END
          """)
    }
  }
}

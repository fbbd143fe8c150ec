internal import GRDB

extension Schema {
  /// What the audit keeps from week to week.
  static func addAudit(to migrator: inout DatabaseMigrator) {
    migrator.registerMigration("7 audit") { database in
      try database.execute(
        sql: """
          CREATE TABLE audit_weeks (
            week TEXT NOT NULL PRIMARY KEY,
            run INTEGER NOT NULL,
            population INTEGER NOT NULL,
            drawn INTEGER NOT NULL,
            defective INTEGER NOT NULL,
            upper REAL NOT NULL,
            verdict TEXT NOT NULL,
            signature_sha256 TEXT NOT NULL,
            audited_at INTEGER NOT NULL
          ) STRICT, WITHOUT ROWID;
          CREATE TABLE audit_seeds (
            week TEXT NOT NULL PRIMARY KEY,
            seed TEXT NOT NULL,
            commitment TEXT NOT NULL,
            committed_at INTEGER NOT NULL
          ) STRICT, WITHOUT ROWID;
          """)
    }
  }
}

internal import GRDB

/// The tables of the store and how earlier forms of them become the present one.
enum Schema {
  /// Texts of a contact, one column each; what follows is fixed.
  static func migrator() -> DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 runs, contacts, lineage, consent") { database in
      try database.create(table: "runs") { table in
        table.autoIncrementedPrimaryKey("run_id")
        table.column("started_at", .text).notNull()
        table.column("version", .text).notNull()
        table.column("numbering_plan", .text).notNull()
        table.column("inputs", .text).notNull()
        table.column("rows_read", .integer).notNull()
        table.column("contacts", .integer).notNull()
        table.column("merged", .integer).notNull()
        table.column("rejected", .integer).notNull()
      }
      try database.create(table: "contacts", options: [.strict]) { table in
        table.column("contact_id", .text).notNull()
        for column in ContactRow.texts where column != "opt_out_scope" {
          table.column(column, .text).notNull()
        }
        table.column("extras", .text).notNull()
        table.column("run_id", .integer).notNull()
      }
      try database.create(table: "lineage", options: [.strict]) { table in
        table.column("source_file", .text).notNull()
        table.column("source_line", .integer).notNull()
        table.column("source_byte", .integer).notNull()
        table.column("source_id", .text).notNull()
        table.column("outcome", .text).notNull()
        table.column("contact_id", .text).notNull()
        table.column("probability", .real).notNull()
        table.column("reason", .text).notNull()
      }
      try database.create(table: "consent_ledger", options: [.strict]) { table in
        table.autoIncrementedPrimaryKey("entry_id")
        table.column("run_id", .integer).notNull()
        table.column("recorded_at", .text).notNull()
        table.column("contact_id", .text).notNull()
        table.column("address", .text).notNull()
        table.column("kind", .text).notNull()
        table.column("tier", .text).notNull()
        table.column("opted_out", .integer).notNull()
        table.column("effective_at", .text).notNull()
        table.column("source", .text).notNull()
        table.column("proof", .text).notNull()
      }
      try createIndexes(database)
      // The ledger is append-only: what was recorded stays as it was recorded.
      for verb in ["UPDATE", "DELETE"] {
        try database.execute(
          sql: """
            CREATE TRIGGER consent_ledger_no_\(verb.lowercased()) BEFORE \(verb) ON consent_ledger
            BEGIN SELECT RAISE(ABORT, 'the consent ledger is append-only'); END
            """)
      }
      // REPLACE deletes without asking the trigger above.
      try database.execute(
        sql: """
          CREATE TRIGGER consent_ledger_no_replace BEFORE INSERT ON consent_ledger
          WHEN EXISTS (SELECT 1 FROM consent_ledger WHERE entry_id = NEW.entry_id)
          BEGIN SELECT RAISE(ABORT, 'the consent ledger is append-only'); END
          """)
      try database.create(table: "suppressions", options: [.strict, .withoutRowID]) { table in
        table.column("address", .text).notNull()
        table.column("contact_id", .text).notNull()
        table.column("kind", .text).notNull()
        table.column("scope", .text).notNull()
        table.column("since", .text).notNull()
        table.column("source", .text).notNull()
        table.primaryKey(["address", "contact_id"])
      }
    }
    migrator.registerMigration("2 inputs, decisions, undo", migrate: addSources)
    addLedgerChain(to: &migrator)
    migrator.registerMigration("4 how inputs are read") { database in
      try database.execute(sql: "ALTER TABLE inputs ADD COLUMN reading TEXT NOT NULL DEFAULT ''")
    }
    addSync(to: &migrator)
    addUnreadRows(to: &migrator)
    addAudit(to: &migrator)
    return migrator
  }

  /// The database belongs to another program.
  struct ForeignDatabase: Error {}

  /// A later Rollcall has changed the tables.
  struct LaterDatabase: Error {}

  /// Refuses a store whose tables a later version has changed: this one would misread them.
  static func checkVersion(_ database: Database) throws {
    if try migrator().hasBeenSuperseded(database) { throw LaterDatabase() }
  }

  /// "Roll" in ASCII, at a fixed place of the file: `PRAGMA application_id`.
  private static let applicationID = 0x526F_6C6C

  private static func fetchApplicationID(_ database: Database) throws -> Int {
    try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
  }

  /// Refuses a database that is no store.
  static func check(_ database: Database) throws {
    guard try fetchApplicationID(database) == applicationID else { throw ForeignDatabase() }
  }

  /// Marks a new database as a store, and refuses one that another program made.
  static func claim(_ database: Database) throws {
    let id = try fetchApplicationID(database)
    if id == applicationID { return }
    let isEmpty = try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM sqlite_schema") == 0
    guard isEmpty, id == 0 else { throw ForeignDatabase() }
    try database.execute(sql: "PRAGMA application_id = \(applicationID)")
  }

  /// Makes the indexes that are missing. An index that is made after its rows is sorted once, instead of being
  /// searched for each row.
  static func createIndexes(_ database: Database) throws {
    try database.execute(
      sql: """
        CREATE UNIQUE INDEX IF NOT EXISTS contacts_by_id ON contacts (contact_id);
        CREATE INDEX IF NOT EXISTS consent_ledger_by_address
          ON consent_ledger (address, contact_id);
        """)
  }

  /// Takes the rows of the run before out of the tables that hold one run.
  static func emptyContacts(_ database: Database) throws {
    try database.execute(
      sql: "DROP INDEX IF EXISTS contacts_by_id; DELETE FROM contacts; DELETE FROM lineage")
  }

  /// - Returns: whether the ledger has no entries, so that none need be compared with.
  static func dropLedgerIndexIfEmpty(_ database: Database) throws -> Bool {
    let hasEntries =
      try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM consent_ledger)") ?? false
    if !hasEntries {
      try database.execute(sql: "DROP INDEX IF EXISTS consent_ledger_by_address")
    }
    return !hasEntries
  }
}

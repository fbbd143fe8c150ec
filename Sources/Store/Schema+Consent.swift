internal import Foundation
internal import GRDB

extension Schema {
  /// The ledger becomes a hash chain with channel and purpose, and an erasure may empty what names a person.
  static func addLedgerChain(to migrator: inout DatabaseMigrator) {
    migrator.registerMigration("3 ledger chain, erasures") { database in
      try database.execute(
        sql: """
          DROP TRIGGER consent_ledger_no_update;
          ALTER TABLE consent_ledger ADD COLUMN channel TEXT NOT NULL DEFAULT 'all';
          ALTER TABLE consent_ledger ADD COLUMN purpose TEXT NOT NULL DEFAULT 'all';
          ALTER TABLE consent_ledger ADD COLUMN address_key BLOB NOT NULL DEFAULT x'';
          ALTER TABLE consent_ledger ADD COLUMN details_key BLOB NOT NULL DEFAULT x'';
          ALTER TABLE consent_ledger ADD COLUMN hash BLOB NOT NULL DEFAULT x'';
          ALTER TABLE contacts ADD COLUMN opt_out_scope TEXT NOT NULL DEFAULT '';
          CREATE TABLE ledger_key (id INTEGER PRIMARY KEY CHECK (id = 1), key BLOB NOT NULL) STRICT;
          CREATE TABLE erasures (
            address_key BLOB NOT NULL PRIMARY KEY,
            kind TEXT NOT NULL,
            erased_at TEXT NOT NULL,
            blocks INTEGER NOT NULL
          ) STRICT, WITHOUT ROWID;
          UPDATE contacts SET opt_out_scope = 'all' WHERE opted_out = 'true';
          UPDATE consent_ledger SET purpose = tier WHERE opted_out = 0 AND tier <> 'none';
          """)
      let key = KeyedHash.randomKey()
      try database.execute(
        sql: "INSERT INTO ledger_key (id, key) VALUES (1, ?)", arguments: [Data(key)])
      try chainEarlierEntries(database, LedgerChain(keyedHash: KeyedHash(key: key)))
      try database.execute(
        sql: """
          CREATE INDEX consent_ledger_erased ON consent_ledger (address_key) WHERE address = '';
          CREATE TRIGGER consent_ledger_no_update BEFORE UPDATE ON consent_ledger
          WHEN NOT (
            NEW.address = '' AND NEW.contact_id = '' AND NEW.source = '' AND NEW.proof = ''
            AND EXISTS (SELECT 1 FROM erasures WHERE address_key = OLD.address_key)
            AND NEW.entry_id IS OLD.entry_id AND NEW.run_id IS OLD.run_id
            AND NEW.recorded_at IS OLD.recorded_at AND NEW.kind IS OLD.kind
            AND NEW.tier IS OLD.tier AND NEW.opted_out IS OLD.opted_out
            AND NEW.effective_at IS OLD.effective_at AND NEW.channel IS OLD.channel
            AND NEW.purpose IS OLD.purpose AND NEW.address_key IS OLD.address_key
            AND NEW.details_key IS OLD.details_key AND NEW.hash IS OLD.hash)
          BEGIN SELECT RAISE(ABORT, 'the consent ledger is append-only'); END
          """)
    }
  }

  private static func chainEarlierEntries(_ database: Database, _ chain: LedgerChain) throws {
    var chain = chain
    let update = try database.makeStatement(
      sql: "UPDATE consent_ledger SET address_key = ?, details_key = ?, hash = ? WHERE entry_id = ?"
    )
    // Read first: a cursor over rows that are being changed may meet them again.
    let ids = try Int64.fetchAll(
      database, sql: "SELECT entry_id FROM consent_ledger ORDER BY entry_id")
    let entry = try database.makeStatement(
      sql: "SELECT \(LedgerEntry.columns) FROM consent_ledger WHERE entry_id = ?")
    for id in ids {
      guard let row = try Row.fetchOne(entry, arguments: [id]) else { continue }
      let known = LedgerEntry(row)
      let seal = chain.seal(known.row)
      let hash = chain.append(
        known.row, seal: seal, runID: known.runID, recordedAt: known.recordedAt)
      try update.execute(arguments: [Data(seal.address), Data(seal.details), Data(hash), id])
    }
  }

  /// The hash of the last entry of the ledger; zeros if it has none.
  static func ledgerHead(_ database: Database) throws -> [UInt8] {
    let last = try Data.fetchOne(
      database, sql: "SELECT hash FROM consent_ledger ORDER BY entry_id DESC LIMIT 1")
    return last.map { Array($0) } ?? LedgerChain.start
  }
}

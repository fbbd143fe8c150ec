import Foundation
import GRDB
import Testing

@testable import Store

private func run(_ day: Int) -> RunRow {
  RunRow(
    startedAt: "2025-01-0\(day)T10:00:00+00:00", version: "1.0", numberingPlan: "9.0",
    inputs: "a.csv", rowsRead: 1, contacts: 1, merged: 0, rejected: 0)
}

private func entry(
  _ id: String, _ address: String, tier: String = "marketing", out: Bool = false
) -> ConsentRow {
  ConsentRow(
    contactID: id, address: address, kind: address.contains("@") ? "email" : "phone", tier: tier,
    isOptedOut: out, effectiveAt: "2024-01-01", source: "a.csv: Opt out", proof: "form of Anna",
    channel: out ? "email" : "all", purpose: out ? "all" : tier)
}

/// Four entries: two of one address, two of others.
private func filled() throws -> TemporaryStore {
  let file = try TemporaryStore()
  try file.open().record(run(1)) { writer in
    try writer.add(entry("c1", "+491713920001"))
    try writer.add(entry("c2", "+491713920002"))
    try writer.add(entry("c1", "anna@example.com"))
  }
  try file.open().record(run(2)) {
    try $0.add(entry("c1", "+491713920001", tier: "none", out: true))
  }
  return file
}

@Suite struct ConsentLedgerTests {
  @Test func anUntouchedChainHolds() throws {
    let check = try filled().open().checkLedger()
    #expect(check.entries == 4)
    #expect(check.erased == 0)
    #expect(check.broken == nil)
    #expect(check.head.count == 64)
    let empty = try TemporaryStore().open().checkLedger()
    #expect(empty.entries == 0 && empty.broken == nil)
  }

  @Test func theChainGoesOnOverRuns() throws {
    let file = try filled()
    let before = try file.open().checkLedger()
    try file.open().record(run(3)) { try $0.add(entry("c9", "+491713920009")) }
    let after = try file.open().checkLedger()
    #expect(after.entries == 5 && after.broken == nil)
    #expect(after.head != before.head)
  }

  /// What somebody does who gets past the triggers, and the first entry that shows it.
  @Test(arguments: [
    ("UPDATE consent_ledger SET tier = 'marketing', opted_out = 0 WHERE entry_id = 4", 4),
    ("UPDATE consent_ledger SET opted_out = 1 WHERE entry_id = 1", 1),
    ("UPDATE consent_ledger SET effective_at = '2025-01-01' WHERE entry_id = 2", 2),
    ("UPDATE consent_ledger SET channel = 'all' WHERE entry_id = 4", 4),
    ("UPDATE consent_ledger SET purpose = 'transactional' WHERE entry_id = 3", 3),
    ("UPDATE consent_ledger SET recorded_at = '2024-01-01' WHERE entry_id = 2", 2),
    ("UPDATE consent_ledger SET run_id = 7 WHERE entry_id = 2", 2),
    ("UPDATE consent_ledger SET address = '+491713920009' WHERE entry_id = 3", 3),
    ("UPDATE consent_ledger SET proof = 'letter' WHERE entry_id = 2", 2),
    ("UPDATE consent_ledger SET contact_id = 'c9' WHERE entry_id = 2", 2),
    (
      "UPDATE consent_ledger SET address = '', contact_id = '', source = '', proof = '' WHERE entry_id = 3",
      3
    ),
    ("DELETE FROM consent_ledger WHERE entry_id = 2", 3),
    ("DELETE FROM consent_ledger WHERE entry_id = 4", 4),
    ("DELETE FROM consent_ledger WHERE entry_id = 1", 2),
    ("UPDATE consent_ledger SET hash = x'00' WHERE entry_id = 1", 1),
    (
      """
      UPDATE consent_ledger SET entry_id = 9 WHERE entry_id = 2;
      UPDATE consent_ledger SET entry_id = 2 WHERE entry_id = 3;
      UPDATE consent_ledger SET entry_id = 3 WHERE entry_id = 9
      """, 2
    ),
  ])
  func whatWasChangedShows(sql: String, first: Int64) throws {
    let file = try filled()
    try file.execute(
      """
      DROP TRIGGER consent_ledger_no_update; DROP TRIGGER consent_ledger_no_delete;
      DROP TRIGGER consent_ledger_no_replace; \(sql)
      """)
    #expect(try file.open().checkLedger().broken?.entryID == first)
  }

  @Test func anAddressIsKeyedDifferentlyInEveryStore() throws {
    func key() throws -> String {
      let file = try filled()
      return try file.query("SELECT hex(address_key) FROM consent_ledger WHERE entry_id = 1")[0][0]
    }
    #expect(try key() != key())
    let keys = try filled().query(
      "SELECT hex(address_key) FROM consent_ledger WHERE entry_id IN (1, 4)")
    #expect(keys[0] == keys[1])
  }

  @Test func theHistoryOfAnAddressIsFound() throws {
    let record = try filled().open().record(of: "+491713920001")
    #expect(record.entries.map(\.entryID) == [1, 4])
    #expect(record.entries.map(\.row.isOptedOut) == [false, true])
    #expect(record.entries[1].row == entry("c1", "+491713920001", tier: "none", out: true))
    #expect(record.entries[1].recordedAt == "2025-01-02T10:00:00+00:00")
    #expect(try filled().open().record(of: "+491713920009").isEmpty)
  }
}

@Suite struct VersionOneTests {
  /// The tables that the first version made, and a run in them.
  private static let texts = """
    full_name, first_name, middle_name, last_name, company, job_title, phone_e164, phone_country, phone_type, \
    phone_status, whatsapp_id, other_phones, email, other_emails, country, region, city, address, postal_code, \
    birthday, language, tags, owner, status, source_system, created_at, updated_at, consent_tier, opted_out, \
    opt_out_at, opt_out_source, consent_at, consent_proof, messageable, flags, notes, source_records, \
    invalid_phones, invalid_emails, name_title
    """

  private static let sql = """
    PRAGMA application_id = 1383033964;
    CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
    INSERT INTO grdb_migrations VALUES ('1 runs, contacts, lineage, consent');
    CREATE TABLE runs (run_id INTEGER PRIMARY KEY AUTOINCREMENT, started_at TEXT NOT NULL, version TEXT NOT NULL,
      numbering_plan TEXT NOT NULL, inputs TEXT NOT NULL, rows_read INTEGER NOT NULL, contacts INTEGER NOT NULL,
      merged INTEGER NOT NULL, rejected INTEGER NOT NULL);
    CREATE TABLE contacts (contact_id TEXT NOT NULL,
      \(texts.split(separator: ", ").map { "\($0) TEXT NOT NULL" }.joined(separator: ", ")),
      extras TEXT NOT NULL, run_id INTEGER NOT NULL) STRICT;
    CREATE TABLE lineage (source_file TEXT NOT NULL, source_line INTEGER NOT NULL, source_byte INTEGER NOT NULL,
      source_id TEXT NOT NULL, outcome TEXT NOT NULL, contact_id TEXT NOT NULL, probability REAL NOT NULL,
      reason TEXT NOT NULL) STRICT;
    CREATE TABLE consent_ledger (entry_id INTEGER PRIMARY KEY AUTOINCREMENT, run_id INTEGER NOT NULL,
      recorded_at TEXT NOT NULL, contact_id TEXT NOT NULL, address TEXT NOT NULL, kind TEXT NOT NULL,
      tier TEXT NOT NULL, opted_out INTEGER NOT NULL, effective_at TEXT NOT NULL, source TEXT NOT NULL,
      proof TEXT NOT NULL) STRICT;
    CREATE UNIQUE INDEX contacts_by_id ON contacts (contact_id);
    CREATE INDEX consent_ledger_by_address ON consent_ledger (address, contact_id);
    CREATE TRIGGER consent_ledger_no_update BEFORE UPDATE ON consent_ledger
      BEGIN SELECT RAISE(ABORT, 'the consent ledger is append-only'); END;
    CREATE TRIGGER consent_ledger_no_delete BEFORE DELETE ON consent_ledger
      BEGIN SELECT RAISE(ABORT, 'the consent ledger is append-only'); END;
    CREATE TRIGGER consent_ledger_no_replace BEFORE INSERT ON consent_ledger
      WHEN EXISTS (SELECT 1 FROM consent_ledger WHERE entry_id = NEW.entry_id)
      BEGIN SELECT RAISE(ABORT, 'the consent ledger is append-only'); END;
    CREATE TABLE suppressions (address TEXT NOT NULL, contact_id TEXT NOT NULL, kind TEXT NOT NULL,
      scope TEXT NOT NULL, since TEXT NOT NULL, source TEXT NOT NULL, PRIMARY KEY (address, contact_id))
      STRICT, WITHOUT ROWID;
    INSERT INTO runs VALUES (1, '2025-01-01T10:00:00+00:00', '0.1.0', '9.0', 'a.csv', 2, 2, 0, 0);
    INSERT INTO contacts SELECT 'c1', 'Anna Berg', 'Anna', '', 'Berg', '', '', '+491713920001', 'DE', 'MOBILE',
      'valid', '491713920001', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', 'none', 'true',
      '2024-03-01', 'a.csv: Opt out', '', '', 'false', '', '', 'a.csv:2', '', '', '', '{}', 1;
    INSERT INTO consent_ledger VALUES
      (1, 1, '2025-01-01T10:00:00+00:00', 'c1', '+491713920001', 'phone', 'none', 1, '2024-03-01',
        'a.csv: Opt out', ''),
      (2, 1, '2025-01-01T10:00:00+00:00', 'c2', '+491713920002', 'phone', 'marketing', 0, '2024-01-01',
        'a.csv:3', 'form');
    INSERT INTO suppressions VALUES
      ('+491713920001', 'c1', 'phone', 'all', '2024-03-01', 'a.csv: Opt out');
    """

  private func old() throws -> TemporaryStore {
    let file = try TemporaryStore()
    try DatabaseQueue(path: file.path).inDatabase { try $0.execute(sql: Self.sql) }
    return file
  }

  @Test func itsLedgerBecomesAChain() throws {
    let file = try old()
    let before = try file.query(
      """
      SELECT entry_id, run_id, recorded_at, contact_id, address, kind, tier, opted_out, effective_at, source, proof
      FROM consent_ledger
      """)
    let store = try file.open()
    let check = try store.checkLedger()
    #expect(check.entries == 2 && check.broken == nil)
    #expect(
      try file.query(
        """
        SELECT entry_id, run_id, recorded_at, contact_id, address, kind, tier, opted_out, effective_at, source, proof
        FROM consent_ledger
        """) == before)
    #expect(
      try file.query("SELECT channel, purpose FROM consent_ledger ORDER BY entry_id")
        == [["all", "all"], ["all", "marketing"]])
    #expect(try store.suppressions().map(\.scope) == ["all"])
    #expect(try file.query("SELECT opt_out_scope FROM contacts") == [["all"]])
    #expect(throws: (any Error).self) { try file.execute("DELETE FROM consent_ledger") }
    #expect(throws: (any Error).self) { try file.execute("UPDATE consent_ledger SET tier = ''") }
  }

  @Test func itGoesOnAsAnyOther() throws {
    let file = try old()
    try file.open().record(run(2)) { try $0.add(entry("c3", "+491713920003")) }
    let check = try file.open().checkLedger()
    #expect(check.entries == 3 && check.broken == nil)
    #expect(try file.query("PRAGMA integrity_check") == [["ok"]])
  }

  @Test func whatIsReadOnlyIsReadAsItIs() throws {
    let file = try old()
    let store = try ContactStore(path: file.path, isReadOnly: true)
    #expect(try store.contacts(meantBy: "c1").first?.values.first?.text == "Anna Berg")
    // Its folder goes with it.
    withExtendedLifetime(file) {}
  }
}

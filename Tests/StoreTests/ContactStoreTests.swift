import Foundation
import GRDB
import Testing

@testable import Store

/// A folder with a store in it, that goes with its owner.
final class TemporaryStore {
  let folder: String
  var path: String { folder + "/rollcall.sqlite" }

  init() throws {
    folder =
      FileManager.default.temporaryDirectory
      .appending(path: "rollcall-store-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }

  func open() throws -> ContactStore { try ContactStore(path: path) }

  /// Another program's look at the file.
  func query(_ sql: String) throws -> [[String]] {
    try DatabaseQueue(path: path).read { database in
      try Row.fetchAll(database, sql: sql).map { row in
        row.databaseValues.map { $0.isNull ? "NULL" : "\($0.storage.value ?? "")" }
      }
    }
  }

  func execute(_ sql: String) throws {
    try DatabaseQueue(path: path).write { try $0.execute(sql: sql) }
  }
}

/// A failure of whoever writes the rows.
struct Interrupted: Error {}

private func run(_ day: Int) -> RunRow {
  RunRow(
    startedAt: "2025-01-0\(day)T10:00:00+00:00", version: "1.0", numberingPlan: "9.0",
    inputs: "a.csv\nb.csv", rowsRead: 9, contacts: 7, merged: 1, rejected: 1)
}

private func contact(_ id: String, name: String = "Anna Berg") -> [String] {
  [id, name] + [String](repeating: "", count: ContactRow.texts.count - 1)
}

private func lineage(_ line: UInt64, _ id: String) -> LineageRow {
  LineageRow(
    sourceFile: "a.csv", sourceLine: line, sourceByte: line * 40, sourceID: "s\(line)",
    outcome: "kept", contactID: id, probability: 1, reason: "")
}

private func consent(
  _ id: String = "c1", tier: String = "marketing", out: Bool = false, at: String = "",
  address: String = "+4930231250"
) -> ConsentRow {
  ConsentRow(
    contactID: id, address: address, kind: "phone", tier: tier, isOptedOut: out, effectiveAt: at,
    source: "a.csv: Opt out", proof: "form")
}

private func suppression(
  _ address: String, _ id: String, since: String = "2024-01-01"
) -> SuppressionRow {
  SuppressionRow(
    address: address, kind: "phone", scope: "all", since: since, source: "a.csv: Opt out",
    contactID: id)
}

@Suite struct ContactStoreTests {
  @Test func aNewFileHasItsTablesAndOpensAgain() throws {
    let file = try TemporaryStore()
    #expect(!FileManager.default.fileExists(atPath: file.path))
    for _ in 0..<2 {
      let store = try file.open()
      #expect(
        try store.counts() == [
          "runs": 0, "contacts": 0, "lineage": 0, "consent_ledger": 0, "suppressions": 0,
        ])
      #expect(try store.suppressions().isEmpty)
    }
    #expect(try file.query("PRAGMA integrity_check") == [["ok"]])
  }

  @Test func whatIsWrittenIsThere() throws {
    let file = try TemporaryStore()
    let columns = ["contact_id"] + ContactRow.texts
    let values = columns.map { "value of \($0)" }
    try file.open().record(run(1)) { writer in
      try writer.add(contact: values, extras: #"{"Shoe size":"42"}"#)
      try writer.add(lineage(2, values[0]))
    }
    #expect(
      try file.query("SELECT \(columns.joined(separator: ", ")), extras, run_id FROM contacts")
        == [values + [#"{"Shoe size":"42"}"#, "1"]])
    #expect(
      try file.query("SELECT * FROM lineage")
        == [["a.csv", "2", "80", "s2", "kept", values[0], "1.0", "", "0"]])
    #expect(
      try file.query(
        """
        SELECT run_id, started_at, version, numbering_plan, inputs, rows_read, contacts, merged, rejected
        FROM runs
        """) == [
          ["1", "2025-01-01T10:00:00+00:00", "1.0", "9.0", "a.csv\nb.csv", "9", "7", "1", "1"]
        ])
  }

  @Test func aRunReplacesContactsAndLineage() throws {
    let file = try TemporaryStore()
    try file.open().record(run(1)) { writer in
      for number in 1...3 {
        try writer.add(contact: contact("c\(number)"), extras: "{}")
        try writer.add(lineage(UInt64(number), "c\(number)"))
      }
    }
    let store = try file.open()
    try store.record(run(2)) { writer in
      try writer.add(contact: contact("c3", name: "Anna Burg"), extras: "{}")
      try writer.add(lineage(9, "c3"))
    }
    let counts = try store.counts()
    #expect(counts["runs"] == 2)
    #expect(counts["contacts"] == 1)
    #expect(counts["lineage"] == 1)
    #expect(
      try file.query("SELECT contact_id, full_name, run_id FROM contacts")
        == [["c3", "Anna Burg", "2"]])
  }

  @Test func theLedgerGetsChangesOnly() throws {
    let file = try TemporaryStore()
    let store = try file.open()
    let states = [
      consent(), consent(), consent(out: true), consent(out: true, at: "2024-01-01"),
      consent(out: true, at: "2024-01-01"), consent(),
    ]
    for (day, state) in states.enumerated() {
      try store.record(run(day + 1)) { try $0.add(state) }
    }
    #expect(
      try file.query("SELECT run_id, opted_out, effective_at FROM consent_ledger ORDER BY entry_id")
        == [["1", "0", ""], ["3", "1", ""], ["4", "1", "2024-01-01"], ["6", "0", ""]])
    try store.record(run(7)) { writer in
      try writer.add(consent("c2"))
      try writer.add(consent(address: "a@example.com"))
      try writer.add(consent("c2"))
    }
    #expect(try store.counts()["consent_ledger"] == 6)
  }

  @Test(arguments: [
    "UPDATE consent_ledger SET tier = 'marketing'", "DELETE FROM consent_ledger",
    "UPDATE consent_ledger SET proof = '' WHERE entry_id = 1",
    "REPLACE INTO consent_ledger SELECT * FROM consent_ledger",
  ])
  func theLedgerIsAppendOnly(sql: String) throws {
    let file = try TemporaryStore()
    try file.open().record(run(1)) { try $0.add(consent(tier: "none", out: true)) }
    let before = try file.query("SELECT * FROM consent_ledger")
    #expect(before.count == 1)
    #expect { try file.execute(sql) } throws: { "\($0)".contains("append-only") }
    #expect(try file.query("SELECT * FROM consent_ledger") == before)
  }

  @Test func suppressionsStayUntilTheyAreLifted() throws {
    let file = try TemporaryStore()
    let rows = [
      suppression("+4930231250", "c1"), suppression("+4930231250", "c2"),
      suppression("a@example.com", "c1"),
    ]
    try file.open().record(run(1)) { writer in for row in rows { try writer.add(row) } }
    try file.open().record(run(2)) { _ in }
    #expect(try file.open().suppressions() == rows)
    let later = suppression("+4930231250", "c1", since: "2025-01-01")
    try file.open().record(run(3)) { writer in
      try writer.add(later)
      try writer.lift(address: "a@example.com", contactID: "c1")
      try writer.lift(address: "a@example.com", contactID: "nobody")
    }
    #expect(try file.open().suppressions() == [later, rows[1]])
  }

  @Test func aBodyThatThrowsLeavesTheEarlierRun() throws {
    let file = try TemporaryStore()
    try file.open().record(run(1)) { writer in
      try writer.add(contact: contact("c1"), extras: "{}")
      try writer.add(lineage(1, "c1"))
      try writer.add(consent())
      try writer.add(suppression("+4930231250", "c1"))
    }
    let store = try file.open()
    func everything() throws -> [[[String]]] {
      try ["runs", "contacts", "lineage", "consent_ledger", "suppressions"].map {
        try file.query("SELECT * FROM \($0)")
      }
    }
    let before = try everything()
    #expect(throws: Interrupted.self) {
      try store.record(run(2)) { writer in
        try writer.add(contact: contact("c9"), extras: "{}")
        try writer.add(lineage(5, "c9"))
        try writer.add(consent(tier: "none", out: true))
        try writer.lift(address: "+4930231250", contactID: "c1")
        throw Interrupted()
      }
    }
    #expect(try everything() == before)
    try store.record(run(2)) { try $0.add(contact: contact("c9"), extras: "{}") }
    #expect(try store.counts()["runs"] == 2)
  }

  /// An id that comes twice is a fault of the run: nothing of it may stay.
  @Test func aFailingStatementIsAStoreErrorAndLeavesTheEarlierRun() throws {
    let file = try TemporaryStore()
    try file.open().record(run(1)) { try $0.add(contact: contact("c1"), extras: "{}") }
    #expect(throws: StoreError.self) {
      try file.open().record(run(2)) { writer in
        try writer.add(contact: contact("c2"), extras: "{}")
        try writer.add(contact: contact("c2"), extras: "{}")
      }
    }
    #expect(try file.query("SELECT contact_id FROM contacts") == [["c1"]])
    #expect(try file.open().counts()["runs"] == 1)
  }

  @Test func aFileThatIsNoDatabaseIsLeftAlone() throws {
    let file = try TemporaryStore()
    let bytes = Data(("contact_id,full_name\n" + String(repeating: "x,y\n", count: 2000)).utf8)
    try bytes.write(to: URL(filePath: file.path))
    #expect {
      try file.open()
    } throws: { error in
      "\(error)"
        == "\(file.path): not a Rollcall store; name another file with --store; this one was left as it is"
    }
    #expect(FileManager.default.contents(atPath: file.path) == bytes)
    #expect(try FileManager.default.contentsOfDirectory(atPath: file.folder) == ["rollcall.sqlite"])
  }

  @Test func aFolderThatIsMissingIsNamed() throws {
    #expect {
      try ContactStore(path: "/nowhere/at/all/rollcall.sqlite")
    } throws: { error in
      error is StoreError && "\(error)".hasPrefix("/nowhere/at/all/rollcall.sqlite: ")
    }
  }

  @Test func textOfEveryKindComesBack() throws {
    let file = try TemporaryStore()
    let names = [
      "=1+1", "O'Brien \"x\"", "台北 李", "Zoë\u{301}", "a\nb\tc", "NULL", "😀", "'); DROP TABLE runs",
    ]
    try file.open().record(run(1)) { writer in
      for (index, name) in names.enumerated() {
        try writer.add(contact: contact("c\(index)", name: name), extras: "{}")
      }
    }
    #expect(
      try file.query("SELECT full_name FROM contacts ORDER BY contact_id") == names.map { [$0] })
  }
}

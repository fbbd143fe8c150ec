internal import GRDB

/// One run that changes the store, inside its transaction: what it reads of earlier runs, and what it leaves.
///
/// The result of a run is made of all live inputs and all decisions; nothing else of earlier runs goes into it but
/// suppressions, which outlive their contacts.
package final class StoreRun {
  let database: Database
  /// Ascending from 1.
  package let runID: Int64
  private let start: RunStart
  /// When the run started, ISO 8601 with offset.
  var recordedAt: String { start.startedAt }
  private let batch: InsertStatement

  init(_ database: Database, _ start: RunStart) throws {
    self.database = database
    self.start = start
    try database.execute(
      sql: """
        INSERT INTO runs (kind, started_at, version, numbering_plan, inputs, rows_read, contacts,
          merged, rejected) VALUES (?, ?, ?, ?, ?, 0, 0, 0, 0)
        """,
      arguments: [
        start.kind.rawValue, start.startedAt, start.version, start.numberingPlan, start.inputs,
      ])
    runID = database.lastInsertedRowID
    batch = try InsertStatement(
      database, sql: "INSERT INTO source_batches (input_id, ordinal, packed) VALUES (?, ?, ?)")
  }

  /// Empties what holds the result of the run before, and writes that of this one.
  package func writeResult(_ body: (RunWriter) throws -> Void) throws {
    try Schema.emptyContacts(database)
    try database.execute(sql: "DELETE FROM pairs")
    let isFirst = try Schema.dropLedgerIndexIfEmpty(database)
    try body(
      RunWriter(
        database: database, runID: runID, recordedAt: start.startedAt, isLedgerEmpty: isFirst))
    try Schema.createIndexes(database)
  }

  /// Notes what came of the run.
  ///
  /// - Parameter report: `report.json`, which the run after this one is compared with.
  package func finish(_ totals: RunTotals, report: [UInt8]) throws {
    try database.execute(
      sql: """
        UPDATE runs SET rows_read = ?, contacts = ?, merged = ?, rejected = ?, report = ?
        WHERE run_id = ?
        """,
      arguments: [
        totals.rowsRead, totals.contacts, totals.merged, totals.rejected,
        DatabaseBytes.value(PackedBlob.pack(report)), runID,
      ])
  }

  /// `report.json` of the run before, leaving out those that were undone; nil for the first one.
  package func reportBefore() throws -> [UInt8]? {
    let packed = try DatabaseBytes.fetch(
      database,
      sql: """
        SELECT report FROM runs
        WHERE run_id < ? AND undone_at = '' AND kind <> 'undo' AND length(report) > 0
        ORDER BY run_id DESC LIMIT 1
        """, [isUndo ? (try lastRun()?.runID ?? 0) : runID])
    return try packed.map { packed in
      do { return try PackedBlob.unpack(packed) } catch { throw DamagedStore(what: "a report") }
    }
  }

  /// When the run started whose result is made: this one, or the earlier one that it brings back. ISO 8601.
  package func effectiveStart() throws -> String {
    try isUndo ? lastRun()?.startedAt ?? start.startedAt : start.startedAt
  }

  /// Whether it brings back the result of an earlier run.
  package var isUndo: Bool { start.kind == .undo }

  /// Whom earlier runs have erased.
  package func erasedAddresses() throws -> ErasedAddresses {
    try ErasedAddresses(database)
  }

  /// Every address that an earlier run suppressed.
  package func suppressions() throws -> [SuppressionRow] {
    try ContactStore.fetchSuppressions(database)
  }
}

// MARK: - Inputs

extension StoreRun {
  /// Inputs whose rows make the result, in the order in which they came.
  package func inputs() throws -> [StoredInput] {
    try StoredInput.fetchLive(database)
  }

  /// Adds an input. One of the same name is retired, and leaves its place in the order to this one.
  package func addInput(name: String, country: String) throws -> StoredInput {
    let place = try Int64.fetchOne(
      database, sql: "SELECT position FROM inputs WHERE name = ? AND retired_by IS NULL",
      arguments: [name])
    try database.execute(
      sql: "UPDATE inputs SET retired_by = ? WHERE name = ? AND retired_by IS NULL",
      arguments: [runID, name])
    let position =
      try place ?? Int64.fetchOne(database, sql: "SELECT MAX(position) + 1 FROM inputs") ?? 0
    try database.execute(
      sql: "INSERT INTO inputs (run_id, position, name, country) VALUES (?, ?, ?, ?)",
      arguments: [runID, position, name, country])
    return StoredInput(
      inputID: database.lastInsertedRowID, runID: runID, name: name, country: country, form: "",
      rows: 0)
  }

  /// Retires every input but those of this run: what follows is made of these alone.
  package func retireEarlierInputs() throws {
    try database.execute(
      sql: "UPDATE inputs SET retired_by = ?1 WHERE run_id < ?1 AND retired_by IS NULL",
      arguments: [runID])
  }

  /// Keeps a batch of an input's rows, packed.
  package func add(_ packed: [UInt8], ordinal: Int, to input: StoredInput) throws {
    try batch.run(
      integers: [input.inputID, Int64(ordinal)], bytes: packed)
  }

  /// Notes how an input is written and how many rows it has, once all of them were read.
  package func finish(_ input: StoredInput) throws {
    try database.execute(
      sql: "UPDATE inputs SET form = ?, rows_read = ? WHERE input_id = ?",
      arguments: [input.form, input.rows, input.inputID])
  }

  /// Keeps how an input's cells were read, to read single rows again.
  package func keep(reading: String, of input: StoredInput) throws {
    try database.execute(
      sql: "UPDATE inputs SET reading = ? WHERE input_id = ?", arguments: [reading, input.inputID])
  }

  /// A batch of an input's rows as it was added; nil behind the last one.
  package func batch(_ ordinal: Int, of input: StoredInput) throws -> [UInt8]? {
    try input.fetchBatch(ordinal, database)
  }
}

// MARK: - Decisions

extension StoreRun {
  /// What people decided, the last word on each pair.
  package func decisions() throws -> [StoredDecision] {
    try StoredDecision.fetchAll(database)
  }

  package func add(_ decision: StoredDecision) throws {
    try database.execute(
      sql: """
        INSERT INTO decisions (run_id, pair_id, left_key, right_key, decision)
        VALUES (?, ?, ?, ?, ?)
        """,
      arguments: [
        runID, decision.pairID, Int64(bitPattern: decision.leftKey),
        Int64(bitPattern: decision.rightKey),
        decision.isSame.map { $0 ? "same" : "different" } ?? "",
      ])
  }

  /// The records of pairs that a run has shown for review.
  package func pair(_ pairID: String) throws -> (left: UInt64, right: UInt64)? {
    let row = try Row.fetchOne(
      database,
      sql: """
        SELECT left_key, right_key FROM pairs WHERE pair_id = ?1
        UNION ALL SELECT left_key, right_key FROM decisions WHERE pair_id = ?1 LIMIT 1
        """, arguments: [pairID])
    return row.map {
      (UInt64(bitPattern: $0[0] as Int64), UInt64(bitPattern: $0[1] as Int64))
    }
  }

  /// Identities of the records that a contact of the last result is made of, each once; nil where there is no such
  /// contact.
  package func recordKeys(ofContact contactID: String) throws -> [UInt64]? {
    let keys = try Int64.fetchAll(
      database,
      sql: """
        SELECT DISTINCT record_key FROM lineage
        WHERE contact_id = ? AND outcome <> 'rejected' ORDER BY rowid
        """, arguments: [contactID])
    return keys.isEmpty ? nil : keys.map { UInt64(bitPattern: $0) }
  }
}

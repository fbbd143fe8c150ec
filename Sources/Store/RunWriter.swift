internal import GRDB

/// Writes the rows of one run inside its transaction.
package final class RunWriter {
  private let database: Database
  private let runID: Int64
  private let contact: InsertStatement
  private let lineage: InsertStatement
  private let ledger: LedgerWriter
  private let suppression: InsertStatement
  private let pair: InsertStatement

  init(database: Database, runID: Int64, recordedAt: String, isLedgerEmpty: Bool) throws {
    self.database = database
    self.runID = runID
    let columns = ["contact_id"] + ContactRow.texts + ["extras", "run_id"]
    let marks = columns.map { _ in "?" }.joined(separator: ", ")
    contact = try InsertStatement(
      database, sql: "INSERT INTO contacts (\(columns.joined(separator: ", "))) VALUES (\(marks))")
    lineage = try InsertStatement(
      database, sql: "INSERT INTO lineage VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
    ledger = try LedgerWriter(
      database, runID: runID, recordedAt: recordedAt, isEmpty: isLedgerEmpty)
    suppression = try InsertStatement(
      database,
      sql: """
        INSERT INTO suppressions (address, contact_id, kind, scope, since, source)
        VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (address, contact_id) DO UPDATE
        SET scope = excluded.scope, since = excluded.since, source = excluded.source
        WHERE scope <> excluded.scope OR since <> excluded.since OR source <> excluded.source
        """)
    pair = try InsertStatement(
      database,
      sql: """
        INSERT INTO pairs (pair_id, left_key, right_key, probability, evidence)
        VALUES (?, ?, ?, ?, ?) ON CONFLICT (pair_id) DO NOTHING
        """)
  }

  /// - Parameters:
  ///   - values: the texts of `contacts.csv`, `contact_id` first.
  ///   - extras: the columns that are carried along, as a JSON object.
  package func add(contact values: [String], extras: String) throws {
    try contact.run(texts: values + [extras], integer: runID)
  }

  package func add(_ row: LineageRow) throws {
    try lineage.run([
      .text(row.sourceFile), .integer(Int64(clamping: row.sourceLine)),
      .integer(Int64(clamping: row.sourceByte)), .text(row.sourceID), .text(row.outcome),
      .text(row.contactID), .real(row.probability), .text(row.reason),
      .integer(Int64(bitPattern: row.recordKey)),
    ])
  }

  /// Adds an entry to the ledger if the consent is not what the ledger says last.
  package func add(_ row: ConsentRow) throws {
    try ledger.add(row)
  }

  package func add(_ row: SuppressionRow) throws {
    try suppression.run([
      .text(row.address), .text(row.contactID), .text(row.kind), .text(row.scope),
      .text(row.since), .text(row.source),
    ])
  }

  /// Keeps a pair that is shown for review.
  ///
  /// - Parameters:
  ///   - leftKey: identity of a record, which later runs know it by; so is `rightKey`.
  package func addPair(
    _ pairID: String, leftKey: UInt64, rightKey: UInt64, probability: Double, evidence: String
  ) throws {
    try pair.run([
      .text(pairID), .integer(Int64(bitPattern: leftKey)),
      .integer(Int64(bitPattern: rightKey)), .real(probability), .text(evidence),
    ])
  }

  /// Takes a suppression back: the contact gave newer, proven consent.
  package func lift(address: String, contactID: String) throws {
    try database.execute(
      sql: "DELETE FROM suppressions WHERE address = ? AND contact_id = ?",
      arguments: [address, contactID])
  }
}

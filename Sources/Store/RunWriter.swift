internal import GRDB

/// Writes the rows of one run inside its transaction.
package final class RunWriter {
  private let database: Database
  private let runID: Int64
  private let recordedAt: String
  private let contact: Statement
  private let lineage: Statement
  private let lastConsent: Statement
  private let consent: Statement
  private let suppression: Statement

  init(database: Database, runID: Int64, recordedAt: String) throws {
    self.database = database
    self.runID = runID
    self.recordedAt = recordedAt
    let columns = ["contact_id"] + ContactRow.texts + ["extras", "run_id"]
    let marks = columns.map { _ in "?" }.joined(separator: ", ")
    contact = try database.makeStatement(
      sql: "INSERT INTO contacts (\(columns.joined(separator: ", "))) VALUES (\(marks))")
    lineage = try database.makeStatement(
      sql: "INSERT INTO lineage VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
    lastConsent = try database.makeStatement(
      sql: """
        SELECT tier, opted_out, effective_at, source, proof FROM consent_ledger
        WHERE address = ? AND contact_id = ? ORDER BY entry_id DESC LIMIT 1
        """)
    consent = try database.makeStatement(
      sql: """
        INSERT INTO consent_ledger (run_id, recorded_at, contact_id, address, kind, tier,
          opted_out, effective_at, source, proof) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    suppression = try database.makeStatement(
      sql: """
        INSERT INTO suppressions (address, contact_id, kind, scope, since, source)
        VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (address, contact_id) DO UPDATE
        SET scope = excluded.scope, since = excluded.since, source = excluded.source
        """)
  }

  /// - Parameters:
  ///   - values: the texts of `contacts.csv`, `contact_id` first.
  ///   - extras: the columns that are carried along, as a JSON object.
  package func add(contact values: [String], extras: String) throws {
    contact.setUncheckedArguments(StatementArguments(values + [extras, String(runID)]))
    try contact.execute()
  }

  package func add(_ row: LineageRow) throws {
    try lineage.execute(arguments: [
      row.sourceFile, Int64(clamping: row.sourceLine), Int64(clamping: row.sourceByte),
      row.sourceID, row.outcome, row.contactID, row.probability, row.reason,
    ])
  }

  /// Adds an entry to the ledger if the consent is not what the ledger says last.
  package func add(_ row: ConsentRow) throws {
    let last = try Row.fetchOne(lastConsent, arguments: [row.address, row.contactID])
    if let last, last[0] == row.tier, last[1] == row.isOptedOut, last[2] == row.effectiveAt,
      last[3] == row.source, last[4] == row.proof
    {
      return
    }
    try consent.execute(arguments: [
      runID, recordedAt, row.contactID, row.address, row.kind, row.tier, row.isOptedOut,
      row.effectiveAt, row.source, row.proof,
    ])
  }

  package func add(_ row: SuppressionRow) throws {
    try suppression.execute(arguments: [
      row.address, row.contactID, row.kind, row.scope, row.since, row.source,
    ])
  }

  /// Takes a suppression back: the contact gave newer, proven consent.
  package func lift(address: String, contactID: String) throws {
    try database.execute(
      sql: "DELETE FROM suppressions WHERE address = ? AND contact_id = ?",
      arguments: [address, contactID])
  }
}

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
        INSERT INTO suppressions (address, contact_id, kind, scope, since, source, record_key)
        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (address, contact_id) DO UPDATE
        SET scope = excluded.scope, since = excluded.since, source = excluded.source,
          record_key = excluded.record_key
        WHERE scope <> excluded.scope OR since <> excluded.since OR source <> excluded.source
          OR record_key <> excluded.record_key
        """)
    pair = try InsertStatement(
      database,
      sql: """
        INSERT INTO pairs (pair_id, left_key, right_key, probability, evidence)
        VALUES (?, ?, ?, ?, ?) ON CONFLICT (pair_id) DO NOTHING
        """)
  }

  /// - Parameter rows: for each contact the texts of `contacts.csv`, `contact_id` first, and the columns that are
  ///   carried along as a JSON object.
  package func add(contacts rows: RowTexts) throws {
    let width = ContactRow.texts.count + 2
    try rows.bytes.withUnsafeBufferPointer { bytes in
      for row in 0..<rows.ends.count / width {
        for column in 0..<width {
          let range = rows.range(row * width + column)
          contact.bind(UnsafeBufferPointer(rebasing: bytes[range]), at: column + 1)
        }
        contact.bind(runID, at: width + 1)
        try contact.step()
      }
    }
  }

  /// The same for one contact.
  package func add(contact values: [String], extras: String) throws {
    var rows = RowTexts()
    for value in values { rows.append(value) }
    rows.append(extras)
    try add(contacts: rows)
  }

  package func add(lineage rows: LineageRows) throws {
    let parameters = [1, 4, 5, 6, 8]
    try rows.texts.bytes.withUnsafeBufferPointer { bytes in
      for (row, numbers) in rows.numbers.enumerated() {
        for (column, parameter) in parameters.enumerated() {
          let range = rows.texts.range(row * parameters.count + column)
          lineage.bind(UnsafeBufferPointer(rebasing: bytes[range]), at: parameter)
        }
        lineage.bind(Int64(clamping: numbers.line), at: 2)
        lineage.bind(Int64(clamping: numbers.byte), at: 3)
        lineage.bind(numbers.probability, at: 7)
        lineage.bind(Int64(bitPattern: numbers.recordKey), at: 9)
        try lineage.step()
      }
    }
  }

  /// The same for one row.
  package func add(_ row: LineageRow) throws {
    var rows = LineageRows()
    rows.append(row)
    try add(lineage: rows)
  }

  /// Adds an entry to the ledger if the consent is not what the ledger says last.
  package func add(_ row: ConsentRow) throws {
    try ledger.add(row)
  }

  package func add(_ row: SuppressionRow) throws {
    try suppression.run([
      .text(row.address), .text(row.contactID), .text(row.kind), .text(row.scope),
      .text(row.since), .text(row.source), .integer(Int64(bitPattern: row.recordKey)),
    ])
  }

  /// The same for many: in the order of their table they go in twice as fast.
  package func add(_ rows: [SuppressionRow]) throws {
    let inOrder = rows.sorted { ($0.address, $0.contactID) < ($1.address, $1.contactID) }
    for row in inOrder { try add(row) }
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

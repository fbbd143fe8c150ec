internal import GRDB

/// Rewrites the rows of inputs that the store keeps, inside the transaction of an erasure.
package struct SourceEditor {
  let database: Database

  /// Inputs whose rows make the result.
  package func inputs() throws -> [StoredInput] { try StoredInput.fetchLive(database) }

  /// A batch of an input's rows as it was added; nil behind the last one.
  package func batch(_ ordinal: Int, of input: StoredInput) throws -> [UInt8]? {
    try input.fetchBatch(ordinal, database)
  }

  package func replace(_ packed: [UInt8], ordinal: Int, of input: StoredInput) throws {
    try database.execute(
      sql: "UPDATE source_batches SET packed = ? WHERE input_id = ? AND ordinal = ?",
      arguments: [DatabaseBytes.value(packed), input.inputID, ordinal])
  }

  /// Where the rows of contacts begin: by input, the bytes.
  package func rowStarts(ofContacts contactIDs: [String]) throws -> [String: Set<UInt64>] {
    var starts: [String: Set<UInt64>] = [:]
    for contactID in contactIDs {
      let rows = try Row.fetchAll(
        database, sql: "SELECT source_file, source_byte FROM lineage WHERE contact_id = ?",
        arguments: [contactID])
      for row in rows {
        starts[row[0], default: []].insert(UInt64(clamping: row[1] as Int64))
      }
    }
    return starts
  }

  /// Forgets what earlier runs held of a person, so that none of them can be brought back.
  func forgetHistory(of person: StoredPerson, at erasedAt: String) throws {
    try database.execute(
      sql: """
        DELETE FROM source_batches
          WHERE input_id IN (SELECT input_id FROM inputs WHERE retired_by IS NOT NULL);
        DELETE FROM inputs WHERE retired_by IS NOT NULL;
        DELETE FROM suppression_changes;
        """)
    for contactID in person.contactIDs {
      try database.execute(
        sql: "DELETE FROM contact_changes WHERE contact_id = ?1 OR became = ?1",
        arguments: [contactID])
    }
    // Nothing before this run can be undone.
    try database.execute(
      sql: """
        INSERT INTO runs (kind, started_at, version, numbering_plan, inputs, rows_read, contacts,
          merged, rejected) VALUES ('erase', ?, '', '', '', 0, 0, 0, 0)
        """, arguments: [erasedAt])
  }
}

internal import GRDB

/// A contact as it is stored.
package struct StoredContact: Sendable {
  package var contactID: String
  /// Columns of `contacts.csv` that hold something, in their order.
  package var values: [(column: String, text: String)]
}

extension ContactStore {
  /// Inputs whose rows made the last result; none where a version wrote the store that kept no rows.
  package func inputs() throws(StoreError) -> [StoredInput] {
    do {
      return try queue.read { database in
        let isKnown =
          try Bool.fetchOne(
            database,
            sql: "SELECT EXISTS (SELECT 1 FROM pragma_table_info('inputs') WHERE name = 'reading')")
        return isKnown == true ? try StoredInput.fetchLive(database) : []
      }
    } catch {
      throw StoreError(path: path, error)
    }
  }

  /// A batch of an input's rows, packed; nil behind the last one.
  package func batch(_ ordinal: Int, of input: StoredInput) throws(StoreError) -> [UInt8]? {
    do {
      return try queue.read { database in try input.fetchBatch(ordinal, database) }
    } catch {
      throw StoreError(path: path, error)
    }
  }

  /// Batches that an input's rows are kept in.
  package func batchCount(of input: StoredInput) throws(StoreError) -> Int {
    do {
      return try queue.read { database in
        try Int.fetchOne(
          database, sql: "SELECT COUNT(*) FROM source_batches WHERE input_id = ?",
          arguments: [input.inputID]) ?? 0
      }
    } catch {
      throw StoreError(path: path, error)
    }
  }

  /// Contacts that are meant by a contact id, the id of a row in its source, `file:line`, a number in
  /// E.164 or an e-mail address, by contact id. Reads all contacts: O(contacts).
  package func contacts(meantBy query: String) throws(StoreError) -> [StoredContact] {
    do {
      return try queue.read { database in
        let rows = try Row.fetchAll(
          database,
          sql: """
            SELECT * FROM contacts
            WHERE contact_id = :query OR phone_e164 = :query
              OR lower(email) = lower(:query)
              OR instr('; ' || other_phones || ';', '; ' || :query || ';') > 0
              OR instr(lower('; ' || other_emails || ';'), lower('; ' || :query || ';')) > 0
              OR contact_id IN (
                SELECT contact_id FROM lineage
                WHERE (source_id = :query AND source_id <> '')
                  OR source_file || ':' || source_line = :query)
            ORDER BY contact_id
            """, arguments: ["query": query])
        return rows.map { row in
          StoredContact(
            contactID: row["contact_id"],
            values: ContactRow.texts.compactMap { column in
              // A store that is opened for reading only may lack a column of today.
              let text: String? = row[column]
              return text.flatMap { $0.isEmpty ? nil : (column: column, text: $0) }
            })
        }
      }
    } catch {
      throw StoreError(path: path, error)
    }
  }

  /// The source rows that went into a contact, in the order in which they were read.
  package func lineage(contactID: String) throws(StoreError) -> [LineageRow] {
    try lineage("contact_id = ?", contactID)
  }

  /// The rejected rows that are meant by the id of a row in its source or `file:line`.
  package func rejects(meantBy query: String) throws(StoreError) -> [LineageRow] {
    try lineage(
      "outcome = 'rejected' AND ((source_id = ?1 AND source_id <> '') "
        + "OR source_file || ':' || source_line = ?1)", query)
  }

  private func lineage(
    _ condition: String, _ argument: String
  ) throws(StoreError) -> [LineageRow] {
    do {
      return try queue.read { database in
        try Row.fetchAll(
          database, sql: "SELECT * FROM lineage WHERE \(condition) ORDER BY rowid",
          arguments: [argument]
        ).map { row in
          LineageRow(
            sourceFile: row["source_file"],
            sourceLine: UInt64(clamping: row["source_line"] as Int64),
            sourceByte: UInt64(clamping: row["source_byte"] as Int64), sourceID: row["source_id"],
            outcome: row["outcome"], contactID: row["contact_id"],
            probability: row["probability"], reason: row["reason"],
            recordKey: UInt64(bitPattern: row["record_key"] as Int64))
        }
      }
    } catch {
      throw StoreError(path: path, error)
    }
  }
}

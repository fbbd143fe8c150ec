internal import GRDB

/// The numbers of a stored contact, and what was known of them when they were written.
package struct ContactNumbers: Sendable, Equatable {
  /// E.164, empty if the contact has none.
  package var phone: String
  /// ISO 3166 letters.
  package var country: String
  package var type: String
  package var status: String
  /// As they stand in `contacts.csv`.
  package var otherPhones: String
  package var invalidPhones: String
}

extension ContactStore {
  /// Versions of the numbering plan that the stored contacts were written with, or that of the last
  /// run if there are none.
  package func numberingPlans() throws(StoreError) -> [String] {
    do {
      return try queue.read { database in
        let ofContacts = try String.fetchAll(
          database,
          sql: """
            SELECT numbering_plan FROM runs WHERE run_id IN (SELECT DISTINCT run_id FROM contacts)
            GROUP BY numbering_plan ORDER BY MIN(run_id)
            """)
        return try ofContacts.isEmpty
          ? String.fetchAll(
            database, sql: "SELECT numbering_plan FROM runs ORDER BY run_id DESC LIMIT 1")
          : ofContacts
      }
    } catch {
      throw StoreError(path: path, error)
    }
  }

  /// Reads the numbers of all contacts that have any, in the order of their ids.
  package func readNumbers(_ body: (ContactNumbers) -> Void) throws(StoreError) {
    do {
      try queue.read { database in
        let rows = try Row.fetchCursor(
          database,
          sql: """
            SELECT phone_e164, phone_country, phone_type, phone_status, other_phones, invalid_phones
            FROM contacts WHERE phone_e164 || other_phones || invalid_phones <> ''
            ORDER BY contact_id
            """)
        while let row = try rows.next() {
          body(
            ContactNumbers(
              phone: row[0], country: row[1], type: row[2], status: row[3], otherPhones: row[4],
              invalidPhones: row[5]))
        }
      }
    } catch {
      throw StoreError(path: path, error)
    }
  }
}

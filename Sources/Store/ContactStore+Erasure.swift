internal import Foundation
internal import GRDB

/// A person as the store knows them, found by an address or a contact id.
package struct StoredPerson: Sendable, Equatable {
  /// The contact of the last run; nil where only ledger or suppressions know the address.
  package var contactID: String?
  package var name = ""
  /// Ids under which the store knows the person.
  package var contactIDs: [String] = []
  /// Addresses that nobody else has.
  package var addresses: [String] = []
  /// Addresses that other contacts have too.
  package var sharedAddresses: [String] = []
  /// Source rows, as `file:line`.
  package var places: [String] = []
  package var ledgerEntries = 0
  package var suppressions = 0
}

extension ContactStore {
  /// The people that are meant by a contact id, a number in E.164 or an e-mail address in its normal form. One contact
  /// is one person; an address that no contact has, but ledger or suppressions know, is one too. O(contacts).
  package func people(meantBy query: String) throws(StoreError) -> [StoredPerson] {
    do {
      return try queue.read { database in
        let ids = try String.fetchAll(
          database,
          sql: """
            SELECT contact_id FROM contacts WHERE contact_id = :address OR \(Schema.holdsAddress)
            ORDER BY contact_id
            """, arguments: ["address": query])
        if !ids.isEmpty { return try ids.map { try Self.person($0, in: database) } }
        return try Self.absentPerson(query, in: database).map { [$0] } ?? []
      }
    } catch {
      throw StoreError(path: path, error)
    }
  }

  /// Takes a person out of every table, and keeps keyed hashes of the addresses.
  ///
  /// The opt-out of an address that others have too stays with the address, without the person.
  ///
  /// - Parameters:
  ///   - personKey: the name in a form that does not depend on case or order; may be empty.
  ///   - sourceRows: takes the person out of the rows of inputs that the store keeps.
  ///   - beforeCommit: what must succeed with it. When it throws, the store is as it was.
  package func erase(
    _ person: StoredPerson, personKey: String, at erasedAt: String,
    sourceRows: (SourceEditor) throws -> Void = { _ in }, beforeCommit: () throws -> Void
  ) throws {
    do {
      try queue.writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA secure_delete = ON")
        try database.inTransaction {
          let editor = SourceEditor(database: database)
          try sourceRows(editor)
          try editor.forgetHistory(of: person, at: erasedAt)
          try Self.erase(person, personKey: personKey, at: erasedAt, in: database)
          // Taking suppressions away has noted what they were.
          try database.execute(sql: "DELETE FROM suppression_changes")
          try beforeCommit()
          return .commit
        }
        // Pages that earlier runs gave up may still hold what stood in them.
        try database.execute(sql: "VACUUM")
      }
    } catch let error as DatabaseError {
      throw StoreError(path: path, error)
    }
  }
}

// MARK: - Who

extension ContactStore {
  private static func person(_ contactID: String, in database: Database) throws -> StoredPerson {
    var person = StoredPerson(contactID: contactID, contactIDs: [contactID])
    guard
      let row = try Row.fetchOne(
        database,
        sql: """
          SELECT full_name, phone_e164, other_phones, email, other_emails FROM contacts
          WHERE contact_id = ?
          """, arguments: [contactID])
    else { return person }
    person.name = row[0]
    let known = (1...4).flatMap { (row[$0] as String).components(separatedBy: "; ") }
    try complete(&person, known: known, in: database)
    return person
  }

  /// Whoever had an address that no contact has now. Where the ledger knows it of several ids, nobody can say whose
  /// other addresses are meant: it is taken for itself.
  private static func absentPerson(
    _ address: String, in database: Database
  ) throws -> StoredPerson? {
    let ids = try String.fetchAll(
      database,
      sql: """
        SELECT contact_id FROM consent_ledger WHERE address = ?1
        UNION SELECT contact_id FROM suppressions WHERE address = ?1
        UNION SELECT 'sync:' || link_id FROM sync_keys WHERE value = ?1
        """, arguments: [address])
    guard !ids.isEmpty else { return nil }
    var person = StoredPerson(contactIDs: ids.count == 1 ? ids.filter { !$0.isEmpty } : [])
    try complete(&person, known: [address], in: database)
    return person
  }

  /// Adds former addresses, and tells what is the person's alone from what others have too.
  ///
  /// - Parameter known: addresses that are the person's now.
  private static func complete(
    _ person: inout StoredPerson, known: [String], in database: Database
  ) throws {
    let ids = marks(person.contactIDs)
    let current = Set(known).subtracting([""])
    let former = Set(
      try String.fetchAll(
        database,
        sql: """
          SELECT address FROM consent_ledger WHERE contact_id IN (\(ids))
          UNION SELECT address FROM suppressions WHERE contact_id IN (\(ids))
          """, arguments: StatementArguments(person.contactIDs + person.contactIDs))
    ).subtracting(current).subtracting([""])
    let all = current.union(former).sorted()
    for address in all {
      let isShared =
        try isHeld(address, besides: person.contactID, in: database)
        || former.contains(address)
          && isOfAnother(address, than: all, person.contactIDs, in: database)
      if isShared {
        person.sharedAddresses.append(address)
      } else {
        person.addresses.append(address)
      }
    }
    try count(&person, in: database)
  }

  /// Whether another contact of the last run has the address.
  private static func isHeld(
    _ address: String, besides contactID: String?, in database: Database
  ) throws -> Bool {
    try Bool.fetchOne(
      database,
      sql: """
        SELECT EXISTS (SELECT 1 FROM contacts WHERE contact_id <> :id AND \(Schema.holdsAddress))
        """, arguments: ["id": contactID ?? "", "address": address]) ?? false
  }

  /// Whether the ledger knows the address of an id that has further addresses, and so is another person; an id that has
  /// none is an earlier one of the same person.
  private static func isOfAnother(
    _ address: String, than addresses: [String], _ contactIDs: [String], in database: Database
  ) throws -> Bool {
    try Bool.fetchOne(
      database,
      sql: """
        SELECT EXISTS (
          SELECT 1 FROM consent_ledger AS other
          WHERE other.contact_id NOT IN (\(marks(contactIDs))) AND other.contact_id <> ''
            AND other.address NOT IN (\(marks(addresses))) AND other.contact_id IN (
              SELECT contact_id FROM consent_ledger WHERE address = ?))
        """, arguments: StatementArguments(contactIDs + addresses + [address])) ?? false
  }

  private static func count(_ person: inout StoredPerson, in database: Database) throws {
    let (ids, addresses) = (marks(person.contactIDs), marks(person.addresses))
    let both = StatementArguments(person.contactIDs + person.addresses)
    person.places = try String.fetchAll(
      database,
      sql: """
        SELECT source_file || ':' || source_line FROM lineage
        WHERE contact_id IN (\(ids)) ORDER BY rowid
        """, arguments: StatementArguments(person.contactIDs))
    let condition = "contact_id IN (\(ids)) OR address IN (\(addresses))"
    person.ledgerEntries =
      try Int.fetchOne(
        database, sql: "SELECT COUNT(*) FROM consent_ledger WHERE \(condition)", arguments: both)
      ?? 0
    person.suppressions =
      try Int.fetchOne(
        database, sql: "SELECT COUNT(*) FROM suppressions WHERE \(condition)", arguments: both) ?? 0
  }

  private static func marks(_ values: [String]) -> String {
    values.map { _ in "?" }.joined(separator: ", ")
  }
}

// MARK: - Taking out

extension ContactStore {
  private static func erase(
    _ person: StoredPerson, personKey: String, at erasedAt: String, in database: Database
  ) throws {
    let (ids, addresses) = (marks(person.contactIDs), marks(person.addresses))
    let ofIDs = StatementArguments(person.contactIDs)
    let both = StatementArguments(person.contactIDs + person.addresses)
    let condition = "contact_id IN (\(ids)) OR address IN (\(addresses))"

    try keepHashes(of: person, personKey: personKey, at: erasedAt, in: database)
    // The trigger lets the texts of an entry be emptied once its address is among the erasures.
    try database.execute(
      sql: """
        UPDATE consent_ledger SET address = '', contact_id = '', source = '', proof = ''
        WHERE address <> '' AND (\(condition))
        """, arguments: both)
    try database.execute(
      sql: "DELETE FROM suppressions WHERE address = '' AND contact_id IN (\(ids))",
      arguments: ofIDs)
    try database.execute(
      sql: "DELETE FROM suppressions WHERE address IN (\(addresses))",
      arguments: StatementArguments(person.addresses))
    try database.execute(
      sql: """
        UPDATE OR REPLACE suppressions SET contact_id = '', source = '' WHERE contact_id IN (\(ids))
        """, arguments: ofIDs)
    try eraseFromSync(person.addresses, in: database)
    for table in ["contacts", "lineage"] {
      try database.execute(
        sql: "DELETE FROM \(table) WHERE contact_id IN (\(ids))", arguments: ofIDs)
    }
  }

  private static func keepHashes(
    of person: StoredPerson, personKey: String, at erasedAt: String, in database: Database
  ) throws {
    let keyedHash = try KeyedHash(database)
    let insert = try database.makeStatement(
      sql: """
        INSERT INTO erasures (address_key, kind, erased_at, blocks) VALUES (?, ?, ?, ?)
        ON CONFLICT (address_key) DO UPDATE
        SET erased_at = excluded.erased_at, blocks = max(blocks, excluded.blocks)
        """)
    func keep(_ text: String, _ address: String, blocks: Bool) throws {
      let kind = address.contains("@") ? "email" : "phone"
      try insert.execute(arguments: [Data(keyedHash(text)), kind, erasedAt, blocks])
    }
    for address in person.addresses { try keep(address, address, blocks: true) }
    for address in person.sharedAddresses {
      // Others may still be reached there: only together with the name it stands for the person.
      try keep(address, address, blocks: false)
      if !personKey.isEmpty {
        try keep(
          ErasedAddresses.text(address, person: personKey), address, blocks: true)
      }
    }
  }
}

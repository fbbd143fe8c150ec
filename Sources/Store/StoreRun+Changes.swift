internal import Foundation
internal import GRDB

/// What a run did to a contact of the run before.
package struct ContactChange: Sendable, Equatable {
  package enum Kind: String, Sendable {
    case new, changed, gone
  }

  package var contactID: String
  package var kind: Kind
  /// The contact that has the records of one that is gone; empty if its records are gone too.
  package var became: String
}

/// The contacts of the run before, as far as it takes to tell what became of them.
package struct ContactsBefore {
  /// A hash of the values of each contact, and the identity of the record that it began with.
  fileprivate var contacts: [String: (digest: UInt64, key: Int64)] = [:]
}

extension StoreRun {
  /// The contacts that the store holds; nil where there are none. O(contacts).
  package func contactsBefore() throws -> ContactsBefore? {
    var before = ContactsBefore()
    try readDigests { before.contacts[$0] = ($1, 0) }
    guard !before.contacts.isEmpty else { return nil }
    let rows = try Row.fetchCursor(
      database, sql: "SELECT contact_id, record_key FROM lineage WHERE outcome = 'kept'")
    while let row = try rows.next() { before.contacts[row[0]]?.key = row[1] }
    return before
  }

  /// Compares the contacts that were written with those before, and keeps what changed. O(contacts).
  package func noteChanges(since before: ContactsBefore) throws {
    var gone = before.contacts
    var changes: [ContactChange] = []
    try readDigests { id, digest in
      guard let known = gone.removeValue(forKey: id) else {
        changes.append(ContactChange(contactID: id, kind: .new, became: ""))
        return
      }
      if known.digest != digest {
        changes.append(ContactChange(contactID: id, kind: .changed, became: ""))
      }
    }
    var owners: [Int64: String] = [:]
    if !gone.isEmpty {
      let keys = Set(gone.values.map(\.key))
      let rows = try Row.fetchCursor(
        database, sql: "SELECT record_key, contact_id FROM lineage WHERE outcome <> 'rejected'")
      while let row = try rows.next() {
        let key: Int64 = row[0]
        if keys.contains(key) { owners[key] = row[1] }
      }
    }
    for (id, contact) in gone {
      changes.append(
        ContactChange(contactID: id, kind: .gone, became: owners[contact.key] ?? ""))
    }
    let insert = try InsertStatement(
      database,
      sql: "INSERT INTO contact_changes (run_id, contact_id, change, became) VALUES (?, ?, ?, ?)")
    for change in changes {
      try insert.run([
        .integer(runID), .text(change.contactID), .text(change.kind.rawValue),
        .text(change.became),
      ])
    }
  }

  /// What the run did, or, where it brings back an earlier one, what that one did; by contact.
  package func changes() throws -> [ContactChange] {
    let run = try isUndo ? lastRun()?.runID ?? 0 : runID
    return try Row.fetchAll(
      database,
      sql: """
        SELECT contact_id, change, became FROM contact_changes WHERE run_id = ? ORDER BY contact_id
        """, arguments: [run]
    ).compactMap { row in
      ContactChange.Kind(rawValue: row[1]).map {
        ContactChange(contactID: row[0], kind: $0, became: row[2])
      }
    }
  }

  /// A hash of the values of each contact, but for the places that they came from.
  private func readDigests(_ body: (_ id: String, _ digest: UInt64) -> Void) throws {
    let columns = (ContactRow.texts + ["extras"]).filter { $0 != "source_records" }
    let rows = try Row.fetchCursor(
      database, sql: "SELECT contact_id, \(columns.joined(separator: ", ")) FROM contacts")
    while let row = try rows.next() {
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      for index in 1...columns.count {
        try row.withUnsafeData(atIndex: index) { data in
          for byte in data ?? .init() { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        }
        hash = (hash ^ 0xff) &* 0x0000_0100_0000_01b3
      }
      body(row[0], hash)
    }
  }
}

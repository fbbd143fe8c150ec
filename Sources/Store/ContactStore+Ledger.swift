internal import Foundation
internal import GRDB

/// An entry of the consent ledger.
package struct LedgerEntry: Sendable, Equatable {
  package var entryID: Int64
  package var runID: Int64
  /// When the run that wrote it started.
  package var recordedAt: String
  /// What it says; address, contact, source and proof are empty once the person is erased.
  package var row: ConsentRow

  package var isErased: Bool { row.address.isEmpty }

  static let columns = """
    entry_id, run_id, recorded_at, contact_id, address, kind, tier, opted_out, effective_at, source, \
    proof, channel, purpose
    """

  init(_ row: Row) {
    entryID = row[0]
    runID = row[1]
    recordedAt = row[2]
    self.row = ConsentRow(
      contactID: row[3], address: row[4], kind: row[5], tier: row[6], isOptedOut: row[7],
      effectiveAt: row[8], source: row[9], proof: row[10], channel: row[11], purpose: row[12])
  }
}

/// What the store knows of the consent at an address.
package struct AddressRecord: Sendable, Equatable {
  /// From the first to the last.
  package var entries: [LedgerEntry] = []
  package var suppressions: [SuppressionRow] = []
  /// When the address was erased; nil if it was not.
  package var erasedAt: String?
  /// Contacts of the last run that have the address.
  package var holders: [Holder] = []

  package struct Holder: Sendable, Equatable {
    package var contactID: String
    package var tier: String
    package var isOptedOut: Bool
    package var isMessageable: Bool
    package var flags: String
  }

  package var isEmpty: Bool {
    entries.isEmpty && suppressions.isEmpty && erasedAt == nil && holders.isEmpty
  }
}

/// Whether the hash chain of a ledger holds.
package struct LedgerCheck: Sendable, Equatable {
  package var entries = 0
  /// Entries whose person was erased: of them the chain proves all but the texts that were emptied.
  package var erased = 0
  /// Hash of the last entry, in hexadecimal digits. Noted elsewhere, it proves later that nothing was written anew.
  package var head = ""
  package var broken: Broken?

  package struct Broken: Sendable, Equatable {
    package var entryID: Int64
    package var reason: String
  }
}

extension ContactStore {
  /// Everything that is known of the consent at an address. O(contacts + log entries).
  ///
  /// - Parameter address: E.164, or an e-mail address in its normal form.
  package func record(of address: String) throws(StoreError) -> AddressRecord {
    do {
      return try queue.read { database in
        let key = Data(try KeyedHash(database)(address))
        var record = AddressRecord()
        record.entries = try Row.fetchAll(
          database,
          sql: """
            SELECT \(LedgerEntry.columns) FROM consent_ledger
            WHERE address = ?1 OR (address = '' AND address_key = ?2) ORDER BY entry_id
            """, arguments: [address, key]
        ).map(LedgerEntry.init)
        record.suppressions = try Row.fetchAll(
          database, sql: "\(SuppressionRow.query) WHERE address = ? ORDER BY contact_id",
          arguments: [address]
        ).map(SuppressionRow.init)
        record.erasedAt = try String.fetchOne(
          database, sql: "SELECT erased_at FROM erasures WHERE address_key = ? AND blocks",
          arguments: [key])
        record.holders = try Row.fetchAll(
          database,
          sql: """
            SELECT contact_id, consent_tier, opted_out, messageable, flags FROM contacts
            WHERE \(Schema.holdsAddress) ORDER BY contact_id
            """, arguments: ["address": address]
        ).map {
          AddressRecord.Holder(
            contactID: $0[0], tier: $0[1], isOptedOut: $0[2] == "true",
            isMessageable: $0[3] == "true", flags: $0[4])
        }
        return record
      }
    } catch {
      throw StoreError(path: path, error)
    }
  }

  /// Walks through the whole ledger and says the first entry that is not what was written, if there is one. O(entries).
  package func checkLedger() throws(StoreError) -> LedgerCheck {
    do {
      return try queue.read { database in try Self.checkLedger(database) }
    } catch {
      throw StoreError(path: path, error)
    }
  }

  static func checkLedger(_ database: Database) throws -> LedgerCheck {
    var check = LedgerCheck()
    var chain = LedgerChain(keyedHash: try KeyedHash(database))
    let erased = Set(try Data.fetchAll(database, sql: "SELECT address_key FROM erasures"))
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT \(LedgerEntry.columns), address_key, details_key, hash FROM consent_ledger
        ORDER BY entry_id
        """)
    var last: Int64 = 0
    while let row = try rows.next() {
      let entry = LedgerEntry(row)
      let (address, details, hash): (Data, Data, Data) = (row[13], row[14], row[15])
      let stored = LedgerChain.Seal(address: Array(address), details: Array(details))
      last = entry.entryID
      check.entries += 1
      func broken(_ reason: String) -> LedgerCheck {
        var check = check
        check.broken = LedgerCheck.Broken(entryID: entry.entryID, reason: reason)
        return check
      }
      if entry.isErased {
        check.erased += 1
        guard erased.contains(address) else {
          return broken("its address was emptied without an erasure")
        }
      } else {
        let seal = chain.seal(entry.row)
        guard seal.address == stored.address else { return broken("its address was changed") }
        guard seal.details == stored.details else {
          return broken("its contact, source or proof was changed")
        }
      }
      let expected = chain.append(
        entry.row, seal: stored, runID: entry.runID, recordedAt: entry.recordedAt)
      guard expected == Array(hash) else {
        return broken("it was changed, or an entry before it was taken out or put in")
      }
    }
    check.head = hexadecimal(chain.head)
    // SQLite keeps the highest number that it ever gave: an end that was cut off shows.
    let highest =
      try Int64.fetchOne(
        database, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'consent_ledger'") ?? 0
    if highest > last {
      check.broken = LedgerCheck.Broken(
        entryID: last + 1, reason: "it and what came after it were taken out")
    }
    return check
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

extension Schema {
  /// Contacts that have the number or e-mail address `:address`.
  static let holdsAddress = """
    (phone_e164 = :address OR email = :address
      OR instr('; ' || other_phones || ';', '; ' || :address || ';') > 0
      OR instr('; ' || other_emails || ';', '; ' || :address || ';') > 0)
    """
}

extension SuppressionRow {
  static let query =
    "SELECT address, kind, scope, since, source, contact_id, record_key FROM suppressions"

  init(_ row: Row) {
    self.init(
      address: row[0], kind: row[1], scope: row[2], since: row[3], source: row[4],
      contactID: row[5], recordKey: UInt64(bitPattern: row[6] as Int64))
  }
}

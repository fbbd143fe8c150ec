internal import Foundation
internal import GRDB

/// The tables of the sync: rows in, rows out, inside transactions that another run's lease ends.
///
/// Not for several threads at once.
package final class SyncTables {
  let store: ContactStore
  /// The transaction that is open.
  private var current: Database?
  private var erased: ErasedAddresses?
  /// The fencing token of this run; nil for one that only reads.
  private var token: Int64?
  /// When this run began, for the ledger; ISO 8601.
  let startedAt: String

  /// - Parameter startedAt: when the run began, ISO 8601 with offset.
  package init(_ store: ContactStore, startedAt: String) {
    self.store = store
    self.startedAt = startedAt
  }

  /// People whose records are not taken in any more; read once in a run.
  package func erasedAddresses() throws -> ErasedAddresses {
    if let erased { return erased }
    let read = try access { try ErasedAddresses($0) }
    erased = read
    return read
  }

  /// Whether the store was opened by a Rollcall that knows the sync, so that the tables are there.
  package static func exist(in store: ContactStore) throws -> Bool {
    try store.queue.read { try $0.tableExists("sync_links") }
  }

  /// Another run has taken the lease: nothing of this transaction was kept.
  package struct LostLease: Error {}

  /// Does everything in one transaction: kept all together, or not at all where the body throws.
  package func transaction<Result>(_ body: () throws -> Result) throws -> Result {
    try translated {
      var result: Result?
      try store.queue.writeWithoutTransaction { database in
        try database.inTransaction(.immediate) {
          if let token {
            let held = try Int64.fetchOne(database, sql: "SELECT token FROM sync_lease")
            guard held == token else { throw LostLease() }
          }
          current = database
          defer { current = nil }
          result = try body()
          return .commit
        }
      }
      guard let result else { throw DamagedStore(what: "a transaction") }
      return result
    }
  }

  /// Reads everything in one transaction: of one moment, and without a lock for each query.
  package func reading<Result>(_ body: () throws -> Result) throws -> Result {
    try translated {
      try store.queue.read { database in
        current = database
        defer { current = nil }
        return try body()
      }
    }
  }

  /// Takes the lease unless one of another machine is still valid. Every earlier holder is shut out.
  ///
  /// - Parameters:
  ///   - holder: `machine:process`.
  ///   - milliseconds: times since 1970.
  package func acquireLease(holder: String, now: Int64, milliseconds: Int64) throws -> Bool {
    try translated {
      try store.queue.write { database in
        let before = try Row.fetchOne(
          database, sql: "SELECT token, holder, expires_at FROM sync_lease")
        if let before, before[2] as Int64 > now,
          Self.machine(before[1]) != Self.machine(holder)
        {
          return false
        }
        let next = ((before?[0] as Int64?) ?? 0) + 1
        try database.execute(
          sql: "INSERT OR REPLACE INTO sync_lease VALUES (1, ?, ?, ?)",
          arguments: [next, holder, now + milliseconds])
        token = next
        leaseMilliseconds = milliseconds
        return true
      }
    }
  }

  private var leaseMilliseconds: Int64 = 0

  /// Inside a transaction, which has checked that the lease is still this run's.
  package func renewLease(now: Int64) throws {
    guard let token else { return }
    try run(
      "UPDATE sync_lease SET expires_at = ? WHERE token = ?", [now + leaseMilliseconds, token])
  }

  package func releaseLease() throws {
    guard let token else { return }
    try store.queue.write {
      try $0.execute(
        sql: "UPDATE sync_lease SET expires_at = 0 WHERE token = ?", arguments: [token])
    }
  }

  private static func machine(_ holder: String) -> Substring { holder.prefix { $0 != ":" } }
}

// MARK: - Access

extension SyncTables {
  /// Reads in the open transaction, or in one of its own.
  func access<Result>(_ body: (Database) throws -> Result) throws -> Result {
    if let current { return try body(current) }
    return try translated { try store.queue.unsafeReentrantRead(body) }
  }

  /// Writes in the open transaction.
  func run(_ sql: String, _ arguments: StatementArguments) throws {
    guard let current else { throw DamagedStore(what: "a write outside of a transaction") }
    try current.cachedStatement(sql: sql).execute(arguments: arguments)
  }

  func rows(_ sql: String, _ arguments: StatementArguments = []) throws -> [Row] {
    try access { database in
      try Row.fetchAll(try database.cachedStatement(sql: sql), arguments: arguments)
    }
  }

  private func translated<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw StoreError(path: store.path, error)
    } catch let error as DamagedStore {
      throw StoreError(path: store.path, error)
    }
  }
}

internal import Foundation
internal import GRDB

/// What lasts between runs: one SQLite file with runs, contacts, lineage, the consent ledger and suppressions.
///
/// A run is written in one transaction: a crash leaves the state of the run before.
package final class ContactStore: Sendable {
  let queue: DatabaseQueue
  let path: String

  /// Opens the file, makes it if it is missing, and brings its tables to the present form.
  ///
  /// - Parameter isReadOnly: opens a file that is there, and leaves it as it is.
  package init(path: String, isReadOnly: Bool = false) throws(StoreError) {
    self.path = path
    do {
      var configuration = Configuration()
      configuration.busyMode = .timeout(5)
      configuration.readonly = isReadOnly
      configuration.prepareDatabase { database in
        // 64 MB of pages: a run inserts in no order that the indexes know.
        try database.execute(sql: "PRAGMA cache_size = -65536")
      }
      queue = try DatabaseQueue(path: path, configuration: configuration)
      if isReadOnly {
        try queue.read { database in
          try Schema.check(database)
          try Schema.checkVersion(database)
        }
        return
      }
      try queue.write { database in
        try Schema.claim(database)
        try Schema.checkVersion(database)
      }
      try Schema.migrator().migrate(queue)
    } catch {
      throw StoreError(path: path, error)
    }
  }

  static func fetchSuppressions(_ database: Database) throws -> [SuppressionRow] {
    try Row.fetchAll(
      database,
      sql: """
        \(SuppressionRow.query) UNION ALL \(SuppressionRow.syncQuery) ORDER BY address, contact_id
        """
    )
    .map(SuppressionRow.init)
  }

  /// Counts of the tables, for tests and `status`.
  package func counts() throws(StoreError) -> [String: Int] {
    do {
      return try queue.read { database in
        var counts: [String: Int] = [:]
        for table in ["runs", "contacts", "lineage", "consent_ledger", "suppressions"] {
          counts[table] = try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM \(table)") ?? 0
        }
        return counts
      }
    } catch {
      throw StoreError(path: path, error)
    }
  }

  /// Does a run in one transaction: what it writes is kept all together or not at all.
  ///
  /// - Parameters:
  ///   - isKept: where it is false, everything is done and taken back at the end.
  ///   - body: when it throws, nothing of the run is kept.
  /// - Throws: `StoreError` when the store fails, else what `body` throws.
  package func record(
    _ start: RunStart, isKept: Bool = true, _ body: (StoreRun) throws -> Void
  ) throws {
    do {
      try queue.writeWithoutTransaction { database in
        try database.inTransaction {
          try body(StoreRun(database, start))
          return isKept ? .commit : .rollback
        }
      }
    } catch let error as DatabaseError {
      throw StoreError(path: path, error)
    } catch let error as DamagedStore {
      throw StoreError(path: path, error)
    }
  }
}

/// A store that cannot be opened, read or written.
package struct StoreError: Error, Sendable, CustomStringConvertible {
  package var path: String
  package var problem: String
  package var remedy: String

  init(path: String, _ error: any Error) {
    self.path = path
    problem = "\(error)"
    remedy = "check the file's permissions and the space on its disk"
    if error is Schema.ForeignDatabase {
      problem = "a database of another program, not a Rollcall store"
      remedy = "name another file with --store; this one was left as it is"
    } else if error is Schema.LaterDatabase {
      problem = "made by a later version of Rollcall"
      remedy = "use that version, or name another file with --store; this one was left as it is"
    } else if let error = error as? DamagedStore {
      problem = "\(error.what) cannot be unpacked: the file was damaged"
      remedy = "restore it from a backup, or name another file with --store"
    } else if error is CocoaError {
      problem = "cannot be written"
    } else if let error = error as? DatabaseError {
      problem = error.message ?? "SQLite error \(error.resultCode.rawValue)"
      switch error.resultCode {
      case .SQLITE_NOTADB:
        problem = "not a Rollcall store"
        remedy = "name another file with --store; this one was left as it is"
      case .SQLITE_BUSY, .SQLITE_LOCKED:
        problem = "another program holds the store"
        remedy = "wait until it has ended and try again"
      case .SQLITE_FULL: remedy = "make room on the disk and run again"
      default: break
      }
    }
  }

  package var description: String { "\(path): \(problem); \(remedy)" }
}

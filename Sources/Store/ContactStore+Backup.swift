internal import Foundation
internal import GRDB

/// What a check of a store found.
package struct StoreCheck: Sendable, Equatable {
  package var runs = 0
  package var contacts = 0
  /// Batches of source rows that were unpacked.
  package var batches = 0
  package var ledger = LedgerCheck()
  /// What is wrong, a line each; empty where all is well.
  package var problems: [String] = []
}

extension ContactStore {
  /// Writes a copy of the store as it is at one moment, also while a run goes on. O(size of the store).
  ///
  /// - Parameter copy: a file that is not there yet; what a failed copy leaves is for the caller to remove.
  package func backUp(to copy: String) throws(StoreError) {
    do {
      // Personal data: nobody but the user may read it.
      let mode: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
      guard FileManager.default.createFile(atPath: copy, contents: nil, attributes: mode) else {
        throw CocoaError(.fileWriteNoPermission)
      }
      let target = try DatabaseQueue(path: copy)
      try queue.backup(to: target)
      try target.close()
      let file = try FileHandle(forWritingTo: URL(fileURLWithPath: copy))
      try file.synchronize()
      try file.close()
    } catch {
      throw StoreError(path: copy, error)
    }
  }

  /// Reads everything: the pages and indexes as SQLite checks them, the rows of all inputs, and the chain of the ledger.
  /// O(size of the store).
  package func check() throws(StoreError) -> StoreCheck {
    do {
      return try queue.read { database in
        var check = StoreCheck()
        check.problems = try String.fetchAll(database, sql: "PRAGMA integrity_check(20)")
          .filter { $0 != "ok" }
        check.runs = try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM runs") ?? 0
        check.contacts = try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM contacts") ?? 0
        let reports = try Row.fetchCursor(
          database, sql: "SELECT run_id, report FROM runs WHERE length(report) > 0 ORDER BY run_id")
        while let report = try reports.next() {
          let (run, packed): (Int, Data) = (report[0], report[1])
          if (try? PackedBlob.unpack([UInt8](packed))) == nil {
            check.problems.append("the report of run \(run) cannot be unpacked")
          }
        }
        let batches = try Row.fetchCursor(
          database,
          sql: """
            SELECT name, ordinal, packed FROM source_batches JOIN inputs USING (input_id)
            ORDER BY input_id, ordinal
            """)
        while let batch = try batches.next() {
          check.batches += 1
          let (name, ordinal, packed): (String, Int, Data) = (batch[0], batch[1], batch[2])
          if (try? PackedBlob.unpack([UInt8](packed))) == nil {
            check.problems.append("batch \(ordinal) of the rows of \(name) cannot be unpacked")
          }
        }
        check.ledger = try Self.checkLedger(database)
        if let broken = check.ledger.broken {
          check.problems.append("entry \(broken.entryID) of the consent ledger: \(broken.reason)")
        }
        return check
      }
    } catch {
      throw StoreError(path: path, error)
    }
  }
}

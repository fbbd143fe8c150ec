package import DeltaSync
internal import Foundation
internal import Store

/// What `rollcall status` tells of the sync.
package struct SyncStatus: Sendable {
  /// Nil where the sync has never run.
  package var lastRun: Instant?
  package var contacts: Int
  /// Contacts of which something is still to be written.
  package var pending: Int
  package var tickets: [Ticket]
  package var held: [HeldRecord]
  /// Rows that could not be read; each belongs to a ticket.
  package var unread: [UnreadRow]

  /// Reads the store as it is.
  package static func read(storePath: String) throws(PipelineError) -> SyncStatus {
    do {
      guard FileManager.default.fileExists(atPath: storePath) else {
        throw PipelineError(
          .missingInput, "\(storePath): no such store; name that of rollcall sync with --store")
      }
      let store = try ContactStore(path: storePath, isReadOnly: true)
      guard try SyncTables.exist(in: store) else {
        return SyncStatus(
          lastRun: nil, contacts: 0, pending: 0, tickets: [], held: [], unread: [])
      }
      let sync = StoredSync(store, startedAt: "")
      return SyncStatus(
        lastRun: try sync.value("last_run").flatMap { Int64($0) }.map(Instant.init),
        contacts: try sync.linkCount(), pending: try sync.pendingLinks().count,
        tickets: try sync.openTickets(), held: try sync.heldRecords(),
        unread: try sync.unreadRows())
    } catch {
      throw PipelineError(any: error)
    }
  }
}

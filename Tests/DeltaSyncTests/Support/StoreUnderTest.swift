import DeltaSync
import Foundation
import Pipeline
import Store

/// The real store with a place to be killed at, before each commit.
final class StoreUnderTest: SyncStore, SimulatedStore {
  let stored: StoredSync
  var atCommit: () throws -> Void = {}

  /// - Parameter path: empty for a database of its own that goes with it.
  init(path: String = "") throws {
    stored = StoredSync(try ContactStore(path: path), startedAt: "2026-12-01T00:00:00Z")
  }

  func transaction<Result>(_ body: () throws -> Result) throws -> Result {
    try stored.transaction {
      let result = try body()
      try atCommit()
      return result
    }
  }

  func reading<Result>(_ body: () throws -> Result) throws -> Result {
    try stored.reading(body)
  }

  func releaseAll() {
    try? stored.transaction {
      for var entry in try stored.outbox() where entry.state != .unknown {
        entry.state = .waiting
        entry.attempts = 0
        try stored.save(entry)
      }
    }
  }

  func allConflicts() -> [Conflict] { (try? stored.conflicts()) ?? [] }

  func acquireLease(holder: String, now: Instant, seconds: Double) throws -> Bool {
    try stored.acquireLease(holder: holder, now: now, seconds: seconds)
  }
  func renewLease(now: Instant) throws { try stored.renewLease(now: now) }
  func releaseLease() throws { try stored.releaseLease() }
  func isErased(_ values: FieldValues) throws -> Bool { try stored.isErased(values) }
  func linkCount() throws -> Int { try stored.linkCount() }
  func link(_ id: Int64) throws -> Link? { try stored.link(id) }
  func links(_ side: Side, remoteIDs: [String]) throws -> [Link] {
    try stored.links(side, remoteIDs: remoteIDs)
  }
  func links(sharing keys: Set<IdentityKey>) throws -> [Link] { try stored.links(sharing: keys) }
  func pendingLinks() throws -> [Link] { try stored.pendingLinks() }
  func insert(_ link: Link) throws -> Int64 { try stored.insert(link) }
  func save(_ link: Link) throws { try stored.save(link) }
  func watermark(_ side: Side, _ stream: String) throws -> Watermark? {
    try stored.watermark(side, stream)
  }
  func save(_ watermark: Watermark, _ side: Side, _ stream: String) throws {
    try stored.save(watermark, side, stream)
  }
  func heldRecords() throws -> [HeldRecord] { try stored.heldRecords() }
  func save(_ held: HeldRecord) throws { try stored.save(held) }
  func removeHeld(_ side: Side, _ remoteID: String) throws {
    try stored.removeHeld(side, remoteID)
  }
  func unreadRows() throws -> [UnreadRow] { try stored.unreadRows() }
  func save(_ row: UnreadRow) throws { try stored.save(row) }
  func removeUnreadRows(ticketID: Int64) throws {
    try stored.removeUnreadRows(ticketID: ticketID)
  }
  func outbox() throws -> [OutboxEntry] { try stored.outbox() }
  func save(_ entry: OutboxEntry) throws { try stored.save(entry) }
  func removeEntry(_ subject: Subject, _ side: Side) throws {
    try stored.removeEntry(subject, side)
  }
  func record(_ conflict: Conflict, at: Instant) throws { try stored.record(conflict, at: at) }
  func open(_ ticket: Ticket) throws -> Int64 { try stored.open(ticket) }
  func closeTicket(_ id: Int64, at: Instant) throws { try stored.closeTicket(id, at: at) }
  func openTickets() throws -> [Ticket] { try stored.openTickets() }
  func suppress(
    _ address: String, kind: IdentityKey.Kind, _ consent: ConsentState, linkID: Int64
  ) throws {
    try stored.suppress(address, kind: kind, consent, linkID: linkID)
  }
  func lift(_ address: String, linkID: Int64, by consent: ConsentState) throws {
    try stored.lift(address, linkID: linkID, by: consent)
  }
  func isSuppressed(_ address: String) throws -> Bool { try stored.isSuppressed(address) }
  func hasEvent(_ id: String) throws -> Bool { try stored.hasEvent(id) }
  func saveEvent(_ id: String) throws { try stored.saveEvent(id) }
  func message(_ id: String) throws -> StoredMessage? { try stored.message(id) }
  func save(_ message: StoredMessage) throws { try stored.save(message) }
  func unwrittenMessages() throws -> [StoredMessage] { try stored.unwrittenMessages() }
  func order(_ id: String) throws -> StoredOrder? { try stored.order(id) }
  func save(_ order: StoredOrder) throws { try stored.save(order) }
  func openOrders() throws -> [StoredOrder] { try stored.openOrders() }
  func value(_ name: String) throws -> String? { try stored.value(name) }
  func setValue(_ name: String, _ text: String) throws { try stored.setValue(name, text) }
}

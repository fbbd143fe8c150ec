/// A record of which nobody can say yet which contact it is, as it came.
package struct HeldRecord: Sendable, Hashable {
  package var side: Side
  package var record: RemoteRecord
  package var reason: String

  package init(side: Side, record: RemoteRecord, reason: String) {
    self.side = side
    self.record = record
    self.reason = reason
  }
}

/// What lasts between cycles. Every change is made inside `transaction`, all of it or nothing.
package protocol SyncStore: AnyObject {
  /// - Throws: `LeaseLost` if another run has taken over, else what the body throws; nothing of it is kept then.
  func transaction<Result>(_ body: () throws -> Result) throws -> Result

  /// Reads many things as they are at one moment.
  func reading<Result>(_ body: () throws -> Result) throws -> Result

  /// Takes the lease of a single run, with a fencing token of its own. False: another machine's run holds it.
  ///
  /// Whoever had it before can write no more. On one machine a file lock has told already that no other run is alive, so
  /// there it is taken over at once.
  func acquireLease(holder: String, now: Instant, seconds: Double) throws -> Bool
  func renewLease(now: Instant) throws
  func releaseLease() throws

  // Contacts.
  func linkCount() throws -> Int
  func link(_ id: Int64) throws -> Link?
  func links(_ side: Side, remoteIDs: [String]) throws -> [Link]
  /// Contacts that have one of the keys, or had it before.
  func links(sharing keys: Set<IdentityKey>) throws -> [Link]
  func pendingLinks() throws -> [Link]
  /// Stores a new link and gives it its number.
  func insert(_ link: Link) throws -> Int64
  func save(_ link: Link) throws

  /// Whether the values name a person who was erased on request.
  func isErased(_ values: FieldValues) throws -> Bool

  // How far the sides were read.
  func watermark(_ side: Side, _ stream: String) throws -> Watermark?
  func save(_ watermark: Watermark, _ side: Side, _ stream: String) throws

  // Records that wait for a person.
  func heldRecords() throws -> [HeldRecord]
  func save(_ held: HeldRecord) throws
  func removeHeld(_ side: Side, _ remoteID: String) throws

  // Rows that could not be read, in the order of their tickets.
  func unreadRows() throws -> [UnreadRow]
  /// Keeps a row; in the place of one that is there already.
  func save(_ row: UnreadRow) throws
  func removeUnreadRows(ticketID: Int64) throws

  // Writes under way.
  func outbox() throws -> [OutboxEntry]
  func save(_ entry: OutboxEntry) throws
  func removeEntry(_ subject: Subject, _ side: Side) throws

  // What people look at.
  func record(_ conflict: Conflict, at: Instant) throws
  func open(_ ticket: Ticket) throws -> Int64
  func closeTicket(_ id: Int64, at: Instant) throws
  func openTickets() throws -> [Ticket]

  // Consent at addresses.
  func suppress(_ address: String, kind: IdentityKey.Kind, _ consent: ConsentState, linkID: Int64)
    throws
  func lift(_ address: String, linkID: Int64, by consent: ConsentState) throws
  func isSuppressed(_ address: String) throws -> Bool

  // Messages.
  func hasEvent(_ id: String) throws -> Bool
  func saveEvent(_ id: String) throws
  func message(_ id: String) throws -> StoredMessage?
  func save(_ message: StoredMessage) throws
  /// Messages that the CRM does not have in their present state.
  func unwrittenMessages() throws -> [StoredMessage]
  func order(_ id: String) throws -> StoredOrder?
  func save(_ order: StoredOrder) throws
  func openOrders() throws -> [StoredOrder]

  // Single values, such as the time of the last run.
  func value(_ name: String) throws -> String?
  func setValue(_ name: String, _ text: String) throws
}

/// Another run holds the lease now: this one must not write any more.
package struct LeaseLost: Error, Sendable {
  package init() {}
}

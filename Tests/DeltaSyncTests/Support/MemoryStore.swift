import DeltaSync

/// A store in memory: transactions are all or nothing, as in the real one.
final class MemoryStore: SyncStore {
  struct State {
    var links = Table<Int64, Link>()
    var byRemoteID = Sides(crm: Table<String, Int64>(), messaging: Table<String, Int64>())
    var byKey = Table<IdentityKey, Set<Int64>>()
    var watermarks = Table<String, Watermark>()
    var held = Table<String, HeldRecord>()
    var unread = Table<String, UnreadRow>()
    var outbox = Table<String, OutboxEntry>()
    var conflicts = Table<String, Conflict>()
    var tickets = Table<Int64, Ticket>()
    var suppressions = Table<String, ConsentState>()
    var events = Table<String, Bool>()
    var messages = Table<String, StoredMessage>()
    /// Those of which the CRM lacks something.
    var unwritten = Table<String, Bool>()
    var orders = Table<String, StoredOrder>()
    var values = Table<String, String>()
    var lastTicket: Int64 = 0

    /// Ends a transaction for every table.
    mutating func end(keeping: Bool) {
      links.end(keeping)
      for side in Side.allCases { byRemoteID[side].end(keeping) }
      byKey.end(keeping)
      watermarks.end(keeping)
      held.end(keeping)
      unread.end(keeping)
      outbox.end(keeping)
      conflicts.end(keeping)
      tickets.end(keeping)
      suppressions.end(keeping)
      events.end(keeping)
      messages.end(keeping)
      unwritten.end(keeping)
      orders.end(keeping)
      values.end(keeping)
    }
  }

  private(set) var state = State()
  private(set) var transactions = 0
  /// Called before and after each commit: throwing is a crash at that moment.
  var atCommit: () throws -> Void = {}
  private var isInside = false

  func transaction<Result>(_ body: () throws -> Result) throws -> Result {
    precondition(!isInside, "transactions do not nest")
    isInside = true
    defer { isInside = false }
    do {
      let result = try body()
      try atCommit()
      state.end(keeping: true)
      transactions += 1
      return result
    } catch {
      state.end(keeping: false)
      throw error
    }
  }

  func reading<Result>(_ body: () throws -> Result) throws -> Result { try body() }

  func acquireLease(holder: String, now: Instant, seconds: Double) throws -> Bool { true }
  func renewLease(now: Instant) throws {}
  func releaseLease() throws {}

  func linkCount() -> Int { state.links.rows.values.count { !$0.isTombstone } }
  func link(_ id: Int64) -> Link? { state.links[id] }

  func links(_ side: Side, remoteIDs: [String]) -> [Link] {
    remoteIDs.compactMap { state.byRemoteID[side][$0].flatMap { state.links[$0] } }
  }

  func links(sharing keys: Set<IdentityKey>) -> [Link] {
    let ids = keys.reduce(into: Set<Int64>()) { $0.formUnion(state.byKey[$1] ?? []) }
    return ids.sorted().compactMap { state.links[$0] }
  }

  func isErased(_ values: FieldValues) -> Bool { false }

  func pendingLinks() -> [Link] {
    state.links.rows.values.filter(\.isPending).sorted { $0.id < $1.id }
  }

  func insert(_ link: Link) -> Int64 {
    var link = link
    link.id = Int64(state.links.rows.count + 1)
    save(link)
    return link.id
  }

  func save(_ link: Link) {
    precondition(isInside)
    if let before = state.links[link.id] {
      for side in Side.allCases {
        if let id = before.remoteIDs[side], state.byRemoteID[side][id] == link.id {
          state.byRemoteID[side][id] = nil
        }
      }
      for key in before.keys.union(before.formerKeys) {
        state.byKey[key] = (state.byKey[key] ?? []).subtracting([link.id])
      }
    }
    state.links[link.id] = link
    for side in Side.allCases {
      if let id = link.remoteIDs[side] { state.byRemoteID[side][id] = link.id }
    }
    for key in link.keys.union(link.formerKeys) {
      state.byKey[key] = (state.byKey[key] ?? []).union([link.id])
    }
  }

  func watermark(_ side: Side, _ stream: String) -> Watermark? {
    state.watermarks["\(side) \(stream)"]
  }
  func save(_ watermark: Watermark, _ side: Side, _ stream: String) {
    state.watermarks["\(side) \(stream)"] = watermark
  }

  func heldRecords() -> [HeldRecord] { state.held.rows.sorted { $0.key < $1.key }.map(\.value) }
  func save(_ held: HeldRecord) { state.held["\(held.side) \(held.record.id)"] = held }
  func removeHeld(_ side: Side, _ remoteID: String) { state.held["\(side) \(remoteID)"] = nil }

  func unreadRows() -> [UnreadRow] { state.unread.rows.sorted { $0.key < $1.key }.map(\.value) }
  func save(_ row: UnreadRow) { state.unread["\(row.side) \(row.stream) \(row.place)"] = row }
  func removeUnreadRows(ticketID: Int64) {
    for (key, row) in state.unread.rows where row.ticketID == ticketID { state.unread[key] = nil }
  }

  func outbox() -> [OutboxEntry] { state.outbox.rows.sorted { $0.key < $1.key }.map(\.value) }
  func save(_ entry: OutboxEntry) {
    state.outbox["\(entry.side) \(entry.subject.encoded)"] = entry
  }
  func removeEntry(_ subject: Subject, _ side: Side) {
    state.outbox["\(side) \(subject.encoded)"] = nil
  }

  func record(_ conflict: Conflict, at: Instant) { state.conflicts[conflict.key] = conflict }
  func open(_ ticket: Ticket) -> Int64 {
    state.lastTicket += 1
    var ticket = ticket
    ticket.id = state.lastTicket
    state.tickets[ticket.id] = ticket
    return state.lastTicket
  }
  func closeTicket(_ id: Int64, at: Instant) { state.tickets[id] = nil }
  func openTickets() -> [Ticket] { state.tickets.rows.sorted { $0.key < $1.key }.map(\.value) }

  func suppress(
    _ address: String, kind: IdentityKey.Kind, _ consent: ConsentState, linkID: Int64
  ) {
    state.suppressions["\(address) \(linkID)"] = consent
  }
  func lift(_ address: String, linkID: Int64, by consent: ConsentState) {
    state.suppressions["\(address) \(linkID)"] = nil
  }
  func isSuppressed(_ address: String) -> Bool {
    state.suppressions.rows.keys.contains { $0.hasPrefix("\(address) ") }
  }

  func hasEvent(_ id: String) -> Bool { state.events[id] != nil }
  func saveEvent(_ id: String) { state.events[id] = true }
  func message(_ id: String) -> StoredMessage? { state.messages[id] }
  func save(_ message: StoredMessage) {
    let id = message.record.id
    state.messages[id] = message
    state.unwritten[id] = message.isWritten && !message.needsFollowUp ? nil : true
  }
  func unwrittenMessages() -> [StoredMessage] {
    state.unwritten.rows.keys.sorted().compactMap { state.messages[$0] }
  }
  func order(_ id: String) -> StoredOrder? { state.orders[id] }
  func save(_ order: StoredOrder) { state.orders[order.order.id] = order }
  func openOrders() -> [StoredOrder] {
    state.orders.rows.values.filter { $0.state == .open }.sorted { $0.order.id < $1.order.id }
  }

  func value(_ name: String) -> String? { state.values[name] }
  func setValue(_ name: String, _ text: String) { state.values[name] = text }

  /// A person closes every ticket by letting each write be tried once more.
  func releaseAll() {
    for (key, var entry) in state.outbox.rows where entry.state != .unknown {
      entry.state = .waiting
      entry.attempts = 0
      state.outbox[key] = entry
    }
    state.end(keeping: true)
  }
}

/// Rows by their key, which remembers what a transaction has changed until it ends.
struct Table<Key: Hashable, Row> {
  private(set) var rows: [Key: Row] = [:]
  private var before: [Key: Row?] = [:]

  subscript(key: Key) -> Row? {
    get { rows[key] }
    set {
      if before[key] == nil { before[key] = .some(rows[key]) }
      rows[key] = newValue
    }
  }

  mutating func end(_ keeping: Bool) {
    if before.isEmpty { return }
    if !keeping { for (key, row) in before { rows[key] = row } }
    before = [:]
  }
}

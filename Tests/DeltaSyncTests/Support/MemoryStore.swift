import DeltaSync

/// A store in memory: transactions are all or nothing, as in the real one.
final class MemoryStore: SyncStore {
  struct State {
    var links: [Int64: Link] = [:]
    var byRemoteID = Sides<[String: Int64]>(crm: [:], messaging: [:])
    var byKey: [IdentityKey: Set<Int64>] = [:]
    var watermarks: [String: Watermark] = [:]
    var held: [String: HeldRecord] = [:]
    var outbox: [String: OutboxEntry] = [:]
    var conflicts: [String: Conflict] = [:]
    var tickets: [Int64: Ticket] = [:]
    var lastTicket: Int64 = 0
    var suppressions: [String: ConsentState] = [:]
    var events: Set<String> = []
    var messages: [String: StoredMessage] = [:]
    var orders: [String: StoredOrder] = [:]
    var unread: [String: UnreadRow] = [:]
    var values: [String: String] = [:]
  }

  private(set) var state = State()
  private(set) var transactions = 0
  /// Called before and after each commit: throwing is a crash at that moment.
  var atCommit: () throws -> Void = {}
  private var isInside = false

  func transaction<Result>(_ body: () throws -> Result) throws -> Result {
    precondition(!isInside, "transactions do not nest")
    let before = state
    isInside = true
    defer { isInside = false }
    do {
      let result = try body()
      try atCommit()
      transactions += 1
      return result
    } catch {
      state = before
      throw error
    }
  }

  func reading<Result>(_ body: () throws -> Result) throws -> Result { try body() }

  func acquireLease(holder: String, now: Instant, seconds: Double) throws -> Bool { true }
  func renewLease(now: Instant) throws {}
  func releaseLease() throws {}

  func linkCount() -> Int { state.links.values.count { !$0.isTombstone } }
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
    state.links.values.filter(\.isPending).sorted { $0.id < $1.id }
  }

  func insert(_ link: Link) -> Int64 {
    var link = link
    link.id = Int64(state.links.count + 1)
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
      for key in before.keys.union(before.formerKeys) { state.byKey[key]?.remove(link.id) }
    }
    state.links[link.id] = link
    for side in Side.allCases {
      if let id = link.remoteIDs[side] { state.byRemoteID[side][id] = link.id }
    }
    for key in link.keys.union(link.formerKeys) { state.byKey[key, default: []].insert(link.id) }
  }

  func watermark(_ side: Side, _ stream: String) -> Watermark? {
    state.watermarks["\(side) \(stream)"]
  }
  func save(_ watermark: Watermark, _ side: Side, _ stream: String) {
    state.watermarks["\(side) \(stream)"] = watermark
  }

  func heldRecords() -> [HeldRecord] { state.held.sorted { $0.key < $1.key }.map(\.value) }
  func save(_ held: HeldRecord) { state.held["\(held.side) \(held.record.id)"] = held }
  func removeHeld(_ side: Side, _ remoteID: String) { state.held["\(side) \(remoteID)"] = nil }

  func unreadRows() -> [UnreadRow] { state.unread.sorted { $0.key < $1.key }.map(\.value) }
  func save(_ row: UnreadRow) { state.unread["\(row.side) \(row.stream) \(row.place)"] = row }
  func removeUnreadRows(ticketID: Int64) {
    state.unread = state.unread.filter { $0.value.ticketID != ticketID }
  }

  func outbox() -> [OutboxEntry] { state.outbox.sorted { $0.key < $1.key }.map(\.value) }
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
  func openTickets() -> [Ticket] { state.tickets.sorted { $0.key < $1.key }.map(\.value) }

  func suppress(
    _ address: String, kind: IdentityKey.Kind, _ consent: ConsentState, linkID: Int64
  ) {
    state.suppressions["\(address) \(linkID)"] = consent
  }
  func lift(_ address: String, linkID: Int64, by consent: ConsentState) {
    state.suppressions["\(address) \(linkID)"] = nil
  }
  func isSuppressed(_ address: String) -> Bool {
    state.suppressions.keys.contains { $0.hasPrefix("\(address) ") }
  }

  func hasEvent(_ id: String) -> Bool { state.events.contains(id) }
  func saveEvent(_ id: String) { state.events.insert(id) }
  func message(_ id: String) -> StoredMessage? { state.messages[id] }
  func save(_ message: StoredMessage) { state.messages[message.record.id] = message }
  func unwrittenMessages() -> [StoredMessage] {
    state.messages.values.filter { !$0.isWritten || $0.needsFollowUp }
      .sorted { $0.record.id < $1.record.id }
  }
  func order(_ id: String) -> StoredOrder? { state.orders[id] }
  func save(_ order: StoredOrder) { state.orders[order.order.id] = order }
  func openOrders() -> [StoredOrder] {
    state.orders.values.filter { $0.state == .open }.sorted { $0.order.id < $1.order.id }
  }

  func value(_ name: String) -> String? { state.values[name] }
  func setValue(_ name: String, _ text: String) { state.values[name] = text }

  /// A person closes every ticket by letting each write be tried once more.
  func releaseAll() {
    for (key, var entry) in state.outbox where entry.state != .unknown {
      entry.state = .waiting
      entry.attempts = 0
      state.outbox[key] = entry
    }
  }
}

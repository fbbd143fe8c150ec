/// What the items mean for contacts, and what is to be done: nothing of it is stored yet.
struct Intake {
  /// Contacts that the cycle knows otherwise than the store.
  var touched: Set<Int64> = []
  var plans: [LinkPlan] = []
  var held: [HeldRecord] = []
  /// Records that were held and are not any more.
  var released: [HeldRecord] = []
  var messages: [String: StoredMessage] = [:]
  var eventIDs: Set<String> = []
  /// Numbers that were given up, with the ones that took their place.
  var numberChanges: [String: (whatsAppID: String, at: Instant)] = [:]
  var orders: [SendOrder] = []
  /// Keys of orders that statuses prove to be carried out, with the ids of their messages.
  var carriedOut: [String: String] = [:]
  var unread: [UnreadRow] = []
  /// Contacts of which one side's record is deleted by these items: another record may take its place.
  var freed = Sides<Set<Int64>>(crm: [], messaging: [])
  /// The same contacts by the identifiers of those records.
  var gone = Sides<[String: Int64]>(crm: [:], messaging: [:])
  /// Deletions, which come after all records that are there.
  var deletions: [(Side, RemoteRecord)] = []
  /// Records of the messaging side and those of the CRM that are the same person by all that is known of them.
  var matches: [String: String] = [:]
}

extension SyncCycle {
  /// Finds which contact each item belongs to, takes in what it says, and plans.
  func takeIn(_ reading: SideReading) throws -> Intake {
    var intake = Intake()
    for link in try store.pendingLinks() { graph.load(link) }
    intake.touched = Set(graph.links.keys)
    var events: [MessagingEvent] = []
    for case .event(let event) in reading.items.crm + reading.items.messaging {
      events.append(event)
    }
    // Before the records: a record under the new number is the same contact.
    for event in events where event.isNumberChange { try takeIn(event, &intake) }
    let waiting = try store.heldRecords()
    var records = Sides<[RemoteRecord]>(crm: [], messaging: [])
    for side in Side.allCases {
      let news = latestRecords(reading.items[side])
      let told = Set(news.map(\.id))
      let again = waiting.filter { $0.side == side && !told.contains($0.record.id) }
      records[side] = again.map(\.record) + news
      try preload(side, records[side])
      for record in records[side] where record.isDeleted {
        intake.deletions.append((side, record))
        guard let link = graph.link(side, record.id) else { continue }
        intake.freed[side].insert(link.id)
        intake.gone[side][record.id] = link.id
      }
    }
    intake.matches = try firstMatches(records)
    for side in Side.allCases {
      for record in records[side] where !record.isDeleted { try takeIn(side, record, &intake) }
    }
    let stillHeld = Set(intake.held.map { "\($0.side) \($0.record.id)" })
    intake.released = waiting.filter { !stillHeld.contains("\($0.side) \($0.record.id)") }
    for (side, record) in intake.deletions { try takeInDeletion(side, record, &intake) }
    for event in events where !event.isNumberChange { try takeIn(event, &intake) }
    for item in reading.items.crm + reading.items.messaging {
      switch item {
      case .send(let order): intake.orders.append(order)
      case .unread(let row): intake.unread.append(row)
      case .record, .event: break
      }
    }
    // New contacts have negative numbers: in the order in which they were found, after the others.
    for id in intake.touched.sorted(by: { ($0 < 0 ? 1 : 0, abs($0)) < ($1 < 0 ? 1 : 0, abs($1)) }) {
      guard let link = graph.links[id] else { continue }
      let plan = planner.plan(link)
      graph.update(plan.link)
      intake.plans.append(plan)
    }
    report.planned = intake.plans.reduce(0) { $0 + $1.actions.count }
    report.conflicts = intake.plans.reduce(0) { $0 + $1.conflicts.count }
    report.held = intake.held.count
    report.unread = intake.unread.count
    return intake
  }

  /// The last state of each record that was read; states before it do not matter.
  private func latestRecords(_ items: [FeedItem]) -> [RemoteRecord] {
    var places: [String: Int] = [:]
    var records: [RemoteRecord] = []
    for case .record(let record) in items {
      if let place = places[record.id] {
        records[place] = record
      } else {
        places[record.id] = records.count
        records.append(record)
      }
    }
    return records
  }

  /// In the first cycle most contacts are on both sides already, and nothing says so but the records themselves.
  private func firstMatches(_ records: Sides<[RemoteRecord]>) throws -> [String: String] {
    guard let matcher = options.matcher, !records.crm.isEmpty, !records.messaging.isEmpty,
      try store.linkCount() == 0
    else { return [:] }
    let (crm, messaging) = (
      records.crm.filter { !$0.isDeleted }, records.messaging.filter { !$0.isDeleted }
    )
    let pairs = try matcher().pairs(
      crm: crm.map { FieldValues($0.values) }, messaging: messaging.map { FieldValues($0.values) })
    return Dictionary(
      pairs.map { (messaging[$0.messaging].id, crm[$0.crm].id) }, uniquingKeysWith: { $1 })
  }

  private func preload(_ side: Side, _ records: [RemoteRecord]) throws {
    let ids = records.flatMap { [$0.id] + ($0.mergedInto.map { [$0] } ?? []) }
    for link in try store.links(side, remoteIDs: ids) { graph.load(link) }
    let keys = records.reduce(into: Set<IdentityKey>()) { keys, record in
      if graph.link(side, record.id) == nil {
        keys.formUnion(IdentityKey.keys(of: FieldValues(record.values)))
      }
    }
    for link in try store.links(sharing: keys) { graph.load(link) }
  }
}

// MARK: - A record

extension SyncCycle {
  private func takeIn(_ side: Side, _ record: RemoteRecord, _ intake: inout Intake) throws {
    // Neither taken in nor held: nothing of it is to be kept.
    if try store.isErased(FieldValues(record.values)) {
      report.erased += 1
      return
    }
    guard var link = try contact(of: record, on: side, &intake) else { return }
    let known = link.values(on: side)
    var told: [SyncField: String] = [:]
    for rule in rules.fields { told[rule.field] = record.values[rule.field] }
    let values = (known ?? FieldValues()).overlaid(with: told)
    if values == known {
      report.echoes += 1
      // A record that takes another's place may say the same.
      if graph.links[link.id] == link { return }
    } else {
      link.carryOptOut(of: known)
      link.states[side] = .present(values, record.modifiedAt)
      // The other side may have been given a number that is gone here before both agreed on it.
      if let known { link.formerKeys.formUnion(IdentityKey.keys(of: known)) }
    }
    graph.update(link)
    intake.touched.insert(link.id)
  }

  /// The contact whose record this is, with the record's identifier noted in it; nil where a person must say.
  private func contact(
    of record: RemoteRecord, on side: Side, _ intake: inout Intake
  ) throws -> Link? {
    if let link = graph.link(side, record.id) { return link }
    if let id = record.key.flatMap(WriteRequest.linkID(ofKey:)) {
      if let link = try store.link(id) { graph.load(link) }
      if var link = graph.links[id], link.isFree(side) {
        link.remoteIDs[side] = record.id
        return link
      }
    }
    let values = FieldValues(record.values)
    let candidates = graph.links(sharing: IdentityKey.keys(of: values))
    let resolution = resolveIdentity(of: values, among: candidates) { link in
      link.isFree(side) || intake.freed[side].contains(link.id)
    }
    switch resolution {
    case .known(let id), .linked(let id):
      guard var link = graph.links[id] else { return nil }
      link.remoteIDs[side] = record.id
      link.carryOptOut(of: link.values(on: side))
      let before = graph.links[id]?.remoteIDs[side] ?? ""
      if before.hasPrefix("wa:") {
        // Of a contact that wrote only, the side had no record: nobody there has seen what was agreed.
        link.forgetRecord(side, but: FieldValues())
      } else if !WriteRequest.isProvisional(before) {
        link.forgetRecord(side, but: values)
      }
      for other in candidates
      where other.isTombstone && other.id != id && namesAreCompatible(values, other.base) {
        link.carryOptOut(of: other.base)
      }
      return link
    case .new:
      var link =
        intake.matches[record.id].flatMap { side == .messaging ? graph.link(.crm, $0) : nil }
        .flatMap { $0.isFree(.messaging) ? $0 : nil } ?? graph.makeLink()
      link.remoteIDs[side] = record.id
      return link
    case .ambiguous(let ids):
      hold(record, side, "may be any of the contacts \(ids)", &intake)
    case .duplicate(let id):
      hold(record, side, "\(side.rawValue) has another record for contact \(id)", &intake)
    }
    return nil
  }

  private func hold(
    _ record: RemoteRecord, _ side: Side, _ reason: String, _ intake: inout Intake
  ) {
    intake.held.append(HeldRecord(side: side, record: record, reason: reason))
  }

  private func takeInDeletion(
    _ side: Side, _ record: RemoteRecord, _ intake: inout Intake
  ) throws {
    guard var link = graph.link(side, record.id) else { return }
    guard let known = link.values(on: side) else {
      report.echoes += 1
      return
    }
    link.carryOptOut(of: known)
    link.states[side] = .deleted(mergedInto: record.mergedInto)
    graph.update(link)
    intake.touched.insert(link.id)
    guard let winnerID = record.mergedInto, var winner = winner(side, winnerID, intake),
      winner.id != link.id
    else { return }
    winner.carryOptOut(of: link.base)
    for claim in link.claims { winner.carry(claim) }
    if let other = link.values(on: side.other) { winner.carryOptOut(of: other) }
    graph.update(winner)
    intake.touched.insert(winner.id)
  }
}

extension SyncCycle {
  /// The contact into whose record people have merged another; also where that record is gone by now and a new one has
  /// taken its place.
  func winner(_ side: Side, _ remoteID: String, _ intake: Intake) -> Link? {
    graph.link(side, remoteID) ?? intake.gone[side][remoteID].flatMap { graph.links[$0] }
  }
}

extension Link {
  /// Whether the side has no record of this contact, or one of which the identifier is not known yet.
  package func isFree(_ side: Side) -> Bool {
    guard values(on: side) != nil, let id = remoteIDs[side] else { return true }
    return WriteRequest.isProvisional(id)
  }

  /// Prepares for a record that was made anew: what it lacks was not taken away by anybody, it was never there.
  mutating func forgetRecord(_ side: Side, but values: FieldValues) {
    if states[side.other] == .asBase { states[side.other] = .present(base, .distantPast) }
    states[side] = .missing
    for field in base.fields where field != .consent {
      if values[field].isEmpty || field.kind == .set { base[field] = "" }
    }
  }

  /// Keeps an opt-out that would otherwise go with the values.
  mutating func carryOptOut(of values: FieldValues?) {
    guard let values else { return }
    let consent = ConsentState(text: values[.consent])
    if consent.isOptedOut { carry(consent) }
  }

  /// Adds a consent that holds for the contact beside what its records say.
  mutating func carry(_ consent: ConsentState) {
    carriedConsent = ConsentState.mostRestrictive(claims + [consent])
  }
}

extension WriteRequest {
  /// `rc-<contact>-<side>-<what>`.
  static func key(_ link: Link, _ side: Side, _ what: String) -> String {
    "rc-\(link.id)-\(side.rawValue)-\(what)"
  }

  /// The contact that a key was made for; nil for a key that is not ours.
  static func linkID(ofKey key: String) -> Int64? {
    let parts = key.split(separator: "-")
    guard parts.count >= 4, parts[0] == "rc" else { return nil }
    return Int64(parts[1])
  }

  /// Whether an identifier stands for one that the side has not told yet.
  package static func isProvisional(_ id: String) -> Bool {
    id.hasPrefix("rc-") || id.hasPrefix("wa:")
  }
}

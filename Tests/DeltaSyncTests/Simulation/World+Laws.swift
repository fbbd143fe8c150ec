import DeltaSync

extension World {
  /// Fields whose every value was written once, by one person at one time.
  static let tokenFields: [SyncField] = [.phone, .company, .city]

  // MARK: - While it runs

  /// The engine has put values in the place of others: none that a person wrote may be lost by it.
  func engineWrote(_ side: Side, _ before: FieldValues?, _ after: FieldValues) {
    note("\(clock.now().iso) \(side) engine \(after.encoded)")
    for field in World.tokenFields {
      let (old, new) = (before?[field] ?? "", after[field])
      if !new.isEmpty { seenOn[new, default: []].insert(side) }
      guard !old.isEmpty, old != new else { continue }
      if !isSuperseded(old, by: new), !isConflict(old) {
        fail("\(side): '\(old)' of \(after[.fullName]) was overwritten with '\(new)'")
      }
    }
    guard let before else { return }
    let (old, new) = (
      ConsentState(text: before[.consent]), ConsentState(text: after[.consent])
    )
    if old.isOptedOut, !new.isOptedOut, !new.lifted(old) {
      fail("\(side): the opt-out '\(old.text)' was overwritten with '\(new.text)'")
    }
    for label in FieldValues.members(before[.labels]).subtracting(
      FieldValues.members(after[.labels]))
    where !removedLabels.contains(label) {
      fail("\(side): nobody removed the label '\(label)'")
    }
  }

  func engineDeletes(_ side: Side, _ record: SimulatedRecord) {
    note("\(clock.now().iso) \(side) engine deletes \(record.values.encoded)")
    for field in World.tokenFields where !record.values[field].isEmpty {
      let value = record.values[field]
      if seenOn[value]?.contains(side.other) != true, !isConflict(value) {
        fail("\(side): '\(value)' was deleted, and \(side.other) never had it")
      }
    }
  }

  /// Whether somebody wrote `new` who had seen `old`, or something that was written over it.
  private func isSuperseded(_ old: String, by new: String) -> Bool {
    var value = new
    // A record that was made again may have an old value again: the way back can be a circle.
    var passed: Set<String> = []
    while let parent = parents[value], !parent.isEmpty, passed.insert(value).inserted {
      if parent == old { return true }
      value = parent
    }
    return false
  }

  private func isConflict(_ value: String) -> Bool {
    store.allConflicts().contains { $0.crm == value || $0.messaging == value }
  }

  /// A marketing message has left.
  func deliver(_ order: SendOrder, to recipient: String) -> String {
    sent[order.id, default: 0] += 1
    if sent[order.id] != 1 { fail("order \(order.id) was sent twice") }
    let phone = recipient.hasPrefix("+") ? recipient : "+" + recipient
    if let person = sides.crm.records[order.contactID]?.person {
      checkConsent(of: person, phone, order)
    }
    let id = "s\(order.id)"
    for (index, status) in [MessageStatus.read, .sent, .delivered].enumerated() {
      let event = MessagingEvent(
        id: "\(id)-\(status)", contact: String(phone.dropFirst()),
        at: clock.now().adding(seconds: Double([3, 1, 2][index])),
        content: .status(
          messageID: id,
          StatusEntry(status, at: clock.now().adding(seconds: Double([3, 1, 2][index])))))
      events += [event, event]
    }
    expectedStatus[id] = .read
    return id
  }

  private func checkConsent(of person: Int, _ phone: String, _ order: SendOrder) {
    let known = (optOuts[person] ?? []).filter { $0.at < cycleStart }
    guard let last = known.map(\.at).max() else { return }
    if !(optIns[person] ?? []).contains(where: { $0 > last }) {
      fail("order \(order.id) was sent to \(phone) after the opt-out of \(last.iso)")
    }
  }

  // MARK: - At rest

  func checkRest() {
    let crm = people(.crm)
    let messaging = people(.messaging)
    for (person, records) in crm where records.count > 1 { fail("crm has person \(person) twice") }
    for (person, records) in messaging where records.count > 1 {
      fail("messaging has person \(person) twice")
    }
    for person in Set(crm.keys).union(messaging.keys).sorted() {
      guard let left = crm[person]?.first, let right = messaging[person]?.first else {
        if !isPlatformContact(person) { fail("person \(person) is on one side only") }
        continue
      }
      for rule in rules.fields where left[rule.field] != right[rule.field] {
        fail("\(rule.field) of person \(person): '\(left[rule.field])' and '\(right[rule.field])'")
      }
      checkOptOut(person, left)
    }
    checkQueues()
    checkMessages()
  }

  /// Whether the platform knows the person by messages only, and has no record to change.
  private func isPlatformContact(_ person: Int) -> Bool {
    guard
      let id = sides.crm.records.first(where: { $0.value.person == person && !$0.value.isDeleted })?
        .key
    else { return false }
    return (try? store.links(.crm, remoteIDs: [id]))?.first?.remoteIDs.messaging?.hasPrefix("wa:")
      ?? false
  }

  private func people(_ side: Side) -> [Int: [FieldValues]] {
    sides[side].records.values.filter { !$0.isDeleted }
      .reduce(into: [:]) { $0[$1.person, default: []].append($1.values) }
  }

  private func checkOptOut(_ person: Int, _ values: FieldValues) {
    guard let last = optOuts[person]?.map(\.at).max() else { return }
    if (optIns[person] ?? []).contains(where: { $0 > last }) { return }
    if !ConsentState(text: values[.consent]).isOptedOut {
      fail("person \(person) opted out at \(last.iso), and both sides have '\(values[.consent])'")
    }
  }

  private func checkQueues() {
    let held = (try? store.heldRecords()) ?? []
    if !held.isEmpty { fail("held: \(held.map { "\($0.side) \($0.record.id): \($0.reason)" })") }
    let outbox = (try? store.outbox()) ?? []
    if !outbox.isEmpty { fail("outbox: \(outbox.map { "\($0.side) \($0.request)" })") }
    let pending = (try? store.pendingLinks()) ?? []
    if !pending.isEmpty { fail("pending: \(pending.map(\.id))") }
    let tickets = (try? store.openTickets()) ?? []
    if !tickets.isEmpty { fail("tickets: \(tickets.map(\.reason))") }
  }

  private func checkMessages() {
    for id in inbound {
      guard let message = timeline[id] else {
        if isInCRM(id) { fail("message \(id) is not in the CRM") }
        continue
      }
      if message.text == nil { fail("message \(id) has no text") }
      let count = followUps[id] ?? 0
      if count > 1 || count == 0 && isInCRM(id) { fail("message \(id) has \(count) follow-ups") }
    }
    for (id, status) in expectedStatus where timeline[id]?.status != status {
      if timeline[id] != nil {
        fail("message \(id) is \(timeline[id]?.status as Any), not \(status)")
      }
    }
  }

  /// Whether the sender of a message is somebody whom the CRM has.
  private func isInCRM(_ eventID: String) -> Bool {
    guard let event = events.first(where: { $0.id == eventID }) else { return false }
    return sides.crm.records.values.contains {
      !$0.isDeleted && $0.values[.phone] == "+" + event.contact
    }
  }
}

extension ConsentState {
  /// Whether it may take the place of an opt-out.
  func lifted(_ optOut: ConsentState) -> Bool {
    guard let at, let since = optOut.at else { return false }
    return !evidence.isEmpty && at > since
  }
}

// MARK: - Feeds

extension World {
  /// Positions of events and orders, so far apart that the overlap covers the last four.
  private static let stride: Int64 = 100_000

  func eventPage(from watermark: Watermark) -> ChangePage {
    let start = Int(watermark.position / Self.stride)
    let end = min(events.count, start + 4)
    return ChangePage(
      items: events[min(start, end)..<end].map { .event($0) },
      watermark: Watermark(position: Int64(max(start, end)) * Self.stride),
      isLast: end == events.count)
  }

  func orderPage(from watermark: Watermark) -> ChangePage {
    let start = min(Int(watermark.position / Self.stride), orders.count)
    return ChangePage(
      items: orders[start...].map { .send($0) },
      watermark: Watermark(position: Int64(orders.count) * Self.stride), isLast: true)
  }
}

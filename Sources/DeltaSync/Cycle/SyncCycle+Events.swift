internal import Contacts

extension SyncCycle {
  /// Takes in what the platform reports. An event that was seen before changes nothing.
  func takeIn(_ event: MessagingEvent, _ intake: inout Intake) throws {
    if try intake.eventIDs.contains(event.id) || store.hasEvent(event.id) {
      report.echoes += 1
      return
    }
    intake.eventIDs.insert(event.id)
    switch event.content {
    case .message(let record):
      try takeIn(record, of: event, &intake)
    case .status(let messageID, let entry):
      try takeIn(entry, of: messageID, event, &intake)
    case .optOut:
      try change(event, &intake) { $0.carry(Self.optOut(event, "opt-out at the platform")) }
    case .optIn(let proof):
      let consent = ConsentState(tier: .marketing, at: event.at, evidence: proof)
      try change(event, &intake) { link in
        link.overlay([.consent: consent.text], at: event.at)
      }
    case .numberChanged(let whatsAppID, let phone):
      defer { intake.numberChanges[event.contact] = (whatsAppID, event.at) }
      try change(event, &intake) { link in
        link.formerKeys.formUnion([
          IdentityKey(kind: .whatsAppID, value: whatsAppID),
          IdentityKey(kind: .phone, value: phone),
        ])
        // What the record says now is newer than what the event says of then.
        guard event.at > link.time(on: .messaging) else { return }
        var values: [SyncField: String] = [:]
        for (field, value) in [(SyncField.whatsAppID, whatsAppID), (.phone, phone)]
        where rules.rule(for: field) != nil { values[field] = value }
        link.overlay(values, at: event.at)
      }
    }
  }

  private static func optOut(_ event: MessagingEvent, _ source: String) -> ConsentState {
    ConsentState(tier: .none, isOptedOut: true, at: event.at, evidence: source)
  }

  private func takeIn(
    _ record: MessageRecord, of event: MessagingEvent, _ intake: inout Intake
  ) throws {
    var message =
      try message(record.id, intake) ?? StoredMessage(record: record, contact: event.key)
    // A status may have come before the message.
    var complete = record
    for entry in message.record.history { complete.apply(entry) }
    message.record = complete
    message.isWritten = false
    message.needsFollowUp = record.direction == .inbound
    message.linkID = try change(event, &intake) { link in
      if record.direction == .inbound, rules.messages.isStop(record.text ?? "") {
        link.carry(Self.optOut(event, "message '\(record.text ?? "")'"))
      }
    }
    intake.messages[record.id] = message
  }

  private func takeIn(
    _ entry: StatusEntry, of messageID: String, _ event: MessagingEvent, _ intake: inout Intake
  ) throws {
    var message = try messageOfStatus(messageID, entry, event, &intake)
    let before = message.record
    message.record.apply(entry)
    if message.linkID == nil { message.linkID = try change(event, &intake) { _ in } }
    if message.record != before {
      message.isWritten = false
      intake.messages[message.record.id] = message
    }
    guard let code = entry.code else { return }
    if rules.messages.optOutCodes.contains(code) {
      try change(event, &intake) { $0.carry(Self.optOut(event, "error \(code)")) }
    } else if rules.messages.deadNumberCodes.contains(code),
      rules.rule(for: .phoneStatus) != nil
    {
      try change(event, &intake) { $0.overlay([.phoneStatus: "dead"], at: event.at) }
    }
  }

  /// The message that a status is of. Where the platform gives our key back, the status proves that an order was carried
  /// out, also if no answer came.
  private func messageOfStatus(
    _ messageID: String, _ entry: StatusEntry, _ event: MessagingEvent, _ intake: inout Intake
  ) throws -> StoredMessage {
    if let known = try message(messageID, intake) { return known }
    var record = MessageRecord(
      id: messageID, conversationID: event.contact, direction: .outbound, author: "", text: nil,
      at: entry.at)
    if let key = event.writeKey {
      // A side that takes files told no id of its own when it took the order.
      if let known = try message(key, intake) { return known }
      intake.carriedOut[key] = messageID
      if let order = try SendOrder.id(ofKey: key).flatMap({ try store.order($0) }) {
        (record.author, record.text) = (order.order.author, order.order.text)
      }
    }
    return StoredMessage(record: record, contact: event.key)
  }

  private func message(_ id: String, _ intake: Intake) throws -> StoredMessage? {
    try intake.messages[id] ?? store.message(id)
  }

  /// Changes the contact that an event is about. Somebody who wrote first becomes a contact.
  ///
  /// - Returns: the contact; the first one where several have the number.
  @discardableResult
  private func change(
    _ event: MessagingEvent, _ intake: inout Intake, _ body: (inout Link) -> Void
  ) throws -> Int64? {
    var event = event
    var passed: Set<String> = []
    while let change = intake.numberChanges[event.contact], change.at > event.at,
      passed.insert(event.contact).inserted
    {
      event.contact = change.whatsAppID
    }
    var keys: Set<IdentityKey> = [event.key]
    if !event.isBusinessScoped {
      keys.insert(IdentityKey(kind: .phone, value: "+" + event.contact))
    }
    for link in try store.links(sharing: keys) { graph.load(link) }
    let sharing = graph.links(sharing: keys)
    // Whoever has the number now goes before whoever had it.
    let holders = sharing.filter { !$0.isTombstone }
    let present = holders.filter { !$0.keys.isDisjoint(with: keys) }
    let living = present.isEmpty ? holders : present
    // An opt-out of a shared number holds for the address; which person it is of, nobody can say.
    for found in living + living.flatMap({ winners(of: $0, intake) }) {
      var link = found
      body(&link)
      if link == found { continue }
      graph.update(link)
      intake.touched.insert(link.id)
    }
    return try living.first?.id ?? takeInStranger(event, keys, &intake, body)
  }

  /// The contacts into which people have merged this one just now.
  private func winners(of link: Link, _ intake: Intake) -> [Link] {
    Side.allCases.compactMap { side in
      guard case .deleted(let winner?) = link.states[side] else { return nil }
      return self.winner(side, winner, intake)
    }
  }

  private func takeInStranger(
    _ event: MessagingEvent, _ keys: Set<IdentityKey>, _ intake: inout Intake,
    _ body: (inout Link) -> Void
  ) throws -> Int64 {
    var values: [SyncField: String] = [:]
    for rule in rules.fields {
      switch rule.field {
      case .fullName: values[.fullName] = event.profileName
      case .whatsAppID where !event.isBusinessScoped: values[.whatsAppID] = event.contact
      case .phone where !event.isBusinessScoped: values[.phone] = "+" + event.contact
      case .businessScopedID where event.isBusinessScoped:
        values[.businessScopedID] = event.contact
      default: break
      }
    }
    var link = graph.makeLink()
    link.remoteIDs.messaging = "wa:\(event.contact)"
    link.states.messaging = .present(FieldValues(values), event.at)
    for tombstone in graph.links(sharing: keys) { link.carryOptOut(of: tombstone.base) }
    body(&link)
    graph.update(link)
    intake.touched.insert(link.id)
    return link.id
  }
}

extension Link {
  /// Changes what is known of the messaging side's record, where there is one.
  mutating func overlay(_ values: [SyncField: String], at: Instant) {
    guard let known = self.values(on: .messaging) else { return }
    let changed = known.overlaid(with: values)
    if changed != known { states.messaging = .present(changed, max(at, time(on: .messaging))) }
  }
}

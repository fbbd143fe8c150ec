internal import Contacts

extension SyncCycle {
  /// Sends what the CRM ordered. Consent is read in the transaction that stores the intention: nothing leaves without one
  /// that is valid then.
  func pushOrders() throws {
    var works: [Work] = []
    let doubtful = Set(try store.outbox().filter { $0.state == .unknown }.map(\.subject))
    for stored in try store.openOrders() where !doubtful.contains(.order(stored.order.id)) {
      let order = stored.order
      guard let link = try store.links(.crm, remoteIDs: [order.contactID]).first else {
        try refuse(order, "the CRM has told of no contact '\(order.contactID)'")
        continue
      }
      guard let template = rules.templates[order.template] else {
        try refuse(order, "sync.yaml has no template '\(order.template)'")
        continue
      }
      let variables: [String: String]
      do {
        variables = try template.filled(from: link.values(on: .crm) ?? link.base)
      } catch {
        try refuse(order, error.description)
        continue
      }
      guard let recipient = Self.recipient(link) else {
        try refuse(order, "the contact has no number")
        continue
      }
      let payload = WriteRequest.Payload.send(order, recipient: recipient, variables: variables)
      works.append(
        Work(
          subject: .order(order.id), side: .messaging, payload: payload,
          key: order.key,
          isAllowed: { [unowned self] in
            if try mayReceive(link.id, template.purpose) { return true }
            try storeRefusal(order, "no valid consent for \(template.purpose.rawValue)")
            return false
          },
          acknowledge: { [unowned self] id in
            try acknowledgeOrder(order.id, payload, messageID: id ?? order.key)
          }))
    }
    report.planned += works.count
    try pushSpaced(works)
  }

  /// Not more than 100 recipients in one request, none of them twice, and each with the pause that the platform wants.
  private func pushSpaced(_ works: [Work]) throws {
    var queue = works
    var lastSent: [String: Instant] = [:]
    while !queue.isEmpty {
      var round: [Work] = []
      var later: [Work] = []
      var recipients: Set<String> = []
      for work in queue {
        guard case .send(_, let recipient, _) = work.payload else { continue }
        if recipients.insert(recipient).inserted {
          round.append(work)
        } else {
          later.append(work)
        }
      }
      let waits = recipients.compactMap { lastSent[$0] }
        .map { $0.adding(seconds: rules.limits.messaging.recipientSeconds) }
      let pause = waits.max()?.seconds(since: clock.now()) ?? 0
      if pause > 0 { clock.sleep(seconds: pause) }
      try push(round)
      for recipient in recipients { lastSent[recipient] = clock.now() }
      queue = later
    }
  }

  private static func recipient(_ link: Link) -> String? {
    let values = link.values(on: .messaging) ?? link.values(on: .crm) ?? link.base
    return [.whatsAppID, .businessScopedID, .phone].map { values[$0] }.first { !$0.isEmpty }
  }

  /// Whether everything that is known allows it: both sides, what they last agreed on, and the addresses.
  private func mayReceive(
    _ linkID: Int64, _ purpose: MessageTemplate.Purpose
  ) throws -> Bool {
    guard let link = try store.link(linkID), link.claims.isEmpty else { return false }
    let consents = Side.allCases.compactMap { link.values(on: $0) }
      .map { ConsentState(text: $0[.consent]) }
    let isAllowed = consents.allSatisfy { consent in
      purpose == .marketing
        ? consent.allowsMarketing : consent.tier != .none && !consent.isOptedOut
    }
    guard isAllowed, !consents.isEmpty else { return false }
    for key in link.keys where try store.isSuppressed(key.value) { return false }
    return true
  }

  private func refuse(_ order: SendOrder, _ reason: String) throws {
    try store.transaction { try storeRefusal(order, reason) }
  }

  private func storeRefusal(_ order: SendOrder, _ reason: String) throws {
    var stored = StoredOrder(order: order)
    stored.state = .refused
    stored.reason = reason
    try store.save(stored)
    for entry in try store.outbox() where entry.subject == .order(order.id) { try close(entry) }
    report.refused += 1
  }

  /// The platform does not send, for the recipient has opted out there: that holds for both sides from now on.
  func takeOptOut(_ entry: OutboxEntry, _ reason: String) throws {
    guard case .send(let order, _, _) = entry.request.payload else {
      return try hold(entry, reason: reason, attempts: rules.retries.attempts + 1)
    }
    if var link = try store.links(.crm, remoteIDs: [order.contactID]).first {
      link.carry(
        ConsentState(tier: .none, isOptedOut: true, at: clock.now(), evidence: reason))
      try recordConsent(of: link)
      try store.save(link)
      graph.update(link)
      hasNewOptOuts = true
    }
    try storeRefusal(order, reason)
  }

  func acknowledgeOrder(
    _ id: String, _ payload: WriteRequest.Payload, messageID: String
  ) throws {
    guard var stored = try store.order(id), case .send(let order, let recipient, _) = payload
    else { return }
    stored.state = .sent
    try store.save(stored)
    guard try store.message(messageID) == nil else { return }
    let isNumber = recipient.hasPrefix("+") || recipient.allSatisfy(\.isNumber)
    let record = MessageRecord(
      id: messageID, conversationID: recipient, direction: .outbound,
      author: order.author, text: order.text, at: clock.now())
    var message = StoredMessage(
      record: record,
      contact: IdentityKey(
        kind: isNumber ? .whatsAppID : .businessScopedID,
        value: recipient.hasPrefix("+") ? String(recipient.dropFirst()) : recipient))
    message.linkID = try store.links(.crm, remoteIDs: [order.contactID]).first?.id
    try store.save(message)
  }
}

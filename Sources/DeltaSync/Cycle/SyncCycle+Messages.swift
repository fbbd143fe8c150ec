extension SyncCycle {
  /// Writes messages with their statuses, and follow-ups for replies, to the timeline of the contact in the CRM. A message
  /// whose contact the CRM does not have yet waits for it.
  func pushMessages() throws {
    var works: [Work] = []
    for message in try store.unwrittenMessages() {
      guard let contactID = try crmID(of: message) else { continue }
      let id = message.record.id
      if !message.isWritten {
        let payload = WriteRequest.Payload.message(contactID: contactID, message.record)
        works.append(
          Work(
            subject: .message(id), side: .crm, payload: payload,
            key: "message-\(id)-\(clock.now().milliseconds)",
            acknowledge: { [unowned self] _ in try acknowledgeMessage(id, payload) }))
      }
      if message.needsFollowUp {
        works.append(
          Work(
            subject: .followUp(id), side: .crm,
            payload: .followUp(
              contactID: contactID, messageID: id, text: message.record.text ?? ""),
            key: "followup-\(id)",
            acknowledge: { [unowned self] _ in try acknowledgeFollowUp(id) }))
      }
    }
    report.planned += works.count
    try dropEntries(notIn: works) { subject in
      switch subject {
      case .message, .followUp: true
      case .link, .order: false
      }
    }
    try push(works)
  }

  private func crmID(of message: StoredMessage) throws -> String? {
    if let link = try message.linkID.flatMap({ try store.link($0) }), link.values(on: .crm) != nil {
      return link.remoteIDs.crm
    }
    // The contact was merged or deleted; somebody else may have the number now.
    var keys: Set<IdentityKey> = [message.contact]
    if message.contact.kind == .whatsAppID {
      keys.insert(IdentityKey(kind: .phone, value: "+" + message.contact.value))
    }
    return try store.links(sharing: keys).first { $0.values(on: .crm) != nil }?.remoteIDs.crm
  }

  func acknowledgeMessage(_ id: String, _ payload: WriteRequest.Payload) throws {
    guard var message = try store.message(id), case .message(_, let written) = payload else {
      return
    }
    message.isWritten = message.record == written
    try store.save(message)
  }

  func acknowledgeFollowUp(_ messageID: String) throws {
    guard var message = try store.message(messageID) else { return }
    message.needsFollowUp = false
    try store.save(message)
  }
}

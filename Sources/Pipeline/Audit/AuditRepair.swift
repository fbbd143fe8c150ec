internal import Audit
internal import Contacts
internal import DeltaSync
internal import Foundation

/// Marks what an audit found, so that the next cycle of the sync plans and writes it, under the sync's own policies and
/// guards. Nothing is written to either side from here.
///
/// - Of a contact, what each side has now is noted as its state; the planner then sees which side was changed.
/// - A message of the platform that the CRM lacks or has otherwise is taken in, or marked as not written; a message of the
///   contact without a follow-up is marked as needing one.
/// - All else is for a person; so is all of a conversation whose contacts on the two sides may be two people.
struct AuditRepair {
  let sync: StoredSync
  let rules: SyncRules
  let tracing: AuditTracing
  let now: Instant
  let masking: AuditMasking
  /// What was marked and what would be done about it, a line each.
  private(set) var lines: [String] = []
  private var leftForPeople = 0

  init(
    _ sync: StoredSync, rules: SyncRules, tracing: AuditTracing, now: Instant,
    masking: AuditMasking
  ) {
    self.sync = sync
    self.rules = rules
    self.tracing = tracing
    self.now = now
    self.masking = masking
  }

  /// Marks all that can be mended of the conversations; all of it or nothing.
  ///
  /// - Throws: `PipelineError` where another machine's sync is at work.
  mutating func mark(_ audited: [AuditedConversation], _ reading: AuditReading) throws {
    let defective = audited.filter { !$0.compared.defects.isEmpty }
    let wanted = Set(defective.map(\.compared.id))
    let left = try reading.crm.messages(of: wanted, reading.crmSource)
    let right = try reading.messaging.messages(of: wanted, reading.messagingSource)
    guard try sync.acquireLease(holder: Self.holder, now: now, seconds: 60) else {
      throw PipelineError(.locked, "another machine holds the lease of the sync; try again later")
    }
    defer { try? sync.releaseLease() }
    var copy = self
    try sync.transaction {
      for conversation in defective {
        let id = conversation.compared.id
        try copy.mark(
          conversation, reading.crm.conversation(id, left[id] ?? []),
          reading.messaging.conversation(id, right[id] ?? []), reading.comparison)
      }
    }
    self = copy
    if leftForPeople > 0 {
      lines.append("\(leftForPeople) defects are for a person; the causes say what to do")
    }
    if lines.isEmpty { lines.append("nothing to mend") }
    lines.append(
      "nothing was written to either side: rollcall sync --plan shows it, rollcall sync does it")
  }

  private static var holder: String {
    "\(ProcessInfo.processInfo.hostName):\(ProcessInfo.processInfo.processIdentifier)"
  }

  private mutating func mark(
    _ conversation: AuditedConversation, _ crm: SideConversation?,
    _ messaging: SideConversation?, _ comparison: ComparisonRules
  ) throws {
    let defects = conversation.compared.defects
    // Where the two sides' contacts may be two people, nothing of one must reach the other.
    let isClear =
      !conversation.compared.isMergedOnOneSide && !defects.contains { $0.field == .erasure }
      && crm?.contact?.whatsAppID == messaging?.contact?.whatsAppID
    guard isClear, let link = try tracing.link(conversation.compared.keys), !link.isTombstone
    else {
      leftForPeople += defects.count
      return
    }
    let ofContact = zip(defects, conversation.causes).filter {
      $0.0.message == nil && $0.1.cause == .changeNotRead
    }.compactMap { SyncField($0.0.field) }
    let ofMessages = defects.filter { Self.mendable.contains($0.field) }
    leftForPeople += defects.count - ofContact.count - ofMessages.count
    if !ofContact.isEmpty { try mark(link, ofContact, crm?.contact, messaging?.contact) }
    if !ofMessages.isEmpty, let messaging {
      try mark(link, crm?.messages ?? [], messaging, comparison)
    }
  }
}

// MARK: - A contact

extension AuditRepair {
  private mutating func mark(
    _ link: Link, _ fields: [SyncField], _ crm: ContactRecord?, _ messaging: ContactRecord?
  ) throws {
    var link = link
    for (side, contact) in [(DeltaSync.Side.crm, crm), (.messaging, messaging)] {
      guard let contact, let known = link.values(on: side) else { continue }
      var told: [SyncField: String] = [:]
      for field in fields {
        guard let rule = rules.rule(for: field), let value = value(field, contact, known) else {
          continue
        }
        told[field] = rule.canonical(value, from: side)
      }
      let values = known.overlaid(with: told)
      if values != known { link.states[side] = .present(values, now) }
    }
    try sync.save(link)
    lines += PlanText.lines(Planner(rules: rules).plan(link)).map { "  " + $0 }
  }

  /// What the side has, as the sync spells it; nil for what must not be taken from an export.
  private func value(
    _ field: SyncField, _ contact: ContactRecord, _ known: FieldValues
  ) -> String? {
    switch field {
    case .phone: return contact.phone
    case .whatsAppID: return contact.whatsAppID
    case .email: return contact.email
    case .owner: return contact.owner
    case .labels: return FieldValues.set(contact.labels)
    case .consent:
      // An export tells no proof, and nothing but proof raises a consent.
      guard let last = contact.consents.changes.last, last.level == .optedOut else { return nil }
      return ConsentState(
        tier: .none, isOptedOut: true, at: last.at.map { Instant(milliseconds: $0.milliseconds) },
        evidence: "found by the audit"
      ).text
    default: return nil
    }
  }
}

// MARK: - Messages

extension AuditRepair {
  private static let mendable: Set<AuditField> = [
    .messages, .order, .direction, .time, .text, .status, .history, .followUp,
  ]

  private mutating func mark(
    _ link: Link, _ crm: [Audit.MessageRecord], _ messaging: SideConversation,
    _ comparison: ComparisonRules
  ) throws {
    let known = Dictionary(crm.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for message in messaging.messages where message.at < comparison.end {
      let there = known[message.id]
      let isWritten = there.map { comparison.isSame($0, message) } ?? false
      let needsFollowUp =
        message.direction == .inbound && comparison.severities[.followUp] != nil
        && (there?.followUp.isEmpty ?? true)
      if isWritten, !needsFollowUp { continue }
      var stored =
        try sync.message(message.id)
        ?? StoredMessage(
          record: record(message, messaging),
          contact: IdentityKey(kind: .whatsAppID, value: messaging.contact?.whatsAppID ?? ""))
      stored.linkID = stored.linkID ?? link.id
      for change in message.history {
        if let status = MessageStatus.allCases.first(where: { $0.name == change.status.name }) {
          stored.record.apply(
            StatusEntry(
              status, at: Instant(milliseconds: change.at.milliseconds),
              code: change.code.isEmpty ? nil : change.code))
        }
      }
      // An event that comes late after all must not be taken in a second time.
      try sync.saveEvent(message.id)
      if !isWritten { stored.isWritten = false }
      if needsFollowUp { stored.needsFollowUp = true }
      try sync.save(stored)
      let name = "message \(masking.hashed(message.id)) of contact \(link.id)"
      if !isWritten { lines.append("  crm: write \(name) (it lacks it or has it otherwise)") }
      if needsFollowUp { lines.append("  crm: open a follow-up for \(name)") }
    }
  }

  private func record(
    _ message: Audit.MessageRecord, _ conversation: SideConversation
  ) -> DeltaSync.MessageRecord {
    DeltaSync.MessageRecord(
      id: message.id, conversationID: conversation.id,
      direction: message.direction == .inbound ? .inbound : .outbound,
      author: message.direction == .inbound ? conversation.contact?.whatsAppID ?? "" : "",
      text: message.text, at: Instant(milliseconds: message.at.milliseconds))
  }
}

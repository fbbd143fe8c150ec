internal import Audit
internal import Contacts
internal import DeltaSync
internal import Foundation
internal import Store

/// Finds in the store of the sync what is behind a defect.
struct AuditTracing {
  let sync: StoredSync
  let rules: SyncRules
  private let carried: Set<SyncField>
  private let outbox: [OutboxEntry]
  private let held: [HeldRecord]
  private let openConflicts: [Conflict]
  /// Whether the sync has ever run with this store.
  private let hasRun: Bool
  private let lastRun: String

  init(_ sync: StoredSync, rules: SyncRules) throws {
    self.sync = sync
    self.rules = rules
    carried = Set(rules.fields.map(\.field))
    outbox = try sync.outbox()
    held = try sync.heldRecords()
    openConflicts = try sync.conflicts().filter { $0.resolution == nil }
    let last = try sync.value("last_run").flatMap { Int64($0) }.map(Instant.init)
    hasRun = last != nil
    lastRun = last.map { "last cycle \($0.iso)" } ?? "no cycle"
  }

  /// The causes of the defects of a conversation, in their order.
  func causes(_ conversation: ComparedConversation) throws -> [TracedCause] {
    let link = try self.link(conversation.keys)
    return try conversation.defects.map { try cause($0, conversation, link) }
  }

  /// The contact of the sync that has one of the keys.
  func link(_ keys: Set<String>) throws -> Link? {
    var found: Set<IdentityKey> = []
    for key in keys {
      let kind: IdentityKey.Kind =
        key.contains("@") ? .email : key.hasPrefix("+") ? .phone : .whatsAppID
      found.insert(IdentityKey(kind: kind, value: key))
    }
    let links = try sync.links(sharing: found)
    return links.first { !$0.isTombstone } ?? links.first
  }

  private func cause(
    _ defect: FieldResult, _ conversation: ComparedConversation, _ link: Link?
  ) throws -> TracedCause {
    switch defect.field {
    case .erasure: return TracedCause(cause: .erasedStillThere, trace: "")
    case .forward, .repeats, .readable: return TracedCause(cause: .sourceData, trace: "")
    case .consentAtSend: return TracedCause(cause: .sentWithoutConsent, trace: "")
    case .attachments: return TracedCause(cause: .notCarried, trace: "")
    default: break
    }
    guard hasRun else { return TracedCause(cause: .noSync, trace: "") }
    if let message = defect.message { return try cause(ofMessage: message, defect, link) }
    if conversation.isMergedOnOneSide {
      return TracedCause(
        cause: .merge, trace: link.map { "contact \($0.id), \(lastRun)" } ?? lastRun)
    }
    guard let link else {
      if let record = heldRecord(conversation.keys) {
        return TracedCause(cause: .held, trace: record.reason)
      }
      return TracedCause(cause: .unknownContact, trace: lastRun)
    }
    if let write = try writing(.link(link.id)) { return write }
    if openConflicts.contains(where: { $0.linkID == link.id }) {
      return TracedCause(cause: .conflict, trace: "contact \(link.id)")
    }
    return compare(defect, link)
  }

  private func cause(
    ofMessage id: String, _ defect: FieldResult, _ link: Link?
  ) throws -> TracedCause {
    for subject in [Subject.message(id), .followUp(id)] {
      if let write = try writing(subject) { return write }
    }
    guard let message = try sync.message(id) else {
      return TracedCause(cause: .eventNeverCame, trace: lastRun)
    }
    let isOpen = defect.field == .followUp ? message.needsFollowUp : !message.isWritten
    return isOpen
      ? TracedCause(cause: .waiting, trace: "not written to the CRM yet, \(lastRun)")
      : TracedCause(
        cause: .lostAfterWrite,
        trace: "written to the CRM, as contact \(message.linkID.map(String.init) ?? "?")")
  }

  /// The write that is under way, with its tries and its ticket.
  private func writing(_ subject: Subject) throws -> TracedCause? {
    guard let entry = outbox.first(where: { $0.subject == subject }) else { return nil }
    let ticket = entry.ticketID.map { ", ticket \($0)" } ?? ""
    // The key of a message's request holds its id, which may hold a number.
    let key: String
    switch subject {
    case .link: key = " \(entry.request.key)"
    case .message, .followUp, .order: key = ""
    }
    return TracedCause(
      cause: entry.state == .held ? .ticket : .waiting,
      trace:
        "request\(key) to \(entry.side.rawValue), \(entry.state.rawValue), \(entry.attempts) tries\(ticket)"
    )
  }

  private func heldRecord(_ keys: Set<String>) -> HeldRecord? {
    held.first { record in
      record.record.values.values.contains { keys.contains($0) }
    }
  }

  /// Which side has something else than the sync knows of it.
  private func compare(_ defect: FieldResult, _ link: Link) -> TracedCause {
    guard let field = SyncField(defect.field) else {
      return TracedCause(cause: .untraced, trace: "contact \(link.id)")
    }
    guard carried.contains(field) else { return TracedCause(cause: .notCarried, trace: "") }
    let changed = DeltaSync.Side.allCases.filter { side in
      let now = side == .crm ? defect.crm : defect.messaging
      return !field.isSame(now, as: (link.values(on: side) ?? FieldValues())[field])
    }
    guard !changed.isEmpty else {
      return TracedCause(cause: .untraced, trace: "contact \(link.id), \(lastRun)")
    }
    let sides = changed.map(\.rawValue).joined(separator: " and ")
    return TracedCause(
      cause: .changeNotRead, trace: "contact \(link.id), changed at \(sides), \(lastRun)")
  }
}

extension ComparedConversation {
  /// Whether the contacts of the two sides are not the same person because of a merge on one of them.
  var isMergedOnOneSide: Bool { defects.contains { $0.field == .lineage } }
}

extension SyncField {
  /// The field of the sync that an audit compares.
  init?(_ field: AuditField) {
    switch field {
    case .phone: self = .phone
    case .whatsAppID: self = .whatsAppID
    case .email: self = .email
    case .owner: self = .owner
    case .labels: self = .labels
    case .consent: self = .consent
    default: return nil
    }
  }

  /// Whether a value of an audit says what the sync knows.
  func isSame(_ audited: String, as known: String) -> Bool {
    switch self {
    case .labels:
      return Set(audited.split(separator: ";").map { $0.drop { $0 == " " } }.map(String.init))
        == FieldValues.members(known)
    case .consent:
      let state = ConsentState(text: known)
      let level = state.isOptedOut ? "opted_out" : state.tier.name
      return audited.split(separator: " ").first.map(String.init) ?? "none" == level
    default: return audited == known
    }
  }
}

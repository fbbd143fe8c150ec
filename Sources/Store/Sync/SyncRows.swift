/// A contact on both sides. What the texts mean is the business of whoever wrote them.
package struct SyncLinkRow: Sendable, Equatable {
  /// Ascending from 1.
  package var linkID: Int64
  package var crmID: String?
  package var messagingID: String?
  package var base: String
  package var crmState: String
  package var messagingState: String
  package var carriedConsent: String
  package var generation: Int64
  package var isPending: Bool
  package var isTombstone: Bool
  package var keys: [SyncKeyRow]

  package init(
    linkID: Int64, crmID: String?, messagingID: String?, base: String, crmState: String,
    messagingState: String, carriedConsent: String, generation: Int64, isPending: Bool,
    isTombstone: Bool, keys: [SyncKeyRow]
  ) {
    self.linkID = linkID
    self.crmID = crmID
    self.messagingID = messagingID
    self.base = base
    self.crmState = crmState
    self.messagingState = messagingState
    self.carriedConsent = carriedConsent
    self.generation = generation
    self.isPending = isPending
    self.isTombstone = isTombstone
    self.keys = keys
  }
}

/// A number, address or id that names a contact, or did before.
package struct SyncKeyRow: Sendable, Hashable {
  package var kind: String
  package var value: String
  package var isFormer: Bool

  package init(kind: String, value: String, isFormer: Bool) {
    self.kind = kind
    self.value = value
    self.isFormer = isFormer
  }
}

/// A write that was decided.
package struct SyncOutboxRow: Sendable, Equatable {
  package var subject: String
  package var side: String
  package var request: String
  package var state: String
  package var attempts: Int
  /// Milliseconds since 1970.
  package var notBefore: Int64
  package var ticketID: Int64?

  package init(
    subject: String, side: String, request: String, state: String, attempts: Int,
    notBefore: Int64, ticketID: Int64?
  ) {
    self.subject = subject
    self.side = side
    self.request = request
    self.state = state
    self.attempts = attempts
    self.notBefore = notBefore
    self.ticketID = ticketID
  }
}

/// A row of a side that could not be read, as it came.
package struct SyncUnreadRow: Sendable, Equatable {
  package var side: String
  package var stream: String
  package var place: String
  package var raw: String
  package var reason: String
  package var ticketID: Int64

  package init(
    side: String, stream: String, place: String, raw: String, reason: String, ticketID: Int64
  ) {
    self.side = side
    self.stream = stream
    self.place = place
    self.raw = raw
    self.reason = reason
    self.ticketID = ticketID
  }
}

/// Something that a person must look at.
package struct SyncTicketRow: Sendable, Equatable {
  package var ticketID: Int64
  package var subject: String
  package var side: String
  package var reason: String
  /// Milliseconds since 1970.
  package var openedAt: Int64
  package var dueAt: Int64

  package init(
    ticketID: Int64, subject: String, side: String, reason: String, openedAt: Int64, dueAt: Int64
  ) {
    self.ticketID = ticketID
    self.subject = subject
    self.side = side
    self.reason = reason
    self.openedAt = openedAt
    self.dueAt = dueAt
  }
}

/// A message and how much of it the CRM has.
package struct SyncMessageRow: Sendable, Equatable {
  package var messageID: String
  package var linkID: Int64?
  package var contactKind: String
  package var contact: String
  package var record: String
  package var isWritten: Bool
  package var needsFollowUp: Bool

  package init(
    messageID: String, linkID: Int64?, contactKind: String, contact: String, record: String,
    isWritten: Bool, needsFollowUp: Bool
  ) {
    self.messageID = messageID
    self.linkID = linkID
    self.contactKind = contactKind
    self.contact = contact
    self.record = record
    self.isWritten = isWritten
    self.needsFollowUp = needsFollowUp
  }
}

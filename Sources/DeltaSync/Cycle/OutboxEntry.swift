/// A write that was decided: stored before it is tried, and until its outcome is known and taken into account.
package struct OutboxEntry: Sendable, Hashable {
  package enum State: String, Sendable {
    /// It may have been done: the request was about to be made, or its answer is missing.
    case unknown
    /// It was not done; it is tried again at `notBefore`.
    case waiting
    /// It was not done, or nobody can tell, and a person must look at it.
    case held
  }

  /// What it is about, of which there is one entry at most for each side: a contact, a message, a follow-up, an order.
  package var subject: Subject
  package var side: Side
  package var request: WriteRequest
  package var state: State
  package var attempts = 0
  package var notBefore = Instant.distantPast
  package var ticketID: Int64?

  package init(subject: Subject, side: Side, request: WriteRequest, state: State) {
    self.subject = subject
    self.side = side
    self.request = request
    self.state = state
  }
}

/// What a write is about.
package enum Subject: Sendable, Hashable {
  case link(Int64)
  case message(String)
  case followUp(String)
  case order(String)

  package var encoded: String {
    switch self {
    case .link(let id): "link:\(id)"
    case .message(let id): "message:\(id)"
    case .followUp(let id): "followup:\(id)"
    case .order(let id): "order:\(id)"
    }
  }

  package init?(encoded: String) {
    guard let colon = encoded.firstIndex(of: ":") else { return nil }
    let rest = String(encoded[encoded.index(after: colon)...])
    switch encoded[..<colon] {
    case "link":
      guard let id = Int64(rest) else { return nil }
      self = .link(id)
    case "message": self = .message(rest)
    case "followup": self = .followUp(rest)
    case "order": self = .order(rest)
    default: return nil
    }
  }
}

/// Something that a person must look at, within the hours that the rules say.
package struct Ticket: Sendable, Hashable {
  /// Ascending from 1; 0 before it was stored.
  package var id: Int64 = 0
  package var subject: String
  package var side: Side
  package var reason: String
  package var openedAt: Instant
  package var dueAt: Instant

  package init(subject: String, side: Side, reason: String, openedAt: Instant, dueAt: Instant) {
    self.subject = subject
    self.side = side
    self.reason = reason
    self.openedAt = openedAt
    self.dueAt = dueAt
  }
}

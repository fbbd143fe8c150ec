/// A rule that a conversation breaks on one side, whatever the other side says.
package struct Breach: Sendable, Hashable {
  package var field: AuditField
  /// What is wrong, in words; without any value of a person.
  package var words: String
  /// The first message that it is about.
  package var message: String?
  /// How many messages it is about; 1 where it is about the contact.
  package var count = 1
}

extension ComparisonRules {
  /// What a conversation breaks on its side, of the fields that are compared.
  package func breaches(of conversation: SideConversation) -> [Breach] {
    let messages = counted(conversation.messages)
    var found = contactBreaches(conversation.contact, conversation.lineage)
    let flags = messages.map { ($0, MessageFaults($0, side: conversation.side, rules: self)) }
    found += breach(.forward, flags.filter(\.1.goesBack).map(\.0), "the history goes back")
    found += breach(
      .followUp, flags.filter(\.1.lacksFollowUp).map(\.0), "no follow-up was opened")
    found += breach(.repeats, repeated(messages), "the message stands twice")
    if let contact = conversation.contact {
      let sends = SendCheck(messages: messages.map(SendCheck.Event.init), rules: self)
      let refused = sends.refusals(contact.consents)
      found += breach(
        .consentAtSend, refused.map { messages[$0.place] },
        refused.first?.words ?? "")
    }
    return found.filter { compares($0.field) }
  }

  /// The messages of which the period holds the time.
  func counted(_ messages: [MessageRecord]) -> [MessageRecord] { messages.filter { $0.at < end } }

  /// What is wrong with the contact alone.
  func contactBreaches(_ contact: ContactRecord?, _ lineage: Lineage) -> [Breach] {
    var found: [Breach] = []
    if !lineage.fault.isEmpty { found.append(Breach(field: .lineage, words: lineage.fault)) }
    if let contact {
      let isThere = !contact.keys.isEmpty || !contact.fullName.isEmpty
      if contact.isErased && isThere || isErased(contact) {
        found.append(Breach(field: .erasure, words: "the person was erased and is still there"))
      }
    }
    return found.filter { compares($0.field) }
  }

  private func breach(
    _ field: AuditField, _ messages: [MessageRecord], _ words: String
  ) -> [Breach] {
    guard let first = messages.first else { return [] }
    return [Breach(field: field, words: words, message: first.id, count: messages.count)]
  }

  private func repeated(_ messages: [MessageRecord]) -> [MessageRecord] {
    var seen: Set<String> = []
    return messages.filter { !seen.insert($0.id).inserted }
  }
}

/// What is wrong with one message on one side, whatever the other side says.
struct MessageFaults: Sendable, Hashable {
  /// A status is followed by one that comes before it, or is not the furthest of the history.
  var goesBack: Bool
  /// Nobody was asked to answer it.
  var lacksFollowUp: Bool

  init(_ message: MessageRecord, side: AuditSide, rules: ComparisonRules) {
    goesBack = rules.compares(.forward) && Self.goesBack(message)
    lacksFollowUp =
      rules.compares(.followUp) && side == .crm && message.direction == .inbound
      && message.followUp.isEmpty
  }

  private static func goesBack(_ message: MessageRecord) -> Bool {
    guard !message.history.isEmpty else { return false }
    let byTime = message.history.sorted { ($0.at, $0.status) < ($1.at, $1.status) }
    for (earlier, later) in zip(byTime, byTime.dropFirst()) where later.status <= earlier.status {
      return true
    }
    return message.status != nil && message.status != byTime.map(\.status).max()
  }
}

/// Whether messages were allowed when they were sent.
struct SendCheck {
  /// What the check needs to know of a message.
  struct Event {
    var at: Moment
    var isInbound: Bool
    var purpose: MessageRecord.Purpose

    init(at: Moment, isInbound: Bool, purpose: MessageRecord.Purpose) {
      self.at = at
      self.isInbound = isInbound
      self.purpose = purpose
    }

    init(_ message: MessageRecord) {
      self.init(
        at: message.at, isInbound: message.direction == .inbound, purpose: message.purpose)
    }
  }

  private let events: [Event]
  private let inbound: [Moment]
  private let windowSeconds: Int64

  init(messages: [Event], rules: ComparisonRules) {
    events = messages
    inbound = messages.filter(\.isInbound).map(\.at).sorted()
    windowSeconds = rules.serviceWindowSeconds
  }

  /// Places of the messages that were not allowed, and why.
  func refusals(_ consents: ConsentTimeline) -> [(place: Int, words: String)] {
    events.enumerated().compactMap { place, event in
      guard !event.isInbound, let words = refusal(of: event, consents) else { return nil }
      return (place, words)
    }
  }

  private func refusal(of event: Event, _ consents: ConsentTimeline) -> String? {
    let level = consents.level(at: event.at)
    let isAnswer = answers(event.at)
    switch event.purpose {
    case .service:
      return level == .optedOut && !isAnswer ? "sent after the opt-out" : nil
    case .transactional:
      if level == .optedOut { return "a notice was sent after the opt-out" }
      let hasWritten = inbound.first.map { $0 <= event.at } ?? false
      return level == .none && !hasWritten ? "a notice was sent before any contact" : nil
    case .marketing:
      if level == .optedOut { return "marketing was sent after the opt-out" }
      return level == .marketing ? nil : "marketing was sent without a consent to it"
    }
  }

  /// Whether the contact wrote shortly before.
  private func answers(_ at: Moment) -> Bool {
    inbound.contains { $0 <= at && at.milliseconds - $0.milliseconds <= windowSeconds * 1000 }
  }
}

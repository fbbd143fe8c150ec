/// What the census keeps of a message until its conversation is complete: 64 bytes.
package struct MessageTrace: Sendable, Hashable {
  /// SHA-256 over the id and every field that is compared.
  var leaf: Digest256
  /// Tells within one run whether two messages have the same id.
  var idHash: Int
  var at: Moment
  var isInbound: Bool
  var purpose: MessageRecord.Purpose
  var goesBack: Bool
  var lacksFollowUp: Bool

  package init(_ message: MessageRecord, side: AuditSide, rules: ComparisonRules) {
    var hash = ByteHash()
    hash.addCounted(message.id)
    for (_, text) in MessageForm(message, rules: rules).texts { hash.addCounted(text) }
    if rules.compares(.order) {
      hash.addCounted(rules.normalisation.time(message.at))
    }
    leaf = hash.digest
    idHash = message.id.hashValue
    at = message.at
    isInbound = message.direction == .inbound
    purpose = message.purpose
    let faults = MessageFaults(message, side: side, rules: rules)
    goesBack = faults.goesBack
    lacksFollowUp = faults.lacksFollowUp
  }
}

extension ComparisonRules {
  /// One hash for all that a side has of a conversation. Two sides that agree and break no rule have the same; what a
  /// side breaks by itself makes its hash one that the other cannot have.
  package func digest(
    side: AuditSide, contact: ContactRecord?, lineage: Lineage, traces: [MessageTrace],
    problem: String?
  ) -> Digest256 {
    var hash = ByteHash()
    func tag(_ words: String) { hash.addCounted("\(side.rawValue): \(words)") }
    if let problem { tag("unreadable \(problem)") }
    for field in ContactForm.fields where compares(field) {
      hash.addCounted(
        ContactForm.text(field, of: contact, lineage, side: side, rules: self))
    }
    for breach in contactBreaches(contact, lineage) { tag(breach.words) }
    let counted = traces.filter { $0.at < end }
    let leaves = counted.map(\.leaf).sorted()
    for leaf in leaves { hash.add(leaf) }
    if counted.contains(where: \.goesBack) { tag("goes back") }
    if counted.contains(where: \.lacksFollowUp) { tag("lacks a follow-up") }
    if compares(.repeats), Set(counted.map(\.idHash)).count < counted.count { tag("repeats") }
    if compares(.consentAtSend), let contact {
      let sends = SendCheck(
        messages: counted.map {
          SendCheck.Event(at: $0.at, isInbound: $0.isInbound, purpose: $0.purpose)
        }, rules: self)
      if !sends.refusals(contact.consents).isEmpty { tag("sent without consent") }
    }
    return hash.digest
  }

  /// The same of a conversation that was read as a whole.
  package func digest(of conversation: SideConversation) -> Digest256 {
    digest(
      side: conversation.side, contact: conversation.contact, lineage: conversation.lineage,
      traces: conversation.messages.map {
        MessageTrace($0, side: conversation.side, rules: self)
      }, problem: conversation.problem)
  }
}

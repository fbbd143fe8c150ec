internal import Audit

/// A conversation that was compared, and where it came from.
struct AuditedConversation {
  /// From 1, in the order of the draw; 0 for one that only the census found.
  var number: Int
  /// Nil for one that only the census found.
  var member: Sample.Member?
  var compared: ComparedConversation
  /// The gravest of its defects.
  var severity: Severity?
  /// Why each defective field is so, in the order of `compared.defects`.
  var causes: [TracedCause] = []
}

/// Why a field is defective, as far as the store tells.
struct TracedCause: Hashable {
  var cause: AuditCause
  /// What in the store says so: the contact of the sync, the write, its tries, the ticket.
  var trace: String
}

/// What may be behind a defect.
enum AuditCause: String, CaseIterable {
  case notCarried = "not_carried"
  case sourceData = "source_data"
  case noSync = "no_sync"
  case unknownContact = "unknown_contact"
  case held
  case ticket
  case waiting
  case conflict
  case eventNeverCame = "event_never_came"
  case changeNotRead = "change_not_read"
  case lostAfterWrite = "lost_after_write"
  case merge
  case sentWithoutConsent = "sent_without_consent"
  case erasedStillThere = "erased_still_there"
  case untraced

  var meaning: String {
    switch self {
    case .notCarried: "The sync does not carry this field."
    case .sourceData: "One side breaks a rule by itself; no write of the sync is behind it."
    case .noSync: "The store has no sync: nothing can be traced."
    case .unknownContact: "The sync has never seen this contact."
    case .held: "A record waits for a person to say whose it is."
    case .ticket: "A write failed three times, or nobody can tell whether it was made."
    case .waiting: "A write is on its way and has not been confirmed."
    case .conflict: "Both sides were changed, and a person must decide."
    case .eventNeverCame:
      "The sync never read this message: a webhook was dropped, or a file not delivered."
    case .changeNotRead: "A side was changed, and the sync never read it."
    case .lostAfterWrite: "The sync wrote it, and the other side does not have it any more."
    case .merge: "The contact was merged into another on one side only, or into the wrong one."
    case .sentWithoutConsent: "A message went out that the consent did not allow."
    case .erasedStillThere: "A person who was erased on request is still in one of the systems."
    case .untraced: "The store knows nothing that explains it."
    }
  }

  var remedy: String {
    switch self {
    case .notCarried: "Carry it by other means, or set its severity to 'ignore' in audit.yaml."
    case .sourceData: "Correct the record in the system that holds it."
    case .noSync: "Name the store of rollcall sync with --store."
    case .unknownContact: "Have the system report it: put the record into a change file."
    case .held: "rollcall status names it; make the record unambiguous in its system."
    case .ticket: "rollcall status lists it, rollcall retry ID tries once more."
    case .waiting: "Run rollcall sync."
    case .conflict: "Make the two sides equal by hand."
    case .eventNeverCame, .changeNotRead, .lostAfterWrite:
      "rollcall audit --repair marks it, and the next rollcall sync mends it."
    case .merge: "Undo the merge in its system, or make it on the other side too."
    case .sentWithoutConsent: "Find out who sent it; it cannot be taken back."
    case .erasedStillThere: "Erase the person in that system too."
    case .untraced: "Compare the two records by hand."
    }
  }
}

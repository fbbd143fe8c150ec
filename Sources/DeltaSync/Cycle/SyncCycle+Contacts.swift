extension SyncCycle {
  /// Writes what the plans say. A contact is planned anew from what is known now, for earlier writes may have changed it.
  func pushContacts() throws {
    let pending = try store.pendingLinks()
    for link in pending { graph.update(link) }
    var works: [Work] = []
    for link in pending {
      for action in planner.plan(link).actions {
        works.append(work(for: action, of: link))
      }
    }
    try dropEntries(notIn: works) { subject in
      if case .link = subject { return true }
      return false
    }
    try push(works)
  }

  private func work(for action: Action, of link: Link) -> Work {
    let payload: WriteRequest.Payload
    let what: String
    switch action.kind {
    case .create(let changes):
      payload = .create(changes)
      what = "g\(link.generation)"
    case .update(let id, let changes):
      payload = .update(id: id, changes)
      what = "u\(clock.now().milliseconds)"
    case .delete(let id, let known):
      payload = .delete(id: id, known)
      what = "d\(link.generation)"
    }
    let key = WriteRequest.key(link, action.side, what)
    return Work(
      subject: .link(link.id), side: action.side, payload: payload, key: key,
      acknowledge: { [unowned self] id in
        try acknowledge(payload, of: link.id, on: action.side, id: id ?? key)
      })
  }

  /// Takes a confirmed write into what is known of the contact; the base with it, where both sides agree now.
  func acknowledge(
    _ payload: WriteRequest.Payload, of linkID: Int64, on side: Side, id: String
  ) throws {
    guard var link = try store.link(linkID) else { return }
    switch payload {
    case .create(let changes):
      link.generation += 1
      // A record that was read before its creation was confirmed may have been changed since.
      if link.remoteIDs[side] == id, link.values(on: side) != nil { break }
      link.remoteIDs[side] = id
      var values = FieldValues()
      for change in changes { values[change.field] = change.new }
      link.states[side] = .present(values, .distantPast)
    case .update(_, let changes):
      guard var values = link.values(on: side) else { return }
      for change in changes { values[change.field] = change.new }
      link.states[side] = .present(values, link.time(on: side))
    case .delete:
      link.states[side] = .deleted(mergedInto: nil)
      link.remoteIDs[side] = nil
    case .message, .followUp, .send: return
    }
    link.settle(rules.fields.map(\.field))
    if link.isTombstone { link.becomeTombstone() }
    try recordConsent(of: link)
    try store.save(link)
    graph.update(link)
  }

  /// Takes writes out of the outbox that nobody wants any more, such as one that a person made by hand.
  func dropEntries(notIn works: [Work], of kind: (Subject) -> Bool) throws {
    let wanted = Set(works.map { "\($0.side) \($0.subject.encoded)" })
    let obsolete = try store.outbox().filter { entry in
      guard kind(entry.subject), entry.state != .unknown else { return false }
      return !wanted.contains("\(entry.side) \(entry.subject.encoded)")
    }
    if obsolete.isEmpty { return }
    try store.transaction { for entry in obsolete { try close(entry) } }
  }
}

extension ConnectorSide {
  /// An update of fields only that the system has no place for is none.
  func passOverUncarried(_ writes: inout [PendingWrite]) {
    guard let form else { return }
    for place in writes.indices {
      guard case .update(let id, let changes) = writes[place].request.payload else { continue }
      if !changes.contains(where: { form.shape.carries($0.field) }) {
        writes[place].outcome = .done(id: id)
      }
    }
  }

  /// Looks up the records that are to be changed, where the rules ask for it or a list of them is changed.
  ///
  /// - Parameter compares: a record that is not as it was expected is left alone.
  func lookForRecords(_ writes: inout [PendingWrite], compares: Bool) {
    guard let form else { return }
    var ids: [String: [Int]] = [:]
    for (place, write) in writes.enumerated() {
      guard write.outcome == nil, let (id, changes) = write.request.payload.target else { continue }
      if compares || form.changesLists(changes) { ids[id, default: []].append(place) }
    }
    if ids.isEmpty { return }
    let records: [JSON]
    do {
      records = try fetch(ids.keys.sorted())
    } catch {
      // Nothing was written yet, whatever kept the look from its answer.
      let outcome: WriteOutcome =
        error.kind == .configuration
        ? .fatal(error.description) : .retriable(afterSeconds: nil, isThrottled: false)
      for place in ids.values.joined() { writes[place].outcome = outcome }
      return
    }
    for record in records {
      for place in form.id(record).flatMap({ ids.removeValue(forKey: $0) }) ?? [] {
        writes[place].existing = record
        if compares { writes[place].outcome = form.judge(record, writes[place].request.payload) }
      }
    }
    for place in ids.values.joined() {
      let kind = writes[place].request.payload.kind
      writes[place].outcome = kind == .delete ? .done(id: nil) : .stale
    }
  }

  /// Looks whether notes are there already, so that a message has one, in its present state.
  func lookForNotes(_ writes: inout [PendingWrite]) {
    guard let rules = connector.findNote else { return }
    let calls = writes.map { ConnectorClient.Call(rules.request, $0.request.payload.noteScope) }
    for (place, result) in client.send(calls).enumerated() {
      switch result {
      case .success(let answer):
        writes[place].existing = Self.found(answer.body, rules.items).first
        if case .followUp = writes[place].request.payload, writes[place].existing != nil {
          writes[place].outcome = .done(id: nil)
        }
      case .failure(let fault):
        let outcome = outcome(fault, writes[place].request.payload.kind)
        writes[place].outcome =
          outcome == .unknown ? .retriable(afterSeconds: nil, isThrottled: false) : outcome
      }
    }
  }
}

// MARK: - After an answer that did not come

extension ConnectorSide {
  package func resolve(_ request: WriteRequest) throws(SideError) -> WriteResolution {
    switch request.payload {
    case .create(let changes): return try resolveCreation(request.key, changes)
    case .update(let id, let changes):
      guard let form, connector.fetch != nil else { return withoutContacts }
      guard let record = try fetch([id]).first else { return .notApplied }
      return try form.has(changes.map(\.new), of: changes, record) ? .applied(id: id) : .notApplied
    case .delete(let id, _):
      guard connector.contact != nil, connector.fetch != nil else { return withoutContacts }
      return try fetch([id]).isEmpty ? .applied(id: nil) : .notApplied
    case .message(_, let message):
      guard let note = try note(request.payload) else { return noteResolution }
      let isCurrent = note.contains(TimelineNote.text(message).split(separator: "\n")[0])
      let history = message.history.last.map { "\($0.status.name) \($0.at.iso)" } ?? ""
      return isCurrent && note.contains(history) ? .applied(id: nil) : .notApplied
    case .followUp:
      return try note(request.payload) == nil ? noteResolution : .applied(id: nil)
    case .send:
      // Nobody but the platform's own reports can tell; they may still come.
      return try sentMessage(request.key).map { .applied(id: $0) } ?? .undecided
    }
  }

  private var withoutContacts: WriteResolution {
    connector.contact == nil ? .applied(id: nil) : .undecided
  }

  private var noteResolution: WriteResolution {
    connector.findNote == nil ? .undecided : .notApplied
  }

  private func note(_ payload: WriteRequest.Payload) throws(SideError) -> String? {
    guard let rules = connector.findNote else { return nil }
    switch client.send(ConnectorClient.Call(rules.request, payload.noteScope)) {
    case .success(let answer):
      return Self.found(answer.body, rules.items).first
        .map { String(decoding: $0.bytes, as: UTF8.self).replacing("\\n", with: "\n") }
    case .failure(let fault): throw sideError(fault, "find_note")
    }
  }

  /// A record that was made carries the key, or has all the values that were written.
  private func resolveCreation(
    _ key: String, _ changes: [FieldChange]
  ) throws(SideError) -> WriteResolution {
    guard let form, let rules = connector.find else { return withoutContacts }
    var scope = Scope(["key": .text(key)])
    for change in changes where !change.new.isEmpty {
      scope[change.field.rawValue] = .text(FieldConversion.written(change.new, change.field))
    }
    switch client.send(ConnectorClient.Call(rules.request, scope)) {
    case .success(let answer):
      let found = Self.found(answer.body, rules.items)
      for record in found {
        let isSame: Bool
        if let path = form.shape.key {
          isSame = path.value(in: record)?.plainText == key
        } else {
          isSame = try form.has(changes.map(\.new), of: changes, record)
        }
        if isSame { return .applied(id: form.id(record)) }
      }
      return found.isEmpty || form.shape.key != nil ? .notApplied : .undecided
    case .failure(let fault) where fault.reaction == .missing: return .notApplied
    case .failure(let fault): throw sideError(fault, "find")
    }
  }
}

extension WriteRequest.Payload {
  /// The record that is changed, and how.
  fileprivate var target: (id: String, changes: [FieldChange])? {
    switch self {
    case .update(let id, let changes), .delete(let id, let changes): (id, changes)
    case .create, .message, .followUp, .send: nil
    }
  }

  fileprivate var noteScope: Scope {
    switch self {
    case .message(let contactID, let message):
      Scope(["contact": .text(contactID), "marker": .text(TimelineNote.marker(message.id))])
    case .followUp(let contactID, let messageID, _):
      Scope([
        "contact": .text(contactID), "marker": .text(TimelineNote.followUpMarker(messageID)),
      ])
    case .create, .update, .delete, .send: Scope()
    }
  }
}

extension ContactForm {
  /// Whether a list of the record is touched.
  func changesLists(_ changes: [FieldChange]) -> Bool {
    changes.contains { change in
      if case .member = shape.fields[change.field.rawValue] { return true }
      return false
    }
  }

  /// Whether the record has these values in the fields that it carries.
  func has(_ values: [String], of changes: [FieldChange], _ record: JSON) throws(SideError) -> Bool
  {
    let present: [SyncField: String]
    do {
      present = try self.record(record).values
    } catch {
      throw SideError(.malformed, "contact \(id(record) ?? ""): \(error.problem)")
    }
    return zip(changes, values).allSatisfy { change, value in
      present[change.field].map { $0 == value } ?? true
    }
  }

  /// What is known of a write once its record was seen: nothing, if it is as it was expected.
  fileprivate func judge(_ record: JSON, _ payload: WriteRequest.Payload) -> WriteOutcome? {
    guard let (id, changes) = payload.target, let present = try? self.record(record).values else {
      return .stale
    }
    let carried = changes.filter { present[$0.field] != nil }
    if payload.kind == .delete {
      return carried.allSatisfy { present[$0.field] == $0.old } ? nil : .stale
    }
    if carried.allSatisfy({ present[$0.field] == $0.new }) { return .done(id: id) }
    return carried.allSatisfy { present[$0.field] == $0.old || present[$0.field] == $0.new }
      ? nil : .stale
  }
}

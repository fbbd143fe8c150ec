extension ConnectorSide {
  package func write(_ batches: [[WriteRequest]]) -> [[WriteOutcome]] {
    let requests = batches.flatMap { $0 }
    var outcomes = [WriteOutcome](repeating: .unknown, count: requests.count)
    for kind in WriteRules.Kind.allCases {
      let places = requests.indices.filter { requests[$0].payload.kind == kind }
      if places.isEmpty { continue }
      let results = write(kind, places.map { requests[$0] })
      for (place, result) in zip(places, results) { outcomes[place] = result }
    }
    var rest = outcomes[...]
    return batches.map { batch in
      defer { rest = rest.dropFirst(batch.count) }
      return Array(rest.prefix(batch.count))
    }
  }

  private func write(_ kind: WriteRules.Kind, _ requests: [WriteRequest]) -> [WriteOutcome] {
    guard let rules = connector.writes[kind] else {
      let isContact = [.create, .update, .delete].contains(kind)
      return requests.map { _ in
        connector.contact == nil && isContact
          ? .done(id: nil)
          : .rejected("connector \(connector.name) does not write '\(kind.rawValue)'")
      }
    }
    var writes = requests.map { PendingWrite($0) }
    if kind == .message || kind == .followUp { lookForNotes(&writes) }
    if kind == .update {
      passOverUncarried(&writes)
      lookForRecords(&writes, compares: rules.comparesFirst)
    }
    if kind == .delete, rules.comparesFirst { lookForRecords(&writes, compares: true) }
    let changes = Set(
      writes.indices.filter { kind == .message && writes[$0].existing != nil })
    send(&writes, rules) { !changes.contains($0) }
    if let rules = connector.writes[.messageUpdate] {
      send(&writes, rules) { changes.contains($0) }
    }
    return writes.map { $0.outcome ?? .unknown }
  }

  /// Sends those of some writes of which nothing is known yet.
  private func send(
    _ writes: inout [PendingWrite], _ rules: WriteRules, where isWanted: (Int) -> Bool
  ) {
    let open = writes.indices.filter { writes[$0].outcome == nil && isWanted($0) }
    for (place, outcome) in zip(open, send(open.map { writes[$0] }, rules, size: rules.batch)) {
      writes[place].outcome = outcome
    }
  }

  /// Sends some writes, so many in a request. A batch that was refused for a value of one of them is sent one by one.
  private func send(_ writes: [PendingWrite], _ rules: WriteRules, size: Int) -> [WriteOutcome] {
    let groups = stride(from: 0, to: writes.count, by: size).map {
      Array(writes[$0..<min($0 + size, writes.count)])
    }
    let calls = groups.map { group in
      let scopes = group.map { scope($0, rules) }
      var whole = scopes.first ?? Scope()
      if let each = rules.each { whole["items"] = .list(scopes.map { each.fill($0) ?? .null }) }
      return ConnectorClient.Call(rules.request, whole)
    }
    var outcomes: [WriteOutcome] = []
    for (group, result) in zip(groups, client.send(calls)) {
      if case .failure(let fault) = result, group.count > 1,
        [.data, .stale, .missing, .optedOut].contains(fault.reaction)
      {
        outcomes += send(group, rules, size: 1)
      } else {
        outcomes += self.outcomes(result, group, rules)
      }
    }
    return outcomes
  }

  private func outcomes(
    _ result: Result<ConnectorClient.Answer, ConnectorClient.Fault>, _ group: [PendingWrite],
    _ rules: WriteRules
  ) -> [WriteOutcome] {
    switch result {
    case .failure(let fault):
      return group.map { outcome(fault, $0.request.payload.kind) }
    case .success(let answer):
      guard let path = rules.results else {
        return group.map { _ in .done(id: rules.id?.value(in: answer.body)?.plainText) }
      }
      let results = path.value(in: answer.body)?.items ?? []
      if let match = rules.match {
        let byMark = Dictionary(
          results.map { (match.value(in: $0)?.plainText, $0) }, uniquingKeysWith: { $1 })
        return group.map { outcome(byMark[$0.mark] ?? nil, $0, rules) }
      }
      guard results.count == group.count else { return group.map { _ in .unknown } }
      return zip(results, group).map { outcome($0, $1, rules) }
    }
  }

  /// - Parameter result: what the answer says of an item; nil where it says nothing.
  private func outcome(_ result: JSON?, _ write: PendingWrite, _ rules: WriteRules) -> WriteOutcome
  {
    guard let result else { return .unknown }
    var hasFailed = rules.failed.flatMap { $0.value(in: result) }?.isTrue == true
    if let success = rules.success {
      hasFailed = hasFailed || success.path.value(in: result)?.plainText != success.text
    }
    guard hasFailed else {
      return .done(id: (rules.id ?? JSONPath("")).value(in: result)?.plainText)
    }
    let reaction = connector.answers.reaction(to: 400, result) ?? .data
    let fault = ConnectorClient.Fault(reaction: reaction, words: connector.answers.words(result))
    return outcome(fault, write.request.payload.kind)
  }

  func outcome(_ fault: ConnectorClient.Fault, _ kind: WriteRules.Kind) -> WriteOutcome {
    switch fault.reaction {
    case .skippable: .done(id: nil)
    case .data: .rejected(fault.words)
    case .optedOut: .optedOut(fault.words)
    case .retriable: .retriable(afterSeconds: fault.afterSeconds, isThrottled: false)
    case .throttled: .retriable(afterSeconds: fault.afterSeconds, isThrottled: true)
    case .stale: .stale
    case .missing:
      switch kind {
      case .delete: .done(id: nil)
      case .update: .stale
      case .create, .message, .messageUpdate, .followUp, .send: .rejected(fault.words)
      }
    case .login, .fatal: .fatal(fault.words)
    case .unknown: .unknown
    }
  }
}

/// A write on its way through a connector.
struct PendingWrite {
  let request: WriteRequest
  /// The record or note as it is, if it was looked for.
  var existing: JSON?
  /// Set as soon as it is known without a request.
  var outcome: WriteOutcome?

  init(_ request: WriteRequest) { self.request = request }

  /// By which an answer may say that it means this one.
  var mark: String {
    if case .update(let id, _) = request.payload { return id }
    return request.key
  }
}

extension WriteRequest.Payload {
  var kind: WriteRules.Kind {
    switch self {
    case .create: .create
    case .update: .update
    case .delete: .delete
    case .message: .message
    case .followUp: .followUp
    case .send: .send
    }
  }
}

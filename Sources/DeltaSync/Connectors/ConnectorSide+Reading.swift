extension ConnectorSide {
  /// Reads the next page of a stream.
  func read(
    _ stream: StreamRules, _ form: ContactForm, _ place: inout StreamPlace
  ) throws(SideError) -> ChangePage {
    let since = max(0, place.start.position - Int64(connector.lookbackSeconds * 1000))
    var scope = Scope([
      "since": .number("\(since)"), "offset": .number("\(place.items)"),
    ])
    if let size = stream.size { scope["size"] = .number("\(size)") }
    if case .page(let first) = stream.paging { scope["page"] = .number("\(first + place.pages)") }
    if case .after = stream.paging { scope["after"] = .text(place.after ?? "0") }
    if let cursor = place.cursor { scope["cursor"] = .text(cursor) }
    let answer = try answer(
      ConnectorClient.Call(stream.request, scope, url: place.link), stream.name)
    guard let items = Self.items(answer.body, stream.items) else {
      throw SideError(
        .malformed,
        "connector \(connector.name), \(stream.name): the answer has no list at 'items'; "
          + "correct the connector, or ask whoever runs the system")
    }
    let times = items.map { form.modified($0, stream.modified ?? form.shape.modified) }
    var isLast = false
    var wanted = items
    if stream.isNewestFirst,
      let old = times.firstIndex(where: { ($0?.milliseconds ?? .max) < since })
    {
      wanted = Array(items[..<old])
      isLast = true
    }
    let next = try nextPage(stream, answer)
    isLast = isLast || Self.isLast(stream, count: items.count, next: next)
    // What is left comes with the next cycle, for the latest time was read last.
    if let most = stream.most, place.items + items.count >= most { isLast = true }
    place.cursor = nil
    place.link = nil
    if case .cursor = stream.paging { place.cursor = next }
    place.after =
      items.last.flatMap { (stream.after ?? stream.id ?? form.shape.id).value(in: $0)?.plainText }
      ?? place.after
    if case .link = stream.paging { place.link = next }
    // Two items may be about one contact, but no two items are the same.
    let marks = items.map { item in
      stream.kind == .contactID
        ? String(decoding: item.bytes, as: UTF8.self) : id(item, stream, form) ?? ""
    }
    // A time to come would hide what is changed until then.
    let newest = times.compactMap { $0 }.max().map { min($0, client.serverTime ?? clock.now()) }
    do {
      try place.take(marks, newest: newest, next: next, isLast: isLast)
    } catch {
      throw SideError(
        error.kind, "connector \(connector.name), \(stream.name): \(error.description)")
    }
    let told =
      stream.kind != .present
      ? try feed(wanted, stream, form) : isLast ? try deletions(missingFrom: place.seen, form) : []
    return ChangePage(
      items: told, watermark: place.watermark, isLast: isLast,
      serverTime: client.serverTime, columns: form.rules.map(\.field.rawValue))
  }

  private static func items(_ body: JSON, _ path: JSONPath) -> [JSON]? {
    // An answer without content has none.
    if body == .null { return [] }
    return path.value(in: body)?.items
  }

  private static func isLast(_ stream: StreamRules, count: Int, next: String?) -> Bool {
    switch stream.paging {
    case .none: true
    case .page, .offset, .after: count == 0 || stream.size.map { count < $0 } ?? false
    case .cursor, .link: next == nil
    }
  }

  private func nextPage(
    _ stream: StreamRules, _ answer: ConnectorClient.Answer
  ) throws(SideError) -> String? {
    switch stream.paging {
    case .none, .page, .offset, .after: return nil
    case .cursor(let path):
      let cursor = path.value(in: answer.body)?.plainText ?? ""
      return cursor.isEmpty ? nil : cursor
    case .link(let path):
      let told =
        path.map { $0.value(in: answer.body)?.plainText }
        ?? answer.response.header("Link").flatMap(LinkHeader.next)
      guard var link = told, !link.isEmpty else { return nil }
      let origin = HTTPAddress(client.address)?.origin ?? ""
      if link.hasPrefix("/"), !link.hasPrefix("//") { link = origin + link }
      guard HTTPAddress(link)?.origin == origin else {
        throw SideError(
          .malformed,
          "connector \(connector.name), \(stream.name): the next page is on another server; "
            + "it is not asked, for the credentials would go with it")
      }
      return link
    }
  }

  private func id(_ item: JSON, _ stream: StreamRules, _ form: ContactForm) -> String? {
    guard let text = (stream.id ?? form.shape.id).value(in: item)?.plainText else { return nil }
    guard let mark = stream.idAfter else { return text }
    return text.firstRange(of: mark).map { String(text[$0.upperBound...]) }
  }

  private func feed(
    _ items: [JSON], _ stream: StreamRules, _ form: ContactForm
  ) throws(SideError) -> [FeedItem] {
    switch stream.kind {
    case .present: return []
    case .contact:
      return try records(items, form).map { .record($0) }
    case .contactID:
      let ids = Set(items.compactMap { id($0, stream, form) }).sorted()
      return try records(try fetch(ids), form).map { .record($0) }
    case .deletion:
      return items.compactMap { item in
        id(item, stream, form).map { id in
          .record(
            RemoteRecord(
              id: id,
              modifiedAt: form.modified(item, stream.modified ?? form.shape.modified)
                ?? .distantPast, isDeleted: true))
        }
      }
    }
  }

  private static let fetchAttempts = 3

  /// Contacts that were known and are not there any more.
  private func deletions(
    missingFrom present: Set<String>, _ form: ContactForm
  ) throws(SideError) -> [FeedItem] {
    let known: Set<String>
    do {
      known = try knownIDs()
    } catch {
      throw SideError(.unavailable, "the store cannot be read: \(error)")
    }
    let missing = known.subtracting(present).sorted()
    if missing.isEmpty { return [] }
    let found = Set(try fetch(missing).compactMap(form.id))
    return missing.filter { !found.contains($0) }.map { id in
      .record(
        RemoteRecord(id: id, modifiedAt: client.serverTime ?? clock.now(), isDeleted: true))
    }
  }

  private func records(_ items: [JSON], _ form: ContactForm) throws(SideError) -> [RemoteRecord] {
    try items.map { item throws(SideError) in
      do throws(ColumnFault) {
        return try form.record(item)
      } catch {
        throw SideError(
          .malformed,
          "connector \(connector.name), contact \(form.id(item) ?? "without id"): \(error.problem); "
            + error.remedy)
      }
    }
  }

  /// The records with some identifiers, as they are now; those that are gone are left out. To read changes nothing, so what
  /// has no answer is asked for again.
  func fetch(_ ids: [String]) throws(SideError) -> [JSON] {
    guard let rules = connector.fetch else { return [] }
    var calls = stride(from: 0, to: ids.count, by: rules.batch).map { start in
      let part = ids[start..<min(start + rules.batch, ids.count)]
      let items = part.compactMap { rules.each?.fill(Scope(["id": .text($0)])) }
      return ConnectorClient.Call(
        rules.request,
        Scope([
          "id": .text(part.first ?? ""), "ids": .list(part.map { .text($0) }),
          "items": .list(items),
          "list": .text(items.compactMap(\.plainText).joined(separator: ",")),
        ]))
    }
    var records: [JSON] = []
    for attempt in 1...Self.fetchAttempts where !calls.isEmpty {
      var again: [ConnectorClient.Call] = []
      for (call, result) in zip(calls, client.send(calls)) {
        switch result {
        case .success(let answer): records += Self.found(answer.body, rules.items)
        case .failure(let fault) where fault.reaction == .missing: continue
        case .failure(let fault)
        where [.unknown, .retriable].contains(fault.reaction) && attempt < Self.fetchAttempts:
          again.append(call)
        case .failure(let fault): throw sideError(fault, "fetch")
        }
      }
      calls = again
    }
    return records
  }

  /// The records of an answer to a look: a list, or one alone.
  static func found(_ body: JSON, _ path: JSONPath) -> [JSON] {
    guard let value = path.value(in: body), value != .null else { return [] }
    return value.items ?? [value]
  }

  private func answer(
    _ call: ConnectorClient.Call, _ what: String
  ) throws(SideError) -> ConnectorClient.Answer {
    switch client.send(call) {
    case .success(let answer): return answer
    case .failure(let fault): throw sideError(fault, what)
    }
  }

  func sideError(_ fault: ConnectorClient.Fault, _ what: String) -> SideError {
    let kind: SideError.Kind =
      switch fault.reaction {
      case .retriable, .throttled, .unknown, .skippable: .unavailable
      case .fatal, .login: .configuration
      case .data, .missing, .stale, .optedOut: .malformed
      }
    return SideError(kind, "connector \(connector.name), \(what): \(fault.words)")
  }
}

/// The header that names related addresses (RFC 8288).
enum LinkHeader {
  /// The target of the relation `next`.
  static func next(_ header: String) -> String? {
    for link in header.split(separator: ",") {
      let parts = link.split(separator: ";").map { String($0).trimmedSpaces }
      guard let target = parts.first, target.hasPrefix("<"), target.hasSuffix(">") else { continue }
      let relations = parts.dropFirst().map { $0.filter { $0 != "\"" && $0 != " " } }
      if relations.contains("rel=next") { return String(target.dropFirst().dropLast()) }
    }
    return nil
  }
}

extension ConnectorSide {
  /// One page of each stream, as of now; where nothing is read, the login alone.
  package func check() -> [(isGood: Bool, text: String)] {
    var findings: [(isGood: Bool, text: String)] = []
    if connector.streams.isEmpty {
      if let problem = client.checkSession() { return [(false, problem)] }
      return [
        (
          true,
          "address and credentials are set; \(connector.name) reads nothing, so whether they are "
            + "accepted shows with the first message"
        )
      ]
    }
    for stream in connector.streams {
      do {
        let start = clock.now()
        let page = try changes(stream.name, from: .start)
        let took = clock.now().seconds(since: start)
        findings.append(
          (
            true,
            "\(stream.name): \(page.items.count) items in the first page, \(took) s"
              + (page.isLast ? "" : "; there are more")
          ))
        if stream.kind == .contact, let gap = emptyFields(page) { findings.append((true, gap)) }
      } catch {
        findings.append((false, "\(stream.name): \(error.description)"))
        break
      }
    }
    return findings
  }

  /// Fields that no contact of a page has: the mapping may be wrong.
  private func emptyFields(_ page: ChangePage) -> String? {
    var empty = Set(form?.rules.map(\.field) ?? [])
    var count = 0
    for case .record(let record) in page.items where !record.isDeleted {
      count += 1
      empty.subtract(record.values.filter { !$0.value.isEmpty }.keys)
    }
    guard count > 0, !empty.isEmpty else { return nil }
    return
      "empty in all \(count) contacts: \(empty.map(\.rawValue).sorted().joined(separator: ", "))"
      + "; look whether 'fields' of the connector names the right places"
  }
}

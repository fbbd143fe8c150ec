import DeltaSync
import Foundation
import Synchronization
import Testing

/// Ten contacts, read in every way in which systems hand out pages.
@Suite struct ConnectorReadingTests {
  private static let contacts: [JSON] = (1...10).map { number in
    [
      "id": .number("\(number)"), "name": .text("Contact \(number)"),
      "changed": .text("2026-12-01T10:00:0\(number % 10)Z"),
    ]
  }

  private func connector(_ read: String, lookback: Int = 0) throws -> Connector {
    try Connectors.written(
      """
      variables: {URL: an address}
      address: $URL
      lookback_seconds: \(lookback)
      answers: {code: code, text: message}
      contact: {id: id, modified: [changed], fields: {full_name: name, phone: phone}}
      fetch: {post: /fetch, body: $ids.number, items: data, batch: 4}
      read:
        contacts: {\(read)}
      """)
  }

  private static func page(_ start: Int, _ count: Int, _ more: [String: JSON] = [:]) -> JSON {
    .object(["data": .list(Array(contacts.dropFirst(start).prefix(count)))].merging(more) { $1 })
  }

  private static func names(_ items: [FeedItem]) -> [String] {
    items.compactMap { item in
      if case .record(let record) = item { return record.values[.fullName] }
      return nil
    }
  }

  private static let all = (1...10).map { "Contact \($0)" }

  @Test func readsByPage() throws {
    let system = ScriptedSystem { request, _ in
      let page = Int(request.parameter("page") ?? "") ?? 0
      return ScriptedSystem.json(Self.page((page - 1) * 4, 4))
    }
    let side = try Connectors.side(
      connector("get: /c, query: {page: $page}, items: data, paging: {page: 1}, size: 4"), system)
    #expect(try Self.names(side.readAll("contacts").items) == Self.all)
    #expect(system.requests.count == 3)
  }

  @Test func readsByOffsetWithoutASizeUntilAPageIsEmpty() throws {
    let system = ScriptedSystem { _, body in
      let offset = Int(body["from"].plainText ?? "") ?? -1
      return ScriptedSystem.json(Self.page(offset, 5))
    }
    let side = try Connectors.side(
      connector("post: /c, body: {from: $offset}, items: data, paging: {offset: 0}"), system)
    #expect(try Self.names(side.readAll("contacts").items) == Self.all)
    #expect(system.bodies.map { $0["from"] } == [0, 5, 10])
  }

  @Test func readsByTheLastIdentifier() throws {
    let system = ScriptedSystem { _, body in
      let after = Int(body["after"].plainText ?? "") ?? -1
      return ScriptedSystem.json(Self.page(after, 3))
    }
    let side = try Connectors.side(
      connector("post: /c, body: {after: $after.number}, items: data, paging: {after: 0}, size: 3"),
      system)
    #expect(try Self.names(side.readAll("contacts").items) == Self.all)
  }

  @Test func readsByCursorAndLeavesItOutAtFirst() throws {
    let system = ScriptedSystem { request, _ in
      let start = Int(request.parameter("cursor") ?? "0") ?? -1
      return ScriptedSystem.json(
        Self.page(start, 4, start + 4 < 10 ? ["next": .text("\(start + 4)")] : ["next": .null]))
    }
    let side = try Connectors.side(
      connector("get: /c, query: {cursor: $cursor}, items: data, paging: {cursor: next}"), system)
    #expect(try Self.names(side.readAll("contacts").items) == Self.all)
    #expect(system.requests[0].target == "/c")
  }

  @Test(arguments: [true, false])
  func readsByLink(_ isHeader: Bool) throws {
    let system = ScriptedSystem { request, _ in
      let start = Int(request.parameter("start") ?? "0") ?? -1
      let next = "https://test.example/c?start=\(start + 4)"
      guard start + 4 < 10 else { return ScriptedSystem.json(Self.page(start, 4)) }
      return isHeader
        ? ScriptedSystem.json(
          Self.page(start, 4),
          [HTTPHeader("Link", "<https://x/>; rel=\"prev\", <\(next)>; rel=\"next\"")])
        : ScriptedSystem.json(Self.page(start, 4, ["next": .text(next)]))
    }
    let side = try Connectors.side(
      connector("get: /c, items: data, paging: {link: \(isHeader ? "header" : "next")}"), system)
    #expect(try Self.names(side.readAll("contacts").items) == Self.all)
  }

  @Test func goesOnFromTheLatestTimeAndALittleBefore() throws {
    let system = ScriptedSystem { _, _ in ScriptedSystem.json(Self.page(0, 10)) }
    let side = try Connectors.side(
      connector("get: /c, query: {since: $since.iso}, items: data", lookback: 60), system)
    let (_, end) = try side.readAll("contacts")
    #expect(end == Watermark(position: Instant(iso: "2026-12-01T10:00:09Z")?.milliseconds ?? 0))
    let again = try side.readAll("contacts", from: end)
    #expect(again.end == end)
    #expect(
      system.requests.map { $0.parameter("since") } == [
        "1970-01-01T00:00:00Z", "2026-12-01T09:59:09Z",
      ])
  }

  /// A run that comes later must not read less because of pages that an earlier one has read.
  @Test func aPlaceBetweenPagesIsNoPlaceForAnotherRun() throws {
    let system = ScriptedSystem { request, _ in
      let page = Int(request.parameter("page") ?? "") ?? 0
      return ScriptedSystem.json(Self.page((page - 1) * 4, 4))
    }
    let connector = try connector(
      "get: /c, query: {page: $page}, items: data, paging: {page: 1}, size: 4")
    let first = try Connectors.side(connector, system).changes("contacts", from: .start)
    #expect(!first.isLast)
    #expect(first.watermark > .start)
    let (items, end) = try Connectors.side(connector, system).readAll(
      "contacts", from: first.watermark)
    #expect(Self.names(items) == Self.all)
    #expect(end > first.watermark)
  }

  @Test func aTimeToComeDoesNotHideWhatIsChangedUntilThen() throws {
    let clock = SimulatedClock()
    let system = ScriptedSystem { _, _ in
      ScriptedSystem.json(["data": [["id": 1, "name": "A", "changed": "2099-01-01T00:00:00Z"]]])
    }
    let side = try Connectors.side(connector("get: /c, items: data"), system, clock: clock)
    #expect(try side.readAll("contacts").end.position <= clock.now().milliseconds)
  }

  @Test func stopsWhereTheNewestFirstGetOld() throws {
    let system = ScriptedSystem { request, _ in
      let page = Int(request.parameter("page") ?? "") ?? 0
      return ScriptedSystem.json(
        [
          "data": .list(
            Array(Self.contacts.dropLast().reversed().dropFirst((page - 1) * 2).prefix(2)))
        ])
    }
    let side = try Connectors.side(
      connector(
        "get: /c, query: {page: $page}, items: data, paging: {page: 1}, size: 2, newest_first: true"
      ),
      system)
    let since = Watermark(position: Instant(iso: "2026-12-01T10:00:07Z")?.milliseconds ?? 0)
    #expect(
      try Self.names(side.readAll("contacts", from: since).items) == [
        "Contact 9", "Contact 8", "Contact 7",
      ])
    #expect(system.requests.count == 2)
  }

  @Test func fetchesTheContactsOfWhichPartsHaveChanged() throws {
    let system = ScriptedSystem { request, body in
      if request.target == "/fetch" {
        let ids = Set((body.items ?? []).compactMap(\.plainText))
        return ScriptedSystem.json(
          ["data": .list(Self.contacts.filter { ids.contains($0["id"].plainText ?? "") })])
      }
      return ScriptedSystem.json(
        [
          "data": [
            ["of": "x,3", "changed": "2026-12-01T12:00:00Z"], ["of": "x,7"], ["of": "x,3"],
            ["of": "none"],
          ]
        ])
    }
    let side = try Connectors.side(
      connector("get: /parts, items: data, is: contact_id, id: of, id_after: ','"), system)
    let (items, end) = try side.readAll("contacts")
    #expect(Self.names(items) == ["Contact 3", "Contact 7"])
    #expect(end == Watermark(position: Instant(iso: "2026-12-01T12:00:00Z")?.milliseconds ?? 0))
    #expect(system.bodies[1] == [3, 7])
  }

  @Test(arguments: [(2, true), (3, false)])
  func asksAgainForContactsWithoutAnswer(_ losses: Int, _ isRead: Bool) throws {
    let left = Mutex(losses)
    let system = ScriptedSystem { request, _ in
      guard request.target == "/fetch" else { return ScriptedSystem.json(["data": [["of": "3"]]]) }
      let isLost = left.withLock { left in
        left -= 1
        return left >= 0
      }
      return isLost
        ? .failure(TransportError(.lost, .unknown, at: "x"))
        : ScriptedSystem.json(["data": [Self.contacts[2]]])
    }
    let side = try Connectors.side(
      connector("get: /parts, items: data, is: contact_id, id: of"), system)
    if isRead {
      #expect(try Self.names(side.readAll("contacts").items) == ["Contact 3"])
    } else {
      #expect(throws: SideError.self) { try side.readAll("contacts") }
    }
    #expect(system.requests.count == 4)
  }

  @Test func contactsThatAreNotListedAndNotFoundAreDeleted() throws {
    let system = ScriptedSystem { request, body in
      guard request.target == "/fetch" else {
        return ScriptedSystem.json(["data": .list((1...8).map { ["id": .number("\($0)")] })])
      }
      // The list has left out one that is there.
      return ScriptedSystem.json([
        "data": .list(body.items?.contains(9) == true ? [Self.contacts[8]] : [])
      ])
    }
    let side = try Connectors.side(
      connector("get: /ids, items: data, is: present"), system,
      knownIDs: Set((5...10).map { "\($0)" }))
    let deleted = try side.readAll("contacts").items.compactMap { item -> String? in
      if case .record(let record) = item, record.isDeleted { return record.id }
      return nil
    }
    #expect(deleted == ["10"])
  }

  @Test func readsDeletions() throws {
    let system = ScriptedSystem { _, _ in
      ScriptedSystem.json(["data": [["id": 5, "changed": "2026-12-01T12:00:00Z"]]])
    }
    let side = try Connectors.side(connector("get: /d, items: data, is: deletion"), system)
    guard case .record(let record) = try side.readAll("contacts").items.first else {
      Issue.record("nothing was read")
      return
    }
    #expect(record.isDeleted && record.id == "5")
  }
}

/// Systems that are broken or mean harm: an error each, no hang, nothing taken in.
@Suite struct HostileSystemTests {
  private func side(_ paging: String, _ system: ScriptedSystem) throws -> ConnectorSide {
    try Connectors.side(
      Connectors.written(
        """
        variables: {URL: an address}
        address: $URL
        contact: {id: id, fields: {full_name: name}}
        read:
          contacts: {get: /c, query: {page: $page, cursor: $cursor}, items: data, paging: \(paging)}
        """), system)
  }

  private func error(_ side: ConnectorSide) throws -> SideError? {
    do {
      _ = try side.readAll("contacts")
      return nil
    } catch let error as SideError {
      return error
    }
  }

  @Test(arguments: ["{page: 1}", "{cursor: next}", "{link: next}"])
  func pagesThatRepeat(_ paging: String) throws {
    let system = ScriptedSystem { _, _ in
      ScriptedSystem.json(["data": [["id": 1], ["id": 2]], "next": "/c?again"])
    }
    #expect(try error(side(paging, system))?.kind == .malformed)
    #expect(system.requests.count <= 3)
  }

  @Test func aCursorThatRepeatsWithNewContacts() throws {
    let system = ScriptedSystem { request, _ in
      let number = request.parameter("cursor") == "a" ? "b" : "a"
      return ScriptedSystem.json(
        ["data": [["id": .text("\(UInt64.random(in: 0 ... .max))")]], "next": .text(number)])
    }
    #expect(try error(side("{cursor: next}", system))?.kind == .malformed)
    #expect(system.requests.count <= 4)
  }

  @Test func aNextPageOnAnotherServer() throws {
    let system = ScriptedSystem { _, _ in
      ScriptedSystem.json(["data": [["id": 1]], "next": "https://evil.example/c"])
    }
    for next in ["https://evil.example/c", "//evil.example/c", "http://test.example/c"] {
      let system = ScriptedSystem { _, _ in
        ScriptedSystem.json(["data": [["id": 1]], "next": .text(next)])
      }
      #expect(try error(side("{link: next}", system))?.kind == .malformed)
      #expect(system.requests.count == 1)
    }
    #expect(system.requests.isEmpty)
  }

  @Test(arguments: [
    ("<html>busy</html>", SideError.Kind.unavailable),
    (String(repeating: "[", count: 100_000), .unavailable),
    ("{\"data\": {}}", .malformed), ("[]", .malformed), ("{\"data\": [{}]}", .malformed),
    ("{\"data\": [7]}", .malformed),
  ])
  func answersThatAreNoList(_ text: String, _ kind: SideError.Kind) throws {
    let system = ScriptedSystem { _, _ in
      .success(HTTPResponse(status: 200, body: Array(text.utf8)))
    }
    #expect(try error(side("{page: 1}", system))?.kind == kind)
  }

  @Test func errorsShowNeitherSecretsNorPeople() throws {
    let connector = try Connectors.written(
      """
      variables: {URL: an address, TOKEN: a token}
      address: $URL
      authentication: {bearer: $TOKEN}
      answers: {code: code, text: message}
      contact: {id: id, fields: {full_name: name}}
      read:
        contacts: {get: /c, items: data}
      """)
    let system = ScriptedSystem { _, _ in
      ScriptedSystem.json(
        ["code": 77, "message": "value-of-TOKEN of ann@example.com, +1 650 555 1234, is odd"],
        status: 400)
    }
    let text = "\(try #require(try error(Connectors.side(connector, system))))"
    #expect(text.contains("error 77") && text.contains("is odd"))
    for secret in ["value-of-TOKEN", "ann@", "555"] { #expect(!text.contains(secret)) }
  }
}

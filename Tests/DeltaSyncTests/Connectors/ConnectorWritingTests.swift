import DeltaSync
import Foundation
import Testing

@Suite struct ConnectorWritingTests {
  private func create(_ name: String, phone: String = "") -> WriteRequest {
    WriteRequest(
      key: "rc-\(name)",
      payload: .create([
        FieldChange(.fullName, old: "", new: name), FieldChange(.phone, old: "", new: phone),
        FieldChange(.labels, old: "", new: FieldValues.set(["a", "b"])),
      ]))
  }

  private func update(_ id: String, _ old: String, _ new: String) -> WriteRequest {
    WriteRequest(
      key: "rc-\(id)", payload: .update(id: id, [FieldChange(.fullName, old: old, new: new)]))
  }

  @Test func aBatchHasAResultForEachItem() throws {
    let system = ScriptedSystem { _, body in
      ScriptedSystem.json([
        "results": .list(
          (body["contacts"].items ?? []).enumerated().map { index, item in
            item["full_name"] == "Bad"
              ? ["error": ["message": "no"]] : ["id": .number("\(index + 1)")]
          })
      ])
    }
    let side = try Connectors.side(Connectors.delivered("rest"), system)
    let outcomes = side.write([
      [create("Ann", phone: "+16505551234"), create("Bad"), create("Cem")]
    ])
    #expect(outcomes == [[.done(id: "1"), .rejected("no"), .done(id: "3")]])
    #expect(
      system.bodies[0]["contacts.0"] == [
        "full_name": "Ann", "phone": "+16505551234", "labels": ["a", "b"], "key": "rc-Ann",
      ])
    #expect(system.requests[0].header("Authorization") == "Bearer value-of-REST_TOKEN")
  }

  /// Nothing of a refused batch was made, so each item is tried by itself, and one bad value costs one contact.
  @Test func aRefusedBatchIsSentOneByOne() throws {
    let system = ScriptedSystem { _, body in
      let items = body["contacts"].items ?? []
      if items.contains(where: { $0["full_name"] == "Bad" }) {
        return ScriptedSystem.json(["error": ["code": 9, "message": "no"]], status: 422)
      }
      return ScriptedSystem.json(["results": .list(items.map { ["id": $0["key"]] })])
    }
    let side = try Connectors.side(Connectors.delivered("rest"), system)
    let outcomes = side.write([[create("Ann"), create("Bad"), create("Cem")]])
    #expect(
      outcomes == [[.done(id: "rc-Ann"), .rejected("status 422 error 9: no"), .done(id: "rc-Cem")]])
    #expect(system.requests.count == 4)
  }

  @Test(arguments: [
    (
      429, [HTTPHeader("Retry-After", "7")],
      WriteOutcome.retriable(afterSeconds: 7, isThrottled: true)
    ),
    (429, [], .retriable(afterSeconds: nil, isThrottled: true)),
    (
      503,
      [
        HTTPHeader("Date", "Tue, 01 Dec 2026 10:00:00 GMT"),
        HTTPHeader("Retry-After", "Tue, 01 Dec 2026 10:01:30 GMT"),
      ],
      .retriable(afterSeconds: 90, isThrottled: false)
    ),
    (500, [], .unknown), (502, [], .unknown), (504, [], .unknown), (409, [], .stale),
    (400, [], .rejected("status 400")),
    (401, [], .fatal("the credentials are not accepted; status 401")),
    (403, [], .fatal("status 403")),
  ])
  func aStatusSaysWhatBecameOfAWrite(
    _ status: Int, _ headers: [HTTPHeader], _ outcome: WriteOutcome
  ) throws {
    let system = ScriptedSystem { _, _ in ScriptedSystem.json([:], status: status, headers) }
    let side = try Connectors.side(Connectors.delivered("rest"), system)
    #expect(side.write([[create("Ann")]]) == [[outcome]])
  }

  @Test(arguments: [
    (
      TransportError.Reaction.notSent, WriteOutcome.retriable(afterSeconds: nil, isThrottled: false)
    ),
    (.unknown, .unknown),
  ])
  func noAnswerIsUnknownOnlyIfItWasSent(
    _ reaction: TransportError.Reaction, _ outcome: WriteOutcome
  ) throws {
    let system = ScriptedSystem { _, _ in .failure(TransportError(.lost, reaction, at: "x")) }
    let side = try Connectors.side(Connectors.delivered("rest"), system)
    #expect(side.write([[create("Ann")], [create("Ben")]]) == [[outcome], [outcome]])
  }

  @Test func anUpdateLeavesAloneWhatAPersonHasChanged() throws {
    let system = ScriptedSystem { request, _ in
      switch (request.method, request.target) {
      case (.get, "/contacts/1"): ScriptedSystem.json(["id": 1, "full_name": "Ann"])
      case (.get, "/contacts/2"): ScriptedSystem.json(["id": 2, "full_name": "Somebody else"])
      case (.get, "/contacts/3"): ScriptedSystem.json(["id": 3, "full_name": "Annabel"])
      case (.get, _): ScriptedSystem.json([:], status: 404)
      default: ScriptedSystem.json([:], status: 204)
      }
    }
    let side = try Connectors.side(Connectors.delivered("rest"), system)
    let outcomes = side.write([["1", "2", "3", "4"].map { update($0, "Ann", "Annabel") }])
    #expect(outcomes == [[.done(id: nil), .stale, .done(id: "3"), .stale]])
    let written = system.requests.filter { $0.method == .patch }
    #expect(written.map(\.target) == ["/contacts/1"])
    #expect(system.bodies.last == ["full_name": "Annabel"])
  }

  @Test func whatIsDeletedAlreadyIsDeleted() throws {
    let system = ScriptedSystem { _, _ in ScriptedSystem.json([:], status: 404) }
    let side = try Connectors.side(Connectors.delivered("rest"), system)
    #expect(
      side.write([[WriteRequest(key: "k", payload: .delete(id: "a/b", []))]]) == [[.done(id: nil)]])
    #expect(system.requests[0].target == "/contacts/a%2Fb")
  }

  @Test func aWriteWithoutAnswerIsLookedFor() throws {
    let system = ScriptedSystem { request, _ in
      switch (request.parameter("key"), request.target) {
      case ("rc-Ann", _): ScriptedSystem.json(["contacts": [["id": 8, "key": "rc-Ann"]]])
      case (.some, _): ScriptedSystem.json(["contacts": []])
      case (_, "/contacts/1"): ScriptedSystem.json(["id": 1, "full_name": "Annabel"])
      default: ScriptedSystem.json([:], status: 404)
      }
    }
    let side = try Connectors.side(Connectors.delivered("rest"), system)
    #expect(try side.resolve(create("Ann")) == .applied(id: "8"))
    #expect(try side.resolve(create("Ben")) == .notApplied)
    #expect(try side.resolve(update("1", "Ann", "Annabel")) == .applied(id: "1"))
    #expect(try side.resolve(update("1", "Ann", "Anna")) == .notApplied)
    #expect(
      try side.resolve(WriteRequest(key: "k", payload: .delete(id: "2", []))) == .applied(id: nil))
    #expect(try side.resolve(WriteRequest(key: "k", payload: .delete(id: "1", []))) == .notApplied)
  }

  @Test func aFieldThatTheSystemDoesNotHaveCostsNoRequest() throws {
    let system = ScriptedSystem { _, _ in ScriptedSystem.json([:]) }
    let side = try Connectors.side(Connectors.delivered("chatwoot"), system)
    let request = WriteRequest(
      key: "k", payload: .update(id: "1", [FieldChange(.jobTitle, old: "", new: "Baker")]))
    #expect(side.write([[request]]) == [[.done(id: "1")]])
    #expect(system.requests.isEmpty)
  }
}

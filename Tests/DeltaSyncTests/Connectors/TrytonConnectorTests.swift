import DeltaSync
import Foundation
import Testing

/// Tryton's JSON-RPC as its documentation describes it: a login gives a session; a change of a contact mechanism leaves its
/// party's `write_date` alone; a write with an old `_timestamp` is refused. `make test-e2e` asks a real server.
@Suite struct TrytonConnectorTests {
  private static func time(_ minute: Int) -> JSON {
    [
      "__class__": "datetime", "year": 2026, "month": 12, "day": 1, "hour": 10,
      "minute": .number("\(minute)"),
      "second": 0, "microsecond": 500_000,
    ]
  }

  private static func party(_ id: Int, _ name: String, phone: String, at minute: Int) -> JSON {
    [
      "id": .number("\(id)"), "name": .text(name), "create_date": time(0), "write_date": .null,
      "_timestamp": .text("stamp-\(id)"),
      "contact_mechanisms.": [
        [
          "id": .number("\(id + 100)"), "type": "email", "value_compact": "a@example.com",
          "create_date": time(0),
        ],
        [
          "id": .number("\(id + 200)"), "type": "mobile", "value_compact": .text(phone),
          "write_date": time(minute),
        ],
      ],
    ]
  }

  /// A server with two parties, of which the second got another phone.
  private func system(_ answer: @escaping @Sendable (String, JSON) -> JSON? = { _, _ in nil })
    -> ScriptedSystem
  {
    ScriptedSystem { request, body in
      let method = body["method"].plainText ?? ""
      if method == "common.db.login" {
        return ScriptedSystem.json(["id": 0, "result": [4, "key"]])
      }
      guard
        request.header("Authorization") == "Session "
          + Data("value-of-TRYTON_USER:4:key".utf8).base64EncodedString()
      else { return ScriptedSystem.json([:], status: 401) }
      if let answer = answer(method, body["params"]) { return ScriptedSystem.json(answer) }
      switch method {
      case "model.party.party.search_read":
        let isFetch = body["params.0.0.1"] == "in"
        if body["params.0.0.2"] == [9] { return ScriptedSystem.json(["result": []]) }
        return ScriptedSystem.json([
          "result": isFetch
            ? [Self.party(2, "Ben", phone: "+16505550002", at: 30)]
            : [Self.party(1, "Ann", phone: "+16505550001", at: 0)]
        ])
      case "model.party.contact_mechanism.search_read":
        return ScriptedSystem.json([
          "result": [["id": 202, "party": 2, "write_date": Self.time(30)]]
        ])
      case "model.party.party.search": return ScriptedSystem.json(["result": [1, 2]])
      default: return ScriptedSystem.json(["error": ["UserError", ["unknown method"]]])
      }
    }
  }

  @Test func readsPartiesPhonesAndDeletions() throws {
    let system = system()
    let side = try Connectors.side(
      Connectors.delivered("tryton"), system, knownIDs: ["1", "2", "9"])
    #expect(try side.streams() == ["parties", "mechanisms", "identifiers"])
    var records: [RemoteRecord] = []
    for stream in try side.streams() {
      for case .record(let record) in try side.readAll(stream).items { records.append(record) }
    }
    #expect(records.map(\.id) == ["1", "2", "9"])
    #expect(records.map(\.isDeleted) == [false, false, true])
    #expect(records[0].values[.fullName] == "Ann" && records[0].values[.email] == "a@example.com")
    #expect(records[1].values[.phone] == "+16505550002")
    // The phone was changed later than the party.
    #expect(records[1].modifiedAt == Instant(iso: "2026-12-01T10:30:00.500Z"))
    #expect(system.bodies.filter { $0["method"] == "common.db.login" }.count == 1)
    let since = system.bodies[1]["params.0.1.1.2"]
    #expect(since["__class__"] == "datetime" && since["year"] == 1970 && since["microsecond"] == 0)
  }

  @Test func createsManyAtOnce() throws {
    let system = system { method, params in
      method == "model.party.party.create"
        ? [
          "result": .list((params.items?.first?.items ?? []).indices.map { .number("\($0 + 50)") })
        ] : nil
    }
    let side = try Connectors.side(Connectors.delivered("tryton"), system)
    let requests = (0..<3).map { number in
      WriteRequest(
        key: "rc-\(number)",
        payload: .create([
          FieldChange(.fullName, old: "", new: "Ann \(number)"),
          FieldChange(.phone, old: "", new: "+1650555000\(number)"),
        ]))
    }
    #expect(side.write([requests]) == [[.done(id: "50"), .done(id: "51"), .done(id: "52")]])
    #expect(
      system.bodies[1]["params.0.1"] == [
        "name": "Ann 1",
        "contact_mechanisms": [["create", [["type": "mobile", "value": "+16505550001"]]]],
      ])
  }

  private func update(_ old: String, _ new: String) -> WriteRequest {
    WriteRequest(key: "k", payload: .update(id: "2", [FieldChange(.phone, old: old, new: new)]))
  }

  @Test func changesThePhoneWhereItStandsAndUnderItsTimestamp() throws {
    let system = system { method, _ in method == "model.party.party.write" ? ["result": .null] : nil
    }
    let side = try Connectors.side(Connectors.delivered("tryton"), system)
    #expect(side.write([[update("+16505550002", "+16505550003")]]) == [[.done(id: nil)]])
    #expect(
      system.bodies[2]["params"] == [
        [2], ["contact_mechanisms": [["write", [202], ["value": "+16505550003"]]]],
        ["_timestamp": ["party.party,2": "stamp-2"]],
      ])
    #expect(side.write([[update("+16505550002", "")]]) == [[.done(id: nil)]])
    #expect(system.bodies[4]["params.1"] == ["contact_mechanisms": [["delete", [202]]]])
    #expect(side.write([[update("+16505559999", "+16505550003")]]) == [[.stale]])
    #expect(system.requests.count == 6)
  }

  @Test func aPersonWhoWasFasterWins() throws {
    let system = system { method, _ in
      method == "model.party.party.write"
        ? ["error": ["ConcurrencyException", "changed meanwhile"]] : nil
    }
    let side = try Connectors.side(Connectors.delivered("tryton"), system)
    #expect(side.write([[update("+16505550002", "+16505550003")]]) == [[.stale]])
  }

  @Test func aMessageHasOneNoteThatIsRewritten() throws {
    let system = system { method, params in
      switch method {
      case "model.ir.note.search_read":
        (params["0.1.2"].plainText ?? "").contains("wamid.OLD")
          ? ["result": [["id": 31, "message": "x"]]] : ["result": []]
      case "model.ir.note.create": ["result": [32]]
      case "model.ir.note.write": ["result": .null]
      default: nil
      }
    }
    let side = try Connectors.side(Connectors.delivered("tryton"), system)
    let requests = ["wamid.OLD", "wamid.NEW"].map { id in
      WriteRequest(
        key: id,
        payload: .message(
          contactID: "2",
          MessageRecord(
            id: id, conversationID: "c", direction: .inbound, author: "a", text: "Hello",
            at: Instant(iso: "2026-12-01T10:00:00Z") ?? .distantPast)))
    }
    #expect(side.write([requests]) == [[.done(id: nil), .done(id: "32")]])
    let created = system.bodies.first { $0["method"] == "model.ir.note.create" }
    #expect(created?["params.0.0.resource"] == "party.party,2")
    #expect(
      created?["params.0.0.message"].plainText?.hasSuffix("Hello\n[rollcall wamid.NEW]") == true)
    #expect(system.bodies.first { $0["method"] == "model.ir.note.write" }?["params.0"] == [31])
  }
}

import Crypto
import DeltaSync
import Foundation
import Testing

/// The WhatsApp Cloud API as Meta documents it (Messages; Error codes; Webhooks).
@Suite struct WhatsAppConnectorTests {
  private func send(_ recipient: String = "+16505551234", _ variables: [String: String] = [:])
    -> WriteRequest
  {
    WriteRequest(
      key: "order-7",
      payload: .send(
        SendOrder(id: "7", contactID: "1", template: "appointment_reminder"), recipient: recipient,
        variables: variables))
  }

  private static let accepted: JSON = [
    "messaging_product": "whatsapp",
    "contacts": [["input": "16505551234", "wa_id": "16505551234"]],
    "messages": [["id": "wamid.HBgL", "message_status": "accepted"]],
  ]

  @Test func aTemplateMessageHasOneRecipientAndOurKey() throws {
    let system = ScriptedSystem { _, _ in ScriptedSystem.json(Self.accepted) }
    let side = try Connectors.side(
      Connectors.delivered("whatsapp"), system, side: .messaging,
      environment: ["WHATSAPP_PHONE_ID": "106540352242922"])
    let request = send("+16505551234", ["first_name": "Ann", "day": "Monday"])
    #expect(side.write([[request]]) == [[.done(id: "wamid.HBgL")]])
    #expect(system.requests[0].method == .post)
    #expect(system.requests[0].target == "/106540352242922/messages")
    #expect(system.requests[0].header("Authorization") == "Bearer value-of-WHATSAPP_TOKEN")
    #expect(
      system.bodies[0] == [
        "messaging_product": "whatsapp", "recipient_type": "individual", "to": "16505551234",
        "type": "template", "biz_opaque_callback_data": "order-7",
        "template": [
          "name": "appointment_reminder",
          "language": ["code": "value-of-WHATSAPP_LANGUAGE", "policy": "deterministic"],
          "components": [
            [
              "type": "body",
              "parameters": [
                ["type": "text", "parameter_name": "day", "text": "Monday"],
                ["type": "text", "parameter_name": "first_name", "text": "Ann"],
              ],
            ]
          ],
        ],
      ])
  }

  @Test func anIdThatIsNoNumberDoesNotBecomeOne() throws {
    let system = ScriptedSystem { _, _ in ScriptedSystem.json(Self.accepted) }
    let side = try Connectors.side(Connectors.delivered("whatsapp"), system, side: .messaging)
    _ = side.write([[send("US.1349120")]])
    #expect(system.bodies.allSatisfy { $0["to"] == .null })
  }

  @Test(arguments: [
    (131_056, 400, "throttled"), (130_429, 429, "throttled"), (80_007, 400, "throttled"),
    (190, 401, "fatal"), (10, 403, "fatal"), (131_031, 403, "fatal"), (131_016, 503, "retriable"),
    (131_000, 500, "unknown"), (1, 500, "unknown"), (100, 400, "rejected"),
    (131_050, 400, "opted out"),
    (132_001, 404, "rejected"),
  ])
  func anErrorCodeSaysWhatToDo(_ code: Int, _ status: Int, _ reaction: String) throws {
    let system = ScriptedSystem { _, _ in
      ScriptedSystem.json(
        ["error": ["message": "(#0) Said", "type": "OAuthException", "code": .number("\(code)")]],
        status: status)
    }
    let side = try Connectors.side(Connectors.delivered("whatsapp"), system, side: .messaging)
    let outcome = side.write([[send()]])[0][0]
    let name =
      switch outcome {
      case .retriable(_, let isThrottled): isThrottled ? "throttled" : "retriable"
      case .fatal: "fatal"
      case .rejected: "rejected"
      case .optedOut: "opted out"
      case .unknown: "unknown"
      case .done, .stale: "other"
      }
    #expect(name == reaction)
  }

  @Test func thePlatformKeepsNoContacts() throws {
    let system = ScriptedSystem { _, _ in ScriptedSystem.json([:]) }
    let side = try Connectors.side(Connectors.delivered("whatsapp"), system, side: .messaging)
    let change = [FieldChange(.fullName, old: "", new: "Ann")]
    let outcomes = side.write([
      [
        WriteRequest(key: "a", payload: .create(change)),
        WriteRequest(key: "b", payload: .update(id: "1", change)),
        WriteRequest(key: "c", payload: .delete(id: "1", change)),
      ]
    ])
    #expect(outcomes == [[.done(id: nil), .done(id: nil), .done(id: nil)]])
    #expect(try side.streams().isEmpty)
    #expect(system.requests.isEmpty)
  }

  /// An answer that did not come is found in what the platform reports afterwards, and never sent twice.
  @Test func aLostAnswerIsFoundInTheSpool() throws {
    let folder = try ExchangeFolder()
    var rules = folder.rules
    rules.connections.messaging.spool = "\(folder.path)/spool.ndjson"
    let clock = SimulatedClock()
    clock.time = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000) + 3_600_000)
    let system = ScriptedSystem { _, _ in .failure(TransportError(.lost, .unknown, at: "x")) }
    let side = try Connectors.side(
      Connectors.delivered("whatsapp"), system, side: .messaging, clock: clock, rules: rules,
      spoolSecret: "secret")
    try folder.write("", "spool.ndjson")
    #expect(side.write([[send()]]) == [[.unknown]])
    #expect(try side.resolve(send()) == .undecided)
    let body =
      #"{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":"#
      + #"{"messaging_product":"whatsapp","statuses":[{"id":"wamid.X","status":"sent","timestamp":"1764583200","#
      + #""recipient_id":"16505551234","biz_opaque_callback_data":"order-7"}]}}]}]}"#
    let code = HMAC<SHA256>.authenticationCode(
      for: Data(body.utf8), using: SymmetricKey(data: Data("secret".utf8)))
    let line: JSON = [
      "sig": .text("sha256=" + code.map { String(UInt16($0) + 256, radix: 16).suffix(2) }.joined()),
      "body": .text(body),
    ]
    try folder.write(String(decoding: line.bytes, as: UTF8.self) + "\n", "spool.ndjson")
    #expect(try side.resolve(send()) == .applied(id: "wamid.X"))
    #expect(try side.streams() == ["webhooks"])
    #expect(try side.readAll("webhooks").items.count == 1)
    #expect(system.requests.count == 1)
  }
}

import Foundation
import Testing

@testable import DeltaSync

/// Bodies as the platform sends them, and their HMAC-SHA-256 under `spool secret`, computed by another program.
private let message = (
  signature: "861d5822b0bdc4a37971e6a61cb6368de44e43c6d86a6d0594ff023fb0f6de49",
  body:
    #"{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{"messaging_product":"whatsapp","contacts":[{"profile":{"name":"Anna"},"wa_id":"491713920001"}],"messages":[{"from":"491713920001","id":"wamid.1","timestamp":"1764576000","type":"text","text":{"body":"стоп"}}]}}]}]}"#
)
private let statuses = (
  signature: "c19f4e4e39d23f3022cd2ac30bb34317709b3d5594a44c40071e65e7c79f0200",
  body:
    #"{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{"statuses":[{"id":"wamid.2","status":"failed","timestamp":"1764576060","recipient_id":"491713920002","errors":[{"code":131026}]},{"id":"wamid.2","status":"warehoused","timestamp":"1764576061","recipient_id":"491713920002"}]}}]}]}"#
)
private let preference = (
  signature: "4a69c077b4c0b93b443038ebe24663f0d422c3cf5981dea3cc9445cfbd8c64f5",
  body:
    #"{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"user_preferences","value":{"user_preferences":[{"wa_id":"491713920003","value":"stop","timestamp":1764576120}]}}]}]}"#
)

@Suite struct WebhookSpoolTests {
  private let folder: ExchangeFolder
  private var path: String { folder.path + "/spool.ndjson" }

  init() throws { folder = try ExchangeFolder() }

  private func line(_ signature: String, _ body: String) throws -> String {
    let entry = try JSONEncoder().encode(["sig": "sha256=" + signature, "body": body])
    return String(decoding: entry, as: UTF8.self) + "\n"
  }

  private func events(
    _ lines: [String], from first: Int = 0, secret: String = "spool secret"
  ) throws -> [MessagingEvent] {
    try items(lines, from: first, secret: secret).compactMap { item in
      if case .event(let event) = item { return event }
      return nil
    }
  }

  private func items(
    _ lines: [String], from first: Int = 0, secret: String = "spool secret"
  ) throws -> [FeedItem] {
    try folder.write(lines.joined(), "spool.ndjson")
    let offset = lines.prefix(first).joined().utf8.count
    return try WebhookSpool(path: path, secret: secret)
      .items(from: UInt64(offset), to: UInt64(lines.joined().utf8.count))
  }

  private func instant(_ seconds: Int64) -> Instant { Instant(milliseconds: seconds * 1000) }

  @Test func signedEventsAreRead() throws {
    let lines = try [message, statuses, preference].map { try line($0.signature, $0.body) }
    let found = try events(lines)
    // The status that is not known is left out.
    #expect(found.count == 3)
    #expect(
      found.first
        == MessagingEvent(
          id: "wamid.1", contact: "491713920001", at: instant(1_764_576_000),
          content: .message(
            MessageRecord(
              id: "wamid.1", conversationID: "491713920001", direction: .inbound,
              author: "491713920001", text: "стоп", at: instant(1_764_576_000))),
          profileName: "Anna"))
    #expect(
      found[1].content
        == .status(
          messageID: "wamid.2",
          StatusEntry(.failed, at: instant(1_764_576_060), code: "131026")))
    #expect(found[2].contact == "491713920003")
    #expect(found[2].content == .optOut)
    #expect(try events(lines, from: 2) == [found[2]])
  }

  @Test func whatIsNotSignedIsKeptWithItsPlace() throws {
    let good = try line(message.signature, message.body)
    for (bad, problem) in [
      (try line(statuses.signature, message.body), "the signature does not fit"),
      (try line("00", message.body), "the signature does not fit"),
      (try line("zz", message.body), "the signature does not fit"),
      ("{\"body\":\"{}\"}\n", "no object with 'sig' and 'body'"), ("half a li\n", "no object"),
    ] {
      let found = try items([good, bad, good])
      #expect(found.count == 3)
      guard case .unread(let row) = found[1] else {
        Issue.record("\(problem): it was read")
        continue
      }
      #expect(row.place == "byte \(good.utf8.count)")
      #expect(row.raw + "\n" == bad)
      #expect(row.reason.contains("(byte \(good.utf8.count)): \(problem)"))
    }
    #expect(try events([good], secret: "another").isEmpty)
  }
}

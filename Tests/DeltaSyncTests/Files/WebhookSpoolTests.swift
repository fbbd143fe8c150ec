import Foundation
import Testing

@testable import DeltaSync

@Suite struct WebhookSpoolTests {
  private let folder: ExchangeFolder
  private var path: String { folder.path + "/spool.ndjson" }

  init() throws { folder = try ExchangeFolder() }

  private func line(_ signature: String, _ body: String) throws -> String {
    try SignedWebhook(signature: signature, body: body).line()
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
    let lines = try [SignedWebhook.message, .statuses, .preference].map { try $0.line() }
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
    let good = try line(SignedWebhook.message.signature, SignedWebhook.message.body)
    for (bad, problem) in [
      (
        try line(SignedWebhook.statuses.signature, SignedWebhook.message.body),
        "the signature does not fit"
      ),
      (try line("00", SignedWebhook.message.body), "the signature does not fit"),
      (try line("zz", SignedWebhook.message.body), "the signature does not fit"),
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

internal import Crypto
internal import Foundation

/// Signed webhook events that a receiver has stored, one a line: `{"sig":"sha256=…","body":"…"}`. The signature is
/// HMAC-SHA-256 over the body as it came (X-Hub-Signature-256 of the WhatsApp platform).
struct WebhookSpool {
  static let stream = "webhooks"

  let path: String
  let key: SymmetricKey

  /// The spool of a side, if it has one.
  ///
  /// - Parameter secret: of the signatures; it is never printed.
  static func open(
    _ connection: ConnectionRules, secret: String?
  ) throws(SideError) -> WebhookSpool? {
    guard let path = connection.spool else { return nil }
    guard let secret, !secret.isEmpty else {
      throw SideError(
        .configuration,
        "the secret of the webhook signatures is missing; set $\(connection.secretVariable ?? "")")
    }
    return WebhookSpool(path: path, secret: secret)
  }

  init(path: String, secret: String) {
    self.path = path
    key = SymmetricKey(data: Data(secret.utf8))
  }

  /// What was appended since a place.
  func page(from watermark: Watermark, at now: Instant) throws(SideError) -> ChangePage {
    let end = try FileLines.completeEnd(of: path, at: now)
    let start = UInt64(max(0, watermark.position))
    guard end >= start else {
      throw SideError(
        .malformed,
        "\(path): shorter than what was read of it (\(end) bytes after \(start)); put the events back"
      )
    }
    return ChangePage(
      items: try items(from: start, to: end), watermark: Watermark(position: Int64(end)),
      isLast: true)
  }

  /// What the lines from a place on report. A line whose signature is wrong reports nothing: somebody else may have
  /// written it.
  func items(from offset: UInt64, to end: UInt64) throws(SideError) -> [FeedItem] {
    try FileLines.read(path, from: offset, to: end).filter { !$0.isBlank }
      .flatMap { items($0.data, place: "byte \($0.offset)") }
  }

  /// What one line reports.
  func items(_ line: Data, place: String) -> [FeedItem] {
    do throws(Fault) {
      return try body(line).events.map { .event($0) }
    } catch {
      return [
        .unread(
          UnreadRow(
            side: .messaging, stream: Self.stream, place: place,
            raw: String(decoding: line, as: UTF8.self),
            reason:
              "\(path) (\(place)): \(error.problem); check the secret and who writes to the spool"
          ))
      ]
    }
  }

  /// The bodies of the lines from a place on that can be read.
  func bodies(from offset: UInt64, to end: UInt64) throws(SideError) -> [WebhookBody] {
    try FileLines.read(path, from: offset, to: end).compactMap { try? body($0.data) }
  }

  private func body(_ line: Data) throws(Fault) -> WebhookBody {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    guard let entry = try? decoder.decode(Entry.self, from: line) else {
      throw Fault(problem: "no object with 'sig' and 'body'")
    }
    guard isGenuine(entry) else { throw Fault(problem: "the signature does not fit the body") }
    guard let body = try? decoder.decode(WebhookBody.self, from: Data(entry.body.utf8)) else {
      throw Fault(problem: "the body is no webhook of the WhatsApp platform")
    }
    return body
  }

  private struct Fault: Error {
    var problem: String
  }

  private struct Entry: Decodable {
    var sig: String
    var body: String
  }

  /// Compares in constant time.
  private func isGenuine(_ entry: Entry) -> Bool {
    guard entry.sig.hasPrefix("sha256="), let code = Self.bytes(hex: entry.sig.dropFirst(7)) else {
      return false
    }
    return HMAC<SHA256>.isValidAuthenticationCode(
      code, authenticating: Data(entry.body.utf8), using: key)
  }

  private static func bytes(hex: Substring) -> [UInt8]? {
    let digits = Array(hex.utf8)
    guard digits.count % 2 == 0 else { return nil }
    var bytes: [UInt8] = []
    for place in stride(from: 0, to: digits.count, by: 2) {
      guard let byte = UInt8(String(decoding: digits[place...place + 1], as: UTF8.self), radix: 16)
      else { return nil }
      bytes.append(byte)
    }
    return bytes
  }
}

internal import Crypto
internal import Foundation

/// Signed webhook events that a receiver has stored, one a line: `{"sig":"sha256=…","body":"…"}`. The signature is
/// HMAC-SHA-256 over the body as it came (X-Hub-Signature-256 of the WhatsApp platform).
struct WebhookSpool {
  static let stream = "webhooks"

  let path: String
  let key: SymmetricKey

  init(path: String, secret: String) {
    self.path = path
    key = SymmetricKey(data: Data(secret.utf8))
  }

  /// What the lines from a place on report. A line whose signature is wrong reports nothing: somebody else may have
  /// written it.
  func items(from offset: UInt64, to end: UInt64) throws(SideError) -> [FeedItem] {
    try FileLines.read(path, from: offset, to: end).filter { !$0.isBlank }
      .flatMap { items($0.data, place: "byte \($0.offset)") }
  }

  /// What one line reports.
  func items(_ line: Data, place: String) -> [FeedItem] {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let problem: String
    if let entry = try? decoder.decode(Entry.self, from: line) {
      if !isGenuine(entry) {
        problem = "the signature does not fit the body"
      } else if let body = try? decoder.decode(WebhookBody.self, from: Data(entry.body.utf8)) {
        return body.events.map { .event($0) }
      } else {
        problem = "the body is no webhook of the WhatsApp platform"
      }
    } else {
      problem = "no object with 'sig' and 'body'"
    }
    return [
      .unread(
        UnreadRow(
          side: .messaging, stream: Self.stream, place: place,
          raw: String(decoding: line, as: UTF8.self),
          reason: "\(path) (\(place)): \(problem); check the secret and who writes to the spool"))
    ]
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

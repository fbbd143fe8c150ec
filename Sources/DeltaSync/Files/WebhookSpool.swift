internal import Crypto
internal import Foundation

/// Signed webhook events that a receiver has stored, one a line: `{"sig":"sha256=…","body":"…"}`. The signature is
/// HMAC-SHA-256 over the body as it came (X-Hub-Signature-256 of the WhatsApp platform).
struct WebhookSpool {
  let path: String
  let key: SymmetricKey

  init(path: String, secret: String) {
    self.path = path
    key = SymmetricKey(data: Data(secret.utf8))
  }

  /// The events of the lines from a place on.
  ///
  /// - Throws: for a line whose signature is wrong: somebody else may have written to the spool.
  func events(from offset: UInt64, to end: UInt64) throws(SideError) -> [MessagingEvent] {
    try bodies(from: offset, to: end).flatMap(\.events)
  }

  /// What the platform reported in the lines from a place on.
  func bodies(from offset: UInt64, to end: UInt64) throws(SideError) -> [WebhookBody] {
    var bodies: [WebhookBody] = []
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    for line in try FileLines.read(path, from: offset, to: end) where !line.isBlank {
      guard let entry = try? decoder.decode(Entry.self, from: line.data) else {
        throw fault(line, "no object with 'sig' and 'body'")
      }
      guard isGenuine(entry) else { throw fault(line, "the signature does not fit the body") }
      guard let body = try? decoder.decode(WebhookBody.self, from: Data(entry.body.utf8)) else {
        throw fault(line, "the body is no webhook of the WhatsApp platform")
      }
      bodies.append(body)
    }
    return bodies
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

  private func fault(_ line: FileLine, _ problem: String) -> SideError {
    SideError(
      .malformed,
      "\(path) (byte \(line.offset)): \(problem); check the secret and who writes to the spool, "
        + "then take the line out")
  }
}

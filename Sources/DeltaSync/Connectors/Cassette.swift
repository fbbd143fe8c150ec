internal import Foundation
internal import Synchronization

/// What a system was asked and answered, one exchange a line of JSON, to be played again in a test: without secrets, and
/// with every text of a body masked but identifiers, times and cursors.
package final class Cassette: Sendable {
  private let lines = Mutex<[[UInt8]]>([])

  package init() {}

  /// All exchanges, as NDJSON.
  package var bytes: [UInt8] { lines.withLock { $0.flatMap { $0 + [0x0A] } } }

  package var count: Int { lines.withLock { $0.count } }

  package func recording(_ client: any HTTPClient, secrets: Credentials) -> any HTTPClient {
    RecordingClient(
      client: client, cassette: self, secrets: secrets.values.values.filter { $0.count > 3 })
  }

  fileprivate func append(_ line: JSON) { lines.withLock { $0.append(line.bytes) } }
}

private struct RecordingClient: HTTPClient {
  let client: any HTTPClient
  let cassette: Cassette
  let secrets: [String]

  func sendAll(_ requests: [HTTPRequest]) -> [Result<HTTPResponse, TransportError>] {
    let results = client.sendAll(requests)
    for (request, result) in zip(requests, results) {
      var line: [String: JSON] = [
        "method": .text(request.method.rawValue), "target": .text(target(request.url)),
        "request": Mask.body(request.body, secrets),
      ]
      switch result {
      case .success(let response):
        line["status"] = .number("\(response.status)")
        line["response"] = Mask.body(response.body, secrets)
        let kept = response.headers.filter { Self.keptHeaders.contains($0.name.lowercased()) }
        line["headers"] = .object(
          Dictionary(kept.map { ($0.name.lowercased(), .text($0.value)) }, uniquingKeysWith: { $1 })
        )
      case .failure(let error): line["error"] = .text(error.code.rawValue)
      }
      cassette.append(.object(line))
    }
    return results
  }

  private static let keptHeaders: Set = ["content-type", "retry-after", "date"]

  /// Path and query without server, secrets and what may belong to a person.
  private func target(_ url: String) -> String {
    let origin = HTTPAddress(url)?.origin.utf8.count ?? 0
    return Privacy.masked(
      secrets.reduce(String(url.utf8.dropFirst(origin)) ?? "") { $0.replacing($1, with: "SECRET") })
  }
}

/// Masks what belongs to a person and keeps the form: letters become `x`, digits `0`.
enum Mask {
  static func body(_ bytes: [UInt8], _ secrets: [String]) -> JSON {
    if bytes.isEmpty { return .null }
    guard let body = try? JSON(parsing: bytes) else {
      return .text("(\(bytes.count) bytes, no JSON)")
    }
    return masked(body, secrets)
  }

  static func masked(_ value: JSON, _ secrets: [String], name: String = "") -> JSON {
    switch value {
    case .null, .bool: return value
    case .number(let digits):
      // Long enough to be somebody's number.
      let isLong = digits.count >= 7 && !isKept("", name)
      return isLong ? .number("1" + String(repeating: "0", count: digits.count - 1)) : value
    case .text(let text):
      if secrets.contains(where: { text.contains($0) }) { return "SECRET" }
      return isKept(text, name) ? value : .text(masked(text))
    case .list(let items): return .list(items.map { masked($0, secrets, name: name) })
    case .object(let members):
      return .object(
        Dictionary(
          uniqueKeysWithValues: members.map { ($0, masked($1, secrets, name: $0)) }))
    }
  }

  /// Times, and what identifies records and pages by a name that says so.
  private static func isKept(_ text: String, _ name: String) -> Bool {
    if text.count >= 10, Instant(iso: text) != nil { return true }
    let word = name.lowercased()
    return [
      "id", "type", "cursor", "next", "after", "method", "status", "event", "code", "__class__",
    ]
    .contains(word)
  }

  static func masked(_ text: String) -> String {
    String(text.map { $0.isNumber ? "0" : $0.isLetter ? "x" : $0 })
  }
}

import Contacts
import DeltaSync
import Foundation
import Synchronization

/// A system that answers requests without a network, and remembers them.
final class ScriptedSystem: HTTPClient {
  typealias Handler = @Sendable (HTTPRequest, JSON) -> Result<HTTPResponse, TransportError>

  private let handler: Handler
  private let log = Mutex<[HTTPRequest]>([])

  var requests: [HTTPRequest] { log.withLock { $0 } }
  /// The bodies of the requests, in order.
  var bodies: [JSON] { requests.map { (try? JSON(parsing: $0.body)) ?? .null } }

  init(_ handler: @escaping Handler) { self.handler = handler }

  func sendAll(_ requests: [HTTPRequest]) -> [Result<HTTPResponse, TransportError>] {
    requests.map { request in
      log.withLock { $0.append(request) }
      return handler(request, (try? JSON(parsing: request.body)) ?? .null)
    }
  }

  static func json(
    _ body: JSON, status: Int = 200, _ headers: [HTTPHeader] = []
  ) -> Result<HTTPResponse, TransportError> {
    .success(HTTPResponse(status: status, headers: headers, body: body.bytes))
  }
}

extension HTTPRequest {
  /// Path and query behind the server.
  var target: String {
    url.replacing(/^https?:\/\/[^\/]*/, with: "")
  }

  func parameter(_ name: String) -> String? {
    URLComponents(string: url)?.queryItems?.first { $0.name == name }?.value
  }

  func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}

extension JSON {
  /// What stands at a path; null where nothing does.
  subscript(_ path: String) -> JSON { JSONPath(path).value(in: self) ?? .null }
}

/// Connectors for tests: those that are delivered, and those that a test writes.
enum Connectors {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Rules").path

  static func delivered(_ name: String) throws -> Connector {
    try Connector.open(name, RuleFiles(folder: folder))
  }

  static func written(_ yaml: String) throws -> Connector {
    try Connector("test", RuleNode(yaml: yaml, path: "test.yaml"))
  }

  static let rules = SyncRules(
    fields: SyncField.allCases.map { field in
      FieldRule(
        field, field == .consent ? .mostRestrictive : field == .labels ? .union : .mostRecent)
    })

  static func side(
    _ connector: Connector, _ system: any HTTPClient, side: Side = .crm,
    environment: [String: String] = [:], clock: any SyncClock = SimulatedClock(),
    rules: SyncRules = rules, spoolSecret: String? = nil, knownIDs: Set<String> = []
  ) throws -> ConnectorSide {
    var environment = environment
    for variable in connector.variables where environment[variable.name] == nil {
      environment[variable.name] =
        variable.name.hasSuffix("URL") ? "https://test.example" : "value-of-\(variable.name)"
    }
    return try ConnectorSide(
      side, connector, rules: rules,
      credentials: Credentials(connector, environment: environment), http: system, clock: clock,
      spoolSecret: spoolSecret, knownIDs: { knownIDs })
  }
}

extension SyncSide {
  /// All pages of a stream from a place on, and where it ends.
  func readAll(_ stream: String, from start: Watermark = .start) throws -> (
    items: [FeedItem], end: Watermark
  ) {
    var items: [FeedItem] = []
    var place = start
    while true {
      let page = try changes(stream, from: place)
      items += page.items
      place = page.watermark
      if page.isLast { return (items, place) }
    }
  }
}

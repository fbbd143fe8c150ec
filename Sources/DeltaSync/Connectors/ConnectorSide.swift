internal import Foundation

/// A system that is reached as its connector says. The messaging side may have a spool of webhook events beside it.
package final class ConnectorSide: SyncSide {
  package let side: Side
  /// The lookback stands in the requests, for the place in a spool has none.
  package let overlap: Int64 = 0
  let connector: Connector
  let client: ConnectorClient
  let clock: any SyncClock
  let form: ContactForm?
  /// The identifiers of the contacts that are known there.
  let knownIDs: () throws -> Set<String>
  private let spool: WebhookSpool?
  /// How far a stream is read that has more pages.
  private var places: [String: StreamPlace] = [:]
  /// The messages of the spool by the key under which they were sent.
  private var sentMessages = SentMessages()

  package init(
    _ side: Side, _ connector: Connector, rules: SyncRules, credentials: Credentials,
    http: any HTTPClient, clock: any SyncClock, spoolSecret: String? = nil,
    knownIDs: @escaping () throws -> Set<String> = { [] }
  ) throws(SideError) {
    self.side = side
    self.connector = connector
    self.clock = clock
    self.knownIDs = knownIDs
    client = try ConnectorClient(connector, credentials, http: http, clock: clock)
    form = connector.contact.map { ContactForm($0, side: side, rules: rules.fields) }
    spool = try WebhookSpool.open(rules.connections[side], secret: spoolSecret)
  }

  package func streams() throws(SideError) -> [String] {
    let hasSpool = spool.map { FileManager.default.fileExists(atPath: $0.path) } ?? false
    return connector.streams.map(\.name) + (hasSpool ? [WebhookSpool.stream] : [])
  }

  package func changes(
    _ stream: String, from watermark: Watermark
  ) throws(SideError) -> ChangePage {
    if stream == WebhookSpool.stream, let spool {
      return try spool.page(from: watermark, at: clock.now())
    }
    guard let rules = connector.streams.first(where: { $0.name == stream }), let form else {
      throw SideError(.configuration, "connector \(connector.name) has no stream '\(stream)'")
    }
    var place =
      places[stream].flatMap { $0.watermark == watermark ? $0 : nil }
      ?? StreamPlace(at: watermark)
    let page = try read(rules, form, &place)
    places[stream] = page.isLast ? nil : place
    return page
  }

  package func reread(_ row: UnreadRow) throws(SideError) -> [FeedItem] {
    guard row.stream == WebhookSpool.stream, let spool else { return [.unread(row)] }
    return spool.items(Data(row.raw.utf8), place: row.place)
  }

  /// The message that was sent under a key, if the platform has reported on it.
  func sentMessage(_ key: String) throws(SideError) -> String? {
    guard let spool else { return nil }
    return try sentMessages.message(key, in: spool, at: clock.now())
  }
}

/// One thing that a side tells.
package enum FeedItem: Sendable, Hashable {
  case record(RemoteRecord)
  case event(MessagingEvent)
  case send(SendOrder)
  /// Something that cannot be read.
  case unread(UnreadRow)
}

/// Some of what has changed on a side, in the order of its watermarks.
package struct ChangePage: Sendable {
  package var items: [FeedItem] = []
  /// Behind the last item.
  package var watermark: Watermark
  package var isLast: Bool
  /// What the side's clock shows; nil for files.
  package var serverTime: Instant?
  /// How many living records the side has, if it says.
  package var recordCount: Int?
  /// The names of the fields that it told of, if it has a schema.
  package var columns: [String]?

  package init(
    items: [FeedItem] = [], watermark: Watermark, isLast: Bool, serverTime: Instant? = nil,
    recordCount: Int? = nil, columns: [String]? = nil
  ) {
    self.items = items
    self.watermark = watermark
    self.isLast = isLast
    self.serverTime = serverTime
    self.recordCount = recordCount
    self.columns = columns
  }
}

/// Why a side could not be read.
package struct SideError: Error, Sendable, CustomStringConvertible {
  package enum Kind: Sendable {
    /// It may work again later.
    case unavailable
    /// What it tells cannot be right.
    case malformed
    /// A configuration or a secret is missing.
    case configuration
  }

  package var kind: Kind
  package var description: String

  package init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }
}

/// What became of a request.
package enum WriteOutcome: Sendable, Hashable {
  /// The side has it; with the identifier of the record, if one was made.
  case done(id: String?)
  /// The record is not as it was expected; nothing was written.
  case stale
  /// Nothing was written, and it may work later. `isThrottled`: because there were too many requests.
  case retriable(afterSeconds: Double?, isThrottled: Bool)
  /// The side does not take these values, now or later.
  case rejected(String)
  /// The recipient of a message has opted out at the platform.
  case optedOut(String)
  /// No more requests must be made to this side.
  case fatal(String)
  /// Nobody knows whether it was written: the answer is missing.
  case unknown
}

/// What reading says of a request whose answer is missing.
package enum WriteResolution: Sendable, Hashable {
  case applied(id: String?)
  case notApplied
  /// The side cannot tell.
  case undecided
}

/// A system that is kept in step. All effects on it go through here.
package protocol SyncSide: AnyObject {
  var side: Side { get }
  /// What is read each by itself: records, their parts that change without them, files.
  func streams() throws(SideError) -> [String]
  /// How far back each run reads again, in units of the watermark.
  var overlap: Int64 { get }
  /// The items from `watermark` on, that place included, in ascending order.
  func changes(_ stream: String, from watermark: Watermark) throws(SideError) -> ChangePage
  /// Reads a row again that could not be read before.
  func reread(_ row: UnreadRow) throws(SideError) -> [FeedItem]
  /// Does some requests at once, each a batch. One outcome for each write, in the same places.
  func write(_ batches: [[WriteRequest]]) -> [[WriteOutcome]]
  /// Finds out by reading whether a write was done.
  func resolve(_ request: WriteRequest) throws(SideError) -> WriteResolution
}

extension SyncSide {
  /// A side that never tells of a row that it cannot read has nothing to read again.
  package func reread(_ row: UnreadRow) throws(SideError) -> [FeedItem] { [.unread(row)] }
}

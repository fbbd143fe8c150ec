/// A row that a side told and that could not be read. It is kept as it came, with a ticket: the rows around it are taken
/// in, and nothing of it is lost.
package struct UnreadRow: Sendable, Hashable {
  package var side: Side
  package var stream: String
  /// Where it stands in the stream, such as a line; with the stream it names the row.
  package var place: String
  /// The row in a form that the side reads again.
  package var raw: String
  /// What is wrong with it, where, and how to mend it.
  package var reason: String
  /// 0 before it was stored.
  package var ticketID: Int64 = 0

  package init(side: Side, stream: String, place: String, raw: String, reason: String) {
    self.side = side
    self.stream = stream
    self.place = place
    self.raw = raw
    self.reason = reason
  }
}

/// How far a stream of a side was read.
package struct Watermark: Sendable, Hashable, Comparable {
  /// The time of the side's clock in milliseconds, or the place in a file in bytes.
  package var position: Int64
  /// Orders what has the same position.
  package var id: String

  package init(position: Int64, id: String = "") {
    self.position = position
    self.id = id
  }

  package static let start = Watermark(position: 0)

  package static func < (left: Watermark, right: Watermark) -> Bool {
    (left.position, left.id) < (right.position, right.id)
  }

  /// Where the next run begins to read: a little earlier, for rows that were committed late or by a clock that is
  /// behind. What was seen already is recognised by comparing.
  package func minus(overlap: Int64) -> Watermark {
    overlap == 0 ? self : Watermark(position: max(0, position - overlap))
  }
}

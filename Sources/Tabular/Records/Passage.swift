/// A part of a CSV input that is neither a record nor a reject.
public struct Passage: Sendable, Hashable {
  public enum Kind: String, Sendable, CaseIterable {
    /// The mark of the encoding at the beginning.
    case byteOrderMark = "byte_order_mark"
    /// Lines before the table.
    case preamble
    /// The records that name the columns.
    case header
    /// Lines that are comments.
    case comment
    /// Lines without text.
    case blank
    /// What follows, up to the end of its line, of a record that is a reject since it is too long.
    case rejected
  }

  public var kind: Kind
  public var position: RecordBatch.Position
  /// The bytes of the input that it takes, with its line end.
  public var byteCount: UInt64
}

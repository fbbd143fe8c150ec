/// A part of an input that is not a record, with the place, the reason and the text, so that nothing is lost.
public struct Reject: Sendable, Hashable {
  /// Why; the raw value is what stands in `rejects.csv` and never changes its meaning.
  public enum Reason: String, Sendable, CaseIterable {
    /// A quoted cell that does not end, or whose closing quote is followed by text.
    case unterminatedQuote = "unterminated_quote"
    /// More cells than the header has columns, and not only empty ones.
    case tooManyCells = "too_many_cells"
    /// A record with the same cells as the header.
    case repeatedHeader = "repeated_header"
    /// A line behind the table, such as a total or a note.
    case footer
    /// A record or header of another table of the same file.
    case otherTable = "other_table"
    /// A record of a table that stands in the file a second time.
    case repeatedTable = "repeated_table"
    /// A record longer than the reader's limit.
    case recordTooLong = "record_too_long"
    /// Bytes that are no text in the input's encoding.
    case invalidEncoding = "invalid_encoding"
    /// A value that breaks the grammar of JSON.
    case invalidJSON = "invalid_json"
    /// A place that breaks the grammar of XML.
    case invalidXML = "invalid_xml"
    /// A cell of a workbook that refers to what is not there.
    case invalidCell = "invalid_cell"
    /// A contact that breaks the grammar of vCard.
    case invalidVCard = "invalid_vcard"
    /// The input ends inside a record.
    case truncated
    /// A value where a record was expected, such as a bare number in an array of objects.
    case notARecord = "not_a_record"
    /// Nesting deeper than the reader's limit.
    case tooDeep = "too_deep"
  }

  public var position: RecordBatch.Position
  public var reason: Reason
  /// What is wrong and how to mend it, in one sentence.
  public var message: String
  /// The text as it stands, at most `rawLimit` bytes of it.
  public var raw: String
  /// The bytes of the input that it takes, from its position on; with CSV its line end is among them.
  public var byteCount: UInt64

  /// The most bytes of text that a reject keeps.
  public static let rawLimit = 4096

  public init(
    position: RecordBatch.Position, reason: Reason, message: String, raw: String,
    byteCount: UInt64 = 0
  ) {
    self.position = position
    self.reason = reason
    self.message = message
    self.raw = raw
    self.byteCount = byteCount
  }
}

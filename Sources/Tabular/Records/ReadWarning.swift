/// Something in an input that was read all the same, but not quite as it stands: worth a look, never silent.
public struct ReadWarning: Sendable, Codable, Equatable {
  /// What; the raw value never changes its meaning.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// Records with fewer cells than there are columns; the missing cells read as empty.
    case shortRecords = "short_records"
    /// Text between a closing quote and the next delimiter; it is kept.
    case textAfterQuote = "text_after_quote"
    /// NUL bytes; they are dropped.
    case nulBytes = "nul_bytes"
    /// Bytes that are no text in the input's encoding; each sequence reads as U+FFFD.
    case invalidBytes = "invalid_bytes"
    /// Lines of a UTF-8 text that are in another encoding; they are read in that.
    case mixedEncodings = "mixed_encodings"
    /// Cells that were decoded wrongly before they came into the input; they are repaired.
    case misreadText = "misread_text"
    /// Bytes after the end of the gzip data; they are left out.
    case trailingGarbage = "trailing_garbage"
    /// Packed data that unpacks to far more than any table does.
    case inflationRatio = "inflation_ratio"
    /// Cells that hold a database's mark for no value, `\N`; they read as empty.
    case nullMarks = "null_marks"
    /// Numbers that a spreadsheet has rounded, such as `7.91612E+10`; they are left as they stand.
    case excelScientific = "excel_scientific"
    /// An object that names a member twice; both values are kept, joined with `; `, or one if they are equal.
    case duplicateKeys = "duplicate_keys"
    /// Grammar that the format forbids and that does no harm, such as a trailing comma.
    case lenientSyntax = "lenient_syntax"
    /// Quotes that open or close no cell; they are text.
    case strayQuotes = "stray_quotes"
    /// Records that lacked a delimiter, which was restored.
    case missingDelimiters = "missing_delimiters"
    /// Records that had a delimiter too many, which was left out.
    case surplusDelimiters = "surplus_delimiters"
    /// Delimiters inside a text without quotes; they are text.
    case unquotedDelimiters = "unquoted_delimiters"
    /// Records with a delimiter of their own.
    case otherDelimiters = "other_delimiters"
    /// Lines before the table.
    case preambleLines = "preamble_lines"
    /// Lines that are comments.
    case commentLines = "comment_lines"
    /// `\u` escapes of half a character; each reads as U+FFFD.
    case loneSurrogates = "lone_surrogates"
    /// References to XML entities outside the input, which are never opened; they are left out.
    case unreadEntities = "unread_entities"
    /// Rows of a sheet before its header; they are left out.
    case skippedRows = "skipped_rows"
    /// Merged cells of a sheet; only the first one has the value.
    case mergedCells = "merged_cells"
    /// Cells of a sheet that hold an error; its name is their text.
    case errorCells = "error_cells"
    /// The input has no bytes.
    case emptyInput = "empty_input"
  }

  public var kind: Kind
  /// How often.
  public var count: UInt64
  /// The first time, where a place can be told.
  public var first: RecordBatch.Position?
  /// What was done and how to mend it, in one sentence.
  public var message: String

  public init(kind: Kind, count: UInt64, first: RecordBatch.Position?, message: String) {
    self.kind = kind
    self.count = count
    self.first = first
    self.message = message
  }

  /// The message with its kind, how often and where first: `… (nul_bytes, 3 times, first in line 4, byte 97)`.
  public var summary: String {
    let times = count == 1 ? "once" : "\(count) times"
    guard let first else { return "\(message) (\(kind.rawValue), \(times))" }
    let place = "line \(first.line), byte \(first.byteOffset)"
    return "\(message) (\(kind.rawValue), \(times), \(count == 1 ? "in" : "first in") \(place))"
  }
}

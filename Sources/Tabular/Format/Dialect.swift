/// The forms of tables that the reader knows.
public enum Format: String, Sendable, Codable, CaseIterable {
  case csv, json, ndjson, xml, xlsx, vcard
}

/// How an input is written: what was inferred, or set by the user.
public struct Dialect: Sendable, Codable, Equatable {
  public var format: Format = .csv
  /// IANA name in lower case: `utf-8`, `utf-16le`, `windows-1251`, `gb18030`, `big5`.
  public var encoding: String = "utf-8"
  /// The narrowest registered name that the bytes fit, such as `us-ascii`, `iso-8859-1`, `gb2312`.
  public var encodingLabel: String? = nil
  /// How sure the inference of the encoding is, 0 to 1.
  public var encodingConfidence: Double = 1
  /// The next best encoding that makes another text of the bytes.
  public var encodingRunnerUp: String? = nil
  /// The encoding of the lines that are not UTF-8, in a file of both.
  public var lineEncoding: String? = nil
  /// Whether a byte order mark stands at the start.
  public var hasByteOrderMark = false
  public var isGzipped = false
  /// Whether it is a web page, whose lines are no table.
  public var isWebPage = false
  /// One character or several, such as `, ` or `::`; CSV only.
  public var delimiter: String? = nil
  /// Where the columns begin, in characters from 0, if they are padded with spaces and nothing parts them; CSV only.
  public var columnStarts: [Int]? = nil
  /// One character, doubled inside a quoted cell unless there is an escape; CSV only.
  public var quote: String? = nil
  /// One character that makes the next one text; CSV only, `nil` where quotes are doubled.
  public var escape: String? = nil
  /// Begins lines that are no records; CSV only.
  public var comment: String? = nil
  /// The text of a cell that means that there is no value, such as `\N`; CSV only.
  public var nullText: String? = nil
  /// `\n`, `\r\n` or `\r`: the first that was met, or what alone ends records; CSV only.
  public var newline: String? = nil
  /// Whether the first record names the columns; CSV and workbooks only.
  public var hasHeader: Bool? = nil
  /// Lines before the header or the first record, such as a title or `sep=;`; CSV only.
  public var skippedLines: Int? = nil
  /// Records that name the columns together; CSV only.
  public var headerRows: Int? = nil
  /// Names from the root to the repeated value; JSON and XML. Empty: the top level itself.
  public var recordPath: [String]? = nil
  /// The name of the sheet; workbooks only.
  public var sheet: String? = nil
  /// The name of the file inside a zip archive.
  public var archiveMember: String? = nil
  /// How sure the inference is, 0 to 1; 1 for what the user set.
  public var confidence: Double = 1
  /// The dialect of CSV that fits next best.
  public var runnerUp: Alternative? = nil

  /// Another way to read a CSV input.
  public struct Alternative: Sendable, Codable, Equatable {
    public var delimiter: String
    public var quote: String?
    public var escape: String?
    /// As that of the dialect, and never more.
    public var confidence: Double

    init(_ syntax: CSVSyntax, confidence: Double) {
      delimiter = String(decoding: syntax.delimiter, as: UTF8.self)
      quote = syntax.quote.map { String(UnicodeScalar($0)) }
      escape = syntax.escape.map { String(UnicodeScalar($0)) }
      self.confidence = confidence
    }
  }

  public init() {}

  mutating func setEncoding(_ guess: EncodingInference.Guess) {
    encoding = guess.encoding.name
    encodingLabel = guess.label
    encodingConfidence = guess.confidence
    encodingRunnerUp = guess.runnerUp?.name
    lineEncoding = guess.fallback?.name
  }
}

/// What the user sets instead of having it inferred; `nil` is inferred.
public struct ReadOptions: Sendable {
  public var format: Format?
  public var encoding: String?
  /// What parts the cells of CSV, one character or several.
  public var delimiter: String?
  /// One ASCII character; empty: CSV without quotes.
  public var quote: String?
  /// One ASCII character; empty: CSV without an escape.
  public var escape: String?
  /// One ASCII character: every line of CSV that begins so is left out.
  public var comment: String?
  /// The text of a cell of CSV that means that there is no value; empty: none.
  public var nullText: String?
  /// `\n`, `\r\n` or `\r`: what alone ends a record of CSV, so that the others are text; `nil`: any of them.
  public var newline: String?
  /// Lines of CSV before the header or the first record.
  public var skippedLines: Int?
  public var hasHeader: Bool?
  /// Records of CSV that name the columns together.
  public var headerRows: Int?
  /// Whether records of CSV that do not fit are mended where the others prove how.
  public var mendsRecords = true
  /// Whether only the first of several tables is read, once, and repeated headers are left out; CSV only.
  public var separatesTables = true
  /// Names from the root to the repeated value, such as `["data", "contacts"]`.
  public var recordPath: [String]?
  /// The sheet of a workbook, by its name or its number from 1; `nil`: the first visible one. Other inputs have none.
  public var sheet: String?
  /// The most bytes that one record may have; a longer one is a reject. Bounds the memory.
  public var recordByteLimit = 16 << 20
  /// Whether JSON or XML that is not well-formed is an error, also where the reader could go on or mend it. What is
  /// well-formed and no record, such as a bare number, stays a reject.
  public var isStrict = false
  /// Whether cells that were decoded wrongly before they came into the input are repaired.
  public var repairsMisreadText = true
  /// Whether a web page is taken for lines of CSV, which tells its encoding, rather than refused.
  public var acceptsWebPages = false
  /// About how many bytes of text one batch holds: as many as stay in the cache of one processor from one pass over them
  /// to the next.
  public var batchBytes = 256 << 10
  /// How many threads may read at once; what is read does not depend on it. Only plain files of CSV in UTF-8 are read on
  /// more than one. Memory grows by about 2 MiB for each.
  public var threads = 1

  public init() {}
}

extension Dialect {
  /// The dialect in words: `semicolon, quote ", CRLF, with header` or `records at export.contacts.contact`.
  public var summary: String {
    if format == .vcard { return "one card a row" }
    if format == .xlsx {
      return "sheet \(sheet ?? ""), " + (hasHeader == false ? "without header" : "with header")
    }
    guard format == .csv else {
      let path = (recordPath ?? []).joined(separator: ".")
      return path.isEmpty ? "records at the top level" : "records at \(path)"
    }
    var words: [String] = []
    switch delimiter {
    case ",": words.append("comma")
    case ";": words.append("semicolon")
    case "\t": words.append("tab")
    case " ": words.append("space")
    case let delimiter?: words.append("delimiter \(delimiter)")
    case nil: if columnStarts != nil { words.append("columns padded with spaces") }
    }
    if let quote { words.append("quote \(quote)") }
    if let escape { words.append("escape \(escape)") }
    switch newline {
    case "\r\n": words.append("CRLF")
    case "\n": words.append("LF")
    case "\r": words.append("CR")
    default: break
    }
    if let hasHeader { words.append(hasHeader ? "with header" : "without header") }
    return words.joined(separator: ", ")
  }
}

extension Dialect {
  /// Takes over what was inferred of a CSV input.
  mutating func describe(_ inferred: CSVInference) {
    let syntax = inferred.shape.syntax
    delimiter = String(decoding: syntax.delimiter, as: UTF8.self)
    quote = syntax.quote.map { String(UnicodeScalar($0)) }
    escape = syntax.escape.map { String(UnicodeScalar($0)) }
    comment = inferred.shape.comment.map { String(UnicodeScalar($0)) }
    nullText = inferred.nullText.isEmpty ? nil : inferred.nullText
    newline = inferred.newline
    hasHeader = inferred.shape.hasHeader
    headerRows = inferred.headerRows
    skippedLines = inferred.shape.skippedLines
    runnerUp = inferred.runnerUp
    guard let layout = inferred.aligned?.layout else { return }
    quote = nil
    escape = nil
    switch layout {
    case .bars: delimiter = "|"
    case .starts(let starts):
      delimiter = nil
      columnStarts = starts
    }
  }
}

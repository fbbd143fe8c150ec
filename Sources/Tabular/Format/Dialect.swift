/// The forms of text that the reader knows.
public enum Format: String, Sendable, Codable, CaseIterable {
  case csv, json, ndjson, xml
}

/// How an input is written: what was inferred, or set by the user.
public struct Dialect: Sendable, Codable, Equatable {
  public var format: Format = .csv
  /// IANA name in lower case: `utf-8`, `utf-16le`, `windows-1251`, `gb18030`, `big5`.
  public var encoding: String = "utf-8"
  public var isGzipped = false
  /// One character; CSV only.
  public var delimiter: String? = nil
  /// One character, doubled inside a quoted cell; CSV only.
  public var quote: String? = nil
  /// `\n`, `\r\n` or `\r`: the first that was met; CSV only.
  public var newline: String? = nil
  /// Whether the first record names the columns; CSV only.
  public var hasHeader: Bool? = nil
  /// Names from the root to the repeated value; JSON and XML. Empty: the top level itself.
  public var recordPath: [String]? = nil
  /// How sure the inference is, 0 to 1; 1 for what the user set.
  public var confidence: Double = 1

  public init() {}
}

/// What the user sets instead of having it inferred; `nil` is inferred.
public struct ReadOptions: Sendable {
  public var format: Format?
  public var encoding: String?
  public var delimiter: UInt8?
  public var quote: UInt8?
  public var hasHeader: Bool?
  /// Names from the root to the repeated value, such as `["data", "contacts"]`.
  public var recordPath: [String]?
  /// The most bytes that one record may have; a longer one is a reject. Bounds the memory.
  public var recordByteLimit = 16 << 20
  /// About how many bytes of text one batch holds.
  public var batchBytes = 1 << 20

  public init() {}
}

extension Dialect {
  /// The dialect in words: `semicolon, quote ", CRLF, with header` or `records at export.contacts.contact`.
  public var summary: String {
    guard format == .csv else {
      let path = (recordPath ?? []).joined(separator: ".")
      return path.isEmpty ? "records at the top level" : "records at \(path)"
    }
    var words: [String] = []
    switch delimiter {
    case ",": words.append("comma")
    case ";": words.append("semicolon")
    case "\t": words.append("tab")
    case let delimiter?: words.append("delimiter \(delimiter)")
    case nil: break
    }
    if let quote { words.append("quote \(quote)") }
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

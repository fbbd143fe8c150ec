/// Infers how a CSV input is written from a window of its text.
///
/// Every candidate dialect reads the window with the parser that will read the input; the one under which most
/// records have the same number of cells wins (after van den Burg, Nazábal & Sutton 2019, without their types).
struct CSVInference {
  var shape: CSVParser.Shape
  var columns: [String]
  /// The first line end in the window; `nil` when it has none.
  var newline: String?
  var confidence: Double

  /// Text that is looked at for the delimiter, and records for the header.
  private static let sampleBytes = 256 << 10
  private static let sampleRecords = 2000

  /// - Parameter isWhole: whether the window is the whole text.
  init(window: Span<UInt8>, isWhole: Bool, options: ReadOptions) {
    let sampled = window.extracting(0..<min(window.count, Self.sampleBytes))
    let ends = isWhole && sampled.count == window.count
    newline = Self.firstNewline(sampled)
    let separatorLine = Self.separatorLine(sampled)
    let skippedLines = separatorLine == nil ? 0 : 1
    let fixedDelimiter = options.delimiter ?? separatorLine

    var best: (shape: CSVParser.Shape, sample: CSVSample, score: Double)?
    for delimiter in Self.delimiters(in: sampled, fixed: fixedDelimiter) {
      for quote in Self.quotes(in: sampled, delimiter: delimiter, fixed: options.quote) {
        let shape = CSVParser.Shape(
          delimiter: delimiter, quote: quote, skippedLines: skippedLines, hasHeader: false)
        let sample = CSVSample(
          sampled, shape: shape, ends: ends, recordLimit: Self.sampleRecords,
          recordByteLimit: options.recordByteLimit)
        let score = sample.score * Self.weight(delimiter: delimiter, quote: quote)
        if score > (best?.score ?? -1) { best = (shape, sample, score) }
      }
    }
    // There is always a candidate; the fallback only spares an unwrap.
    shape = best?.shape ?? CSVParser.Shape()
    confidence = fixedDelimiter == nil ? min(1, best?.sample.consistency ?? 0) : 1
    let records = best?.sample.records ?? []
    shape.hasHeader = options.hasHeader ?? HeaderInference.hasHeader(records)
    // Without any quote in sight, the usual one may still come.
    if shape.quote == nil, options.quote == nil, !Self.contains(sampled, UInt8(ascii: "\"")) {
      shape.quote = UInt8(ascii: "\"")
    }
    if shape.hasHeader {
      columns = ColumnNames.unique(records.first ?? [])
    } else {
      columns = ColumnNames.numbered(best?.sample.usualCellCount ?? 0)
    }
  }

  /// In order of preference: the first of equals wins.
  private static let usualDelimiters = Array(",;\t|".utf8)
  private static let rareDelimiters: [UInt8] = [
    UInt8(ascii: "^"), UInt8(ascii: "~"), 0x01, 0x1F,
  ]

  private static func delimiters(in window: Span<UInt8>, fixed: UInt8?) -> [UInt8] {
    if let fixed { return [fixed] }
    return usualDelimiters + rareDelimiters.filter { contains(window, $0) }
  }

  private static func quotes(
    in window: Span<UInt8>, delimiter: UInt8, fixed: UInt8?
  ) -> [UInt8?] {
    if let fixed { return [fixed] }
    var quotes: [UInt8?] = [UInt8(ascii: "\"")]
    if opensCells(window, UInt8(ascii: "'"), delimiter: delimiter, atLeast: 1) {
      quotes.append(UInt8(ascii: "'"))
    }
    // One quote that does not close is a slip; several may be inches or nicknames.
    if opensCells(window, UInt8(ascii: "\""), delimiter: delimiter, atLeast: 2) {
      quotes.append(nil)
    }
    return quotes
  }

  /// Doubts about what is seldom meant.
  private static func weight(delimiter: UInt8, quote: UInt8?) -> Double {
    let delimiterWeight = usualDelimiters.contains(delimiter) ? 1 : 0.8
    let quoteWeight = quote == UInt8(ascii: "\"") ? 1 : quote == nil ? 0.85 : 0.97
    return delimiterWeight * quoteWeight
  }

  /// The delimiter that a first line `sep=;` names, as some spreadsheets write it.
  private static func separatorLine(_ window: Span<UInt8>) -> UInt8? {
    let key = Array("sep=".utf8)
    guard window.count > key.count else { return nil }
    for index in key.indices where window[index] | (index < 3 ? 0x20 : 0) != key[index] {
      return nil
    }
    let end = key.count + 1
    guard end == window.count || window[end] == 0x0A || window[end] == 0x0D else { return nil }
    return window[key.count]
  }

  private static func firstNewline(_ window: Span<UInt8>) -> String? {
    for index in 0..<window.count {
      if window[index] == 0x0A { return "\n" }
      if window[index] == 0x0D {
        return index + 1 < window.count && window[index + 1] == 0x0A ? "\r\n" : "\r"
      }
    }
    return nil
  }

  private static func contains(_ window: Span<UInt8>, _ byte: UInt8) -> Bool {
    for index in 0..<window.count where window[index] == byte { return true }
    return false
  }

  /// Whether a byte stands at the beginning of so many cells.
  private static func opensCells(
    _ window: Span<UInt8>, _ byte: UInt8, delimiter: UInt8, atLeast count: Int
  ) -> Bool {
    var found = 0
    for index in 0..<window.count where window[index] == byte {
      let before = index == 0 ? delimiter : window[index - 1]
      if before == delimiter || before == 0x0A || before == 0x0D { found += 1 }
      if found == count { return true }
    }
    return false
  }
}

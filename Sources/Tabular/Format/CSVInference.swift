/// Infers how a CSV input is written from a window of its text: from the beginning, the middle and the end of it, and
/// from pieces of what comes behind it, where that can be read ahead.
///
/// Every candidate dialect reads the sample; the one under which most records have the same number of cells, and the
/// cells look whole, wins (after van den Burg, Nazábal & Sutton 2019). Then its records tell where the table stands
/// and what its columns look like.
struct CSVInference {
  var shape: CSVParser.Shape
  var columns: [String]
  /// The first line end in the window; `nil` when it has none.
  var newline: String?
  var confidence: Double
  var runnerUp: Dialect.Alternative?
  /// Lines before the header that are no part of the table, and records of the header.
  var preambleCount = 0
  var headerRows = 0
  /// Columns in which a spreadsheet has rounded numbers.
  var roundedColumns: [Int] = []
  /// The layout of a table without delimiters, which has its own parser.
  var aligned: AlignedTable?
  /// What a cell without a value holds; empty: nothing.
  var nullText = ""
  /// How the parser begins: past everything that is no record.
  private var parserShape: CSVParser.Shape
  private var repair: RowRepair?
  private var filter = TableFilter()
  private var recordByteLimit: Int

  /// - Parameters:
  ///   - window: the first text, and behind it, at `distant`, pieces of the rest.
  ///   - isWhole: whether the window is the whole text.
  init(window: Span<UInt8>, distant: [Range<Int>] = [], isWhole: Bool, options: ReadOptions) {
    var inferred: CSVInference?
    window.withUnsafeBufferPointer { bytes in
      if let start = bytes.baseAddress {
        let count = distant.first?.lowerBound ?? bytes.count
        let text = CSVSampleText(
          bytes: start, count: count, isWhole: isWhole, distant: distant)
        inferred = CSVInference(text, options: options)
      }
    }
    // An empty text has no address.
    self = inferred ?? CSVInference(options: options)
    if !isWhole, distant.isEmpty { confidence = min(confidence, Self.windowConfidence) }
  }

  /// What an inference is worth that has seen no more than the beginning.
  private static let windowConfidence = 0.95

  private init(options: ReadOptions) {
    shape = CSVParser.Shape()
    shape.hasHeader = options.hasHeader ?? true
    parserShape = shape
    columns = []
    confidence = 1
    recordByteLimit = options.recordByteLimit
  }

  private init(_ whole: CSVSampleText, options: ReadOptions) {
    self.init(options: options)
    var text = whole
    newline = Self.firstNewline(text)
    var delimiter = options.delimiter.map { Array($0.utf8) }
    if let named = Self.separatorLine(text) {
      delimiter = delimiter ?? [named.delimiter]
      text.start = named.next
      text.startLine = 2
    }
    for _ in 0..<(options.skippedLines ?? 0) { Self.skipLine(&text) }

    let candidates = CSVCandidates(text)
    var part = text
    part.isRough = true
    var best: (sample: CSVSample, score: Double)?
    var others: [(sample: CSVSample, score: Double)] = []
    for candidate in candidates.all(
      delimiter: delimiter, quote: options.quote.map { Array($0.utf8) },
      escape: options.escape.map { Array($0.utf8) })
    {
      let sample = CSVSample(
        part, syntax: candidate.syntax, recordByteLimit: options.recordByteLimit)
      let score = sample.score * candidate.weight
      if score > (best?.score ?? -1) {
        if let best { others.append(best) }
        best = (sample, score)
      } else {
        others.append((sample, score))
      }
    }
    guard let best else { return }
    let sample = LineEnds.sample(
      CSVSample(text, syntax: best.sample.syntax, recordByteLimit: options.recordByteLimit),
      of: text, options: options)
    let syntax = sample.syntax
    shape.delimiter = syntax.delimiter[0]
    shape.delimiterTail = Array(syntax.delimiter.dropFirst())
    shape.quote = syntax.quote
    shape.escape = syntax.escape
    shape.newline = syntax.newline
    shape.escapesLineEnds = syntax.escapesLineEnds
    if let fixed = syntax.newline { newline = fixed.rawValue }
    // Without any quote in sight, the usual one may still come.
    if shape.quote == nil, options.quote == nil, !candidates.contains(UInt8(ascii: "\"")) {
      shape.quote = UInt8(ascii: "\"")
    }
    confidence = delimiter == nil ? min(1, sample.consistency) : 1
    if let other = others.filter({
      $0.sample.syntax.delimiter != syntax.delimiter || delimiter != nil
    })
    .max(by: { $0.score < $1.score }), other.score > 0 {
      runnerUp = Dialect.Alternative(
        other.sample.syntax, confidence: confidence * min(1, other.score / max(best.score, 1e-9)))
    }

    if delimiter == nil, options.headerRows == nil, options.hasHeader != false,
      let table = AlignedTable(text, mayBePadded: sample.usualCellCount <= 1)
    {
      take(table, skippedLines: text.startLine - 1)
      return
    }
    let table = CSVTable(text, sample, options: options)
    columns = table.columns
    roundedColumns = table.roundedColumns
    nullText = options.nullText ?? (table.hasNullMarks ? "\\N" : "")
    shape.hasHeader = table.headerRows > 0
    shape.skippedLines = text.startLine - 1 + table.preambleLines
    shape.comment = options.comment.map { $0.utf8.first } ?? table.comment
    shape.isCommentCertain = options.comment.map { !$0.isEmpty } ?? false
    headerRows = table.headerRows
    preambleCount = table.preambleCount
    parserShape = shape
    if let line = table.firstLine {
      parserShape.skippedLines = line - 1
      parserShape.headerLines = line - 1 - shape.skippedLines
      parserShape.hasHeader = false
    }
    if options.mendsRecords {
      repair = RowRepair(syntax: shape.syntax, profiles: table.profiles)
    }
    if options.separatesTables { filter = table.filter }
  }

  private mutating func take(_ table: AlignedTable, skippedLines: Int) {
    aligned = table
    columns = table.columns
    headerRows = 1
    shape.hasHeader = true
    shape.skippedLines = skippedLines
    confidence = Self.windowConfidence
    runnerUp = nil
  }

  /// The parser for the input, from its beginning.
  func parser() -> any RecordParser {
    if let aligned {
      return AlignedTableParser(
        aligned, skippedLines: shape.skippedLines, recordByteLimit: recordByteLimit)
    }
    if parserShape.isPlain {
      return CSVParser(
        columns: columns, shape: parserShape, recordByteLimit: recordByteLimit, repair: repair,
        filter: filter)
    }
    return SpelledCSVParser(
      columns: columns, shape: parserShape, recordByteLimit: recordByteLimit, repair: repair,
      filter: filter)
  }

  /// The delimiter that a first line `sep=;` names, as some spreadsheets write it, and where the next line begins.
  private static func separatorLine(
    _ text: CSVSampleText
  ) -> (delimiter: UInt8, next: Int)? {
    let key = Array("sep=".utf8)
    // The line may stand in quotes.
    let isQuoted = text.count > 0 && text.bytes[0] == UInt8(ascii: "\"")
    let start = isQuoted ? 1 : 0
    guard text.count > start + key.count else { return nil }
    for index in key.indices
    where text.bytes[start + index] | (index < 3 ? 0x20 : 0) != key[index] { return nil }
    var end = start + key.count + 1
    if isQuoted {
      guard end < text.count, text.bytes[end] == UInt8(ascii: "\"") else { return nil }
      end += 1
    }
    guard end == text.count || text.bytes[end] == 0x0A || text.bytes[end] == 0x0D else {
      return nil
    }
    var rest = text
    rest.start = end
    skipLine(&rest)
    return (text.bytes[start + key.count], rest.start)
  }

  private static func skipLine(_ text: inout CSVSampleText) {
    while text.start < text.count, text.bytes[text.start] != 0x0A, text.bytes[text.start] != 0x0D {
      text.start += 1
    }
    guard text.start < text.count else { return }
    let isPair =
      text.bytes[text.start] == 0x0D && text.start + 1 < text.count
      && text.bytes[text.start + 1] == 0x0A
    text.start += isPair ? 2 : 1
    text.startLine += 1
  }

  private static func firstNewline(_ text: CSVSampleText) -> String? {
    for index in 0..<text.count {
      if text.bytes[index] == 0x0A { return "\n" }
      if text.bytes[index] == 0x0D {
        return index + 1 < text.count && text.bytes[index + 1] == 0x0A ? "\r\n" : "\r"
      }
    }
    return nil
  }
}

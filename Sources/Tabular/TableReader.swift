/// Reads the records of one file, or of standard input, in batches: CSV, JSON, NDJSON, XML, a sheet of a workbook or
/// vCards, plain, gzip or alone in a zip archive, in any of the encodings it knows. What is not set in the options is
/// inferred from the first MiB, and the dialect of CSV in a plain file from its middle and end too.
///
/// Memory does not grow with the file: it is bounded by the batch, the record limit and the window; with a workbook
/// comes the text that its cells share.
///
/// What is not told by the formats themselves is decided like this, and said in `warnings`:
/// - Numbers keep their text, however long. A nested JSON object gives columns `parent.child`, scalars of an array are
///   joined with `; `, its objects give `parent.1.child`; XML elements and attributes likewise.
/// - A JSON key that stands twice keeps both values, joined with `; `, or one if they are equal. Half a surrogate pair,
///   and bytes that are no text in the encoding, become U+FFFD. A comma too many or too few between records is passed
///   over.
/// - JSON that holds no object (a bare number, an array of strings) has no records: each value is a reject
///   `not_a_record`. An empty array has none at all.
/// - No XML entity or document type outside the input is ever opened; a reference to one is left out. Entities
///   inside are expanded as long as all together stay in proportion to the input.
/// - `ReadOptions.isStrict` makes an error of JSON and XML that is not well-formed.
public struct TableReader: ~Copyable {
  /// How the input is written. Its encoding is final once `isEncodingSettled`.
  public private(set) var dialect: Dialect
  /// Whether more than ASCII was met, or the end: until then the encoding may be any.
  public private(set) var isEncodingSettled: Bool
  /// What was read all the same, but not quite as it stands, so far.
  public private(set) var warnings: [ReadWarning] = []
  /// Names of CSV columns whose text was repaired; the row is 0.
  public private(set) var nameRepairs: [CellRepair] = []

  private let path: String
  private let batchBytes: Int
  private let repairsMisreadText: Bool
  private var misread: MisreadText
  /// Columns in which the sample has numbers that a spreadsheet rounded.
  private var roundedColumns: [Int] = []
  /// What a CSV cell without a value holds.
  private var nullMark: [UInt8] = []
  private var source: TableSource
  var decoder: TextDecoder
  var parser: any RecordParser
  /// XML is decoded by its own parser.
  private let parsesRawBytes: Bool
  /// CSV has no grammar that files keep.
  private let isStrict: Bool

  /// The file itself, where it can be read anywhere and is CSV that a block of can be read by itself.
  let blocks: TextBlocks?
  /// Whether it is read so; else in pieces, up to where that can begin.
  var readsBlocks: Bool
  var mayReadBlocks: Bool
  /// Where the next block begins or the next piece ends, in the file.
  var fileOffset: UInt64
  let markBytes: Int
  private var hasMarkWaiting: Bool

  /// Bytes that are read and not yet decoded: `raw[0 ..< rawCount]`.
  private var raw: [UInt8]
  var rawCount: Int
  private var text: [UInt8] = []
  /// Whether `text` is decoded and waits to be parsed, as the window does at first.
  var hasTextWaiting: Bool
  var isAtEnd: Bool
  var isFinished = false
  private var pendingError: ReadError?

  private static let windowBytes = 1 << 20
  private static let chunkBytes = 256 << 10
  /// Tables shrink to a twentieth, the most regular ones to a hundredth; deflate can do a thousandth.
  private static let usualInflation: UInt64 = 150

  /// Names of the columns. With JSON and XML it grows while records are read; an index keeps its meaning.
  public var columns: [String] { parser.columns }
  /// Bytes read of the file as it is stored, for a progress bar.
  public var bytesRead: UInt64 { blocks == nil ? source.bytesRead : fileOffset }
  /// Size of the file as it is stored; `nil` for a pipe.
  public var byteCount: UInt64? { source.byteCount }

  /// Opens a file, or standard input for `-`, and infers how it is written.
  ///
  /// - Throws: `.missing`, `.unreadable`, `.unsupported` for what is no table, `.malformed` for broken gzip,
  ///   `.invalidOption` for an encoding that is not known.
  public init(path: String, options: ReadOptions = ReadOptions()) throws(ReadError) {
    var source = try TableSource(path: path, sheet: options.sheet)
    var raw = [UInt8](repeating: 0, count: Self.windowBytes)
    var count = 0
    var isAtEnd = false
    var failure: ReadError?
    while count < raw.count, !isAtEnd, failure == nil {
      do throws(ReadError) {
        let step = try source.read(into: &raw, at: count)
        isAtEnd = step == 0
        count += step
      } catch {
        // What was read before the damage is still worth reading.
        guard count > 0 else { throw error }
        failure = error
      }
    }
    let window = raw.span.extracting(0..<count)

    let guess = try Self.encoding(of: window, isWhole: isAtEnd, path: path, options: options)
    let isWide = guess.encoding.unitBytes > 1 || guess.encoding.form == .escaped
    if let finding = BinaryContent.finding(in: window, isWide: isWide) {
      throw ReadError(.unsupported, path: path, problem: finding.problem, remedy: finding.remedy)
    }
    var decoder = try TextDecoder(guess, path: path)
    var text: [UInt8] = []
    let stored = window.extracting(guess.markBytes..<count)
    let step = decoder.decode(stored, isFinal: isAtEnd, into: &text)
    if step.passesThrough {
      stored.extracting(0..<step.consumed).withUnsafeBufferPointer { text.append(contentsOf: $0) }
    }

    var dialect = Dialect()
    dialect.setEncoding(guess)
    dialect.hasByteOrderMark = guess.markBytes > 0
    dialect.isGzipped = source.isGzipped
    dialect.confidence = guess.confidence
    dialect.isWebPage = FormatInference.isHTML(text.span)
    if dialect.isWebPage, options.format == nil, !options.acceptsWebPages {
      throw ReadError(
        .unsupported, path: path, problem: "this is a web page, not a table",
        remedy: "open it in a spreadsheet and save it as CSV UTF-8")
    }
    dialect.sheet = source.sheet?.name
    dialect.archiveMember = source.archiveMember
    let isSpreadsheetML =
      source.sheet == nil && options.format != .xml && SpreadsheetMLReader.isMeant(by: text.span)
    dialect.format = try ParserChoice.format(
      of: text.span, isWorkbook: source.sheet != nil || isSpreadsheetML, path: path,
      options: options)
    if dialect.isWebPage, options.format == nil { dialect.format = .csv }
    let parsesRawBytes = dialect.format == .xml || dialect.format == .xlsx
    var misread = MisreadText()
    let parser: any RecordParser
    if dialect.format == .csv {
      let windowCount = text.count
      var distant: [Range<Int>] = []
      let farText = DistantText(of: source, behind: UInt64(count), guess)
      for piece in farText.pieces {
        distant.append(text.count..<text.count + piece.count)
        text.append(contentsOf: piece)
      }
      var inferred = CSVInference(
        window: text.span, distant: distant, isWhole: isAtEnd, options: options)
      text.removeLast(text.count - windowCount)
      roundedColumns = inferred.roundedColumns
      nullMark = Array(inferred.nullText.utf8)
      dialect.describe(inferred)
      dialect.confidence = min(guess.confidence, inferred.confidence)
      if inferred.preambleCount > 0 {
        warnings.append(
          ReadWarning(
            kind: .preambleLines, count: UInt64(inferred.preambleCount), first: nil,
            message: "lines before the table are no records and were left out"))
      }
      if options.repairsMisreadText {
        (inferred.columns, nameRepairs) = misread.repairedNames(inferred.columns, &warnings)
      }
      parser = inferred.parser()
    } else if dialect.format == .xlsx {
      text = Array(raw[..<count])
      let parsed = SheetParser(source.sheet?.context, window: text.span, options: options)
      dialect.hasHeader = parsed.hasHeader
      dialect.sheet = dialect.sheet ?? parsed.documentSheet
      dialect.encoding = TextEncoding.utf8.name
      parser = parsed
    } else {
      if parsesRawBytes { text = Array(raw[..<count]) }
      let chosen = try ParserChoice.structured(
        dialect.format, window: text.span, path: path, options: options)
      parser = chosen.parser
      dialect.recordPath = dialect.format == .vcard ? nil : chosen.recordPath
    }

    var blocks: TextBlocks?
    if guess.encoding == .utf8, let syntax = parser.blockSyntax, failure == nil,
      let file = try source.plainFile()
    {
      blocks = TextBlocks(
        file, blockBytes: options.batchBytes, threads: options.threads,
        delimiter: syntax.delimiter, quote: syntax.quote)
      // The window comes again.
      decoder = try TextDecoder(guess, path: path)
    }
    let readsBlocks = blocks != nil
    let rawCount = parsesRawBytes || readsBlocks ? 0 : count - guess.markBytes - step.consumed
    // The window is done with but for a character that its end cuts; what follows takes less memory.
    var rest = Array(raw[(count - rawCount)..<count])
    rest.append(contentsOf: repeatElement(0, count: Self.chunkBytes))
    if count == 0 {
      warnings.append(
        ReadWarning(
          kind: .emptyInput, count: 1, first: nil,
          message: "the file is empty; check whether the export was complete"))
    }
    self.blocks = blocks
    self.readsBlocks = readsBlocks
    mayReadBlocks = readsBlocks
    hasTextWaiting = !readsBlocks
    markBytes = guess.markBytes
    fileOffset = UInt64(guess.markBytes)
    hasMarkWaiting = dialect.format == .csv && guess.markBytes > 0
    self.path = path
    self.batchBytes = max(1, options.batchBytes)
    repairsMisreadText = options.repairsMisreadText
    self.misread = misread
    self.parser = parser
    self.parsesRawBytes = parsesRawBytes
    isStrict = options.isStrict && dialect.format != .csv
    self.rawCount = rawCount
    self.source = source
    self.decoder = decoder
    self.dialect = dialect
    self.raw = rest
    self.text = readsBlocks ? [] : text
    self.isAtEnd = isAtEnd && !readsBlocks
    isEncodingSettled = guess.isSettled || isAtEnd || parsesRawBytes
    pendingError = failure
  }

  /// Reads on.
  ///
  /// - Returns: the next records and rejects, in the order of the input; `nil` at its end.
  /// - Throws: `ReadError` where the rest of the input cannot be read; everything before was returned.
  public mutating func next() throws(ReadError) -> RecordBatch? {
    var batch = RecordBatch()
    if !isFinished, !readsBlocks { batch.reserve(byteCount: batchBytes + Self.chunkBytes) }
    if hasMarkWaiting {
      hasMarkWaiting = false
      batch.pass(
        .byteOrderMark, at: RecordBatch.Position(line: 1, byteOffset: 0), byteCount: markBytes)
    }
    while batch.isEmpty || !batch.isFull(byteCount: batchBytes), !isFinished {
      if let error = pendingError, !hasTextWaiting {
        if !batch.isEmpty { return finished(batch) }
        isFinished = true
        throw error
      }
      do throws(ReadError) {
        if readsBlocks {
          // A block is a batch, whoever reads it.
          if try readBlock(into: &batch) { break }
          continue
        }
        try step(into: &batch)
        if isStrict { try refuseFaults(in: batch) }
      } catch {
        pendingError = located(error)
        // Also an error at the very end is told by the next turn.
        isFinished = false
        hasTextWaiting = false
      }
    }
    return finished(batch)
  }

  private mutating func finished(_ batch: RecordBatch) -> RecordBatch? {
    guard !batch.isEmpty else { return nil }
    var batch = batch
    if !roundedColumns.isEmpty { noteRoundedNumbers(in: batch) }
    // Both are found before either is changed: a row that is written anew no longer tells what stood in quotes.
    let marks = nullMark.isEmpty ? [] : batch.nullMarks(nullMark)
    if let first = marks.first { noteNullMarks(marks.count, first: batch.positions[first.row]) }
    let misread = repairsMisreadText ? batch.misreadCells(&self.misread) : []
    if !misread.isEmpty { noteMisreadText(in: batch) }
    if !marks.isEmpty || !misread.isEmpty {
      batch.replaceCells((marks + misread).sorted { ($0.row, $0.column) < ($1.row, $1.column) })
    }
    return batch
  }

  private mutating func noteMisreadText(in batch: RecordBatch) {
    guard let first = batch.repairs.first else { return }
    let name = columns.indices.contains(first.column) ? " (\(columns[first.column]))" : ""
    add(
      ReadWarning(
        kind: .misreadText, count: UInt64(batch.repairs.count), first: batch.positions[first.row],
        message: "cells, the first in column \(first.column + 1)\(name), hold \(first.written) "
          + "that was read as \(first.readAs) before, and were repaired"))
  }

  private mutating func noteNullMarks(_ count: Int, first: RecordBatch.Position) {
    add(
      ReadWarning(
        kind: .nullMarks, count: UInt64(count), first: first,
        message: "cells hold \(String(decoding: nullMark, as: UTF8.self)), which means that there "
          + "is no value, and were read as empty"))
  }

  private mutating func noteRoundedNumbers(in batch: RecordBatch) {
    let (count, first) = batch.roundedNumbers(in: roundedColumns)
    guard let (row, column) = first else { return }
    let name = columns.indices.contains(column) ? columns[column] : "\(column + 1)"
    add(
      ReadWarning(
        kind: .excelScientific, count: count, first: batch.positions[row],
        message: "numbers were rounded by a spreadsheet, the first in column \(name), "
          + "\(batch.string(row: row, column: column)): their last digits are lost; "
          + "format the column as text there and export again"))
  }

  /// - Throws: `.malformed` for the first fault of a batch that breaks the grammar of the format.
  private func refuseFaults(in batch: RecordBatch) throws(ReadError) {
    let faults: [Reject.Reason] = [.invalidJSON, .invalidXML, .invalidEncoding, .truncated]
    if let reject = batch.rejects.first(where: { faults.contains($0.reason) }) {
      throw ReadError(
        .malformed, path: path, position: reject.position, problem: reject.message,
        remedy: "read it without --strict to have the rest")
    }
    let kinds: [ReadWarning.Kind] = [.lenientSyntax, .invalidBytes]
    if let warning = warnings.first(where: { kinds.contains($0.kind) }) {
      throw ReadError(
        .malformed, path: path, position: warning.first, problem: warning.message,
        remedy: "read it without --strict to have it mended")
    }
  }

  /// An error of a parser, which knows neither the path nor the input as stored.
  private func located(_ error: ReadError) -> ReadError {
    guard error.path.isEmpty else { return error }
    var error = error
    error.path = path
    if let place = error.position, !decoder.offsets.isIdentity {
      error.position = RecordBatch.Position(
        line: place.line, byteOffset: decoder.offsets.stored(for: place.byteOffset))
    }
    return error
  }

  /// Reads, decodes and parses one piece.
  private mutating func step(into batch: inout RecordBatch) throws(ReadError) {
    let before = batch.extent
    defer { settle(&batch, from: before) }
    // Taken out of self, so that spans of them leave the rest of self free to change.
    var text: [UInt8] = []
    var raw: [UInt8] = []
    swap(&text, &self.text)
    swap(&raw, &self.raw)
    defer {
      swap(&text, &self.text)
      swap(&raw, &self.raw)
    }
    if hasTextWaiting {
      hasTextWaiting = false
      try parser.parse(text.span, into: &batch)
      return
    }
    if parser.hasWaitingInput {
      try parser.parse(Span(), into: &batch)
      return
    }
    if isAtEnd {
      isFinished = true
      try parser.finish(into: &batch)
      return
    }
    let count: Int
    if blocks == nil {
      count = try source.read(into: &raw, at: rawCount, limit: raw.count)
    } else {
      count = try blocks?.read(into: &raw, at: rawCount, from: fileOffset) ?? 0
      fileOffset += UInt64(count)
    }
    isAtEnd = count == 0
    let filled = rawCount + count
    if parsesRawBytes {
      try parser.parse(raw.span.extracting(0..<filled), into: &batch)
      return
    }
    let decoded = decoder.decode(
      raw.span.extracting(0..<filled), isFinal: isAtEnd, into: &text)
    if decoded.passesThrough {
      try parser.parse(raw.span.extracting(0..<decoded.consumed), into: &batch)
    } else {
      try parser.parse(text.span, into: &batch)
    }
    rawCount = filled - decoded.consumed
    for index in 0..<rawCount { raw[index] = raw[decoded.consumed + index] }
    resumeBlocks()
  }

  /// Gives what was just parsed its places in the input as stored, and collects warnings.
  mutating func settle(
    _ batch: inout RecordBatch, from before: RecordBatch.Extent
  ) {
    var noted = parser.takeWarnings()
    if !parsesRawBytes, !decoder.offsets.isIdentity {
      let last = max(
        batch.positions.last?.byteOffset ?? 0, batch.rejects.last?.position.byteOffset ?? 0)
      let hasNew = batch.count > before.records || batch.rejects.count > before.rejects
      let offsets = decoder.offsets
      func mapped(_ position: RecordBatch.Position) -> RecordBatch.Position {
        RecordBatch.Position(
          line: position.line, byteOffset: offsets.stored(for: position.byteOffset))
      }
      batch.mapPositions(from: before, mapped)
      for index in noted.indices { noted[index].first = noted[index].first.map(mapped) }
      if hasNew { decoder.forgetOffsets(before: last) }
    }
    for warning in noted { add(warning) }
    if !isEncodingSettled {
      if let guess = decoder.lateGuess { dialect.setEncoding(guess) }
      isEncodingSettled = decoder.lateGuess != nil || isAtEnd || isFinished
    }
    if decoder.legacyLines.count > 0, let encoding = decoder.legacyLines.encoding {
      dialect.lineEncoding = encoding.name
      set(
        ReadWarning(
          kind: .mixedEncodings, count: decoder.legacyLines.count, first: decoder.legacyLines.first,
          message: "lines are not \(dialect.encoding) and were read as \(encoding.name); "
            + "check a few of them"))
    }
    if decoder.invalidCount > 0, !parsesRawBytes {
      set(
        ReadWarning(
          kind: .invalidBytes, count: decoder.invalidCount, first: decoder.firstInvalid,
          message: "byte sequences are no text in \(dialect.encoding) and were replaced by U+FFFD; "
            + "set the encoding if another one is meant"))
    }
    if let ratio = source.inflationRatio, ratio > Self.usualInflation {
      set(
        ReadWarning(
          kind: .inflationRatio, count: 1, first: nil,
          message: "the text is \(ratio) times as large as what it was packed into; "
            + "check where the file comes from"))
    }
    if let offset = source.trailingGarbageOffset {
      set(
        ReadWarning(
          kind: .trailingGarbage, count: 1, first: nil,
          message: "bytes from \(offset) on follow the gzip data and were left out"))
    }
  }

  private mutating func add(_ warning: ReadWarning) {
    guard let index = warnings.firstIndex(where: { $0.kind == warning.kind }) else {
      return insert(warning)
    }
    warnings[index].count += warning.count
    warnings[index].first = warnings[index].first ?? warning.first
  }

  private mutating func set(_ warning: ReadWarning) {
    if let index = warnings.firstIndex(where: { $0.kind == warning.kind }) {
      warnings[index] = warning
    } else {
      insert(warning)
    }
  }

  /// Keeps warnings in the order of their kinds: which of them came first depends on how the input is cut.
  private mutating func insert(_ warning: ReadWarning) {
    let kinds = ReadWarning.Kind.allCases
    let order = kinds.firstIndex(of: warning.kind) ?? kinds.endIndex
    let place = warnings.firstIndex { kinds.firstIndex(of: $0.kind) ?? kinds.endIndex > order }
    warnings.insert(warning, at: place ?? warnings.endIndex)
  }

  private static func encoding(
    of window: Span<UInt8>, isWhole: Bool, path: String, options: ReadOptions
  ) throws(ReadError) -> EncodingInference.Guess {
    let guess = EncodingInference.guess(window, isWhole: isWhole)
    guard let label = options.encoding else { return guess }
    guard let encoding = TextEncoding.named(label) else {
      throw ReadError(
        .invalidOption, path: path, problem: "the encoding \"\(label)\" is not known",
        remedy: "name one such as "
          + TextEncoding.usual.map(\.name).joined(separator: ", "))
    }
    // A mark of the same encoding is no text.
    let markBytes = guess.encoding == encoding ? guess.markBytes : 0
    return EncodingInference.Guess(
      encoding: encoding, markBytes: markBytes, confidence: 1, isGiven: true)
  }
}

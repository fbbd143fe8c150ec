/// Parts of a text that stand for the whole of it: its beginning and, of a long one, pieces of its middle and end.
struct CSVSampleText {
  let bytes: UnsafePointer<UInt8>
  let count: Int
  /// Where reading begins, and on which line.
  var start = 0
  var startLine = 1
  /// Whether the text ends with the input.
  let isWhole: Bool
  /// Where pieces of the input from far behind the text stand, after it.
  var distant: [Range<Int>] = []

  /// Bytes of the beginning, and of each piece: enough to choose a dialect, or to know a table.
  private var sizes: (head: Int, piece: Int) {
    isRough ? (32 << 10, 12 << 10) : (128 << 10, 48 << 10)
  }
  /// Whether a smaller part will do.
  var isRough = false

  /// Where the first line ends: a header of thousands of names is longer than the other records.
  var firstLineEnd: Int {
    var end = start
    while end < count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
    return end
  }

  /// The parts, each from the beginning of a line.
  var regions: [Range<Int>] {
    let (headBytes, pieceBytes) = sizes
    let distant = distant.map { $0.prefix(pieceBytes) }
    guard count - start > headBytes + 3 * pieceBytes else { return [start..<count] + distant }
    var regions = [start..<start + headBytes]
    for begin in [(count + start + headBytes - pieceBytes) / 2, count - pieceBytes] {
      var first = begin
      while first < count, bytes[first] != 0x0A, bytes[first] != 0x0D { first += 1 }
      while first < count, bytes[first] == 0x0A || bytes[first] == 0x0D { first += 1 }
      if first < begin + pieceBytes { regions.append(first..<begin + pieceBytes) }
    }
    return regions + distant
  }
}

/// The records of a sample under one dialect, and how well they agree.
struct CSVSample {
  struct Record {
    var range: Range<Int>
    /// Line of the text, from 1; only known in the first region.
    var line: Int
    var lineCount: Int
    var tokens: [CSVToken]?
    var strayQuotes: Int
    var isAfterBlank: Bool

    var cellCount: Int { tokens?.count ?? 0 }
  }

  let syntax: CSVSyntax
  private(set) var records: [Record] = []
  /// Records of the first region.
  private(set) var headCount = 0
  /// Of all records read, the share that fits the usual number of cells; a shorter one counts half.
  private(set) var consistency = 0.0
  /// The number of cells that most records have.
  private(set) var usualCellCount = 0
  /// 0 to 1: agreement, more for more columns, less for cells that look cut in the wrong places.
  private(set) var score = 0.0

  private static let recordLimit = 2000
  private static let weighedRecords = 300

  init(_ text: CSVSampleText, syntax: CSVSyntax, recordByteLimit: Int) {
    self.syntax = syntax
    let scanner = CSVRecordScanner(syntax: syntax)
    let tokenizer = CSVTokenizer(syntax: syntax)
    let firstLineEnd = text.firstLineEnd
    for (number, region) in text.regions.enumerated() {
      var start = region.lowerBound
      var line = text.startLine
      var isAfterBlank = false
      let limit = records.count + Self.recordLimit
      while start < region.upperBound, records.count < limit {
        let isFirst = number == 0 && start == text.start
        let end =
          isFirst ? max(region.upperBound, min(text.count, firstLineEnd + 2)) : region.upperBound
        let longest = isFirst ? max(64 << 10, firstLineEnd - start + 1) : 64 << 10
        guard
          let found = scanner.record(
            text.bytes, from: start, count: end, isFinal: text.isWhole && end == text.count,
            byteLimit: min(recordByteLimit, longest))
        else { break }
        if found.end > start {
          let range = start..<found.end
          var tokens = found.isCut ? nil : tokenizer.tokens(text.bytes, range)
          var strays = tokens?.reduce(0) { $0 + $1.strayQuotes } ?? 1
          if tokens == nil || strays > 0, let bent = Self.bent(tokenizer, text.bytes, range) {
            strays = max(1, strays)
            tokens = bent
          }
          records.append(
            Record(
              range: range, line: line, lineCount: found.lineCount, tokens: tokens,
              strayQuotes: strays, isAfterBlank: isAfterBlank))
          isAfterBlank = false
        } else {
          isAfterBlank = true
        }
        line += found.lineCount
        start = found.next
      }
      // A text that is one unfinished record still says how it is written.
      if number == 0, records.isEmpty, start < region.upperBound,
        let tokens = tokenizer.tokens(text.bytes, start..<region.upperBound)
      {
        records.append(
          Record(
            range: start..<region.upperBound, line: line, lineCount: 0, tokens: tokens,
            strayQuotes: 0, isAfterBlank: isAfterBlank))
      }
      if number == 0 { headCount = records.count }
    }
    measure(text)
  }

  /// A record with quotes that are not closed or stand inside of cells.
  private static func bent(
    _ tokenizer: CSVTokenizer, _ text: UnsafePointer<UInt8>, _ range: Range<Int>
  ) -> [CSVToken]? {
    let closing = QuoteReading.Closing.lastBeforeDelimiter
    if let tokens = tokenizer.tokens(text, range, QuoteReading(closing: closing)) { return tokens }
    guard let quote = tokenizer.syntax.quote, range.count < 4096 else { return nil }
    for place in range.reversed() where text[place] == quote {
      let reading = QuoteReading(closing: closing, textAt: place)
      if let tokens = tokenizer.tokens(text, range, reading) { return tokens }
    }
    return nil
  }

  /// The cells of a record.
  func values(_ text: CSVSampleText, _ index: Int) -> [[UInt8]] {
    let tokenizer = CSVTokenizer(syntax: syntax)
    return records[index].tokens?.map { tokenizer.value(text.bytes, $0) } ?? []
  }

  private mutating func measure(_ text: CSVSampleText) {
    guard let first = records.first else { return }
    var counts: [Int: Int] = [:]
    for record in records { counts[record.cellCount, default: 0] += 1 }
    // The larger of equally frequent ones, whatever the order of the dictionary.
    usualCellCount = counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
    // Of several tables the first counts.
    if first.cellCount > 1, (counts[first.cellCount] ?? 0) * 10 >= records.count * 3,
      records.count > 3, records.prefix(4).allSatisfy({ $0.cellCount == first.cellCount })
    {
      usualCellCount = first.cellCount
    }
    let faults = Double(records.count { $0.strayQuotes > 0 }) / 2
    consistency = max(
      agreement(counts, with: usualCellCount, faults: faults),
      agreement(counts, with: first.cellCount, faults: faults))
    if syntax.delimiter == [0x20] {
      measureSpaces(counts, first: first.cellCount)
    }
    if usualCellCount <= 1 {
      // One column: best where the delimiter does not occur at all, so that every line is a cell.
      score = consistency * (counts.keys.contains { $0 > 1 } ? 0.06 : 0.12)
      return
    }
    let fitting = Double(counts[usualCellCount] ?? 0) / Double(records.count)
    score = consistency * consistency * (1 - 0.5 / Double(usualCellCount))
    // A delimiter that the first record lacks is probably text.
    if first.cellCount == 1 { score *= records.count >= 6 && fitting >= 0.6 ? 0.6 : 0.3 }
    let looks = neatness(text)
    score *= 0.4 + 0.6 * looks
  }

  private func agreement(_ counts: [Int: Int], with cellCount: Int, faults: Double) -> Double {
    var fitting = 0.0
    for (key, number) in counts {
      if key == cellCount { fitting += Double(number) }
      if key > 1, key < cellCount { fitting += Double(number) / 2 }
    }
    return fitting / (Double(records.count) + faults)
  }

  /// Spaces part cells and words alike: then the first record counts the columns, if quotes or kinds bear it out.
  private mutating func measureSpaces(_ counts: [Int: Int], first: Int) {
    let total = Double(records.count)
    let quoted = Double(
      records.count { $0.strayQuotes == 0 && $0.tokens?.contains(where: \.isQuoted) == true })
    let isQuoted = quoted >= 0.8 * total
    // Names side by side: more spaces between them align columns by width.
    let names = records.first?.tokens ?? []
    guard first >= 3, records.count > 2, names.allSatisfy({ $0.end > $0.start }) else {
      usualCellCount = 1
      consistency = 0
      return
    }
    let enough = Double(records.count { $0.cellCount >= first }) / total
    if isQuoted, enough >= 0.9, consistency < 0.8 * enough {
      usualCellCount = first
      consistency = 0.8 * enough
    } else if first < 4, !isQuoted {
      usualCellCount = 1
      consistency = 0
    }
  }

  /// The share of cells that look whole, less where columns are empty throughout.
  private func neatness(_ text: CSVSampleText) -> Double {
    var cells = 0
    var neat = 0
    var isFilled = [Bool](repeating: false, count: usualCellCount)
    for record in records.prefix(Self.weighedRecords) where record.cellCount == usualCellCount {
      for (column, token) in (record.tokens ?? []).enumerated() {
        if token.end > token.start { isFilled[column] = true }
        cells += 1
        if token.isQuoted || isNeat(text.bytes, token) { neat += 1 }
      }
    }
    guard cells > 0 else { return 0 }
    let filled = Double(isFilled.count { $0 }) / Double(usualCellCount)
    return Double(neat) / Double(cells) * (0.1 + 0.9 * filled)
  }

  private func isNeat(_ text: UnsafePointer<UInt8>, _ token: CSVToken) -> Bool {
    guard token.end > token.start else { return true }
    if text[token.start] == 0x20 || text[token.end - 1] == 0x20 { return false }
    var hasLetter = false
    for index in token.start..<token.end {
      switch text[index] {
      case UInt8(ascii: ";"), UInt8(ascii: "|"), 0x09, 0x01, 0x1F, UInt8(ascii: "\""): return false
      case UInt8(ascii: ","):
        // A comma inside a number or before a space is text.
        let next = index + 1 < token.end ? text[index + 1] : 0
        if next != 0x20, !(0x30...0x39).contains(next) { return false }
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...: hasLetter = true
      default: break
      }
    }
    return hasLetter || token.end - token.start == 1 && text[token.start] == UInt8(ascii: "-")
  }
}

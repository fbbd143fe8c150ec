/// Where the table stands in a sample: what comes before it, its header, its columns, and what comes after.
struct CSVTable {
  private(set) var columns: [String] = []
  /// Records of the header; 0 where the columns have no names.
  private(set) var headerRows = 0
  /// Lines before the header, and how many of them have text.
  private(set) var preambleLines = 0
  private(set) var preambleCount = 0
  /// The line of the first record; `nil` where the sample has none.
  private(set) var firstLine: Int?
  /// What lines begin with that do not fit and are no records.
  private(set) var comment: UInt8?
  private(set) var profiles: [ColumnProfile] = []
  private(set) var filter = TableFilter()
  /// Columns in which a spreadsheet has rounded numbers.
  private(set) var roundedColumns: [Int] = []
  /// Whether cells hold `\N`, as databases write that there is no value.
  private(set) var hasNullMarks = false

  private let text: CSVSampleText
  private let sample: CSVSample
  private var width = 0

  private static let preambleLimit = 60
  private static let headerLimit = 4
  private static let footerLimit = 20

  init(_ text: CSVSampleText, _ sample: CSVSample, options: ReadOptions) {
    self.text = text
    self.sample = sample
    width = sample.usualCellCount
    guard !sample.records.isEmpty else {
      headerRows = options.hasHeader ?? true ? 1 : 0
      return
    }
    let first = options.skippedLines != nil ? 0 : firstRecord(options)
    var head = (first..<min(sample.headCount, first + 50)).map {
      sample.values(text, $0).map(Self.string)
    }
    if head[0].count < width, let names = otherwiseParted(first) { head[0] = names }
    if options.hasHeader ?? HeaderInference.hasHeader(head) {
      headerRows = options.headerRows ?? headerRowCount(head)
    } else {
      headerRows = 0
    }
    headerRows = min(max(0, headerRows), sample.headCount - first)
    name(head, first)
    preambleLines = sample.records[first].line - text.startLine
    preambleCount = (0..<first).count { !isBlank(sample.values(text, $0)) }

    let begin = first + headerRows
    if begin < sample.headCount {
      firstLine = sample.records[begin].line
    } else if headerRows > 0 {
      let last = sample.records[begin - 1]
      firstLine = last.lineCount > 0 ? last.line + last.lineCount : nil
      if firstLine == nil, text.isWhole { firstLine = last.line + 1 }
    }
    profile(from: begin)
    comment = inferredComment(from: begin)
    let rawHeader = headerRows > 0 ? sample.values(text, begin - 1) : []
    filter = TableFilter(
      header: rawHeader, footerOffset: footerOffset(from: begin),
      tableOffsets: otherTables(from: begin))
  }

  private static func string(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  private func isBlank(_ cells: [[UInt8]]) -> Bool {
    cells.allSatisfy { $0.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
  }

  private func filledCount(_ cells: [[UInt8]]) -> Int {
    cells.count { !$0.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
  }

  // MARK: - Before the table

  /// The first record that is as wide as the table and at least half filled. What comes before it is a preamble if it
  /// can be a header: else the table may begin with a record of few values.
  private func firstRecord(_ options: ReadOptions) -> Int {
    guard width > 1 else { return 0 }
    let limit = min(sample.headCount, Self.preambleLimit)
    for index in 0..<limit {
      let cells = sample.values(text, index)
      let filled = filledCount(cells)
      let isWide =
        cells.count == width || abs(cells.count - width) == 1 && filled >= cells.count - 1
      guard isWide, filled >= max(2, (min(width, cells.count) + 1) / 2) else { continue }
      let isQuoted = sample.records[index].tokens?.first?.isQuoted ?? false
      if width > 2, !isQuoted, isCommentText(cells[0]), index + 1 < limit { continue }
      if index == 0 { return 0 }
      // Half a pair is still a record.
      if width == 2, (0..<index).contains(where: { sample.records[$0].cellCount == 2 }) { return 0 }
      let head = (index..<min(sample.headCount, index + 50)).map {
        sample.values(text, $0).map(Self.string)
      }
      // Short names above longer records are still names; a pair may be a label and its value.
      if index == 1, sample.records[0].cellCount > 2, !sample.records[1].isAfterBlank { return 0 }
      let areNames = head[0].allSatisfy { HeaderInference.kind($0) == .text }
      if areNames, HeaderInference.hasHeader(head) { return index }
      if otherwiseParted(index - 1) != nil { return index - 1 }
      let isTitle = (0..<index).allSatisfy { sample.records[$0].cellCount == 1 }
      return isTitle || sample.records[index].isAfterBlank ? index : 0
    }
    return 0
  }

  /// A header that is written with another delimiter than the records.
  private func otherwiseParted(_ index: Int) -> [String]? {
    guard width > 2, sample.records.count > 2 else { return nil }
    for delimiter in [",", ";", "\t", "|", " "].map({ Array($0.utf8) })
    where delimiter != sample.syntax.delimiter {
      var syntax = sample.syntax
      syntax.delimiter = delimiter
      let tokenizer = CSVTokenizer(syntax: syntax)
      guard
        let tokens = tokenizer.tokens(
          text.bytes, sample.records[index].range, QuoteReading(closing: .beforeDelimiter)),
        tokens.count == width
      else { continue }
      let names = tokens.map { Self.string(tokenizer.value(text.bytes, $0)) }
      let areNames = names.allSatisfy { !$0.isEmpty && HeaderInference.kind($0) == .text }
      if areNames, Set(names).count == names.count { return names }
    }
    return nil
  }

  /// `# exported by …`, not the column `#`.
  private func isCommentText(_ cell: [UInt8]) -> Bool {
    cell.count > 2 && cell[0] == UInt8(ascii: "#") && (cell[1] == 0x20 || cell[1] == cell[0])
  }

  // MARK: - The header

  /// How many of the first records name the columns: the same names again, or groups of columns above their names.
  private func headerRowCount(_ head: [[String]]) -> Int {
    guard let first = head.first, width > 1 else { return 1 }
    var count = 1
    while count < Self.headerLimit, count + 1 < head.count, head[count] == first { count += 1 }
    if count > 1 { return count }
    guard head.count > 3, first.count == head[1].count else { return 1 }
    let filled = first.count { !$0.isEmpty }
    let second = head[1]
    guard filled >= 2, filled < first.count, second.allSatisfy({ !$0.isEmpty }),
      second.allSatisfy({ HeaderInference.kind($0) == .text })
    else { return 1 }
    // Names are unlike the cells below them.
    let below = head.dropFirst(2)
    let isTold = second.indices.contains { column in
      below.allSatisfy { $0.count > column && HeaderInference.kind($0[column]) != .text }
    }
    let recurs = second.indices.contains { column in
      below.contains { $0.count > column && $0[column] == second[column] }
    }
    return isTold && !recurs ? 2 : 1
  }

  /// Names the columns, as many as the records have.
  private mutating func name(_ head: [[String]], _ first: Int) {
    guard headerRows > 0 else {
      columns = ColumnNames.numbered(width)
      return
    }
    var rows = Array(head.prefix(headerRows))
    let share =
      Double(sample.records.count { $0.cellCount == width }) / Double(sample.records.count)
    let isSure = share >= 0.6 && sample.records.count > 2
    for index in rows.indices
    where rows[index].count != width || sample.records[first + index].strayQuotes > 0 {
      if isSure, let mended = mendedHeader(first + index) {
        rows[index] = mended
      } else if isSure, rows[index].count == width + 1,
        let blank = rows[index].firstIndex(where: \.isEmpty),
        rows[index].count(where: \.isEmpty) == 1
      {
        rows[index].remove(at: blank)
      }
    }
    var count = rows.map(\.count).max() ?? 0
    // Records that all end with a delimiter have no cell behind it.
    if count < width, isSure,
      !endsEmpty(from: first + headerRows, at: width - 1) || count + 1 < width
    {
      count = width
    }
    if count == width, count > 2, rows.allSatisfy({ $0.count < count || $0[count - 1].isEmpty }),
      endsEmpty(from: first + headerRows, at: count - 1)
    {
      count -= 1
    }
    width = count
    var names =
      rows[rows.count - 1]
      + [String](repeating: "", count: max(0, count - rows[rows.count - 1].count))
    names.removeLast(names.count - count)
    if rows.count > 1 {
      names = (0..<count).map { column in
        rows.indices.map { row in title(rows, row, column) }.filter { !$0.isEmpty }
          .joined(separator: " ")
      }
    }
    columns = ColumnNames.unique(names)
  }

  /// The words of a header row for a column; a group's name holds for the columns to its right.
  private func title(_ rows: [[String]], _ row: Int, _ column: Int) -> String {
    let cells = rows[row]
    guard column < cells.count else { return "" }
    if !cells[column].isEmpty || row == rows.count - 1 { return cells[column] }
    return cells[..<column].last { !$0.isEmpty } ?? ""
  }

  /// The header as it has as many cells as the records, by its quotes.
  private func mendedHeader(_ index: Int) -> [String]? {
    let range = sample.records[index].range
    let repair = RowRepair(
      syntax: sample.syntax, profiles: [ColumnProfile](repeating: ColumnProfile(), count: width))
    return repair.row(text.bytes + range.lowerBound, count: range.count)?.cells.map(Self.string)
  }

  /// Whether every full record has nothing in a column.
  private func endsEmpty(from begin: Int, at column: Int) -> Bool {
    var count = 0
    for index in begin..<max(begin, sample.records.count) {
      guard let tokens = sample.records[index].tokens, tokens.count > column else { continue }
      count += 1
      if tokens[column].end > tokens[column].start { return false }
    }
    return count > 0
  }

  // MARK: - The records

  private mutating func profile(from begin: Int) {
    profiles = [ColumnProfile](repeating: ColumnProfile(), count: width)
    let tokenizer = CSVTokenizer(syntax: sample.syntax)
    for index in begin..<max(begin, sample.records.count) {
      let record = sample.records[index]
      guard let tokens = record.tokens, tokens.count == width, record.strayQuotes == 0 else {
        continue
      }
      for (column, token) in tokens.enumerated() {
        let value = tokenizer.value(text.bytes, token)
        profiles[column].add(value.withUnsafeBufferPointer { CellShape($0) })
        if value == [0x5C, 0x4E], !token.isQuoted { hasNullMarks = true }
        if RoundedNumber.isOne(value.span), !roundedColumns.contains(column) {
          roundedColumns.append(column)
        }
      }
    }
  }

  private func inferredComment(from begin: Int) -> UInt8? {
    let mark = UInt8(ascii: "#")
    var misfits = 0
    var fits = 0
    for record in sample.records.dropFirst(begin)
    where text.bytes[record.range.lowerBound] == mark {
      if record.cellCount == width { fits += 1 } else { misfits += 1 }
    }
    return misfits > fits ? mark : nil
  }

  // MARK: - Behind the table

  /// Where lines begin that end the file and are no records: a total, a note, how many rows there were.
  private func footerOffset(from begin: Int) -> UInt64 {
    guard text.isWhole, sample.headCount == sample.records.count, width > 1 else { return .max }
    var first = sample.records.count
    let least = max(begin + 1, first - Self.footerLimit)
    while first > least {
      if isFooter(first - 1) {
        first -= 1
      } else if let notes = paddedNotes(before: first, from: least) {
        first = notes
      } else {
        break
      }
    }
    guard first < sample.records.count else { return .max }
    return UInt64(sample.records[first].range.lowerBound)
  }

  /// Where lines with one text each begin behind a line of nothing but delimiters, as a spreadsheet saves notes.
  private func paddedNotes(before end: Int, from least: Int) -> Int? {
    guard width > 2 else { return nil }
    var first = end
    while first > least {
      let cells = sample.values(text, first - 1)
      guard cells.count == width else { return nil }
      first -= 1
      if isBlank(cells) { return first + 1 < end ? first : nil }
      guard filledCount(cells) == 1, cells[0].contains(0x20) else { return nil }
    }
    return nil
  }

  private func isFooter(_ index: Int) -> Bool {
    let record = sample.records[index]
    let cells = sample.values(text, index)
    guard let start = cells.first(where: { !$0.isEmpty }) else { return false }
    let filled = filledCount(cells)
    // Sums stand beside it, or little else.
    let areSums = cells.dropFirst().allSatisfy { cell in
      let kind = cell.withUnsafeBufferPointer { CellShape($0) }.kind
      return kind == .empty || kind == .number || kind == .money
    }
    if cells.count == width {
      return width > 2 && Self.isTotal(cells[0], isExact: true) && (areSums || filled <= 2)
    }
    let isTotal = Self.isTotal(start) && (areSums || filled <= max(2, (width + 1) / 2))
    guard cells.count < width else { return false }
    if isTotal { return true }
    let shape = cells[0].withUnsafeBufferPointer { CellShape($0) }
    // A record that breaks off still begins as the others do.
    if profiles[0].isTyped, profiles[0].surprise(shape) <= 6 { return false }
    if record.isAfterBlank, cells.count * 2 <= width { return true }
    guard cells.count == 1 || filled == 1 else { return false }
    let isWords = cells[0].contains(0x20) || cells[0].last == UInt8(ascii: ")")
    return width > 2 && isWords && (record.isAfterBlank || record.lineCount > 0)
  }

  private static let totals = [
    "total", "grand total", "subtotal", "sum", "totals", "итого", "всего", "合计", "总计", "合計",
    "總計", "summe", "gesamt", "somme",
  ]

  /// Whether a cell is a word for a sum, as under a column of numbers.
  private static func isTotal(_ cell: [UInt8], isExact: Bool = false) -> Bool {
    var text = string(cell).lowercased()
    while let last = text.last, last == ":" || last == " " || last == "." { text.removeLast() }
    return totals.contains(text)
      || !isExact && (text.hasPrefix("total ") || text.hasPrefix("grand total"))
  }

  /// Where a blank line and a header of other width begin another table: at least two of its records must follow.
  private func otherTables(from begin: Int) -> [UInt64] {
    guard text.isWhole, sample.headCount == sample.records.count, width > 1 else { return [] }
    var offsets: [UInt64] = []
    var index = begin + 1
    while index < sample.records.count {
      if sample.records[index].isAfterBlank, let end = otherTable(at: index) {
        offsets.append(UInt64(sample.records[index].range.lowerBound))
        index = end
      } else {
        index += 1
      }
    }
    return offsets
  }

  private func otherTable(at start: Int) -> Int? {
    var head = start
    if sample.records[head].cellCount == 1, width > 2 { head += 1 }
    guard head < sample.records.count else { return nil }
    let cells = sample.values(text, head)
    guard cells.count > 1, cells.count != width, filledCount(cells) == cells.count,
      Set(cells).count == cells.count,
      cells.allSatisfy({ HeaderInference.kind(Self.string($0)) == .text })
    else { return nil }
    var end = head + 1
    while end < sample.records.count, !sample.records[end].isAfterBlank {
      guard sample.records[end].cellCount == cells.count else { return nil }
      end += 1
    }
    return end - head > 2 ? end : nil
  }
}

/// How the columns of a table stand that was made to be looked at: parted by bars under ruled lines, as database shells
/// print it, or each beginning at a place of its own, padded with spaces.
struct AlignedTable: Equatable {
  enum Layout: Equatable {
    /// So many cells, parted by `|`; whether a bar also stands before the first and behind the last.
    case bars(cellCount: Int, hasEdges: Bool)
    /// Where the columns begin, in characters from 0.
    case starts([Int])
  }

  var layout: Layout
  var columns: [String]
  /// Lines up to the first record: the header and the rules around it.
  var skippedLines: Int

  private static let lineLimit = 500

  /// The table that a text is, where its lines leave no doubt; `nil` otherwise.
  ///
  /// - Parameter mayBePadded: whether columns without any delimiter are looked for too.
  init?(_ text: CSVSampleText, mayBePadded: Bool) {
    // Most texts are told from the first lines.
    guard mayBePadded || Self.lines(of: text, limit: 4).contains(where: { Self.isRule($0) }) else {
      return nil
    }
    let lines = Self.lines(of: text, limit: Self.lineLimit)
    if let ruled = Self.ruled(lines) {
      self = ruled
    } else if mayBePadded, let padded = Self.padded(lines) {
      self = padded
    } else {
      return nil
    }
  }

  private init(layout: Layout, header: [Unicode.Scalar], skippedLines: Int) {
    self.layout = layout
    columns = ColumnNames.unique(layout.cells(header).map { $0.map(Self.string) } ?? [])
    self.skippedLines = skippedLines
  }

  static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }

  private static func lines(of text: CSVSampleText, limit: Int) -> [[Unicode.Scalar]] {
    var lines: [[Unicode.Scalar]] = []
    var index = text.start
    while index < text.count, lines.count < limit {
      let start = index
      while index < text.count, text.bytes[index] != 0x0A, text.bytes[index] != 0x0D { index += 1 }
      if index == text.count, !text.isWhole { break }
      let line = UnsafeBufferPointer(start: text.bytes + start, count: index - start)
      lines.append(Array(String(decoding: line, as: UTF8.self).unicodeScalars))
      if index + 1 < text.count, text.bytes[index] == 0x0D, text.bytes[index + 1] == 0x0A {
        index += 1
      }
      index += 1
    }
    return lines
  }

  // MARK: - Bars under a rule

  /// Whether a line is drawn: `+----+------+`, `|----|:----:|`.
  static func isRule(_ line: some Sequence<Unicode.Scalar>) -> Bool {
    var dashes = 0
    var joints = 0
    for scalar in line {
      switch scalar {
      case "-", "=": dashes += 1
      case "+", "|": joints += 1
      case " ", ":": break
      default: return false
      }
    }
    return dashes >= 3 && joints > 0
  }

  private static func ruled(_ lines: [[Unicode.Scalar]]) -> AlignedTable? {
    guard let head = lines.prefix(3).firstIndex(where: { $0.contains("|") && !isRule($0) }),
      head + 1 < lines.count, isRule(lines[head + 1]), lines[..<head].allSatisfy({ isRule($0) })
    else { return nil }
    let header = lines[head]
    let bars = header.count { $0 == "|" }
    let hasEdges = header.first { $0 != " " } == "|" && header.last { $0 != " " } == "|"
    let cellCount = hasEdges ? bars - 1 : bars + 1
    guard cellCount > 1 else { return nil }
    let layout = Layout.bars(cellCount: cellCount, hasEdges: hasEdges)
    let records = lines[(head + 2)...].filter { $0.contains("|") && !isRule($0) }
    guard !records.isEmpty, records.allSatisfy({ layout.cells($0) != nil }) else {
      return nil
    }
    return AlignedTable(layout: layout, header: header, skippedLines: head + 2)
  }

  // MARK: - Columns padded with spaces

  private static func padded(_ lines: [[Unicode.Scalar]]) -> AlignedTable? {
    guard let header = lines.first, lines.count > 2 else { return nil }
    if let starts = runs(in: lines[1]), starts.count > 1 {
      let layout = Layout.starts(starts)
      let records = lines.dropFirst(2).filter { $0.contains { $0 != " " } }
      let fitting = records.count { layout.cells($0) != nil }
      guard layout.cells(header) != nil, fitting * 10 >= records.count * 9 else { return nil }
      return AlignedTable(layout: layout, header: header, skippedLines: 2)
    }
    let records = lines.dropFirst().filter { $0.contains { $0 != " " } }
    guard records.count >= 4 else { return nil }
    let starts = [0] + header.indices.filter { isBorder($0, header, records) }
    let layout = Layout.starts(starts)
    guard starts.count > 2 || starts.count == 2 && records.count >= 10,
      let names = layout.cells(header), names.allSatisfy({ !$0.isEmpty }),
      names.map(string).allSatisfy({ HeaderInference.kind($0) == .text })
    else { return nil }
    return AlignedTable(layout: layout, header: header, skippedLines: 1)
  }

  /// Where the runs of a line of dashes and spaces begin; `nil` for any other line.
  private static func runs(in line: [Unicode.Scalar]) -> [Int]? {
    guard line.allSatisfy({ $0 == "-" || $0 == "=" || $0 == " " }), line.first != " " else {
      return nil
    }
    return line.indices.filter { line[$0] != " " && ($0 == 0 || line[$0 - 1] == " ") }
  }

  /// Whether a column begins at a place: a name does, the place before is blank in every record, most records have
  /// text there, and what stands before is padded to differing lengths.
  private static func isBorder(
    _ place: Int, _ header: [Unicode.Scalar], _ records: [[Unicode.Scalar]]
  ) -> Bool {
    guard place > 1, header[place] != " ", header[place - 1] == " ", header[place - 2] == " "
    else { return false }
    var filled = 0
    var padded = 0
    var lengths: Set = [header[..<place].lastIndex { $0 != " " } ?? -1]
    for record in records {
      guard place - 1 >= record.count || record[place - 1] == " " else { return false }
      guard place < record.count else { continue }
      if record[place] != " " { filled += 1 }
      if record[place - 2] == " " { padded += 1 }
      lengths.insert(record[..<place].lastIndex { $0 != " " } ?? -1)
    }
    return filled * 10 >= records.count * 8 && padded * 2 >= records.count && lengths.count > 1
  }
}

extension AlignedTable.Layout {
  /// The cells of a line without their padding; `nil` where text runs across a border or bars are too many or few.
  func cells(_ line: [Unicode.Scalar]) -> [ArraySlice<Unicode.Scalar>]? {
    switch self {
    case .bars(let cellCount, let hasEdges):
      var parts = Self.trimmed(line[...]).split(separator: "|", omittingEmptySubsequences: false)
      if hasEdges {
        guard parts.count == cellCount + 2, parts.first?.isEmpty == true,
          parts.last?.isEmpty == true
        else { return nil }
        parts = Array(parts.dropFirst().dropLast())
      }
      guard parts.count == cellCount else { return nil }
      return parts.map(Self.trimmed)
    case .starts(let starts):
      var cells: [ArraySlice<Unicode.Scalar>] = []
      for (index, start) in starts.enumerated() {
        let end = index + 1 < starts.count ? min(starts[index + 1], line.count) : line.count
        guard start < end else {
          cells.append([])
          continue
        }
        if start > 0, line[start - 1] != " " { return nil }
        cells.append(Self.trimmed(line[start..<end]))
      }
      return cells
    }
  }

  private static func trimmed(_ cell: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
    var cell = cell
    while cell.first == " " || cell.first == "\t" { cell.removeFirst() }
    while cell.last == " " || cell.last == "\t" { cell.removeLast() }
    return cell
  }
}

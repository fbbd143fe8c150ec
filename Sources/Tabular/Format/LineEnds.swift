/// Tells whether some line ends outside quotes are text of cells, as exports of databases have them: where only one kind
/// of line end ends records, or where a backslash stands before those that do not.
enum LineEnds {
  /// The sample as it is, or with the line end that is set, or read so that broken records are put together.
  static func sample(
    _ sample: CSVSample, of text: CSVSampleText, options: ReadOptions
  ) -> CSVSample {
    if let set = options.newline {
      var syntax = sample.syntax
      syntax.newline = CSVSyntax.Newline(rawValue: set)
      return CSVSample(text, syntax: syntax, recordByteLimit: options.recordByteLimit)
    }
    let width = sample.usualCellCount
    guard sample.records.contains(where: { $0.cellCount != width }) else { return sample }
    for syntax in ways(of: text, sample.syntax, options) {
      let joined = CSVSample(text, syntax: syntax, recordByteLimit: options.recordByteLimit)
      if isProven(joined, against: sample, text) { return joined }
    }
    return sample
  }

  /// Whether the records that were put together fit: two whole ones would have too many cells.
  private static func isProven(
    _ joined: CSVSample, against sample: CSVSample, _ text: CSVSampleText
  ) -> Bool {
    let width = joined.usualCellCount
    guard width > 1, joined.records.count > 1, width >= sample.usualCellCount,
      sample.records.first?.cellCount == width, joined.consistency > sample.consistency
    else { return false }
    let several = joined.records.filter { hasLineEndOutsideQuotes(text, $0) }
    let fitting = several.count { $0.cellCount == width }
    return fitting > 0 && fitting * 10 >= several.count * 9
  }

  /// The other ways to read the line ends that stand in the text.
  private static func ways(
    of text: CSVSampleText, _ syntax: CSVSyntax, _ options: ReadOptions
  ) -> [CSVSyntax] {
    var (hasCRLF, hasLF, hasCR, hasEscape) = (false, false, false, false)
    for region in text.regions {
      var before: UInt8 = 0
      for index in region.dropLast() {
        let byte = text.bytes[index]
        if byte == 0x0D, text.bytes[index + 1] == 0x0A {
          hasCRLF = true
        } else if byte == 0x0D {
          hasCR = true
        } else if byte == 0x0A, before != 0x0D {
          hasLF = true
        }
        if before == 0x5C, byte == 0x0A || byte == 0x0D { hasEscape = true }
        before = byte
      }
    }
    var ways: [CSVSyntax] = []
    func add(_ change: (inout CSVSyntax) -> Void) {
      var way = syntax
      change(&way)
      ways.append(way)
    }
    let mayEscape = options.escape.map { $0 == "\\" } ?? (syntax.escape ?? 0x5C == 0x5C)
    if hasEscape, mayEscape {
      add {
        $0.escape = 0x5C
        $0.escapesLineEnds = true
      }
    }
    if hasCRLF, hasLF, !hasCR { add { $0.newline = .crlf } }
    if !hasCRLF, hasLF, hasCR { add { $0.newline = .lf } }
    return ways
  }

  private static func hasLineEndOutsideQuotes(
    _ text: CSVSampleText, _ record: CSVSample.Record
  ) -> Bool {
    (record.tokens ?? []).contains { token in
      !token.isQuoted
        && (token.start..<token.end).contains { index in
          text.bytes[index] == 0x0A || text.bytes[index] == 0x0D
        }
    }
  }
}

import Testing

@testable import Tabular

/// Cells that other programs stumble over come back byte for byte from what the writers wrote.
struct RoundTripTests {
  private static let pieces = [
    "", " ", "  x ", "\"", "\"\"", "'", "\\", "\\\\\"", ",", ";", "\t", "|", "\n", "\r\n", "\r",
    "=1+1",
    "@x", "-2+3", "+1-202-555-0100", "null", "NULL", "true", "NaN", "1e309", "0x10", "007", "½",
    "\u{FEFF}",
    "\u{200B}", "\u{202E}abc", "\u{2028}", "\u{85}", "\u{7F}", "\u{1}\u{1B}[31m", "é", "e\u{301}",
    "ﬃ",
    "İı", "ß", "中文", "👩‍👩‍👧‍👦", "🇺🇳", "𝕏", "\u{10FFFF}", "\u{FFFD}", "Ð˜Ð²Ð°Ð½", "<b>&amp;</b>", "]]>",
    "<!--",
    "%s%n", "${x}", "{{7*7}}", "../../etc/passwd", "'; drop table t; --", "[1]", "{\"a\":1}",
    "sep=;", "#",
  ]

  private func table(_ seed: UInt64) -> [[String]] {
    var generator = SeededGenerator(state: seed)
    // Every cell has its number before it, so that no line is a record of one empty cell.
    return (0..<40).map { row in
      [
        "\(row)",
        (0..<Int.random(in: 0...4, using: &generator)).map { _ in
          Self.pieces.randomElement(using: &generator) ?? ""
        }.joined(), Self.pieces[(row + Int(seed)) % Self.pieces.count],
      ]
    }
  }

  /// Some of the cells are text that was decoded wrongly, which would be repaired.
  private var options: ReadOptions {
    var options = ReadOptions()
    options.repairsMisreadText = false
    return options
  }

  @Test(arguments: 0..<12)
  func `cells survive CSV`(seed: UInt64) throws {
    let rows = table(seed)
    var writer = CSVWriter()
    writer.row(["id", "name", "note"])
    for row in rows { writer.row(row) }
    let (read, dialect) = try ReadTable.read(writer.bytes, options: options)
    #expect(dialect.format == .csv)
    #expect(read.columns == ["id", "name", "note"])
    #expect(read.rows.map { $0.map { Array($0.utf8) } } == rows.map { $0.map { Array($0.utf8) } })
    #expect(read.rejects == [])
  }

  @Test(arguments: 0..<12)
  func `cells survive JSON lines`(seed: UInt64) throws {
    let rows = table(seed)
    var writer = JSONLineWriter()
    for row in rows {
      writer.beginObject()
      for (name, cell) in zip(["id", "name", "note"], row) { writer.member(name, cell) }
      writer.endObject()
    }
    let (read, dialect) = try ReadTable.read(writer.bytes, options: options)
    #expect(dialect.format == .ndjson)
    #expect(read.columns == ["id", "name", "note"])
    let filled = read.rows.map { $0 + [String](repeating: "", count: 3 - $0.count) }
    #expect(filled.map { $0.map { Array($0.utf8) } } == rows.map { $0.map { Array($0.utf8) } })
    #expect(read.rejects == [] && read.warnings == [])
  }
}

import Testing

@testable import Tabular

/// A table that is well written is read as it is, whatever is in it, with everything inferred.
@Suite struct InferenceLawTests {
  private static let pieces: [[String]] = [
    ["a", "b", " ", "1", "x", "-", ".", "#", "Total"], [",", "\"", "\n", "\r", "\r\n", "\"\""],
    ["я", "王", "é", "😀", ";", "\t", "'", "=", "|", "\\", ":"],
  ]

  private static func randomCell(_ random: inout SplitMix64) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0...8, using: &random) {
      let kind = Self.pieces[Int.random(in: 0..<3, using: &random)]
      text += kind[Int.random(in: 0..<kind.count, using: &random)]
    }
    return text
  }

  /// Cells as contacts have them.
  private static func usualCell(_ column: Int, _ random: inout SplitMix64) -> String {
    let number = Int.random(in: 100...999, using: &random)
    if Int.random(in: 0..<6, using: &random) == 0 { return "" }
    switch column % 5 {
    case 0: return "\(number)"
    case 1: return ["Ann \"Annie\" Lee", "Lee, Bob", "O'Neil; Cy", "D"][number % 4]
    case 2: return "2024-0\(number % 9 + 1)-1\(number % 10)"
    case 3: return "+1 415 555 0\(number)"
    default: return ["line one\nline two", "5\" pipe", "a | b", "see: x, y", "\\"][number % 5]
    }
  }

  @Test(arguments: 1...80 as ClosedRange<UInt64>)
  func whatIsWrittenIsReadBack(seed: UInt64) throws {
    var random = SplitMix64(seed: seed &* 31)
    let width = Int.random(in: 2...7, using: &random)
    let names = (0..<width).map { "name \($0)" }
    let isUsual = seed % 2 == 0
    let rows = (0..<Int.random(in: 3...40, using: &random)).map { _ in
      (0..<width).map {
        isUsual ? Self.usualCell($0, &random) : Self.randomCell(&random)
      }
    }
    var writer = CSVWriter()
    writer.row(names)
    for row in rows { writer.row(row) }
    var options = ReadOptions()
    options.hasHeader = true
    // Random letters may look like text that was decoded wrongly.
    options.repairsMisreadText = false
    let (table, dialect) = try ReadTable.read(writer.bytes, options: options)
    #expect(dialect.delimiter == ",")
    #expect(dialect.quote == "\"")
    #expect(table.columns == names)
    #expect(table.rows == rows)
    #expect(table.rejects.isEmpty)
    #expect(table.warnings.isEmpty)
  }

  /// Damage anywhere: nothing is lost without a word, and nothing depends on the cut.
  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func damageIsAccountedForAtAnyCut(seed: UInt64) {
    var random = SplitMix64(seed: seed &* 7919)
    var text = "id,name,date,note\n"
    for _ in 0..<Int.random(in: 4...30, using: &random) {
      text +=
        (0..<4).map { Self.usualCell($0, &random).replacing("\"", with: "") }
        .joined(separator: ",") + "\n"
    }
    var bytes = Array(text.utf8)
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let place = Int.random(in: 20..<bytes.count, using: &random)
      let byte = Array(",\"\n;".utf8)[Int.random(in: 0..<4, using: &random)]
      if Bool.random(using: &random) {
        bytes.insert(byte, at: place)
      } else {
        bytes.remove(at: place)
      }
    }
    let inferred = CSVInference(window: bytes.span, isWhole: true, options: ReadOptions())
    let whole = Self.read(inferred, bytes, pieces: [bytes.count])
    for pieces in [[1], [7, 3], [64]] {
      #expect(Self.read(inferred, bytes, pieces: pieces) == whole)
    }
    let places = whole.positions + whole.rejects.map(\.position)
    #expect(Set(places).count == places.count)
  }

  private static func read(
    _ inferred: CSVInference, _ bytes: [UInt8], pieces: [Int]
  ) -> ReadTable {
    var parser = inferred.parser()
    var table = ReadTable()
    var start = 0
    var index = 0
    while start < bytes.count {
      let end = min(bytes.count, start + pieces[index % pieces.count])
      var batch = RecordBatch()
      try? parser.parse(bytes.span.extracting(start..<end), into: &batch)
      table.add(batch)
      start = end
      index += 1
    }
    var batch = RecordBatch()
    try? parser.finish(into: &batch)
    table.add(batch)
    table.warnings = parser.takeWarnings()
    return table
  }

  @Test(arguments: [3, 9_000, 20_000])
  func headersOfAnyWidthAreOneRecord(width: Int) throws {
    var writer = CSVWriter()
    writer.row((0..<width).map { "c\($0)" })
    for row in 0..<3 { writer.row([String](repeating: "\(row)", count: width)) }
    let (table, _) = try ReadTable.read(writer.bytes)
    #expect(table.columns.count == width && table.columns.last == "c\(width - 1)")
    #expect(table.rows.count == 3 && table.rows.allSatisfy { $0.count == width })
  }
}

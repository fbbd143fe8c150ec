import Testing

@testable import Tabular

/// Laws that hold for any table and any cut.
@Suite struct CSVLawTests {
  private static let pieces: [[String]] = [
    ["a", "b", " ", "1", "x"], [",", "\"", "\n", "\r", "\r\n", "\"\""],
    ["я", "王", "é", "😀", ";", "\t", "'", "="],
  ]

  private static func randomCell(_ random: inout SplitMix64) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0...8, using: &random) {
      let kind = Self.pieces[Int.random(in: 0..<3, using: &random)]
      text += kind[Int.random(in: 0..<kind.count, using: &random)]
    }
    if Int.random(in: 0..<20, using: &random) == 0 {
      text += String(repeating: "long ", count: Int.random(in: 1...40, using: &random))
    }
    return text
  }

  private static func randomCut(_ random: inout SplitMix64) -> [Int] {
    (0..<5).map { _ in Int.random(in: 1...90, using: &random) }
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func whatIsWrittenIsReadBack(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let width = Int.random(in: 1...6, using: &random)
    let rows = (0..<Int.random(in: 0...12, using: &random)).map { _ in
      (0..<width).map { _ in Self.randomCell(&random) }
    }
    var writer = CSVWriter()
    var starts: [UInt64] = []
    for row in rows {
      starts.append(UInt64(writer.bytes.count))
      writer.row(row)
    }
    for cut in [[1 << 20], [1], Self.randomCut(&random)] {
      let table = ReadTable.parse(writer.bytes, columns: width, shape: .bare, pieces: cut)
      #expect(table.rows == rows)
      #expect(table.rejects.isEmpty)
      #expect(table.warnings.isEmpty)
      #expect(table.positions.map(\.byteOffset) == starts)
    }
  }

  /// Lines of rubbish: quotes, delimiters and line ends anywhere.
  @Test(arguments: 1...80 as ClosedRange<UInt64>)
  func nothingDependsOnTheCutAndNothingIsLost(seed: UInt64) {
    var random = SplitMix64(seed: seed &* 77)
    let alphabet = Array("ab,,\"\"\n\n\r;0".utf8)
    let text = (0..<Int.random(in: 0...400, using: &random)).map { _ in
      alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
    }
    let limit = [20, 60, 1 << 20][Int.random(in: 0..<3, using: &random)]
    let whole = ReadTable.parse(text, columns: 3, shape: .bare, limit: limit)
    for cut in [[1], Self.randomCut(&random)] {
      let again = ReadTable.parse(text, columns: 3, shape: .bare, limit: limit, pieces: cut)
      #expect(again == whole)
    }
    // Every line that has a byte belongs to the record or reject that begins last before or at it.
    let begins = (whole.positions + whole.rejects.map(\.position)).sorted {
      $0.byteOffset < $1.byteOffset
    }
    let lines = Self.lineStarts(text)
    let firstFilled = lines.first { $0 < text.count && text[$0] != 0x0A && text[$0] != 0x0D }
    #expect(begins.first?.byteOffset == firstFilled.map(UInt64.init))
    for position in begins {
      #expect(lines[Int(position.line) - 1] == Int(position.byteOffset))
    }
    #expect(Set(begins).count == begins.count)
  }

  /// Without quotes every line that is not blank is a record or a reject.
  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func recordsAndRejectsCoverAllLines(seed: UInt64) {
    var random = SplitMix64(seed: seed &* 101)
    let alphabet = Array("ab,,\n\r ".utf8)
    let text = (0..<300).map { _ in
      alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
    }
    let table = ReadTable.parse(text, columns: 2, shape: .bare, pieces: [13])
    let filled = text.split { $0 == 0x0A || $0 == 0x0D }.count
    #expect(table.rows.count + table.rejects.count == filled)
  }

  private static func lineStarts(_ text: [UInt8]) -> [Int] {
    var starts = [0]
    for index in text.indices {
      let isLF = text[index] == 0x0A
      let isLoneCR = text[index] == 0x0D && !(index + 1 < text.count && text[index + 1] == 0x0A)
      if isLF || isLoneCR { starts.append(index + 1) }
    }
    return starts
  }
}

@testable import Tabular

/// A record as it was read, for comparison.
struct ReadRow: Equatable {
  var cells: [String]
  var position: RecordBatch.Position
  var byteCount = 0
}

struct ReadResult: Equatable {
  var columns: [String] = []
  var rows: [ReadRow] = []
  var rejects: [Reject] = []

  /// Cells, filled up to the number of columns.
  var table: [[String]] {
    rows.map { row in
      row.cells + [String](repeating: "", count: columns.count - row.cells.count)
    }
  }
  var reasons: [Reject.Reason] { rejects.map(\.reason) }
}

/// Feeds a parser in pieces of the sizes given, over and over.
func read(
  _ bytes: [UInt8], _ parser: consuming some RecordParser, pieces: [Int]
) throws -> ReadResult {
  var parser = parser
  var result = ReadResult()
  var at = 0
  var turn = 0
  func take(_ batch: RecordBatch) {
    for row in 0..<batch.count {
      let cells = (0..<batch.cellCount(row: row)).map { batch.string(row: row, column: $0) }
      result.rows.append(
        ReadRow(
          cells: cells, position: batch.positions[row], byteCount: Int(batch.byteCounts[row])))
    }
    result.rejects += batch.rejects
  }
  while at < bytes.count {
    let end = min(bytes.count, at + pieces[turn % pieces.count])
    var batch = RecordBatch()
    try parser.parse(bytes.span.extracting(at..<end), into: &batch)
    take(batch)
    at = end
    turn += 1
  }
  var batch = RecordBatch()
  try parser.finish(into: &batch)
  take(batch)
  result.columns = parser.columns
  return result
}

func readJSON(
  _ text: String, path: [String]? = nil, pieces: [Int] = [1 << 20],
  options: ReadOptions = ReadOptions()
) throws -> ReadResult {
  try readJSON(Array(text.utf8), path: path, pieces: pieces, options: options)
}

func readJSON(
  _ bytes: [UInt8], path: [String]? = nil, pieces: [Int] = [1 << 20],
  options: ReadOptions = ReadOptions()
) throws -> ReadResult {
  let parser = JSONRecordParser(recordPath: path, window: bytes.span, options: options)
  return try read(bytes, parser, pieces: pieces)
}

func readXML(
  _ bytes: [UInt8], path: [String]? = nil, pieces: [Int] = [1 << 20],
  options: ReadOptions = ReadOptions()
) throws -> ReadResult {
  let parser = try XMLRecordParser(
    recordPath: path, window: bytes.span, path: "test.xml", options: options)
  return try read(bytes, parser, pieces: pieces)
}

func readXML(
  _ text: String, path: [String]? = nil, pieces: [Int] = [1 << 20],
  options: ReadOptions = ReadOptions()
) throws -> ReadResult {
  try readXML(Array(text.utf8), path: path, pieces: pieces, options: options)
}

/// A small deterministic generator (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Text of letters, marks of both formats, line feeds, and characters of two to four bytes.
  mutating func text() -> String {
    let alphabet = Array("ab {}[]\",:;\\/<>&'é中😀\n\tЖ0-".unicodeScalars)
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...12, using: &self) {
      text.append(alphabet[Int.random(in: 0..<alphabet.count, using: &self)])
    }
    return String(text)
  }

  mutating func table() -> [[String]] {
    (0..<Int.random(in: 2...6, using: &self)).map { _ in (0..<3).map { _ in text() } }
  }
}

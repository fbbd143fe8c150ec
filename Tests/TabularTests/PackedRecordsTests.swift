import Testing

@testable import Tabular

@Suite struct PackedRecordsTests {
  /// Random rows of random cells, some of them empty or beyond ASCII, with rejects and repairs.
  private func batch(seed: UInt64) -> RecordBatch {
    var random = Numbers(state: seed)
    var batch = RecordBatch()
    let texts = ["", "a", "Anna Berg", "李 台北", "x\ny", "\"", String(repeating: "z", count: 300)]
    for row in 0..<Int.random(in: 0...40, using: &random) {
      for _ in 0..<Int.random(in: 0...5, using: &random) {
        batch.append(contentsOf: (texts.randomElement(using: &random) ?? "").utf8)
        batch.endCell()
      }
      batch.endRecord(
        at: .init(line: UInt64(row + 2), byteOffset: UInt64(row * 97)), byteCount: 97)
    }
    for _ in 0..<Int.random(in: 0...2, using: &random) {
      batch.reject(
        Reject(
          position: .init(line: 9, byteOffset: .random(in: 0..<1 << 40, using: &random)),
          reason: .footer, message: "a total", raw: "Total,9"))
    }
    if batch.count > 0 {
      batch.repairs = [
        CellRepair(row: 0, column: 1, raw: "JosÃ©", written: "utf-8", readAs: "windows-1252")
      ]
    }
    return batch
  }

  private struct Numbers: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  private func cells(_ batch: RecordBatch) -> [[String]] {
    (0..<batch.count).map { row in
      (0..<batch.cellCount(row: row)).map { batch.string(row: row, column: $0) }
    }
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func aBatchComesBack(seed: UInt64) throws {
    let batch = batch(seed: seed)
    let read = try #require(RecordBatch(packed: batch.packed()))
    #expect(cells(read) == cells(batch))
    #expect(read.positions == batch.positions)
    #expect(read.rejects == batch.rejects)
    #expect(read.repairs == batch.repairs)
  }

  /// CSV keeps its text as it stands, quotes and delimiters in it.
  @Test func aBatchOfCSVComesBack() throws {
    let text = "Name,Note\n\"Berg, Anna\",\"said \"\"no\"\"\"\nBert,\n"
    let read = try readCSV(text)
    let again = try #require(RecordBatch(packed: read.packed()))
    #expect(cells(again) == [["Berg, Anna", "said \"no\""], ["Bert", ""]])
  }

  private func readCSV(_ text: String) throws -> RecordBatch {
    let folder = try TemporaryFile(text)
    var reader = try TableReader(path: folder.path)
    return try #require(try reader.next())
  }

  /// Whatever the bytes are, they are read or refused.
  @Test(arguments: 0..<200 as Range<UInt64>)
  func damagedBytesDoNoHarm(seed: UInt64) {
    var bytes = batch(seed: seed).packed()
    var random = Numbers(state: seed)
    #expect(RecordBatch(packed: Array(bytes.dropLast())) == nil)
    for _ in 0..<50 {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      bytes[place] = .random(in: 0...255, using: &random)
      if let read = RecordBatch(packed: bytes) { _ = cells(read) }
    }
  }

  @Test func whatIsErasedIsGoneFromTheBytes() throws {
    var batch = RecordBatch()
    for (row, name) in ["Anna", "Bert, friend of Anna", "Carl"].enumerated() {
      for cell in [name, "+491713920001"] {
        batch.append(contentsOf: cell.utf8)
        batch.endCell()
      }
      batch.endRecord(at: .init(line: UInt64(row + 2), byteOffset: UInt64(row * 50)))
    }
    let isChanged = batch.erase(recordsAt: [0]) { $0.contains("Anna") }
    #expect(isChanged)
    let read = try #require(RecordBatch(packed: batch.packed()))
    #expect(read.isErased(row: 0))
    #expect(cells(read) == [[], ["", "+491713920001"], ["Carl", "+491713920001"]])
    #expect(!String(decoding: batch.packed(), as: UTF8.self).contains("Anna"))
  }
}

import Testing

@testable import Tabular

/// Rows of a batch are written in blocks; the bytes are those of the same cells one by one.
struct BatchWritingTests {
  @Test(arguments: 0..<40)
  func `a batch is written as its cells are`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var batch = RecordBatch()
    let columnCount = Int.random(in: 1...5, using: &random)
    for row in 0..<30 {
      for _ in 0..<Int.random(in: 0...columnCount + 1, using: &random) {
        for _ in 0..<Int.random(in: 0...Int.random(in: 0...70, using: &random), using: &random) {
          let isPlain = Int.random(in: 0..<20, using: &random) > 0
          let marks = Array("=+-@,\"\r\n\t\\\u{1}".utf8)
          batch.append(isPlain ? 0x61 : marks[Int.random(in: 0..<marks.count, using: &random)])
        }
        batch.endCell()
      }
      batch.endRecord(at: .init(line: UInt64(row), byteOffset: 0))
    }
    for disarms in [false, true] {
      var (whole, single) = (
        CSVWriter(disarmsFormulas: disarms), CSVWriter(disarmsFormulas: disarms)
      )
      whole.rows(of: batch, columnCount: columnCount)
      whole.row(["", "last"])
      for row in 0..<batch.count {
        for column in 0..<columnCount {
          single.cell(batch.bytes[batch.cell(row: row, column: column)])
        }
        single.endRow()
      }
      single.row(["", "last"])
      #expect(whole.bytes == single.bytes)
    }
    let columns = (0..<columnCount).map {
      "column \"\($0)\"" + String(repeating: "x", count: $0 * 15)
    }
    var (whole, single) = (JSONLineWriter(), JSONLineWriter())
    whole.objects(of: batch, columns: columns)
    for row in 0..<batch.count {
      single.beginObject()
      for (column, name) in columns.enumerated() {
        single.member(name, batch.string(row: row, column: column))
      }
      single.endObject()
    }
    #expect(whole.bytes == single.bytes)
  }

  @Test func `rows without columns are still rows`() {
    var batch = RecordBatch()
    batch.endRecord(at: .init(line: 1, byteOffset: 0))
    var (csv, json) = (CSVWriter(), JSONLineWriter())
    csv.rows(of: batch, columnCount: 0)
    csv.rows(of: batch, columnCount: 1)
    json.objects(of: batch, columns: [])
    json.objects(of: batch, columns: ["a"])
    #expect(String(decoding: csv.bytes, as: UTF8.self) == "\r\n\"\"\r\n")
    #expect(String(decoding: json.bytes, as: UTF8.self) == "{}\n{\"a\":\"\"}\n")
  }
}

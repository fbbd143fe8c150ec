internal import Linkage
internal import Tabular

/// Pairs to be answered by a person: both ids, an empty `match`, and both rows as they stand in the
/// table, column beside column; made for spreadsheets. Read back as a `LabelFile`.
struct QuestionFile {
  private let questions: [LinkedPair]
  private let ids: RecordIDs
  private var headers: [String] = []
  private var cells: [Int: [[UInt8]]] = [:]

  /// Reads the rows that are asked about once more.
  init(
    _ questions: [LinkedPair], ids: RecordIDs, id: String, path: String, options: ReadOptions
  ) throws {
    self.questions = questions
    self.ids = ids
    let asked = Set(questions.flatMap { [$0.left, $0.right] })
    if asked.isEmpty { return }
    var reader = try TableReader(path: path, options: options)
    var first = 0
    while let batch = try reader.next() {
      for row in 0..<batch.count where asked.contains(first + row) {
        cells[first + row] = reader.columns.indices.map {
          Array(batch.bytes[batch.trimmedCell(row: row, column: $0)])
        }
      }
      first += batch.count
    }
    headers = reader.columns
    guard let column = headers.firstIndex(of: id) else { return }
    headers.remove(at: column)
    for row in cells.keys {
      if cells[row].map({ column < $0.count }) == true { cells[row]?.remove(at: column) }
    }
  }

  func write(_ path: String) throws(WriteError) {
    let sink = try FileSink(path: path)
    var writer = CSVWriter(disarmsFormulas: true)
    writer.row(["l", "r", "match", "probability"] + headers.flatMap { ["l_\($0)", "r_\($0)"] })
    for pair in questions {
      writer.cell(ids[pair.left])
      writer.cell(ids[pair.right])
      writer.cell("")
      writer.cell(probabilityText(pair.probability))
      let left = cells[pair.left] ?? []
      let right = cells[pair.right] ?? []
      for column in headers.indices {
        writer.cell(column < left.count ? left[column][...] : [])
        writer.cell(column < right.count ? right[column][...] : [])
      }
      writer.endRow()
    }
    try sink.write(writer.bytes)
    try sink.close()
  }
}

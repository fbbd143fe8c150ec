@testable import Tabular

/// Laws of CSV: the cut changes nothing; both parsers read plain CSV alike; what is written is read back the same.
enum CSVLaws {
  static func broken(_ bytes: [UInt8], _ variant: Int) -> String? {
    var options = ReadOptions()
    var windowCount = bytes.count
    switch variant {
    case 1: options.recordByteLimit = 40
    case 2: (options.mendsRecords, options.separatesTables) = (false, false)
    case 3: options.delimiter = "::"
    case 4: (options.quote, options.escape) = ("'", "\\")
    case 5: (options.comment, options.skippedLines, options.hasHeader) = ("#", 1, false)
    case 6: windowCount /= 2
    case 7: (options.delimiter, options.quote, options.headerRows) = (",", "\"", 2)
    default: break
    }
    let inference = CSVInference(
      window: bytes.span.extracting(first: windowCount), isWhole: windowCount == bytes.count,
      options: options)
    let whole = read(bytes, inference, [1 << 20])
    if let law = whole.broken(byteCount: bytes.count, lineCount: Reading.lineCount(bytes)) {
      return law
    }
    let cut = read(bytes, inference, InputLaws.pieces(bytes))
    if let difference = cut.difference(from: whole) {
      return "the cut changes nothing: \(difference)"
    }
    return brokenRoundTrip(whole)
  }

  private static func read(
    _ bytes: [UInt8], _ inference: CSVInference, _ pieces: [Int]
  ) -> Reading {
    switch inference.parser() {
    case let parser as CSVParser: Reading(bytes, parser, pieces: pieces)
    case let parser as SpelledCSVParser: Reading(bytes, parser, pieces: pieces)
    case let parser: Reading(bytes, parser, pieces: pieces)
    }
  }

  /// Cells of rows of one width, written and read.
  static func brokenRoundTrip(_ reading: Reading) -> String? {
    let width = reading.columns.count
    guard width > 0, width < 1000, !reading.rows.isEmpty else { return nil }
    var writer = CSVWriter()
    let rows = reading.rows.indices.map { reading.row($0, width: width) }
    for row in rows {
      for cell in row { writer.cell(cell) }
      writer.endRow()
    }
    let parser = CSVParser(
      columns: reading.columns, columnCount: width, shape: CSVParser.Shape(hasHeader: false))
    let again = Reading(writer.bytes, parser)
    guard again.rejects.isEmpty, again.rows.count == rows.count else {
      return "what is written is read back: \(rows.count) rows, \(again.rows.count)"
    }
    for (index, row) in rows.enumerated() where again.row(index, width: width) != row {
      let texts = [row, again.row(index, width: width)].map { row in
        row.map { String(decoding: $0, as: UTF8.self) }
      }
      return "what is written is read back the same (row \(index): \(texts))"
    }
    return nil
  }
}

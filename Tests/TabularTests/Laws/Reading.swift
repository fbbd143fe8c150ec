@testable import Tabular

/// All that was read of an input, for comparison.
struct Reading: Equatable {
  var columns: [String] = []
  /// The text of all cells, and where the cells of each row end in it.
  var cells: [UInt8] = []
  var rows: [[Int]] = []
  var positions: [RecordBatch.Position] = []
  var byteCounts: [UInt32] = []
  var rejects: [Reject] = []
  /// In the order of their kinds; counts are added up.
  var warnings: [ReadWarning] = []
  var error: String?

  init() {}

  /// Reads an input with a parser that is fed pieces of the sizes given, over and over.
  init(_ bytes: [UInt8], _ parser: consuming some RecordParser, pieces: [Int] = [1 << 20]) {
    var parser = parser
    var at = 0
    var turn = 0
    do throws(ReadError) {
      while at < bytes.count {
        let end = min(bytes.count, at + pieces[turn % pieces.count])
        try feed(bytes.span.extracting(at..<end), to: &parser)
        at = end
        turn += 1
      }
      try feed(nil, to: &parser)
    } catch {
      fail(error)
    }
    columns = parser.columns
  }

  private mutating func feed(
    _ piece: Span<UInt8>?, to parser: inout some RecordParser
  ) throws(ReadError) {
    var batch = RecordBatch()
    defer {
      add(batch)
      add(parser.takeWarnings())
    }
    if let piece {
      try parser.parse(piece, into: &batch)
    } else {
      try parser.finish(into: &batch)
    }
    while parser.hasWaitingInput {
      add(batch)
      batch = RecordBatch()
      try parser.parse(Span(), into: &batch)
    }
  }

  mutating func fail(_ error: ReadError) {
    let place = error.position.map { "\($0.line):\($0.byteOffset)" } ?? ""
    self.error = "\(error.code) \(place) \(error.problem)"
  }

  mutating func add(_ batch: RecordBatch) {
    for row in 0..<batch.count {
      rows.append(
        (0..<batch.cellCount(row: row)).map { column in
          cells.append(contentsOf: batch.bytes[batch.cell(row: row, column: column)])
          return cells.count
        })
    }
    positions += batch.positions
    byteCounts += batch.byteCounts
    rejects += batch.rejects
  }

  mutating func add(_ noted: [ReadWarning]) {
    for warning in noted {
      if let index = warnings.firstIndex(where: { $0.kind == warning.kind }) {
        warnings[index].count += warning.count
      } else {
        warnings.append(warning)
      }
    }
    warnings.sort { $0.kind.rawValue < $1.kind.rawValue }
  }

  /// The cells of a row, filled up to a number of columns.
  func row(_ index: Int, width: Int) -> [ArraySlice<UInt8>] {
    var start = index == 0 ? 0 : rows[..<index].last { !$0.isEmpty }?.last ?? 0
    var row: [ArraySlice<UInt8>] = []
    for end in rows[index] {
      row.append(cells[start..<end])
      start = end
    }
    while row.count < width { row.append([]) }
    return row
  }

  /// Without what libxml2 words otherwise when it has less in hand, and where it then sees the
  /// error that ends the reading.
  var withoutMessages: Reading {
    var reading = self
    for index in reading.rejects.indices {
      reading.rejects[index].message = ""
      if [.invalidXML, .truncated].contains(reading.rejects[index].reason) {
        reading.rejects[index].reason = .invalidXML
        reading.rejects[index].position = .init(line: 0, byteOffset: 0)
        reading.rejects[index].byteCount = 0
        reading.rejects[index].raw = ""
      }
    }
    return reading
  }

  var hasUndecodableText: Bool {
    rejects.contains { $0.message.contains("is no text in the encoding") }
  }

  mutating func shortenRaw(to byteCount: Int) {
    for index in rejects.indices {
      rejects[index].raw = String(
        decoding: rejects[index].raw.utf8.prefix(byteCount), as: UTF8.self)
    }
  }

  // MARK: - Laws

  /// What every reading owes to an input of so many bytes.
  func broken(byteCount: Int, lineCount: Int?) -> String? {
    for row in rows where row.count > columns.count {
      return "a record has no more cells than there are columns (\(row.count), \(columns.count))"
    }
    let places = positions + rejects.map(\.position)
    for place in places {
      guard place.byteOffset <= UInt64(byteCount) else { return "a place is inside the input" }
      if let lineCount, place.line < 1 || place.line > UInt64(lineCount) {
        return "a line is one of the input (\(place.line) of \(lineCount))"
      }
    }
    for (before, after) in zip(positions, positions.dropFirst())
    where before.byteOffset >= after.byteOffset {
      return "records stand in their order"
    }
    for reject in rejects where reject.raw.utf8.count > Reject.rawLimit * 3 {
      return "the raw text of a reject is bounded"
    }
    return brokenClaim(byteCount)
  }

  /// Records and rejects that tell their size take no byte twice and none outside.
  private func brokenClaim(_ byteCount: Int) -> String? {
    let claims =
      (zip(positions, byteCounts).map { ($0.byteOffset, UInt64($1)) }
      + rejects.map { ($0.position.byteOffset, $0.byteCount) })
      .filter { $0.1 > 0 }.sorted { $0 < $1 }
    var end: UInt64 = 0
    for (start, count) in claims {
      guard start >= end else { return "no byte belongs to two (byte \(start))" }
      end = start + count
    }
    return end <= UInt64(byteCount) ? nil : "what is taken is inside the input"
  }

  /// The bytes that no record and no reject takes.
  func frame(of bytes: [UInt8]) -> [UInt8] {
    let claims =
      (zip(positions, byteCounts).map { (Int($0.byteOffset), Int($1)) }
      + rejects.map { (Int($0.position.byteOffset), Int($0.byteCount)) })
      .sorted { $0 < $1 }
    var frame: [UInt8] = []
    var at = 0
    for (start, count) in claims where start >= at {
      frame += bytes[at..<min(start, bytes.count)]
      at = min(start + count, bytes.count)
    }
    return frame + bytes[at...]
  }

  /// What tells two readings apart, in short.
  func difference(from other: Reading) -> String? {
    if self == other { return nil }
    if error != other.error { return "error \(error ?? "none"), \(other.error ?? "none")" }
    if columns != other.columns { return "columns \(columns), \(other.columns)" }
    let index = rows.indices.first { index in
      !other.rows.indices.contains(index) || row(index, width: 0) != other.row(index, width: 0)
        || positions[index] != other.positions[index]
    }
    if let index {
      let found = other.rows.indices.contains(index) ? other.description(index) : "none"
      return "row \(index): \(description(index)), \(found)"
    }
    if rows != other.rows { return "rows \(rows.count), \(other.rows.count)" }
    if byteCounts != other.byteCounts { return "byteCounts" }
    if rejects != other.rejects { return "rejects \(rejects), \(other.rejects)" }
    return "warnings \(warnings), \(other.warnings)"
  }

  private func description(_ index: Int) -> String {
    let texts = row(index, width: 0).map { String(decoding: $0, as: UTF8.self) }
    return "\(positions[index].line):\(positions[index].byteOffset) \(texts)"
  }

  /// Lines as a file that ends with LF, CRLF or CR has them, and the one behind the last end.
  static func lineCount(_ bytes: [UInt8]) -> Int {
    var count = 1
    for index in bytes.indices {
      let isPair = bytes[index] == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
      if bytes[index] == 0x0A || (bytes[index] == 0x0D && !isPair) { count += 1 }
    }
    return count
  }
}

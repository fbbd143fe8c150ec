/// A batch as one run of bytes, to be kept and read again without its input.
///
/// Cells stand as they were read: unquoted, decoded, repaired. Places, rejects and repairs go with them; what the batch
/// knows of quotes, of the size of records and of what lay between them does not. Whole numbers are written seven bits a
/// byte, the lowest first, and positions as the distance from the one before.
extension RecordBatch {
  /// O(n) in the bytes of the cells.
  package func packed() -> [UInt8] {
    var out = PackedWriter()
    out.bytes.reserveCapacity(bytes.count + bounds.count + 64)
    out.add(count)
    var line: UInt64 = 0
    var byteOffset: UInt64 = 0
    for position in positions {
      out.add(position, after: &line, &byteOffset)
    }
    for row in 0..<count {
      let cells = cellCount(row: row)
      out.add(cells)
      for column in 0..<cells { out.add(cell(row: row, column: column).count) }
    }
    bytes.withUnsafeBufferPointer { text in
      for row in 0..<count {
        for column in 0..<cellCount(row: row) {
          let range = cell(row: row, column: column)
          if !range.isEmpty { out.bytes.append(contentsOf: text[range]) }
        }
      }
    }
    out.add(rejects.count)
    (line, byteOffset) = (0, 0)
    for reject in rejects {
      out.add(reject.position, after: &line, &byteOffset)
      out.add(reject.reason.rawValue)
      out.add(reject.message)
      out.add(reject.raw)
    }
    out.add(repairs.count)
    for repair in repairs {
      out.add(repair.row)
      out.add(repair.column)
      for text in [repair.raw, repair.written, repair.readAs] { out.add(text) }
    }
    return out.bytes
  }

  /// The batch that `packed` wrote; nil where the bytes are none. O(n).
  package init?(packed: [UInt8]) {
    self.init()
    var reader = PackedReader(packed)
    guard let rows = reader.count(), rows <= packed.count else { return nil }
    positions.reserveCapacity(rows)
    var line: UInt64 = 0
    var byteOffset: UInt64 = 0
    for _ in 0..<rows {
      guard let position = reader.position(after: &line, &byteOffset) else { return nil }
      positions.append(position)
    }
    byteCounts = [UInt32](repeating: 0, count: rows)
    spans.reserveCapacity(rows)
    var end = 0
    for _ in 0..<rows {
      guard let cells = reader.count(), cells <= packed.count else { return nil }
      for _ in 0..<cells {
        guard let length = reader.count() else { return nil }
        end += length
        guard end <= packed.count else { return nil }
        bounds.append(UInt32(truncatingIfNeeded: end))
      }
      spans.append(
        Bounds(
          first: spans.last?.last ?? 0, last: UInt32(truncatingIfNeeded: bounds.count - 1)))
    }
    guard let text = reader.take(end) else { return nil }
    bytes = Array(text)
    guard let rejected = reader.count() else { return nil }
    (line, byteOffset) = (0, 0)
    for _ in 0..<rejected {
      guard let position = reader.position(after: &line, &byteOffset),
        let reason = reader.text().flatMap(Reject.Reason.init(rawValue:)),
        let message = reader.text(), let raw = reader.text()
      else { return nil }
      rejects.append(Reject(position: position, reason: reason, message: message, raw: raw))
    }
    guard let repaired = reader.count() else { return nil }
    for _ in 0..<repaired {
      guard let row = reader.count(), let column = reader.count(), let raw = reader.text(),
        let written = reader.text(), let readAs = reader.text(), row < rows
      else { return nil }
      repairs.append(
        CellRepair(row: row, column: column, raw: raw, written: written, readAs: readAs))
    }
    guard reader.isAtEnd else { return nil }
  }
}

private struct PackedWriter {
  var bytes: [UInt8] = []

  mutating func add(_ number: Int) { add(UInt64(number)) }

  mutating func add(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  mutating func add(_ text: String) {
    add(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  /// Positions need not ascend: the distance wraps around.
  mutating func add(
    _ position: RecordBatch.Position, after line: inout UInt64, _ byteOffset: inout UInt64
  ) {
    add(position.line &- line)
    add(position.byteOffset &- byteOffset)
    (line, byteOffset) = (position.line, position.byteOffset)
  }
}

private struct PackedReader {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { place == bytes.count }

  mutating func number() -> UInt64? {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while place < bytes.count, shift < 64 {
      let byte = bytes[place]
      place += 1
      number |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return number }
      shift += 7
    }
    return nil
  }

  /// A number of things, each of which takes a byte at least in what was packed.
  mutating func count() -> Int? { number().flatMap { Int(exactly: $0) } }

  mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
    guard count <= bytes.count - place else { return nil }
    defer { place += count }
    return bytes[place..<(place + count)]
  }

  mutating func text() -> String? {
    count().flatMap { take($0) }.map { String(decoding: $0, as: UTF8.self) }
  }

  mutating func position(
    after line: inout UInt64, _ byteOffset: inout UInt64
  ) -> RecordBatch.Position? {
    guard let lines = number(), let bytes = number() else { return nil }
    line &+= lines
    byteOffset &+= bytes
    return RecordBatch.Position(line: line, byteOffset: byteOffset)
  }
}

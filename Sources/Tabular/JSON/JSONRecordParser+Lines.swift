/// NDJSON: a line is framed by its line feed alone, so that a bad one costs no other.
extension JSONRecordParser {
  mutating func readLines(_ bytes: Span<UInt8>, into batch: inout RecordBatch) {
    var at = 0
    while at < bytes.count {
      if carry.isEmpty, readLaidOutLine(bytes, &at, into: &batch) { continue }
      let end = TextScan.lineFeed(bytes, from: at)
      let isComplete = end < bytes.count
      if isComplete, carry.isEmpty {
        start = RecordBatch.Position(line: line, byteOffset: offset + UInt64(at))
        let text = bytes.extracting(at..<end)
        if text.count > recordByteLimit {
          rejectOverlong(text, upTo: offset + UInt64(end), into: &batch)
        } else {
          readLine(text, isLast: false, into: &batch)
        }
      } else {
        if carry.isEmpty {
          start = RecordBatch.Position(line: line, byteOffset: offset + UInt64(at))
        }
        keep(bytes, at..<end)
        if isComplete { readCarriedLine(upTo: offset + UInt64(end), isLast: false, into: &batch) }
      }
      if isComplete { line += 1 }
      at = end + 1
    }
    offset += UInt64(bytes.count)
  }

  /// Reads a line that is one record, laid out like one before; whether it was.
  @inline(__always)
  private mutating func readLaidOutLine(
    _ bytes: Span<UInt8>, _ at: inout Int, into batch: inout RecordBatch
  ) -> Bool {
    let end = reader.readLaidOut(bytes, at: at)
    guard end >= 0 else { return false }
    var lineEnd = end
    if lineEnd < bytes.count, bytes[unchecked: lineEnd] == 0x0D { lineEnd += 1 }
    guard lineEnd < bytes.count, bytes[unchecked: lineEnd] == 0x0A, lineEnd - at <= recordByteLimit,
      reader.lineFeeds == 0
    else { return false }
    let position = RecordBatch.Position(line: line, byteOffset: offset + UInt64(at))
    reader.write(bytes, at: position, byteCount: end - at, into: &batch)
    line += 1
    at = lineEnd + 1
    return true
  }

  mutating func finishLines(into batch: inout RecordBatch) {
    if !carry.isEmpty { readCarriedLine(upTo: offset, isLast: true, into: &batch) }
  }

  private mutating func readCarriedLine(
    upTo end: UInt64, isLast: Bool, into batch: inout RecordBatch
  ) {
    if isOverlong {
      rejectOverlong(carry.span, upTo: end, into: &batch)
    } else {
      let text = carry
      readLine(text.span, isLast: isLast, into: &batch)
    }
    carry.removeAll(keepingCapacity: true)
    isOverlong = false
  }

  /// Keeps a part of the open record, while it is not over the limit.
  mutating func keep(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    guard !isOverlong else { return }
    if carry.count + range.count > recordByteLimit {
      isOverlong = true
      let missing = Reject.rawLimit - carry.count
      if missing > 0 {
        bytes.extracting(range).extracting(first: missing).withUnsafeBufferPointer {
          carry.append(contentsOf: $0)
        }
      } else {
        carry.removeLast(-missing)
      }
      return
    }
    bytes.extracting(range).withUnsafeBufferPointer { carry.append(contentsOf: $0) }
  }

  /// Reads the records of a line: one, or several in a row.
  private mutating func readLine(
    _ text: Span<UInt8>, isLast: Bool, into batch: inout RecordBatch
  ) {
    var at = 0
    while true {
      while at < text.count, Self.isSpace(text[unchecked: at]) { at += 1 }
      guard at < text.count else { return }
      let position = RecordBatch.Position(
        line: start.line, byteOffset: start.byteOffset + UInt64(at))
      at = readRecord(text, at: at, position: position, isLast: isLast, into: &batch)
      while at < text.count, Self.isSpace(text[unchecked: at]) { at += 1 }
      if at < text.count, text[unchecked: at] == 0x2C {
        forgive(
          at: .init(line: start.line, byteOffset: start.byteOffset + UInt64(at)))
        at += 1
      }
    }
  }

  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }
}

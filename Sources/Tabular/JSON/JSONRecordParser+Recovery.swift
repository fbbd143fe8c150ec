/// Going on after a bad record whose end its brackets do not tell.
///
/// A record begins a line in most inputs that people or programs print for people, at one indentation, and what
/// is nested in it stands further in. A line that begins with `{` at the bad record's own indentation is then the
/// next record.
extension JSONRecordParser {
  /// Goes back to the bad record's beginning to look for the next record in what was taken for its inside.
  mutating func recover(_ bytes: Span<UInt8>, from at: Int, brokenAt: Int) -> Int {
    startResync("the brackets or quotation marks of a record do not match", .invalidJSON)
    if isOverlong {
      line += UInt64(TextScan.lineFeeds(bytes.extracting(at..<brokenAt)))
      return brokenAt
    }
    guard !carry.isEmpty else { return at }
    replayCarry(bytes, from: at)
    return bytes.count
  }

  /// A record over the limit may be one whose brackets do not match: then the next one stands in it.
  mutating func recoverOverlong(_ bytes: Span<UInt8>, from end: Int) -> Int {
    if findRecord(in: carry.span.extracting(first: recordByteLimit)) {
      isOverlong = false
      startResync("the brackets or quotation marks of a record do not match", .invalidJSON)
      replayCarry(bytes, from: end)
    } else {
      line += UInt64(TextScan.lineFeeds(carry.span))
      carry.removeLast(carry.count - min(Reject.rawLimit, recordByteLimit))
    }
    return bytes.count
  }

  /// The same for the record in which the input ends; whether there is something to read again.
  mutating func recoverAtEnd() -> Bool {
    guard !isOverlong, findRecord(in: carry.span) else { return false }
    startResync("the brackets or quotation marks of a record do not match", .invalidJSON)
    replayCarry([UInt8]().span, from: 0)
    return true
  }

  private mutating func replayCarry(_ bytes: Span<UInt8>, from at: Int) {
    var again = carry
    bytes.extracting(at..<bytes.count).withUnsafeBufferPointer { again.append(contentsOf: $0) }
    carry.removeAll(keepingCapacity: true)
    offset = start.byteOffset
    line = start.line
    replay = again
  }

  private func findRecord(in bytes: Span<UInt8>) -> Bool {
    var column = -1
    for at in bytes.indices where Self.beginsLine(bytes[at], &column, startIndent) != nil {
      return true
    }
    return false
  }

  /// Follows the indentation of lines. Non-`nil` where the byte begins a line as a record at `indent` does, or
  /// as the end of the array around it (`false`).
  private static func beginsLine(_ byte: UInt8, _ column: inout Int, _ indent: Int) -> Bool? {
    switch byte {
    case 0x0A: column = 0
    case 0x20 where column >= 0, 0x09 where column >= 0: column += 1
    case 0x7B where column >= 0 && column == max(indent, 0): return true
    case 0x5D where column >= 0 && column <= max(indent, 0): return false
    default: column = -1
    }
    return nil
  }

  /// Begins to look for a record from `start` on.
  mutating func startResync(_ problem: String, _ reason: Reject.Reason) {
    self.problem = problem
    problemReason = reason
    place = .resync
    resyncColumn = -1
  }

  mutating func advanceResync(
    _ bytes: Span<UInt8>, from begin: Int, into batch: inout RecordBatch
  ) -> Int {
    var at = begin
    while at < bytes.count {
      let byte = bytes[unchecked: at]
      if let isRecord = Self.beginsLine(byte, &resyncColumn, startIndent),
        isRecord || returnPlace == .afterElement
      {
        keepRaw(bytes.extracting(0..<at), from: begin)
        reject(
          carry.span, at: start, byteCount: offset + UInt64(at) - start.byteOffset, problemReason,
          "\(problem); correct the record", into: &batch)
        carry.removeAll(keepingCapacity: true)
        isOverlong = false
        indent = resyncColumn
        place =
          switch returnPlace {
          case .afterElement: isRecord ? .element : .afterElement
          default: returnPlace
          }
        return at
      }
      if byte == 0x0A { line += 1 }
      at += 1
    }
    keepRaw(bytes, from: begin)
    return bytes.count
  }

  /// The rest cannot be read; it becomes one reject at the end of the input.
  mutating func giveUp(_ bytes: Span<UInt8>, from at: Int, _ problem: String) -> Int {
    start = RecordBatch.Position(line: line, byteOffset: offset + UInt64(at))
    self.problem = problem
    problemReason = .invalidJSON
    carry.removeAll()
    place = .unreadable
    return at
  }

  /// Keeps as much of an unreadable part as a reject holds.
  mutating func keepRaw(_ bytes: Span<UInt8>, from at: Int) {
    let missing = Reject.rawLimit - carry.count
    guard missing > 0, !isOverlong else { return }
    bytes.extracting(at..<bytes.count).extracting(first: missing).withUnsafeBufferPointer {
      carry.append(contentsOf: $0)
    }
  }
}

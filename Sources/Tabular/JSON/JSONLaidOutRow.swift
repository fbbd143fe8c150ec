/// The values of one record, each column at most once, gathered in any order and written in column order.
struct JSONLaidOutRow {
  /// The text of a value.
  fileprivate struct Part {
    var start: UInt32 = 0
    var count: UInt32 = 0
  }

  /// Set in the start of a part that stands in `scratch`, not in the source.
  fileprivate static let inScratch: UInt32 = 1 << 31
  /// Bytes behind a text that may be overwritten, since cells are short.
  private static let block = 32

  private var parts: [Part] = []
  private var cellCount = 0
  private var textCount = 0
  /// Text that does not stand in the source as it is.
  private var scratch: [UInt8] = []
  /// Where the row is put together.
  private var line: [UInt8] = []
  private var ends: [UInt32] = []

  mutating func reserve(columnCount: Int) {
    parts = Array(repeating: Part(), count: columnCount)
    ends = Array(repeating: 0, count: columnCount)
  }

  /// Gathers the values that `read` finds; -1 of it means that there is no row.
  @inline(__always)
  mutating func gather(_ read: (inout Gathering) -> Int) -> Int {
    // Taken out of self, so that both can be changed at once.
    var parts: [Part] = []
    var scratch: [UInt8] = []
    swap(&parts, &self.parts)
    swap(&scratch, &self.scratch)
    if !scratch.isEmpty { scratch.removeAll(keepingCapacity: true) }
    let end = parts.withUnsafeMutableBufferPointer { parts in
      parts.update(repeating: Part())
      guard let base = parts.baseAddress else { return -1 }
      var gathering = Gathering(parts: base, scratch: scratch)
      scratch = []
      let end = read(&gathering)
      swap(&scratch, &gathering.scratch)
      cellCount = gathering.cellCount
      textCount = gathering.textCount
      return end
    }
    swap(&parts, &self.parts)
    swap(&scratch, &self.scratch)
    return end
  }

  /// The values of the record that is being read.
  struct Gathering {
    /// One for each column of the layout.
    fileprivate let parts: UnsafeMutablePointer<Part>
    fileprivate var scratch: [UInt8]
    fileprivate var cellCount = 0
    fileprivate var textCount = 0

    /// Gives a column its value.
    @inline(__always)
    mutating func set(column: Int, start: Int, count: Int) {
      if column >= cellCount { cellCount = column + 1 }
      textCount += count
      parts[column] = Part(
        start: UInt32(truncatingIfNeeded: start), count: UInt32(truncatingIfNeeded: count))
    }
  }
}

// MARK: - Values

extension JSONLaidOutRow.Gathering {
  /// Reads a value by the grammar of RFC 8259; the offset after it, or -1 for what is out of the ordinary or wrong.
  mutating func readValue(
    _ bytes: Span<UInt8>, _ start: Int, column: Int, lineFeeds: inout Int
  ) -> Int {
    let from = scratch.count
    switch bytes[start] {
    case 0x22:
      let end = appendString(bytes, start)
      setScratch(column: column, from: from)
      return end
    case 0x5B:
      let end = appendArray(bytes, start, &lineFeeds)
      setScratch(column: column, from: from)
      return end
    default:
      let end = JSONScalar.end(bytes, start)
      if end >= 0 {
        let isNull = bytes[start] == 0x6E
        set(column: column, start: start, count: isNull ? 0 : end - start)
      }
      return end
    }
  }

  private mutating func setScratch(column: Int, from: Int) {
    set(column: column, start: from, count: scratch.count - from)
    parts[column].start |= JSONLaidOutRow.inScratch
  }

  /// Appends the text of a string to the scratch.
  private mutating func appendString(_ bytes: Span<UInt8>, _ start: Int) -> Int {
    var failedAt = 0
    var loneSurrogates: UInt64 = 0
    let outcome = JSONString.decode(
      bytes, from: start + 1, into: &scratch, failedAt: &failedAt, loneSurrogates: &loneSurrogates)
    // What is repaired must be counted.
    if case .end(let end) = outcome, loneSurrogates == 0 { return end }
    return -1
  }

  /// Appends the texts of an array of scalars, with `; ` between those that are not empty.
  private mutating func appendArray(
    _ bytes: Span<UInt8>, _ start: Int, _ lineFeeds: inout Int
  ) -> Int {
    let first = scratch.count
    var at = Self.skipSpace(bytes, start + 1, &lineFeeds)
    if at < bytes.count, bytes[at] == 0x5D { return at + 1 }
    while at < bytes.count {
      let mark = scratch.count
      if mark > first { scratch.append(contentsOf: [0x3B, 0x20]) }
      let from = scratch.count
      if bytes[at] == 0x22 {
        at = appendString(bytes, at)
      } else {
        let end = JSONScalar.end(bytes, at)
        if end >= 0, bytes[at] != 0x6E {
          bytes.extracting(at..<end).withUnsafeBufferPointer { scratch.append(contentsOf: $0) }
        }
        at = end
      }
      guard at >= 0 else { return -1 }
      if scratch.count == from { scratch.removeLast(from - mark) }
      at = Self.skipSpace(bytes, at, &lineFeeds)
      guard at < bytes.count else { return -1 }
      if bytes[at] == 0x5D { return at + 1 }
      guard bytes[at] == 0x2C else { return -1 }
      at = Self.skipSpace(bytes, at + 1, &lineFeeds)
    }
    return -1
  }

  private static func skipSpace(
    _ bytes: Span<UInt8>, _ start: Int, _ lineFeeds: inout Int
  ) -> Int {
    var at = start
    while at < bytes.count, JSONRecordParser.isSpace(bytes[at]) {
      if bytes[at] == 0x0A { lineFeeds += 1 }
      at += 1
    }
    return at
  }

}

// MARK: - Writing

extension JSONLaidOutRow {
  /// Appends the record to a batch.
  ///
  /// - Parameter source: the bytes that its values were read from.
  mutating func write(
    source: Span<UInt8>, at position: RecordBatch.Position, byteCount: Int,
    into batch: inout RecordBatch
  ) {
    if line.count < textCount + Self.block {
      line = [UInt8](repeating: 0, count: (textCount + Self.block) * 2)
    }
    let base = batch.bytes.count
    source.withUnsafeBufferPointer { source in
      scratch.withUnsafeBufferPointer { scratch in
        line.withUnsafeMutableBufferPointer { line in
          ends.withUnsafeMutableBufferPointer { ends in
            parts.withUnsafeBufferPointer { parts in
              guard let target = line.baseAddress else { return }
              var at = 0
              for column in 0..<cellCount {
                let part = parts[column]
                let count = Int(part.count)
                if part.start & Self.inScratch == 0 {
                  Self.copy(source, Int(part.start), count, target + at)
                } else {
                  Self.copy(scratch, Int(part.start & ~Self.inScratch), count, target + at)
                }
                at += count
                ends[column] = UInt32(truncatingIfNeeded: base + at)
              }
              batch.appendRecord(
                text: UnsafeBufferPointer(rebasing: line[..<at]),
                cellEnds: UnsafeBufferPointer(rebasing: ends[..<cellCount]), at: position,
                byteCount: byteCount)
            }
          }
        }
      }
    }
  }

  @inline(__always)
  private static func copy(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ count: Int,
    _ target: UnsafeMutablePointer<UInt8>
  ) {
    guard let base = text.baseAddress else { return }
    let source = UnsafeRawPointer(base + start)
    let target = UnsafeMutableRawPointer(target)
    if count <= block, start + block <= text.count {
      let low = source.loadUnaligned(as: SIMD16<UInt8>.self)
      let high = source.loadUnaligned(fromByteOffset: 16, as: SIMD16<UInt8>.self)
      target.storeBytes(of: low, as: SIMD16<UInt8>.self)
      target.storeBytes(of: high, toByteOffset: 16, as: SIMD16<UInt8>.self)
    } else {
      target.copyMemory(from: source, byteCount: count)
    }
  }
}

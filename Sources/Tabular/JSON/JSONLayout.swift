internal import CByteScan

/// Reads records that are laid out like one before: the same bytes stand between their values.
///
/// What stands between two values, which is white space, comma, key, colon and brackets, the grammar has read once. Where
/// the same bytes follow a value again they mean the same again, so that one comparison takes the place of parsing,
/// looking up a key and following brackets. Only the values are read, and these by the grammar. Keys may be missing;
/// for whatever else is not as it was, the record is left to `JSONRecordReader`, which gives the same row.
///
/// A record of `n` bytes takes O(n); nothing is allocated per record.
struct JSONLayout {
  /// A value of a record: a string, number, word, or an array of those.
  struct Value {
    var column: Int
    /// The bytes that it takes, with quotation marks and brackets.
    var start: Int
    var end: Int
    /// Where the object begins in which it stands.
    var object: Int
  }

  /// What stands before a value; before the first one from the beginning of the record, behind the last to its end.
  struct Gap {
    var start: Int
    var count: Int
    /// The column of the value that follows; -1 at the end of the record.
    var column: Int
    /// The object in which the value before it stands: a way from one value to another leads only through one.
    var object: Int
    var lineFeeds: Int
  }

  private static let textLimit = 64 << 10
  private static let valueLimit = 1024
  /// A record that is laid out otherwise costs a vain attempt: after so many in a row there is a pause.
  private static let missLimit = 8
  private static let longestPause = 256

  private var gaps: [Gap] = []
  /// The bytes of all gaps, with padding behind them, so that words can be compared.
  private var text: [UInt8] = []
  private var columnCount = 0
  private var row = JSONLaidOutRow()
  private var misses = 0
  private var pause = 0

  /// Line feeds in the last record that was read.
  private(set) var lineFeeds = 0

  // MARK: - Learning

  /// Takes the layout of a record at `start ..< end`.
  ///
  /// - Parameter values: all its values, in their order.
  mutating func learn(_ values: [Value], _ bytes: Span<UInt8>, from start: Int, to end: Int) {
    guard pause == 0, values.count >= gaps.count - 1 || misses >= Self.missLimit / 2,
      !values.isEmpty, values.count <= Self.valueLimit
    else { return }
    gaps.removeAll(keepingCapacity: true)
    text.removeAll(keepingCapacity: true)
    columnCount = 0
    var isTaken: [Bool] = []
    var place = start
    var object = -1
    for value in values {
      if value.column >= isTaken.count {
        isTaken += repeatElement(false, count: value.column + 1 - isTaken.count)
      }
      if isTaken[value.column] || text.count > Self.textLimit {
        gaps.removeAll(keepingCapacity: true)
        return
      }
      isTaken[value.column] = true
      addGap(bytes, place..<value.start, column: value.column, object: object)
      (place, object) = (value.end, value.object)
    }
    addGap(bytes, place..<end, column: -1, object: object)
    columnCount = isTaken.count
    text += repeatElement(0, count: TextScan.block)
    row.reserve(columnCount: columnCount)
  }

  private mutating func addGap(
    _ bytes: Span<UInt8>, _ range: Range<Int>, column: Int, object: Int
  ) {
    let part = bytes.extracting(range)
    gaps.append(
      Gap(
        start: text.count, count: range.count, column: column, object: object,
        lineFeeds: TextScan.lineFeeds(part)))
    part.withUnsafeBufferPointer { text.append(contentsOf: $0) }
  }

  // MARK: - Reading

  /// Reads the record at `start`; the offset after it, or -1 for one that is laid out otherwise or ends close to the
  /// end of the bytes.
  @inline(__always)
  mutating func read(_ bytes: Span<UInt8>, at start: Int) -> Int {
    guard !gaps.isEmpty else { return -1 }
    if pause > 0 {
      pause -= 1
      return -1
    }
    let end = match(bytes, start)
    if end >= 0 {
      misses = 0
      return end
    }
    misses += 1
    if misses >= Self.missLimit { pause = min(misses, Self.longestPause) }
    return -1
  }

  /// Writes the record that was read last from the same bytes.
  @inline(__always)
  mutating func write(
    _ bytes: Span<UInt8>, at position: RecordBatch.Position, byteCount: Int,
    into batch: inout RecordBatch
  ) {
    row.write(source: bytes, at: position, byteCount: byteCount, into: &batch)
  }

  private mutating func match(_ bytes: Span<UInt8>, _ start: Int) -> Int {
    lineFeeds = 0
    return bytes.withUnsafeBufferPointer { source in
      gaps.withUnsafeBufferPointer { gaps in
        text.withUnsafeBufferPointer { text in
          guard let base = source.baseAddress, let known = text.baseAddress else { return -1 }
          return row.gather { row in
            Self.match(base, source.count, start, gaps, known, &row, lineFeeds: &lineFeeds)
          }
        }
      }
    }
  }

  @inline(__always)
  private static func match(
    _ base: UnsafePointer<UInt8>, _ count: Int, _ start: Int, _ gaps: UnsafeBufferPointer<Gap>,
    _ known: UnsafePointer<UInt8>, _ row: inout JSONLaidOutRow.Gathering, lineFeeds: inout Int
  ) -> Int {
    var at = start
    var index = 0
    while true {
      // Leaves room for a block behind the gap.
      guard at + gaps[index].count + TextScan.block <= count else { return -1 }
      if !isEqual(base + at, known + gaps[index].start, gaps[index].count) {
        index = laterGap(gaps, from: index, base + at, known, room: count - at)
        if index < 0 { return -1 }
      }
      at += gaps[index].count
      lineFeeds += gaps[index].lineFeeds
      let column = gaps[index].column
      if column < 0 { return at }
      if base[at] == 0x22 {
        let from = at + 1
        var run = from
        var stops: UInt32 = 0
        while run + TextScan.block <= count {
          stops = rollcall_json_stops(base + run)
          if stops != 0 { break }
          run += TextScan.block
        }
        guard stops != 0 else { return -1 }
        run += stops.trailingZeroBitCount
        if base[run] == 0x22 {
          row.set(column: column, start: from, count: run - from)
          at = run + 1
          index += 1
          continue
        }
      }
      let bytes = Span(_unsafeStart: base, count: count)
      at = row.readValue(bytes, at, column: column, lineFeeds: &lineFeeds)
      if at < 0 { return -1 }
      index += 1
    }
  }

  /// The gap behind keys that are missing: one that leads on from a value of the same object; -1 if there is none.
  private static func laterGap(
    _ gaps: UnsafeBufferPointer<Gap>, from index: Int, _ base: UnsafePointer<UInt8>,
    _ known: UnsafePointer<UInt8>, room: Int
  ) -> Int {
    let object = gaps[index].object
    guard object >= 0 else { return -1 }
    for later in (index + 1)..<max(index + 1, gaps.count) where gaps[later].object == object {
      guard gaps[later].count + TextScan.block <= room else { continue }
      if isEqual(base, known + gaps[later].start, gaps[later].count) { return later }
    }
    return -1
  }

  /// Whether `count` bytes are equal; eight must be readable at both.
  @inline(__always)
  private static func isEqual(
    _ a: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, _ count: Int
  ) -> Bool {
    if count < 8 {
      let unread = UInt64(8 - count) * 8
      return count == 0 || (word(a) ^ word(b)) << unread == 0
    }
    var offset = 0
    while offset + 8 < count {
      if word(a + offset) != word(b + offset) { return false }
      offset += 8
    }
    return word(a + count - 8) == word(b + count - 8)
  }

  /// Eight bytes with the first one lowest.
  @inline(__always)
  private static func word(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self))
  }
}

internal import CByteScan

/// Searches in text by blocks of 32 bytes and words of eight.
enum TextScan {
  /// As many bytes are looked at together.
  static let block = 32

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  /// Eight bytes with the first one lowest.
  @inline(__always)
  private static func word(_ bytes: Span<UInt8>, _ offset: Int) -> UInt64 {
    UInt64(
      littleEndian: bytes.bytes.unsafeLoadUnaligned(
        fromUncheckedByteOffset: offset, as: UInt64.self))
  }

  /// High bits where a byte is zero; exact up to and with the lowest one that is set.
  @inline(__always)
  private static func zeros(_ word: UInt64) -> UInt64 {
    (word &- ones) & ~word & highs
  }

  /// The end of a run of plain text in a JSON string: the offset of the first quotation mark, backslash or
  /// control character, or `bytes.count`.
  @inline(__always)
  static func plainRun(_ bytes: Span<UInt8>, from start: Int) -> Int {
    bytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return start }
      var offset = start
      while offset + block <= bytes.count {
        let stops = rollcall_json_stops(base + offset)
        if stops != 0 { return offset + stops.trailingZeroBitCount }
        offset += block
      }
      while offset < bytes.count {
        let byte = base[offset]
        if byte == 0x22 || byte == 0x5C || byte < 0x20 { break }
        offset += 1
      }
      return offset
    }
  }

  /// The offset of the quotation mark that ends a JSON string whose text begins at `start`, whatever else is in it, or
  /// at least `bytes.count`.
  static func stringEnd(_ bytes: Span<UInt8>, from start: Int) -> Int {
    var offset = start
    while true {
      if offset >= bytes.count { return offset }
      offset = plainRun(bytes, from: offset)
      guard offset < bytes.count, bytes[unchecked: offset] != 0x22 else { return offset }
      offset += bytes[unchecked: offset] == 0x5C ? 2 : 1
    }
  }

  /// The end of a run of plain text in XML: the offset of the first `<`, `>`, `&` or control character, or
  /// `bytes.count`; and whether the run has bytes beyond ASCII.
  @inline(__always)
  static func markupRun(_ bytes: Span<UInt8>, from start: Int) -> (end: Int, hasHigh: Bool) {
    bytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return (start, false) }
      var offset = start
      var high: UInt32 = 0
      while offset + block <= bytes.count {
        let stops = rollcall_xml_stops(base + offset)
        let highs = rollcall_high_bytes(base + offset)
        if stops != 0 {
          let before = (stops & (0 &- stops)) &- 1
          return (offset + stops.trailingZeroBitCount, high | (highs & before) != 0)
        }
        high |= highs
        offset += block
      }
      while offset < bytes.count {
        let byte = base[offset]
        if byte & 0xFD == 0x3C || byte == 0x26 || byte < 0x20 { break }
        high |= UInt32(byte >> 7)
        offset += 1
      }
      return (offset, high != 0)
    }
  }

  /// Whether `count` bytes at two offsets are the same.
  @inline(__always)
  static func isEqual(_ bytes: Span<UInt8>, _ a: Int, _ b: Int, count: Int) -> Bool {
    guard max(a, b) + count + 8 <= bytes.count else {
      for offset in 0..<count where bytes[a + offset] != bytes[b + offset] { return false }
      return true
    }
    var offset = 0
    while offset < count {
      let difference = word(bytes, a + offset) ^ word(bytes, b + offset)
      let unread = UInt64(max(0, 8 - (count - offset)) * 8)
      if difference << unread != 0 { return false }
      offset += 8
    }
    return true
  }

  /// The offset of the first line feed, or `bytes.count`.
  static func lineFeed(_ bytes: Span<UInt8>, from start: Int) -> Int {
    var offset = start
    let count = bytes.count
    while offset + 32 <= count {
      let a = zeros(word(bytes, offset) ^ (0x0A &* ones))
      let b = zeros(word(bytes, offset + 8) ^ (0x0A &* ones))
      let c = zeros(word(bytes, offset + 16) ^ (0x0A &* ones))
      let d = zeros(word(bytes, offset + 24) ^ (0x0A &* ones))
      if a | b | c | d != 0 { break }
      offset += 32
    }
    while offset < count, bytes[unchecked: offset] != 0x0A { offset += 1 }
    return offset
  }

  static func lineFeeds(_ bytes: Span<UInt8>) -> Int {
    var found = 0
    var offset = lineFeed(bytes, from: 0)
    while offset < bytes.count {
      found += 1
      offset = lineFeed(bytes, from: offset + 1)
    }
    return found
  }

  /// Whether the bytes are well-formed UTF-8 (Unicode §3.9, table 3-7).
  static func isUTF8(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    var offset = start
    while offset < end {
      let lead = bytes[unchecked: offset]
      if lead < 0x80 {
        offset += 1
        continue
      }
      let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
      guard lead >= 0xC2, lead <= 0xF4, offset + length <= end else { return false }
      let second = bytes[unchecked: offset + 1]
      guard second & 0xC0 == 0x80 else { return false }
      switch lead {
      case 0xE0 where second < 0xA0, 0xED where second > 0x9F, 0xF0 where second < 0x90,
        0xF4 where second > 0x8F:
        return false
      default: break
      }
      if length > 2, bytes[unchecked: offset + 2] & 0xC0 != 0x80 { return false }
      if length > 3, bytes[unchecked: offset + 3] & 0xC0 != 0x80 { return false }
      offset += length
    }
    return true
  }
}

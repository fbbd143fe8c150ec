/// The directory at the end of a zip archive: which members there are, and where (APPNOTE 6.3.10 §4.3).
///
/// It does no input or output: it is handed the bytes. Sizes come from here and not from the headers before the
/// members, so data descriptors need no care. O(n) in its bytes.
struct ZipDirectory {
  struct Entry: Equatable {
    /// With `/` between folders.
    var name: String
    /// How it is packed: 0 stored, 8 deflate.
    var method: UInt16
    var isEncrypted: Bool
    var crc: UInt32
    var packedBytes: UInt64
    var byteCount: UInt64
    /// Where its local header begins in the file.
    var headerOffset: UInt64

    var isFolder: Bool { name.hasSuffix("/") }
  }

  /// Where the directory stands in the file.
  struct Place: Equatable {
    var start: UInt64
    var byteCount: UInt64
    /// Bytes before the archive, which its own offsets do not count.
    var leadBytes: UInt64
  }

  /// What is wrong, in words that go after a path.
  struct Damage: Error {
    var problem: String
  }

  /// The most bytes from the end of a file in which the end record of the directory stands, with its 64-bit forms.
  static let tailBytes = 22 + 0xFFFF + 20 + 56

  /// Finds the directory.
  ///
  /// - Parameters:
  ///   - tail: the last bytes of the file, `tailBytes` if it has as many.
  ///   - fileBytes: the size of the file.
  static func find(in tail: Span<UInt8>, fileBytes: UInt64) throws(Damage) -> Place {
    let tailStart = fileBytes - UInt64(tail.count)
    var end = tail.count - 22
    while end >= 0, !isEndRecord(tail, at: end) { end -= 1 }
    guard end >= 0 else {
      throw Damage(problem: "the archive's directory, which stands at its end, is missing")
    }
    guard [0, 0xFFFF].contains(tail.uint16(end + 4)) else {
      throw Damage(problem: "the archive is one part of several")
    }
    var byteCount = UInt64(tail.uint32(end + 12))
    var offset = UInt64(tail.uint32(end + 16))
    var directoryEnd = tailStart + UInt64(end)
    if let wide = wideRecord(tail, before: end) {
      byteCount = tail.uint64(wide + 40)
      offset = tail.uint64(wide + 48)
      directoryEnd = tailStart + UInt64(wide)
    }
    guard byteCount <= directoryEnd, offset <= directoryEnd - byteCount else {
      throw Damage(problem: "the archive's directory has a size that the file has no room for")
    }
    let start = directoryEnd - byteCount
    return Place(start: start, byteCount: byteCount, leadBytes: start - offset)
  }

  private static func isEndRecord(_ tail: Span<UInt8>, at index: Int) -> Bool {
    tail.uint32(index) == 0x0605_4B50
      && index + 22 + Int(tail.uint16(index + 20)) <= tail.count
  }

  /// The end record with 64-bit sizes, if its locator stands before the plain one.
  private static func wideRecord(_ tail: Span<UInt8>, before end: Int) -> Int? {
    guard end >= 76, tail.uint32(end - 20) == 0x0706_4B50 else { return nil }
    // It may be longer than 56 bytes, in theory; then it begins earlier.
    var index = end - 76
    while index >= 0, tail.uint32(index) != 0x0606_4B50 { index -= 1 }
    return index >= 0 ? index : nil
  }

  /// The members, in the order of the directory.
  static func entries(
    of directory: Span<UInt8>, leadBytes: UInt64
  ) throws(Damage) -> [Entry] {
    var entries: [Entry] = []
    var index = 0
    while index < directory.count {
      guard index + 46 <= directory.count, directory.uint32(index) == 0x0201_4B50 else {
        throw Damage(problem: "entry \(entries.count + 1) of the archive's directory is damaged")
      }
      let nameBytes = Int(directory.uint16(index + 28))
      let extraBytes = Int(directory.uint16(index + 30))
      let next = index + 46 + nameBytes + extraBytes + Int(directory.uint16(index + 32))
      guard next <= directory.count else {
        throw Damage(problem: "entry \(entries.count + 1) of the archive's directory breaks off")
      }
      let flags = directory.uint16(index + 8)
      var entry = Entry(
        name: name(directory.extracting(index + 46..<index + 46 + nameBytes)),
        method: directory.uint16(index + 10), isEncrypted: flags & 1 != 0,
        crc: directory.uint32(index + 16), packedBytes: UInt64(directory.uint32(index + 20)),
        byteCount: UInt64(directory.uint32(index + 24)),
        headerOffset: UInt64(directory.uint32(index + 42)))
      let extra = index + 46 + nameBytes
      widen(&entry, directory.extracting(extra..<extra + extraBytes))
      let (offset, isTooLarge) = entry.headerOffset.addingReportingOverflow(leadBytes)
      guard !isTooLarge else {
        throw Damage(problem: "entry \(entries.count + 1) of the archive's directory is damaged")
      }
      entry.headerOffset = offset
      entries.append(entry)
      index = next
    }
    return entries
  }

  /// Takes what does not fit 32 bits from the extra field 1.
  private static func widen(_ entry: inout Entry, _ extra: Span<UInt8>) {
    var index = 0
    while index + 4 <= extra.count {
      let end = index + 4 + Int(extra.uint16(index + 2))
      if extra.uint16(index) == 1 {
        var value = index + 4
        func next(_ narrow: UInt64) -> UInt64 {
          guard narrow == 0xFFFF_FFFF, value + 8 <= min(end, extra.count) else { return narrow }
          value += 8
          return extra.uint64(value - 8)
        }
        entry.byteCount = next(entry.byteCount)
        entry.packedBytes = next(entry.packedBytes)
        entry.headerOffset = next(entry.headerOffset)
        return
      }
      index = end
    }
  }

  /// Some programs on Windows write `\` between folders. What steers a terminal has no place in a message.
  private static func name(_ bytes: Span<UInt8>) -> String {
    bytes.withUnsafeBufferPointer { bytes in
      let plain = bytes.map { byte in
        byte == 0x5C ? UInt8(ascii: "/") : byte < 0x20 || byte == 0x7F ? UInt8(ascii: "?") : byte
      }
      return String(decoding: plain, as: UTF8.self)
    }
  }
}

/// Little-endian numbers; the caller sees to it that they are inside.
extension Span<UInt8> {
  func uint16(_ index: Int) -> UInt16 {
    UInt16(self[index]) | UInt16(self[index + 1]) << 8
  }

  func uint32(_ index: Int) -> UInt32 {
    UInt32(uint16(index)) | UInt32(uint16(index + 2)) << 16
  }

  func uint64(_ index: Int) -> UInt64 {
    UInt64(uint32(index)) | UInt64(uint32(index + 4)) << 32
  }
}

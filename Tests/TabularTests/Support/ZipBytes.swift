@testable import Tabular

/// Writes zip archives for tests, also wrong ones.
struct ZipBytes {
  struct Member {
    var name: String
    var bytes: [UInt8]
    var method: UInt16 = 8
    var flags: UInt16 = 0
    /// Sizes and checksum stand behind the data, and are zero before it.
    var hasDescriptor = false
    /// Sizes stand in the 64-bit extra field.
    var isWide = false
    /// What another program packed.
    var packed: [UInt8]?
    var statedBytes: Int?
    var statedCRC: UInt32?

    init(_ name: String, _ bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }

    init(_ name: String, _ text: String) {
      self.init(name, Array(text.utf8))
    }
  }

  /// Deflate without compression (RFC 1951 §3.2.4).
  static func deflate(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    var start = 0
    repeat {
      let end = min(bytes.count, start + 1000)
      let count = UInt16(end - start)
      out.append(end == bytes.count ? 1 : 0)
      out += little(count) + little(~count) + bytes[start..<end]
      start = end
    } while start < bytes.count
    return out
  }

  /// Gzip without compression (RFC 1952 §2.3).
  static func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var checksum = Checksum()
    bytes.withUnsafeBytes { checksum.add($0) }
    return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + deflate(bytes) + little(checksum.value)
      + little(UInt32(bytes.count))
  }

  static func archive(_ members: [Member], lead: [UInt8] = [], comment: String = "") -> [UInt8] {
    var out = lead
    var directory: [UInt8] = []
    for member in members {
      let packed =
        member.packed ?? (member.method == 8 ? deflate(member.bytes) : member.bytes)
      var checksum = Checksum()
      member.bytes.withUnsafeBytes { checksum.add($0) }
      let crc = member.statedCRC ?? checksum.value
      let flags = member.flags | (member.hasDescriptor ? 8 : 0)
      let size = UInt32(member.statedBytes ?? member.bytes.count)
      let packedSize = UInt32(packed.count)
      let offset = UInt32(out.count - lead.count)
      let name = Array(member.name.utf8)
      out += little(UInt32(0x0403_4B50)) + little(UInt16(20)) + little(flags)
      out += little(member.method) + little(UInt32(0))
      out +=
        member.hasDescriptor
        ? [UInt8](repeating: 0, count: 12) : little(crc) + little(packedSize) + little(size)
      out += little(UInt16(name.count)) + little(UInt16(0)) + name + packed
      if member.hasDescriptor {
        out += little(UInt32(0x0807_4B50)) + little(crc) + little(packedSize) + little(size)
      }
      var extra: [UInt8] = []
      if member.isWide {
        extra = little(UInt16(1)) + little(UInt16(16)) + little(UInt64(size))
        extra += little(UInt64(packedSize))
      }
      directory += little(UInt32(0x0201_4B50)) + little(UInt16(20)) + little(UInt16(20))
      directory += little(flags) + little(member.method) + little(UInt32(0)) + little(crc)
      directory += little(member.isWide ? .max : packedSize) + little(member.isWide ? .max : size)
      directory += little(UInt16(name.count)) + little(UInt16(extra.count)) + little(UInt16(0))
      directory += little(UInt16(0)) + little(UInt16(0)) + little(UInt32(0)) + little(offset)
      directory += name + extra
    }
    let start = out.count - lead.count
    out += directory + little(UInt32(0x0605_4B50)) + little(UInt32(0))
    out += little(UInt16(members.count)) + little(UInt16(members.count))
    out += little(UInt32(directory.count)) + little(UInt32(start))
    return out + little(UInt16(comment.utf8.count)) + Array(comment.utf8)
  }

  private static func little(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }
}

/// The form of a stored state: a head, a directory, and arrays as they lie in memory, each with its
/// place, its length and a checksum. Numbers are little-endian.
enum StateFile {
  /// Raised when the arrays or their meaning change.
  static let formatVersion: UInt32 = 1
  static let magic: UInt64 = 0x6B6E_696C_4C43_4552
  static let alignment = 64

  /// Where a section lies.
  struct Entry: BitwiseCopyable {
    var tag: UInt64
    var offset: UInt64
    var length: UInt64
    var checksum: UInt64
  }

  struct Head: BitwiseCopyable {
    var magic = StateFile.magic
    var formatVersion = StateFile.formatVersion
    var sections: UInt32 = 0
    var length: UInt64 = 0
    /// Of the directory.
    var checksum: UInt64 = 0
  }
}

/// A checksum of bytes that come in pieces: every word changes all that follows. Detects accidents,
/// not intent.
struct StateChecksum {
  private var lanes = SIMD4<UInt64>(1, 2, 3, 4)
  private var pending: [UInt8] = []
  private var length: UInt64 = 0

  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    length += UInt64(bytes.count)
    var start = 0
    if !pending.isEmpty {
      while pending.count < 32, start < bytes.count {
        pending.append(bytes[start])
        start += 1
      }
      if pending.count < 32 { return }
      let whole = pending
      pending = []
      whole.withUnsafeBytes { mix($0, from: 0, to: 32) }
    }
    let end = start + (bytes.count - start) / 32 * 32
    mix(bytes, from: start, to: end)
    pending.append(contentsOf: bytes[end...])
  }

  private mutating func mix(_ bytes: UnsafeRawBufferPointer, from start: Int, to end: Int) {
    var a = lanes[0]
    var b = lanes[1]
    var c = lanes[2]
    var d = lanes[3]
    var offset = start
    while offset < end {
      a = step(a, bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      b = step(b, bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))
      c = step(c, bytes.loadUnaligned(fromByteOffset: offset + 16, as: UInt64.self))
      d = step(d, bytes.loadUnaligned(fromByteOffset: offset + 24, as: UInt64.self))
      offset += 32
    }
    lanes = SIMD4(a, b, c, d)
  }

  @inline(__always)
  private func step(_ state: UInt64, _ word: UInt64) -> UInt64 {
    let product = (state ^ UInt64(littleEndian: word)) &* 0x9E37_79B9_7F4A_7C15
    return product ^ product >> 29
  }

  var value: UInt64 {
    var hash = length
    for lane in 0..<4 { hash = mixed(hash ^ lanes[lane]) }
    for byte in pending { hash = mixed(hash ^ UInt64(byte)) }
    return hash
  }
}

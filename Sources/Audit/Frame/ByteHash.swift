internal import Crypto

/// SHA-256 over texts (FIPS 180-4).
package struct ByteHash {
  private var state = SHA256()

  package init() {}

  package mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { state.update(bufferPointer: UnsafeRawBufferPointer($0)) }
  }

  package mutating func add(_ bytes: [UInt8]) { state.update(data: bytes) }

  package mutating func add(_ digest: Digest256) {
    withUnsafeBytes(of: digest.bigEndianWords) { state.update(bufferPointer: $0) }
  }

  /// A text with its length before it, so that "ab", "c" and "a", "bc" differ.
  package mutating func addCounted(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { state.update(bufferPointer: $0) }
      state.update(bufferPointer: UnsafeRawBufferPointer(bytes))
    }
  }

  package var digest: Digest256 { Digest256(state.finalize()) }

  /// 64 hexadecimal digits.
  package var hex: String { digest.hex }

  package static func hex(_ bytes: [UInt8]) -> String {
    Digest256(SHA256.hash(data: bytes)).hex
  }

  package static func hex(_ text: String) -> String { hex(Array(text.utf8)) }
}

/// 256 bits of a hash, compared as a number.
package struct Digest256: Sendable, Hashable, Comparable {
  /// The most significant first.
  package var words: (UInt64, UInt64, UInt64, UInt64)

  package static let zero = Digest256((0, 0, 0, 0))

  package init(_ words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

  init(_ digest: SHA256.Digest) {
    words = digest.withUnsafeBytes { bytes in
      func word(_ place: Int) -> UInt64 {
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: place * 8, as: UInt64.self))
      }
      return (word(0), word(1), word(2), word(3))
    }
  }

  var bigEndianWords: (UInt64, UInt64, UInt64, UInt64) {
    (words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian)
  }

  package var hex: String {
    [words.0, words.1, words.2, words.3].map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }.joined()
  }

  package static func == (left: Digest256, right: Digest256) -> Bool { left.words == right.words }

  package static func < (left: Digest256, right: Digest256) -> Bool { left.words < right.words }

  package func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}

func hexByte(_ byte: UInt8) -> String {
  let digits = String(byte, radix: 16)
  return byte < 16 ? "0" + digits : digits
}

import CZstd

/// Bytes as the store keeps them: one Zstandard frame that names its size (RFC 8878).
///
/// Rows of an export shrink to a quarter, at several hundred MB per CPU second each way.
package enum PackedBlob {
  /// The fastest level that still finds what rows repeat.
  private static let level: CInt = 1

  /// O(n) for n bytes.
  package static func pack(_ bytes: [UInt8]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: ZSTD_compressBound(bytes.count)) { buffer, count in
      let size = bytes.withUnsafeBytes {
        ZSTD_compress(buffer.baseAddress, buffer.count, $0.baseAddress, $0.count, level)
      }
      // Cannot fail: the buffer has the size that the library asks for.
      count = ZSTD_isError(size) == 0 ? size : 0
    }
  }

  /// - Throws: `Damaged` where the bytes are not what `pack` made.
  package static func unpack(_ packed: [UInt8]) throws(Damaged) -> [UInt8] {
    let declared = packed.withUnsafeBytes {
      ZSTD_getFrameContentSize($0.baseAddress, $0.count)
    }
    // Also what stands for an unknown size and for an error.
    guard declared <= limit else { throw Damaged() }
    var isWhole = false
    let bytes = [UInt8](unsafeUninitializedCapacity: Int(declared)) { buffer, count in
      let size = packed.withUnsafeBytes {
        ZSTD_decompress(buffer.baseAddress, buffer.count, $0.baseAddress, $0.count)
      }
      isWhole = ZSTD_isError(size) == 0 && size == buffer.count
      count = isWhole ? size : 0
    }
    guard isWhole || declared == 0 else { throw Damaged() }
    return bytes
  }

  /// More than any batch of rows is: a damaged size shall not ask for all memory.
  private static let limit: UInt64 = 1 << 30

  package struct Damaged: Error {}
}

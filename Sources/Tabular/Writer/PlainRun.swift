/// Copies text up to the first byte that cannot be written as it is.
enum PlainRun {
  /// Bytes behind the text that the target must have room for.
  static let slack = 32

  /// The number of bytes copied: `count`, or those before the first stop.
  ///
  /// - Parameters:
  ///   - readable: bytes that may be read at `source`, at least `count`.
  ///   - stops: bit k says whether byte k of 32 is a stop.
  ///   - isStop: the same for one byte.
  @inline(__always)
  static func copy(
    _ source: UnsafePointer<UInt8>, count: Int, readable: Int,
    to target: UnsafeMutablePointer<UInt8>, stops: (UnsafePointer<UInt8>) -> UInt32,
    isStop: (UInt8) -> Bool
  ) -> Int {
    var done = 0
    while done < count {
      if readable - done >= 32 {
        let from = UnsafeRawPointer(source + done)
        let to = UnsafeMutableRawPointer(target + done)
        let left = count - done
        var found = stops(source + done)
        to.storeBytes(of: from.loadUnaligned(as: SIMD16<UInt8>.self), as: SIMD16<UInt8>.self)
        to.storeBytes(
          of: from.loadUnaligned(fromByteOffset: 16, as: SIMD16<UInt8>.self), toByteOffset: 16,
          as: SIMD16<UInt8>.self)
        if left < 32 { found &= (1 << UInt32(left)) &- 1 }
        if found != 0 { return done + found.trailingZeroBitCount }
        done += min(32, left)
      } else {
        let byte = source[done]
        if isStop(byte) { return done }
        target[done] = byte
        done += 1
      }
    }
    return count
  }
}

extension RecordBatch {
  /// A row as it stands in the bytes of its batch.
  struct RowText {
    let text: UnsafeBufferPointer<UInt8>
    fileprivate let bounds: UnsafeBufferPointer<UInt32>
    fileprivate let boundBytes: Int

    var cellCount: Int { bounds.count - 1 }

    /// Bytes of all cells, or somewhat more.
    var byteCount: Int {
      Int(bounds[bounds.count - 1] & 0x7FFF_FFFF) - Int(bounds[0] & 0x7FFF_FFFF)
    }

    @inline(__always)
    func cell(_ column: Int) -> Range<Int> {
      RecordBatch.cell(between: bounds[column], bounds[column + 1], boundBytes: boundBytes)
    }
  }

  /// Hands over the rows, one after another.
  func forEachRow(_ body: (RowText) -> Void) {
    bytes.withUnsafeBufferPointer { text in
      bounds.withUnsafeBufferPointer { bounds in
        for span in spans {
          body(
            RowText(
              text: text,
              bounds: UnsafeBufferPointer(rebasing: bounds[Int(span.first)...Int(span.last)]),
              boundBytes: boundBytes))
        }
      }
    }
  }
}

extension [UInt8] {
  /// Appends what `write` puts at the address it is given, at most `limit` bytes; it says where it ended.
  @inline(__always)
  mutating func append(
    atMost limit: Int,
    _ write: (UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8>
  ) {
    if capacity - count < limit { reserveCapacity(Swift.max(count + limit, capacity * 2)) }
    append(addingCapacity: limit) { (output: inout OutputSpan<UInt8>) in
      output.withUnsafeMutableBufferPointer { buffer, initializedCount in
        guard let base = buffer.baseAddress else { return }
        initializedCount = write(base + initializedCount) - base
      }
    }
  }
}

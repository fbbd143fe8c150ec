/// Digits of a number, 0 to 9 each, without heap storage.
///
/// More than `capacity` digits are cut off: nothing that long can be a number, and no prefix that
/// is stripped is long enough to bring it back to a possible length.
struct Digits {
  static let capacity = 64

  private var storage = InlineArray<64, UInt8>(repeating: 0)
  /// The first digit in use; prefixes are stripped by moving it.
  var start = 0
  /// One past the last digit.
  private(set) var end = 0

  var count: Int { end &- start }

  /// A digit by its place in the storage, `start..<end`.
  @inline(__always)
  func at(_ index: Int) -> UInt8 {
    storage[index]
  }

  @inline(__always)
  mutating func append(_ digit: UInt8) {
    guard end < Digits.capacity else { return }
    storage[end] = digit
    end &+= 1
  }

  mutating func append(_ range: Range<Int>, of other: borrowing Digits) {
    for index in range { append(other.at(index)) }
  }

  /// Appends the lowest `count` nibbles of a word, the highest of them first.
  mutating func append(nibbles: UInt16, count: UInt8) {
    for place in (0..<count).reversed() {
      append(UInt8(truncatingIfNeeded: nibbles >> (4 * UInt16(place)) & 0xF))
    }
  }

  /// Appends a number with zeros before it.
  mutating func append(_ number: UInt64, leadingZeros: UInt8) {
    for _ in 0..<leadingZeros { append(0) }
    var divisor: UInt64 = 1
    while number / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      append(UInt8(number / divisor % 10))
      divisor /= 10
    }
  }
}

/// Digits of a number, 0 to 9 each, without heap storage.
///
/// More than `capacity` digits are cut off: nothing that long can be a number, and no prefix that
/// is stripped is long enough to bring it back to a possible length.
///
/// What reads digits takes a span of `storage`: a copy of so large a value costs more than to
/// read a number.
struct Digits {
  static let capacity = 64

  private(set) var storage = InlineArray<64, UInt8>(repeating: 0)
  /// The first digit in use; prefixes are stripped by moving it.
  var start = 0
  /// One past the last digit.
  private(set) var end = 0

  var count: Int { end &- start }

  /// A digit by its place in the storage, `start..<end`.
  @inline(__always)
  func at(_ index: Int) -> UInt8 {
    storage[unchecked: index & 63]
  }

  @inline(__always)
  mutating func append(_ digit: UInt8) {
    guard end < Digits.capacity else { return }
    storage[unchecked: end & 63] = digit
    end &+= 1
  }

  /// Writes a digit after the last one and keeps it if `keep` is 1 and not 0: without a branch,
  /// which nothing could predict.
  ///
  /// The caller sees to it that there is room: what is written beyond `capacity` is lost.
  @inline(__always)
  mutating func offer(_ digit: UInt8, keep: UInt16) {
    storage[unchecked: end & 63] = digit
    end &+= Int(keep)
  }

  /// Where the digits go on after a calling code, or nil if they do not begin with it.
  func startAfter(callingCode: UInt16) -> Int? {
    let storage = storage
    let digits = storage.span.extracting(start..<end)
    return Prefixes.length(of: callingCode, in: digits).map { start + $0 }
  }

  mutating func append(_ range: Range<Int>, of other: borrowing Digits) {
    for index in range { append(other.at(index)) }
  }

  mutating func append(_ digits: Span<UInt8>) {
    for place in digits.indices { append(digits[unchecked: place]) }
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
    let decimal = Decimal(number)
    for place in decimal.start..<Decimal.width { append(decimal.digit(place)) }
  }
}

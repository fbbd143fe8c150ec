/// The decimal digits of a number, eight to a word and so without a division for each.
struct Decimal {
  static let width = 24

  /// The digits from the most significant on, one a byte, the first in the lowest byte.
  private let words: (UInt64, UInt64, UInt64)
  /// The place of the first digit that is not zero, of the last digit if all are.
  let start: Int

  @inline(__always)
  init(_ number: UInt64) {
    let eight: UInt64 = 100_000_000
    let upper = number / eight
    words = (
      Decimal.eightDigits(UInt32(truncatingIfNeeded: upper / eight)),
      Decimal.eightDigits(UInt32(truncatingIfNeeded: upper % eight)),
      Decimal.eightDigits(UInt32(truncatingIfNeeded: number % eight))
    )
    start =
      words.0 != 0
      ? words.0.trailingZeroBitCount / 8
      : words.1 != 0
        ? 8 + words.1.trailingZeroBitCount / 8
        : min(16 + words.2.trailingZeroBitCount / 8, Decimal.width - 1)
  }

  /// A digit by its place, `0..<width`.
  func digit(_ place: Int) -> UInt8 {
    let word = place < 8 ? words.0 : place < 16 ? words.1 : words.2
    return UInt8(truncatingIfNeeded: word >> UInt64(8 * (place & 7)))
  }

  /// Writes all digits as ASCII to `width` bytes of a buffer.
  @inline(__always)
  func writeASCII(to buffer: UnsafeMutableRawBufferPointer, at offset: Int) {
    let zeros: UInt64 = 0x3030_3030_3030_3030
    buffer.storeBytes(of: (words.0 | zeros).littleEndian, toByteOffset: offset, as: UInt64.self)
    buffer.storeBytes(
      of: (words.1 | zeros).littleEndian, toByteOffset: offset + 8, as: UInt64.self)
    buffer.storeBytes(
      of: (words.2 | zeros).littleEndian, toByteOffset: offset + 16, as: UInt64.self)
  }

  /// The digits of a number below 100,000,000: it is halved three times, all parts at once, with
  /// multiplications in place of the divisions by 100 and 10.
  @inline(__always)
  private static func eightDigits(_ number: UInt32) -> UInt64 {
    let fours = UInt64(number / 10_000) | UInt64(number % 10_000) << 32
    let hundreds = (fours &* 10_486) >> 20 & 0x0000_007F_0000_007F
    let twos = hundreds | (fours &- 100 &* hundreds) << 16
    let tens = (twos &* 103) >> 10 & 0x000F_000F_000F_000F
    return tens | (twos &- 10 &* tens) << 8
  }
}

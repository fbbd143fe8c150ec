/// Finds the bytes that mean something in CSV: delimiter, quote, CR and LF, sixty-four at a time.
struct SpecialBytes {
  private let delimiter: SIMD16<UInt8>
  private let quote: SIMD16<UInt8>

  init(delimiter: UInt8, quote: UInt8?) {
    self.delimiter = SIMD16(repeating: delimiter)
    self.quote = SIMD16(repeating: quote ?? delimiter)
  }

  /// Bit `k` says whether byte `k` of the 64 at `text` is special.
  @inline(__always)
  func mask(_ text: UnsafeRawPointer) -> UInt64 {
    mask16(text) | mask16(text + 16) << 16 | mask16(text + 32) << 32 | mask16(text + 48) << 48
  }

  @inline(__always)
  private func mask16(_ text: UnsafeRawPointer) -> UInt64 {
    let block = text.loadUnaligned(as: SIMD16<UInt8>.self)
    let found =
      words(block .== delimiter) | words(block .== quote)
      | words(block .== SIMD16(repeating: 0x0A)) | words(block .== SIMD16(repeating: 0x0D))
    // Keeps bit k of byte k and gathers the eight of them in the top byte.
    let bits = ((found & 0x8040_2010_0804_0201) &* 0x0101_0101_0101_0101) &>> 56
    return bits[0] | bits[1] << 8
  }

  /// The lanes of a comparison, each 0x00 or 0xFF, as two words.
  @inline(__always)
  private func words(_ mask: SIMDMask<SIMD16<Int8>>) -> SIMD2<UInt64> {
    unsafeBitCast(mask, to: SIMD2<UInt64>.self)
  }
}

/// Walks over the special bytes of a text, in order.
struct SpecialCursor {
  private let text: UnsafePointer<UInt8>
  private let count: Int
  private let special: SpecialBytes
  private var base: Int
  private var mask: UInt64

  /// Begins at `start`. The text must be readable for 64 bytes past `count`.
  init(_ text: UnsafePointer<UInt8>, count: Int, special: SpecialBytes, from start: Int) {
    self.text = text
    self.count = count
    self.special = special
    base = start
    mask = special.mask(UnsafeRawPointer(text + start))
  }

  /// The offset of the next special byte; `count` when there is none.
  @inline(__always)
  mutating func next() -> Int {
    while mask == 0 {
      base += 64
      if base >= count { return count }
      mask = special.mask(UnsafeRawPointer(text + base))
    }
    let position = base + mask.trailingZeroBitCount
    mask &= mask &- 1
    // The bytes past the end are left from earlier texts.
    return position < count ? position : count
  }

  /// Goes on from `start`, which may lie before or behind.
  mutating func seek(_ start: Int) {
    base = start
    mask = start < count ? special.mask(UnsafeRawPointer(text + start)) : 0
  }
}

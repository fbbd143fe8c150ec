/// Digits of an extension, at most 20, without heap storage.
public struct PhoneExtension: Sendable, Hashable {
  private var nibbles: UInt128 = 0
  /// How many digits there are; 0 means no extension.
  public private(set) var count: Int = 0

  public init() {}

  /// Whether there is no extension.
  public var isEmpty: Bool { count == 0 }

  mutating func append(_ digit: UInt8) {
    guard count < 20 else { return }
    nibbles = nibbles << 4 | UInt128(digit & 0xF)
    count += 1
  }

  /// The digits as ASCII.
  public var digits: String {
    String(unsafeUninitializedCapacity: 20) { buffer in
      for place in 0..<count {
        let shift = UInt128(4 * (count - 1 - place))
        buffer[place] = 0x30 + UInt8(truncatingIfNeeded: nibbles >> shift & 0xF)
      }
      return count
    }
  }
}

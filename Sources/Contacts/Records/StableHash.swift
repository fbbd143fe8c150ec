/// A 64-bit hash that is the same on every machine and in every run: FNV-1a, mixed once more at the end.
///
/// It names things; it does not protect anything.
package struct StableHash {
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325

  package init() {}

  package mutating func combine(_ byte: UInt8) {
    state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
  }

  /// Adds a text and its end, so that "ab", "c" and "a", "bc" differ.
  package mutating func combine(_ text: String) {
    for byte in text.utf8 { combine(byte) }
    combine(0xff as UInt8)
  }

  /// The same for the bytes of a text.
  package mutating func combine(_ text: Span<UInt8>) {
    for index in text.indices { combine(text[index]) }
    combine(0xff as UInt8)
  }

  package mutating func combine(_ word: UInt64) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      combine(UInt8(truncatingIfNeeded: word >> shift))
    }
  }

  package var value: UInt64 {
    var mixed = state
    mixed = (mixed ^ (mixed >> 33)) &* 0xff51_afd7_ed55_8ccd
    mixed = (mixed ^ (mixed >> 33)) &* 0xc4ce_b9fe_1a85_ec53
    return mixed ^ (mixed >> 33)
  }
}

import Testing

@testable import Tabular

@Suite struct SpecialBytesTests {
  /// The blocks agree with looking at one byte after another.
  @Test(arguments: [(UInt8(ascii: ","), UInt8(ascii: "\"") as UInt8?), (0x01, nil), (0x7C, 0x27)])
  func blocksAgreeWithBytes(delimiter: UInt8, quote: UInt8?) {
    var random = SplitMix64(seed: 5)
    let special = SpecialBytes(delimiter: delimiter, quote: quote)
    let alphabet = [delimiter, quote ?? 0x41, 0x0A, 0x0D, 0x00, 0x8A, 0xFF, 0x61, 0x62, 0x0B, 0x2D]
    for _ in 0..<40 {
      let block = (0..<64).map { _ in
        alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
      }
      var expected: UInt64 = 0
      for (index, byte) in block.enumerated() {
        if byte == delimiter || byte == quote || byte == 0x0A || byte == 0x0D {
          expected |= 1 << UInt64(index)
        }
      }
      let found = block.withUnsafeBytes { bytes in bytes.baseAddress.map { special.mask($0) } }
      #expect(found == expected)
    }
  }
}

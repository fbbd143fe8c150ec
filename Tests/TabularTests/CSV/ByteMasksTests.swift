import CByteScan
import Testing

@testable import Tabular

@Suite struct ByteMasksTests {
  private static func masks(
    _ text: [UInt8], _ make: (UnsafePointer<UInt8>) -> rollcall_csv_masks
  ) -> [UInt64] {
    text.withUnsafeBufferPointer { text in
      guard let masks = text.baseAddress.map(make) else { return [] }
      return [masks.delimiter, masks.quote, masks.newline, masks.high]
    }
  }

  /// The instructions of this machine agree with the portable twin, whichever it has.
  @Test(arguments: [(UInt8(ascii: ","), UInt8(ascii: "\"")), (0x01, 0xFF), (0x7C, 0x27)])
  func blocksAgreeWithThePortableTwin(delimiter: UInt8, quote: UInt8) {
    var random = SplitMix64(seed: 5)
    let alphabet = [delimiter, quote, 0x0A, 0x0D, 0x00, 0x8A, 0xFF, 0x61, 0x7F, 0x80, 0x2D]
    for _ in 0..<120 {
      let text = (0..<64).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] }
      let expected = Self.masks(text) { rollcall_csv_portable($0, delimiter, quote) }
      #expect(Self.masks(text) { rollcall_csv_native($0, delimiter, quote) } == expected)
      #if arch(x86_64)
        if rollcall_has_avx2() != 0 {
          #expect(Self.masks(text) { rollcall_csv_avx2($0, delimiter, quote) } == expected)
        }
      #endif
      #expect(expected[0] & 1 == (text[0] == delimiter ? 1 : 0))
    }
  }

  /// Damaged UTF-8 is told from sound text.
  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func damagedTextIsTold(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let words = ["plain words ", "Ж", "王", "é", "😀", "ࠀ", "한", "\u{10FFFF}", "\u{FFFD}", "x"]
    var text: [UInt8] = []
    for _ in 0..<Int.random(in: 0...120, using: &random) {
      text += Array(words[Int.random(in: 0..<words.count, using: &random)].utf8)
    }
    let odd: [UInt8] = [
      0x80, 0xBF, 0xC0, 0xC2, 0xE0, 0xED, 0xA0, 0xF0, 0x8F, 0xF4, 0x90, 0xF5, 0xFF,
    ]
    if seed % 3 > 0, !text.isEmpty {
      for _ in 0..<Int(seed % 3) {
        text[Int.random(in: 0..<text.count, using: &random)] =
          odd[Int.random(in: 0..<odd.count, using: &random)]
      }
    }
    if seed % 4 == 0 { text.removeLast(min(text.count, 2)) }
    let finding = text.withUnsafeBufferPointer { UTF8Blocks.check($0) }
    #expect(finding.isASCII == text.allSatisfy { $0 < 0x80 })
    // A character that the end cuts is no fault.
    let isSound = (0...3).contains { cut in
      String(validating: text.dropLast(cut), as: UTF8.self) != nil
        && (cut == 0 || UTF8Validation.scan(text.span, from: 0).stop == .incomplete)
    }
    #expect(finding.isValid == isSound)
  }
}

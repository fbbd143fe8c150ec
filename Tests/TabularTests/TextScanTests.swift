import CByteScan
import Testing

@testable import Tabular

/// The instructions of the processor and a plain loop must find the same bytes.
struct TextScanTests {
  @Test func `blocks are searched as a loop over their bytes does`() {
    var random = SplitMix64(seed: 11)
    let marks = Array(",\r\"\\<>&\u{1F} !=?\n".utf8) + [0, 0x7F, 0x80, 0xA2, 0xBC, 0xDC, 0xFF]
    for _ in 0..<2000 {
      let block = (0..<32).map { _ in
        Int.random(in: 0..<4, using: &random) == 0
          ? marks[Int.random(in: 0..<marks.count, using: &random)]
          : UInt8(Int.random(in: 0..<256, using: &random))
      }
      #expect(
        rollcall_json_stops(block) == bits(block) { $0 == 0x22 || $0 == 0x5C || $0 < 0x20 })
      #expect(
        rollcall_xml_stops(block)
          == bits(block) { $0 == 0x3C || $0 == 0x3E || $0 == 0x26 || $0 < 0x20 })
      #expect(
        rollcall_csv_stops(block)
          == bits(block) { $0 == 0x2C || $0 == 0x22 || $0 == 0x0D || $0 == 0x0A })
      #expect(rollcall_high_bytes(block) == bits(block) { $0 >= 0x80 })
    }
  }

  private func bits(_ block: [UInt8], _ isMeant: (UInt8) -> Bool) -> UInt32 {
    block.enumerated().reduce(0) { $0 | (isMeant($1.element) ? 1 << UInt32($1.offset) : 0) }
  }

  @Test func `runs end at the first stop, wherever it stands`() {
    for length in 0..<100 {
      for stop in [UInt8(0x22), 0x5C, 0x1F, 0x3C, 0x26] {
        let text = [UInt8](repeating: 0x41, count: length) + [stop] + [0xC3, 0xA9]
        let isMarkup = stop == 0x3C || stop == 0x26 || stop == 0x1F
        #expect(
          TextScan.plainRun(text.span, from: 0)
            == (stop == 0x3C || stop == 0x26 ? text.count : length))
        let (end, hasHigh) = TextScan.markupRun(text.span, from: 0)
        #expect(end == (isMarkup ? length : text.count))
        #expect(hasHigh == !isMarkup)
        #expect(HighBytes.first(in: text.span, from: 0) == length + 1)
      }
    }
  }
}

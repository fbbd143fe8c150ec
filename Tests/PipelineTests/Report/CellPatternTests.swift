import Testing

@testable import Pipeline

struct CellPatternTests {
  @Test(arguments: [
    ("+7 (912) 345-67-89", "+9 (999) 999-99-99"), ("Anna Smith", "Aaaa Aaaa"),
    ("ANNA", "AAAA"), ("anna", "aaaa"), ("A", "A"), ("b", "a"), ("McDonald", "AaAa"),
    ("O'Brien", "A'Aaaa"), ("Анна Петрова", "Aaaa Aaaa"), ("ИП", "AAAA"), ("Ёлка", "Aaaa"),
    ("Çağla Öztürk", "Aaaa Aaaa"), ("ŁÓDŹ", "AAAA"), ("Ñandú", "Aaaa"), ("Zażółć", "Aaaa"),
    ("王", "字"), ("王小明", "字字"), ("田中 さくら", "字字 字字"), ("김철수", "字字"),
    ("محمد علي", "xxxx xxxx"), ("דוד", "xxxx"), ("สมชาย", "xxxx"), ("अनिल", "xxxx"),
    ("٠٩٣", "９９９"), ("０９", "９９"), ("anna@mail.ru", "aaaa@aaaa.aaaa"),
    ("2024-01-31T10:00Z", "9999-99-99A99:99A"), (" x", " a"), ("a\nb", "a↵a"), ("👍", "·"),
    ("“q”", "·a·"), ("e\u{301}te\u{301}", "aaaa"), ("\u{200F}1", "·9"), ("-", "-"),
    (String(repeating: "1", count: 32), String(repeating: "9", count: 32)),
    (String(repeating: "1", count: 33), String(repeating: "9", count: 31) + "…"),
    (String(repeating: "a ", count: 40), String(repeating: "a ", count: 15) + "a…"),
  ])
  func showsTheForm(_ cell: String, _ pattern: String) {
    #expect(CellPattern(cell.utf8Span.span).text == pattern)
  }

  @Test(
    arguments: [
      [0xFF], [0xC3], [0xE5, 0x8D], [0xF0, 0x9F], [0x41, 0xFF, 0x42], [0x80], [0xC3, 0x28],
      [0xED, 0xA0, 0x80], [0xF4, 0xBF, 0xBF, 0xBF],
    ] as [[UInt8]])
  func takesBytesThatAreNoText(_ bytes: [UInt8]) {
    #expect(!CellPattern(bytes.span).text.isEmpty)
  }

  /// Nothing of a value is in its form but signs.
  @Test func tellsNothingOfAValue() {
    var generator = SplitMix64(state: 11)
    for _ in 0..<2_000 {
      let cell = String(
        (0..<Int.random(in: 1...30, using: &generator)).map { _ in
          "abcXYZ0189+-(). @жЖ王سé".randomElement(using: &generator) ?? "a"
        })
      let allowed = Set("Aa9x字…+-(). @·")
      #expect(CellPattern(cell.utf8Span.span).text.allSatisfy(allowed.contains), "\(cell)")
    }
  }

  @Test func equalFormsAreOnePattern() {
    let one = CellPattern("Anna Smith".utf8Span.span)
    #expect(one == CellPattern("Bo Li".utf8Span.span))
    #expect(one.spread == CellPattern("Bo Li".utf8Span.span).spread)
    #expect(one != CellPattern("Bo  Li".utf8Span.span))
  }
}

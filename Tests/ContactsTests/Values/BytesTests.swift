import Testing

@testable import Contacts

/// What reads bytes gives what reads texts gives, or leaves the cell to it.
@Suite struct BytesTests {
  /// Texts as they come, hostile ones, and such as only the reading of bytes has a path for.
  private static func cells(_ count: Int, seed: UInt64) -> [String] {
    var seeded = Seeded(state: seed)
    let plain = [
      "a", "Z", "9", " ", "  ", "\t", "\n", "\r\n", "\r", "\u{0B}", "\u{7F}", "\u{1}", "'", "=",
      "+", "@", "-", ";", "é", "ß", "Ł", "Ф", "ё", "ѐ", "ά", "ώ", "ב", "ع", "٣", "京", "한", "ひ", "ー",
      "、", "–", "…", "€", "ễ", "№", "™", "📵", "🤝", "\u{301}", "\u{200D}", "\u{FEFF}", "n/a", "test",
    ]
    return (0..<count).map { number in
      switch number % 3 {
      case 0: seeded.text()
      case 1: seeded.noise()
      default:
        (0..<Int.random(in: 0...9, using: &seeded))
          .map { _ in plain.randomElement(using: &seeded) ?? "" }.joined()
      }
    }
  }

  @Test(arguments: [false, true])
  func tidyBytesAreTheTidyText(keepingLines: Bool) {
    var read = 0
    for cell in Self.cells(6000, seed: 31) {
      var output = Array("before".utf8)
      let isRead = cell.withBytes { appendTidy($0, keepingLines: keepingLines, to: &output) }
      if isRead {
        read += 1
        let text = String(decoding: output.dropFirst(6), as: UTF8.self)
        #expect(
          text.utf8.elementsEqual(tidy(cell, keepingLines: keepingLines).utf8),
          "\(cell.debugDescription)")
      } else {
        #expect(output == Array("before".utf8))
      }
    }
    #expect(read > 2000)
  }

  @Test(
    arguments: [
      ("  Ann\u{9} Lee \r\n", "Ann Lee"), ("'=1+1", "=1+1"), ("''+1", "''+1"), ("'Ann", "'Ann"),
      ("'", "'"),
      ("Łódź — 2", "Łódź — 2"), ("", ""), ("\u{1}\u{7F}", ""), ("Ω\u{3000}Ω", nil),
      ("e\u{301}", nil),
    ] as [(String, String?)])
  func tidyBytes(cell: String, expected: String?) {
    var output: [UInt8] = []
    let isRead = cell.withBytes { appendTidy($0, to: &output) }
    #expect((isRead ? String(decoding: output, as: UTF8.self) : nil) == expected)
  }

  @Test func bytesThatAreNoTextAreLeftAlone() {
    for bytes in [[0xC3], [0xC3, 0x41], [0xE4, 0xB8], [0xF0, 0x9F, 0x98], [0xFF], [0x80]]
      as [[UInt8]]
    {
      var output: [UInt8] = []
      #expect(bytes.withUnsafeBufferPointer { !appendTidy($0, to: &output) })
    }
  }

  @Test func placeholdersAreTheSame() {
    let words = RulesOnDisk.words
    for cell in Self.cells(6000, seed: 32) + [
      "n/a", "N.A.", "неизвестно", "未知", "test", "без имени",
    ] {
      let text = tidy(cell)
      guard !text.isEmpty else { continue }
      #expect(
        text.withBytes { words.isPlaceholder(tidy: $0) } == words.isPlaceholder(text),
        "\(cell.debugDescription)")
    }
  }

  @Test func plainAddressesAreTheSame() {
    var seeded = Seeded(state: 33)
    let pieces = [
      "anna", "Anna", "no-reply", "test", "@", "@", "example", ".", ".", "com", "-", "+", "_", " ",
      "x1", "é", "1",
    ]
    var read = 0
    for _ in 0..<20000 {
      var parts = ["anna", ".", "berg", "@", "example", ".", "com"]
      for _ in 0..<Int.random(in: 0...3, using: &seeded) {
        parts[Int.random(in: 0..<parts.count, using: &seeded)] =
          pieces.randomElement(using: &seeded) ?? ""
      }
      let cell = parts.joined()
      var output: [UInt8] = []
      guard cell.withBytes({ appendPlainEmail($0, to: &output) }) else {
        #expect(output.isEmpty)
        continue
      }
      read += 1
      let address = String(decoding: output, as: UTF8.self)
      #expect(readEmails(cell) == [EmailReading(address: address, reason: nil)], "\(cell)")
    }
    #expect(read > 200)
  }

  @Test func listItemsStandWhereTheyAre() {
    for cell in Self.cells(3000, seed: 34).map({ $0 + "; " + $0 }) {
      var items: [String] = []
      let bytes = Array(cell.utf8)
      forEachListItem(bytes.span) { items.append(String(decoding: bytes[$0], as: UTF8.self)) }
      #expect(items.joined(separator: "; ").utf8.elementsEqual(cell.utf8))
      #expect(items.allSatisfy { !Array($0.utf8).containsSeparator })
    }
  }
}

extension String {
  /// The bytes of the text.
  fileprivate func withBytes<R>(_ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    utf8Span.span.withUnsafeBufferPointer(body)
  }
}

extension [UInt8] {
  fileprivate var containsSeparator: Bool {
    zip(self, dropFirst()).contains { $0 == UInt8(ascii: ";") && $1 == UInt8(ascii: " ") }
  }
}

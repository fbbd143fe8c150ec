import Testing

@testable import Tabular

/// Encodings by their statistics, on contact lists in many languages.
@Suite struct EncodingStatisticsTests {
  static let cases: [(ContactListSample, String)] = ContactListSample.all.flatMap { sample in
    sample.encodings.filter { !["windows-1258", "viscii", "hz-gb-2312"].contains($0) }
      .map { (sample, $0) }
  }

  private func encode(_ text: String, _ encoding: TextEncoding) -> [UInt8]? {
    switch IconvHandle(from: "UTF-8", to: encoding.iconvName) {
    case .some(let encoder): encoder.convertWhole(Array(text.utf8))
    case .none: nil
    }
  }

  private func decode(_ bytes: [UInt8], _ encoding: TextEncoding) -> [UInt8]? {
    switch IconvHandle(from: encoding.iconvName, to: "UTF-8") {
    case .some(let decoder): decoder.convertWhole(bytes)
    case .none: nil
    }
  }

  /// Sixty rows, half of them in the language: enough to be sure in every encoding.
  @Test func listsAreReadInTheirEncoding() throws {
    for (sample, name) in Self.cases {
      let encoding = try #require(TextEncoding.named(name))
      let text = sample.table(rows: 60, localPercent: 50, seed: 11)
      guard let bytes = encode(text, encoding) else { continue }
      let guess = EncodingInference.guess(bytes.span, isWhole: true)
      #expect(
        decode(bytes, guess.encoding) == Array(text.utf8),
        "\(sample.language) \(name): \(guess.encoding.name)")
      #expect(guess.fallback == nil)
      #expect(guess.confidence > 0.3, "\(sample.language) \(name)")
    }
  }

  /// The label is a name under which the bytes are the same text.
  @Test(arguments: [
    ("José\n", TextEncoding.windows1252, "iso-8859-1"),
    ("“José” €\n", .windows1252, "windows-1252"),
    ("王伟,北京\n", .gb18030, "gb2312"), ("王伟,镕基,北京\n", .gb18030, "gbk"),
    ("田中太郎,東京都,さくら\n", .shiftJIS, "shift_jis"), ("田中①,東京都,さくら\n", .shiftJIS, "cp932"),
    ("김민수,서울\n", .eucKR, "euc-kr"), ("김뷁수,서울 부산 안녕하세요\n", .eucKR, "cp949"),
  ])
  func labelsAreNarrow(text: String, encoding: TextEncoding, label: String) throws {
    let bytes = try #require(encode(text, encoding))
    let guess = EncodingInference.Guess(encoding: encoding, confidence: 1)
    #expect(EncodingLabel.narrowest(guess, bytes.span) == label)
  }

  @Test func runnerUpMakesAnotherText() throws {
    let bytes = try #require(encode("Анна Петрова,Москва\n", .koi8R))
    let guess = EncodingInference.guess(bytes.span, isWhole: true)
    #expect(guess.encoding == .koi8R)
    let runnerUp = try #require(guess.runnerUp)
    #expect(decode(bytes, runnerUp) != decode(bytes, .koi8R))
  }

  @Test func declarationsCount() throws {
    let text = "<?xml version=\"1.0\" encoding=\"iso-8859-5\"?><a>Яр</a>"
    let cyrillic = try #require(TextEncoding.iso8859[5])
    let bytes = try #require(encode(text, cyrillic))
    #expect(EncodingInference.guess(bytes.span, isWhole: true).encoding.name == "iso-8859-5")
    #expect(DeclaredEncoding.find(in: bytes.span)?.name == "iso-8859-5")
    #expect(DeclaredEncoding.find(in: Array("a,charset=koi8-r\n".utf8).span) == nil)
  }

  @Test(arguments: [TextEncoding.utf32LE, .utf32BE])
  func wideTextIsRead(encoding: TextEncoding) throws {
    let bytes = try #require(encode("id,имя\r\n1,Анна\r\n2,王伟\r\n", encoding))
    let mark: [UInt8] = encoding == .utf32LE ? [0xFF, 0xFE, 0, 0] : [0, 0, 0xFE, 0xFF]
    for bytes in [bytes, mark + bytes] {
      let (table, dialect) = try ReadTable.read(bytes)
      #expect(dialect.encoding == encoding.name)
      #expect(table.rows == [["1", "Анна"], ["2", "王伟"]])
      #expect(table.positions[1].byteOffset == UInt64(bytes.count - 4 * 6))
    }
  }

  @Test(arguments: [TextEncoding.iso2022JP, .iso2022KR])
  func escapedTextIsRead(encoding: TextEncoding) throws {
    let isJapanese = encoding == .iso2022JP
    let rows = isJapanese ? [["1", "田中太郎"], ["2", "東京"]] : [["1", "김민수"], ["2", "서울"]]
    let text = "id,name\n" + rows.map { $0.joined(separator: ",") + "\n" }.joined()
    let (table, dialect) = try ReadTable.read(try #require(encode(text, encoding)))
    #expect(dialect.encoding == encoding.name)
    #expect(table.rows == rows)
  }

  @Test(arguments: [
    ("CP866", "ibm866"), ("1251", "windows-1251"), ("latin1", "windows-1252"), ("UHC", "euc-kr"),
    ("EUC-JP", "euc-jp"), ("TIS-620", "windows-874"), ("UTF-32LE", "utf-32le"),
    ("HZ-GB-2312", "hz-gb-2312"), ("x-mac-cyrillic", "mac-cyrillic"),
    ("iso-8859-9", "windows-1254"),
  ])
  func moreLabelsOfUsers(label: String, name: String) {
    #expect(TextEncoding.named(label)?.name == name)
  }
}

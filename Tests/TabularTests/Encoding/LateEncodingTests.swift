import Testing

@testable import Tabular

/// Encodings that show only while a file is read, and files of several.
@Suite struct LateEncodingTests {
  /// More plain rows than the window holds.
  static let plainRows = String(
    repeating: "1,Anna,anna@example.com,London,active customer\r\n", count: 26_000)

  static func encode(_ text: String, _ name: String) throws -> [UInt8] {
    let encoding = try #require(TextEncoding.named(name))
    return try EncodingInferenceTests.encode(text, encoding)
  }

  @Test(arguments: [
    ("windows-1251", "2,Щукин Пётр,x,Тверь,не звонить\r\n3,Юлия,x,Уфа,\r\n"),
    ("windows-1252", "2,José Núñez,x,Málaga,\r\n"),
    ("gb18030", "2,王伟,x,北京,明天再联系\r\n3,李娜,x,上海,\r\n"),
    ("shift_jis", "2,表示ソ,x,東京都,新しいお客様\r\n"),
    ("utf-8", "2,Щукин Пётр,x,Тверь,\r\n"),
  ])
  func firstLettersBehindTheWindow(encoding: String, rows: String) throws {
    let bytes =
      Array(("id,name,email,city,note\r\n" + Self.plainRows).utf8)
      + (try Self.encode(rows, encoding)) + Array("9,Ann,x,London,end\r\n".utf8)
    let file = try TemporaryFile(bytes)
    var reader = try TableReader(path: file.path)
    let isSettledAtFirst = reader.isEncodingSettled
    #expect(!isSettledAtFirst)
    var last: [String] = []
    var line: UInt64 = 0
    var place: UInt64 = 0
    while let batch = try reader.next() {
      for row in 0..<batch.count {
        let name = batch.string(row: row, column: 1)
        if name != "Anna" { last.append(name) }
      }
      line = batch.positions.last?.line ?? line
      place = batch.positions.last?.byteOffset ?? place
    }
    let expected = rows.split(separator: "\r\n").map { $0.split(separator: ",")[1] }
    #expect(last == expected.map(String.init) + ["Ann"])
    let (isSettled, dialect, warnings) = (
      reader.isEncodingSettled, reader.dialect, reader.warnings
    )
    #expect(isSettled)
    #expect(dialect.encoding == encoding)
    #expect(warnings.isEmpty)
    #expect(line == UInt64(26_002 + expected.count))
    #expect(place == UInt64(bytes.count - 20))
  }

  @Test func theLastByteMayBeTheFirstBeyondASCII() throws {
    let bytes =
      Array(("id,name,email,city,note\r\n" + Self.plainRows).utf8) + Array("9,Jos".utf8) + [0xE9]
    let (table, dialect) = try ReadTable.read(bytes)
    #expect(table.rows.last == ["9", "José"])
    #expect(dialect.encoding == "windows-1252")
  }

  @Test func linesOfAnotherEncodingAreReadInIt() throws {
    let legacy = try Self.encode("3,Сергей Щербаков,Казань\r\n", "windows-1251")
    var bytes = Array("id,имя,город\r\n1,Анна Петрова,Москва\r\n2,王伟,北京\r\n".utf8)
    let place = bytes.count
    bytes += legacy + Array("4,Мария,Тверь\r\n".utf8) + legacy + Array("5,José,Cádiz\r\n".utf8)
    let (table, dialect) = try ReadTable.read(bytes)
    #expect(dialect.encoding == "utf-8")
    #expect(dialect.lineEncoding == "windows-1251")
    #expect(
      table.rows.map { $0[1] } == [
        "Анна Петрова", "王伟", "Сергей Щербаков", "Мария", "Сергей Щербаков", "José",
      ])
    #expect(table.warnings.map(\.kind) == [.mixedEncodings])
    #expect(table.warnings.first?.count == 2)
    #expect(table.warnings.first?.first == .init(line: 4, byteOffset: UInt64(place)))
    #expect(table.positions[3].byteOffset == UInt64(place + legacy.count))
  }

  @Test func aLegacyLineBehindTheWindow() throws {
    let bytes =
      Array(("id,имя\r\n" + String(repeating: "1,Анна Петрова из Москвы\r\n", count: 30_000)).utf8)
      + (try Self.encode("2,Щукин Пётр из Твери\r\n", "windows-1251")) + Array("3,Юлия\r\n".utf8)
    let (table, dialect) = try ReadTable.read(bytes)
    #expect(table.rows.suffix(2).map { $0[1] } == ["Щукин Пётр из Твери", "Юлия"])
    #expect(dialect.encoding == "utf-8")
    #expect(table.warnings.map(\.kind) == [.mixedEncodings])
    #expect(table.warnings.first?.first?.line == 30_002)
  }

  /// A character that was cut off in a line of UTF-8 is damage, not another encoding.
  @Test func damageStaysDamage() throws {
    var bytes = Array("id,имя,n\n1,Анна Петрова,\n2,Мари".utf8)
    bytes += [0xD0] + Array(",x\n3,Пётр,\n".utf8)
    let (table, _) = try ReadTable.read(bytes)
    #expect(table.rows.map { $0[1] } == ["Анна Петрова", "Мари\u{FFFD}", "Пётр"])
    #expect(table.warnings.map(\.kind).contains(.invalidBytes))
    #expect(!table.warnings.map(\.kind).contains(.mixedEncodings))
  }

  @Test func anEncodingThatIsSetIsKept() throws {
    var options = ReadOptions()
    options.encoding = "utf-8"
    let bytes = Array("id,имя\n1,Анна\n".utf8) + (try Self.encode("2,Пётр\n", "windows-1251"))
    let (table, dialect) = try ReadTable.read(bytes, options: options)
    #expect(dialect.lineEncoding == nil)
    #expect(table.warnings.map(\.kind) == [.invalidBytes])
  }

  /// Decodes bytes in pieces, as the reader does.
  private func decode(_ bytes: [UInt8], _ guess: EncodingInference.Guess, piece: Int) throws -> (
    String, UInt64, UInt64
  ) {
    var decoder = try TextDecoder(guess, path: "x")
    let all = decodeInPieces(bytes, &decoder, piece: piece)
    return (String(decoding: all, as: UTF8.self), decoder.invalidCount, decoder.legacyLines.count)
  }

  /// The cut changes nothing, whatever comes in whichever line.
  @Test func anyCutGivesTheSame() throws {
    let lines = try [
      Array("plain,text\n".utf8), Array("Анна,Москва\n".utf8), Array("José\r\n".utf8),
      Self.encode("Сергей,Казань\n", "windows-1251"), [0xFF, 0x0A], [0x0A],
      Array("Мари".utf8) + [0xD0, 0x0A],
    ]
    var random = SplitMix64(seed: 4)
    for _ in 0..<25 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        bytes += lines[Int.random(in: 0..<lines.count, using: &random)]
      }
      for isSettled in [true, false] {
        let guess = EncodingInference.Guess(
          encoding: .utf8, confidence: 1, fallback: isSettled ? .windows1251 : nil,
          isSettled: isSettled)
        let whole = try decode(bytes, guess, piece: bytes.count)
        for piece in [1, 3, 10] {
          let cut = try decode(bytes, guess, piece: piece)
          #expect(cut == whole)
        }
      }
    }
  }

  @Test(arguments: [1, 2, 3, 100])
  func hzIsUnpacked(piece: Int) throws {
    let bytes = Array("id,name\n1,~{MuN0~}~~,a~\nb\n2,~{11~},b\n".utf8)
    let guess = EncodingInference.Guess(encoding: .hz, confidence: 1)
    let (text, invalid, _) = try decode(bytes, guess, piece: piece)
    #expect(text == "id,name\n1,王伟~,ab\n2,北,b\n")
    #expect(invalid == 0)
    #expect(EncodingInference.guess(Array("~{M{Ho~},a\n".utf8).span, isWhole: true).encoding == .hz)
    #expect(
      EncodingInference.guess(Array("~/home,~{a~\n".utf8).span, isWhole: true).encoding == .utf8)
  }
}

import Testing

@testable import Tabular

@Suite struct VCardTests {
  private func read(_ text: String, pieces: [Int] = [1 << 20], limit: Int = 1 << 20) throws
    -> ReadResult
  {
    try TabularTests.read(
      Array(text.utf8), VCardParser(recordByteLimit: limit), pieces: pieces)
  }

  /// The one card of the lines as column and value.
  private func card(_ lines: String) throws -> [String] {
    let result = try read("BEGIN:VCARD\r\n\(lines)\r\nEND:VCARD\r\n")
    #expect(result.rejects == [])
    let row = try #require(result.table.first)
    return zip(result.columns, row).map { "\($0)=\($1)" }
  }

  @Test(arguments: [
    ("FN:Anna Berg", ["Full name=Anna Berg"]),
    (
      "N:Berg;Anna;Maria,Luise;Dr.;Jr.",
      [
        "Last name=Berg", "First name=Anna", "Middle name=Maria, Luise", "Name prefix=Dr.",
        "Name suffix=Jr.",
      ]
    ),
    ("N:Berg\\;Tal;Anna", ["Last name=Berg;Tal", "First name=Anna"]),
    ("TEL;TYPE=CELL:1\r\nTEL;TYPE=cell,voice:2", ["Mobile=1", "Mobile 2=2"]),
    ("TEL;CELL;PREF:1", ["Mobile=1"]),
    ("TEL;TYPE=\"voice,cell\":1", ["Mobile=1"]),
    ("tel;type=WORK;type=VOICE:1", ["Work phone=1"]),
    ("TEL;TYPE=home:1\nTEL:2", ["Home phone=1", "Phone=2"]),
    ("TEL;WORK;FAX:1", ["Fax=1"]),
    ("TEL;VALUE=uri;TYPE=cell:tel:+1-202-555-0100;ext=5", ["Mobile=tel:+1-202-555-0100;ext=5"]),
    ("item1.TEL:1\nitem1.X-ABLabel:WhatsApp", ["WhatsApp=1"]),
    ("item1.TEL:1\nitem1.X-ABLabel:_$!<Mobile>!$_", ["Mobile=1"]),
    ("item1.TEL:1\nitem1.X-ABLabel:Ferienhaus", ["Phone=1", "X-ABLABEL=Ferienhaus"]),
    ("IMPP;X-SERVICE-TYPE=WhatsApp:x-apple:+12025550100", ["WhatsApp=+12025550100"]),
    (
      "EMAIL:a@example.com\nEMAIL:mailto:b@example.com",
      ["Email=a@example.com", "Email 2=b@example.com"]
    ),
    ("ORG:Example\\, Inc.;Sales;North", ["Company=Example, Inc.", "Department=Sales, North"]),
    (
      "ADR;TYPE=home:PO 1;Flat 2;Main St. 3;Springfield;IL;62701;USA",
      [
        "Address=Main St. 3, Flat 2, PO 1", "City=Springfield", "State=IL", "Postal code=62701",
        "Country=USA",
      ]
    ),
    (
      "BDAY:19850412\nREV:20240501T103000Z",
      ["Birthday=1985-04-12", "Updated=2024-05-01T10:30:00Z"]
    ),
    ("BDAY:--0412", ["Birthday=--0412"]),
    ("NOTE:one\\ntwo\\, three", ["Notes=one\ntwo, three"]),
    ("CATEGORIES:a,b\\,c\nCATEGORIES:d", ["Tags=a; b,c; d"]),
    ("KIND:org", ["Record type=organization"]),
    ("X-Skill;a=b:flying", ["X-SKILL=flying"]),
    ("NOTE:a\r\n b\r\n\tc", ["Notes=abc"]),
    ("NO\r\n TE:x", ["Notes=x"]),
    ("VERSION:2.1\nNOTE:a\n b", ["Notes=a b"]),
    ("VERSION:2.1\nNOTE:C:\\new\\;x", ["Notes=C:\\new;x"]),
    ("NOTE;ENCODING=QUOTED-PRINTABLE:=D0=90=\r\n=D0=BD=0Aa=3D", ["Notes=Ан\na="]),
    ("NOTE;QUOTED-PRINTABLE;CHARSET=windows-1251:=CF=F0=E8", ["Notes=При"]),
    ("NOTE;QUOTED-PRINTABLE;CHARSET=nonsense:=E9t=E9", ["Notes=été"]),
    ("NOTE;QUOTED-PRINTABLE:a=ZZb=", ["Notes=a=ZZb"]),
    (
      "PHOTO;ENCODING=b;TYPE=JPEG:AAAA\r\n BBBB\r\n CC==\r\nFN:x",
      ["PHOTO=base64, 7 bytes", "Full name=x"]
    ),
    (
      "VERSION:2.1\r\nPHOTO;BASE64:\r\nAAAA\r\nBBBB\r\n\r\nFN:x",
      ["PHOTO=base64, 6 bytes", "Full name=x"]
    ),
    ("PHOTO:data:image/png;base64,AAAABBBB", ["PHOTO=base64, 6 bytes"]),
    ("TEL;X=\"a:b;c\":1", ["Phone=1"]),
    ("NOTE:one\ntwo lines\nFN:x", ["Notes=one\ntwo lines", "Full name=x"]),
    ("AGENT:\nBEGIN:VCARD\nFN:inner\nEND:VCARD\nFN:outer", ["Full name=outer"]),
  ])
  func properties(lines: String, cells: [String]) throws {
    #expect(try card(lines) == cells)
  }

  @Test func manyNumbersHaveNineColumns() throws {
    let cells = try card((1...12).map { "TEL;CELL:\($0)" }.joined(separator: "\n"))
    #expect(cells.first == "Mobile=1")
    #expect(cells.last == "Mobile 9=9; 10; 11; 12")
  }

  @Test func brokenCardsAreRejectsAndReadingGoesOn() throws {
    let text =
      "junk\nmore\nBEGIN:VCARD\nFN:a\nBEGIN:VCARD\nFN:b\nEND:VCARD\n\nBEGIN:VCARD\nno property\nEND:VCARD\n"
      + "begin : vcard \nfn:c\nend:vcard\nBEGIN:VCARD\nFN:d\n"
    for piece in [1, 2, 1000] {
      let result = try read(text, pieces: [piece])
      #expect(result.table == [["b"], ["c"]])
      #expect(result.rejects.map(\.reason) == [.notARecord, .truncated, .invalidVCard, .truncated])
      #expect(result.rejects.map(\.position.line) == [1, 3, 9, 15])
      #expect(result.rejects.map(\.position.byteOffset) == [0, 10, 55, 119])
      #expect(result.rejects.map(\.raw).first == "junk\nmore")
      #expect(result.rejects.map(\.raw)[1] == "BEGIN:VCARD\nFN:a")
      #expect(result.rows.map(\.position.byteOffset) == [27, 89])
    }
  }

  @Test func longCardsAreRejected() throws {
    let card = "BEGIN:VCARD\nNOTE:\(String(repeating: "x", count: 5000))\nEND:VCARD\n"
    let many = "BEGIN:VCARD\n\(String(repeating: "NOTE:xxxx\n", count: 500))END:VCARD\n"
    let photo =
      "BEGIN:VCARD\nFN:p\nPHOTO;ENCODING=b:\(String(repeating: " AAAA\n", count: 500))UID:7\nEND:VCARD\n"
    let small = "BEGIN:VCARD\nFN:a\nEND:VCARD\n"
    for piece in [7, 100_000] {
      let result = try read(card + many + photo + small, pieces: [piece], limit: 1000)
      #expect(result.table == [["p", "base64, 1500 bytes", "7"], ["a", "", ""]])
      #expect(result.rejects.map(\.reason) == [.recordTooLong, .recordTooLong])
      #expect(result.rejects.map(\.position.line) == [1, 4])
    }
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func lineEnds(newline: String) throws {
    let text = ["BEGIN:VCARD", "FN:Анна", " Б", "END:VCARD", ""].joined(separator: newline)
    for piece in [1, 5, 1000] {
      #expect(try read(text + text, pieces: [piece]).table == [["АннаБ"], ["АннаБ"]])
    }
  }

  @Test func filesAreRecognised() throws {
    let text =
      "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Иван\r\nTEL;TYPE=CELL:+79123456789\r\nEND:VCARD\r\n"
    let encoded = try EncodingInferenceTests.encode(text, .windows1251)
    for bytes in [Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8)] {
      let (table, dialect) = try ReadTable.read(bytes)
      #expect(dialect.format == .vcard)
      #expect(table.columns == ["Full name", "Mobile"])
      #expect(table.rows == [["Иван", "+79123456789"]])
    }
    var options = ReadOptions()
    options.encoding = "windows-1251"
    #expect(try ReadTable.read(encoded, options: options).0.rows == [["Иван", "+79123456789"]])
    #expect(try ReadTable.read(Array("begin:vcards,x\n1,2\n".utf8)).1.format == .csv)
  }

  /// Whatever stands in a file, every card is a record or a reject, and the cut changes nothing.
  @Test func randomText() throws {
    var random = SplitMix64(seed: 21)
    let lines = [
      "BEGIN:VCARD", "END:VCARD", "FN:Anna", " folded", "\tfolded", "", "TEL;TYPE=\"cell:1", "x",
      ":",
      "N;ENCODING=QUOTED-PRINTABLE:=D0=", "=90;b", "PHOTO;BASE64:AAAA", "BBBB", "AGENT:",
      "VERSION:2.1",
      "item1.X-ABLabel:_$!<", "a.b.TEL;;;=,:5", "ADR:;;;;;;;;", "NOTE:\\", "BDAY:2024", "É:1",
      "\u{0}",
    ]
    for _ in 0..<300 {
      var text = ""
      for _ in 0..<Int.random(in: 1...25, using: &random) {
        text += lines[Int.random(in: 0..<lines.count, using: &random)]
        text += ["\n", "\r\n", "\r", "\n", ""][Int.random(in: 0..<5, using: &random)]
      }
      let whole = try read(text)
      #expect(try read(text, pieces: [1]) == whole)
      #expect(try read(text, pieces: [3, 11]) == whole)
    }
  }
}

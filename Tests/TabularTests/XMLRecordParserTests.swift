import Foundation
import Testing

@testable import Tabular

struct XMLRecordParserTests {
  @Test(arguments: [
    ("<e><cs><c><a>x</a></c><c><a>y</a></c></cs></e>", ["e", "cs", "c"]),
    ("<e><p k='1'/><p k='2'/><c><a>x</a></c><c><a>y</a></c></e>", ["e", "c"]),
    ("<e><n>1</n><n>2</n><n>3</n><c><a>x</a></c><c><a>y</a></c></e>", ["e", "c"]),
    ("<e><c a='x'/><c a='y'/></e>", ["e", "c"]),
    ("<n:e xmlns:n='urn:n'><n:c><n:a>x</n:a></n:c><n:c n:a='y'/></n:e>", ["e", "c"]),
    ("\u{FEFF}<?xml version='1.0'?>\n<e><c><a>x</a></c>\n<c><a>y</a></c></e>\n", ["e", "c"]),
  ])
  func `the record is inferred`(text: String, path: [String]) throws {
    let bytes = Array(text.utf8)
    let parser = try XMLRecordParser(
      recordPath: nil, window: bytes.span, path: "t.xml", options: ReadOptions())
    #expect(parser.recordPath == path)
    let result = try read(bytes, parser, pieces: [3])
    #expect(result.columns == ["a"])
    #expect(result.table == [["x"], ["y"]])
    #expect(result.rejects == [])
  }

  @Test(arguments: [
    ("<e><cs><c><a>x</a><b>y</b></c></cs></e>", ["e", "cs", "c"]),
    ("<c><a>x</a><b>y</b></c>", ["c"]),
  ])
  func `a single record is found`(text: String, path: [String]) throws {
    let bytes = Array(text.utf8)
    let parser = try XMLRecordParser(
      recordPath: nil, window: bytes.span, path: "t.xml", options: ReadOptions())
    #expect(parser.recordPath == path)
    #expect(try read(bytes, parser, pieces: [1]).table == [["x", "y"]])
  }

  @Test(arguments: ["<!-- -->", "no XML", "", "{}"])
  func `what has no records is an error`(text: String) {
    #expect(throws: ReadError.self) { try readXML(text) }
  }

  @Test(arguments: [
    ("<c id='7'><n> Ann </n></c>", ["id", "n"], ["7", " Ann "]),
    ("<c><p t='m'>1</p><p t='w'>2</p><p/></c>", ["p.t", "p"], ["m; w", "1; 2"]),
    ("<c><a><b>1</b>\n <d><e>2</e></d></a></c>", ["a.b", "a.d.e"], ["1", "2"]),
    ("<c><n><![CDATA[<b> & ]]>x</n></c>", ["n"], ["<b> & x"]),
    ("<c><n>&lt;&amp;&#65;&#x4E2D;</n></c>", ["n"], ["<&A中"]),
    ("<c>\n <n>A <b>B</b> C</n>\n</c>", ["n", "n.b"], ["A; C", "B"]),
    ("<c id='1'>Ann</c>", ["id", "text"], ["1", "Ann"]),
    ("<c><e/><p t='m'/><!-- x --><?y z?></c>", ["e", "p.t"], ["", "m"]),
  ])
  func `a record is flattened`(text: String, columns: [String], cells: [String]) throws {
    for piece in [1, 1000] {
      let result = try readXML("<r>\(text)</r>", path: ["r", "c"], pieces: [piece])
      #expect(result.columns == columns)
      #expect(result.table == [cells])
      #expect(result.rejects == [])
    }
  }

  @Test func `positions are exact`() throws {
    let text = "\u{FEFF}<e>\n<c\n k='é'>\n<a>1</a></c><c k='2'/>\n  <c k='3'></c></e>"
    for piece in [1, 5, 1000] {
      let result = try readXML(text, pieces: [piece])
      #expect(result.rows.map(\.position.line) == [2, 4, 5])
      #expect(result.rows.map(\.position.byteOffset) == [7, 31, 44])
    }
  }

  @Test(arguments: [
    ("<e><c><a>1</a></c>\n<c><a>2", Reject.Reason.truncated, 2, 19, "<c><a>2"),
    ("<e><c><a>1</a></c>\n<c><a>2</b></c></e>", .invalidXML, 2, 19, "<c><a>2</b></c></e>"),
    ("<e><c><a>1</a></c>\n<c><a>&x;</a></c></e>", .invalidXML, 2, 19, "<c><a>&x;</a></c></e>"),
  ])
  func `the records before an error are kept`(
    text: String, reason: Reject.Reason, line: UInt64, byte: UInt64, raw: String
  ) throws {
    for piece in [1, 2, 7, 1000] {
      let result = try readXML(text, path: ["e", "c"], pieces: [piece])
      #expect(result.table == [["1"]])
      #expect(result.reasons == [reason], "pieces of \(piece)")
      let position = RecordBatch.Position(line: line, byteOffset: byte)
      #expect(result.rejects.map(\.position) == [position], "pieces of \(piece)")
      #expect(result.rejects.map(\.raw) == [raw], "pieces of \(piece)")
    }
  }

  /// libxml2 reports these with another pointer than it passes to the other callbacks.
  @Test(arguments: ["<!ATTLIST c k (a|a) #IMPLIED>", "<!ATTLIST c k NOTATION (a|a) #IMPLIED>"])
  func `what only makes a document invalid is passed over`(declaration: String) throws {
    let text = "<!DOCTYPE e [\(declaration)]><e><c><n>1</n></c><c><n>2</n></c></e>"
    for _ in 0..<20 {
      let (table, _) = try ReadTable.read(Array(text.utf8))
      #expect(table.rows == [["1"], ["2"]])
      #expect(table.warnings == [])
    }
  }

  @Test func `small entities are expanded, in text and attributes`() throws {
    let text = "<!DOCTYPE e [<!ENTITY co 'Acme Ltd'>]><e><c k='a &co; b'><n>&co;!</n></c></e>"
    #expect(try readXML(text, path: ["e", "c"]).table == [["a Acme Ltd b", "Acme Ltd!"]])
  }

  @Test(arguments: [
    ("<!ENTITY a 'lol'><!ENTITY b '&a;&a;'>", "lollol"),
    ("<!ENTITY b '\(String(repeating: "x", count: 99))'>", String(repeating: "x", count: 99)),
    ("<!ENTITY b 'x<c/>y'>", "x; y"),
    ("<!ENTITY b 'x]]y'>", "x]]y"),
  ])
  func `internal entities are expanded`(declarations: String, text: String) throws {
    let input = "<!DOCTYPE e [\(declarations)]><e><c><n>1</n></c><c><n>&b;</n></c></e>"
    let result = try readXML(input, path: ["e", "c"])
    #expect(result.table.map { $0[0] } == ["1", text])
    #expect(result.rejects == [])
  }

  @Test(arguments: [
    "<!ENTITY b SYSTEM 'file:///etc/hostname'>", "<!ENTITY b SYSTEM 'http://127.0.0.1:9/'>",
    "<!ENTITY % p SYSTEM 'http://127.0.0.1:9/'>%p;",
  ])
  func `external entities are left out and told`(declarations: String) throws {
    let input = "<!DOCTYPE e [\(declarations)]><e><c><n>1</n></c><c><n>x&b;y</n></c></e>"
    let (table, _) = try ReadTable.read(Array(input.utf8))
    // Whether an unread part of the document type declares it cannot be known.
    #expect(table.rows == [["1"], [declarations.contains("%") ? "x&b;y" : "xy"]])
    #expect(table.warnings.map(\.kind) == [.unreadEntities])
    #expect(table.warnings.first?.first?.line == 1)
  }

  @Test(arguments: [
    ("1.1", "a\u{81}b", 1), ("1.1", "a\u{85}b", 0), ("1.0", "a\u{81}b", 0), ("1.1", "a&#x81;b", 0),
    ("1.1", "\u{7F}é\u{9F}", 2),
  ])
  func `control characters are told in XML 1.1`(version: String, text: String, count: UInt64) throws
  {
    let input = "<?xml version='\(version)'?>\n<e><c><n>1</n></c><c><n>\(text)</n></c></e>"
    for piece in [1, 1000] {
      let result = try readXML(input, path: ["e", "c"], pieces: [piece])
      #expect(result.rejects == [])
      #expect(result.table.count == 2)
    }
    let (table, _) = try ReadTable.read(Array(input.utf8))
    #expect(table.warnings.map(\.kind) == (count > 0 ? [.lenientSyntax] : []))
    #expect(table.warnings.map(\.count) == (count > 0 ? [count] : []))
    var strict = ReadOptions()
    strict.isStrict = true
    let isRefused = (try? ReadTable.read(Array(input.utf8), options: strict)) == nil
    #expect(isRefused == (count > 0))
  }

  @Test func `fields may be named by an attribute`() throws {
    let text = """
      <db><t name='x'><f name='id'>1</f><f name='tel' nil='true'/></t>
      <t name='x'><f name='id'>2</f><g name='tel'>3</g><f name='a&amp;b'>4</f></t></db>
      """
    let (table, dialect) = try ReadTable.read(Array(text.utf8))
    #expect(dialect.recordPath == ["db", "t"])
    #expect(table.columns == ["t", "id", "tel", "a&b"])
    #expect(table.rows == [["x", "1", ""], ["x", "2", "3", "4"]])
    // The same name twice tells nothing apart.
    let (other, _) = try ReadTable.read(
      Array("<e><c><f name='a'>1</f><f name='a'>2</f></c><c><f name='b'>3</f></c></e>".utf8))
    #expect(other.columns == ["f.name", "f"])
  }

  @Test func `a list of plain elements is one column`() throws {
    let (table, dialect) = try ReadTable.read(Array("<e><p>1</p><p/><p>3</p></e>".utf8))
    #expect(table.rows == [["1"], [], ["3"]])
    #expect(dialect.recordPath == ["e", "p"])
  }

  @Test(arguments: ["windows-1251", "utf-16le"])
  func `rejects have their text as it was meant`(encoding: String) throws {
    let head = "<?xml version='1.0' encoding='\(encoding == "utf-16le" ? "utf-16" : encoding)'?>"
    let text = "\(head)<e><c><n>1</n></c><c><n>Анна</m></c></e>"
    let bytes: [UInt8] =
      encoding == "utf-16le"
      ? [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
      : text.unicodeScalars.map { UInt8($0.value < 0x80 ? $0.value : $0.value - 0x350) }
    for piece in [1, 64, 4096] {
      let result = try readXML(bytes, path: ["e", "c"], pieces: [piece])
      #expect(result.rejects.map(\.raw) == ["<c><n>Анна</m></c></e>"])
    }
  }

  @Test(arguments: [
    // Billion laughs, in text and in an attribute; quadratic blow-up; a loop; a bomb of parameter entities.
    (Self.laughs, "<n>&l9;</n>"), (Self.laughs, "<n k='&l9;'/>"),
    (
      "<!ENTITY a '\(String(repeating: "x", count: 9000))'>",
      "<n>\(String(repeating: "&a;", count: 9000))</n>"
    ),
    ("<!ENTITY a '&b;'><!ENTITY b '&a;'>", "<n>&a;</n>"),
  ])
  func `entities that expand too far are refused`(declarations: String, field: String) throws {
    let input = "<!DOCTYPE e [\(declarations)]>\n<e><c><n>1</n></c>\n<c>\(field)</c></e>"
    let result = try readXML(input, path: ["e", "c"])
    #expect(result.table == [["1"]])
    #expect(result.reasons == [.invalidXML])
    #expect(result.rejects.first?.message.contains("far more text than the input has") == true)
    #expect(result.rejects.map(\.position.line) == [UInt64(input.filter { $0 == "\n" }.count + 1)])
  }

  private static let laughs =
    "<!ENTITY l0 'lol'>"
    + (1...9).map { level in
      "<!ENTITY l\(level) '\(String(repeating: "&l\(level - 1);", count: 10))'>"
    }.joined()

  @Test func `prefixes without a namespace are told`() throws {
    let (table, _) = try ReadTable.read(Array("<e><x:c><a>1</a></x:c><x:c><a>2</a></x:c></e>".utf8))
    #expect(table.rows == [["1"], ["2"]])
    #expect(table.warnings.map(\.kind) == [.lenientSyntax])
    #expect(table.warnings.map(\.count) == [2])
  }

  @Test func `depth is bounded`() throws {
    let open = String(repeating: "<a>", count: 3000)
    #expect(try readXML(open, path: ["a"]).reasons == [.tooDeep])
    #expect(try readXML(open, path: ["b"]).reasons == [.tooDeep])
  }

  @Test func `a record over the limit is one reject`() throws {
    var options = ReadOptions()
    options.recordByteLimit = 40
    let long = "<c><a>\(String(repeating: "x", count: 60))</a></c>"
    let text = "<e><c><a>1</a></c>\(long)<c><a>3</a></c></e>"
    let result = try readXML(text, path: ["e", "c"], options: options)
    #expect(result.table == [["1"], ["3"]])
    #expect(result.reasons == [.recordTooLong])
  }

  @Test(arguments: [
    ("windows-1251", "Анна", [0xC0, 0xED, 0xED, 0xE0] as [UInt8]),
    ("gb18030", "张伟", [0xD5, 0xC5, 0xCE, 0xB0] as [UInt8]),
    ("big5", "陳大文", [0xB3, 0xAF, 0xA4, 0x6A, 0xA4, 0xE5] as [UInt8]),
    ("Shift_JIS", "山田ソ", [0x8E, 0x52, 0x93, 0x63, 0x83, 0x5C] as [UInt8]),
  ])
  func `declared and given encodings are read`(name: String, text: String, bytes: [UInt8]) throws {
    for isDeclared in [true, false] {
      var options = ReadOptions()
      if !isDeclared { options.encoding = name.lowercased() }
      let declaration = isDeclared ? "<?xml version='1.0' encoding='\(name)'?>" : ""
      let document =
        Array("\(declaration)<e><c><n>".utf8) + bytes + Array("</n></c>\n<c><n>b</n></c></e>".utf8)
      let first = declaration.utf8.count + 3
      for piece in [1, 1000] {
        let result = try readXML(document, pieces: [piece], options: options)
        #expect(result.table == [[text], ["b"]])
        #expect(result.rejects == [])
        #expect(result.rows.map(\.position.line) == [1, 2])
        #expect(result.rows.first?.position.byteOffset == UInt64(first))
      }
    }
  }

  @Test(arguments: [false, true])
  func `UTF-16 is read by its byte order mark`(isBigEndian: Bool) throws {
    let text =
      "\u{FEFF}<?xml version='1.0' encoding='UTF-16'?><e><c><n>Анна 张伟</n></c><c a='b'/></e>"
    let document = text.utf16.flatMap { unit in
      isBigEndian
        ? [UInt8(unit >> 8), UInt8(unit & 0xFF)] : [UInt8(unit & 0xFF), UInt8(unit >> 8)]
    }
    for piece in [1, 1000] {
      let result = try readXML(document, path: ["e", "c"], pieces: [piece])
      #expect(result.table == [["Анна 张伟", ""], ["", "b"]])
      #expect(result.rejects == [])
    }
  }

  @Test(arguments: 0..<30)
  func `what was written reads back, however it is cut`(seed: UInt64) throws {
    var generator = SeededGenerator(state: seed)
    let table = generator.table()
    func escaped(_ text: String) -> String {
      text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
        .replacingOccurrences(of: ">", with: "&gt;")
    }
    let text =
      "<e>\n"
      + table.map { row in
        " <c>\n"
          + zip(["a", "b", "d"], row).map { "  <\($0)>\(escaped($1))</\($0)>" }.joined(
            separator: "\n") + "\n </c>\n"
      }.joined() + "</e>"
    let whole = try readXML(text)
    #expect(whole.table == table)
    #expect(whole.rejects == [])
    #expect(try readXML(text, pieces: [1]) == whole)
    let pieces = (0..<5).map { _ in Int.random(in: 1...40, using: &generator) }
    #expect(try readXML(text, pieces: pieces) == whole)
  }

  @Test(arguments: 0..<60)
  func `damaged input reads the same however it is cut`(seed: UInt64) throws {
    var generator = SeededGenerator(state: seed)
    let records = (0..<5).map { " <c k='\($0)'>\n  <a>x &amp; y</a><b><d>é</d></b>\n </c>\n" }
    var bytes = Array("<?xml version='1.0'?>\n<e>\n\(records.joined())</e>\n".utf8)
    for _ in 0..<2 {
      let at = Int.random(in: 26..<bytes.count, using: &generator)
      bytes[at] = Array("<>/&;'= x\n".utf8).randomElement(using: &generator) ?? 0
    }
    // libxml2 may word an error otherwise, and point some bytes further, when it has less in hand.
    func withoutMessages(_ result: ReadResult) -> ReadResult {
      var result = result
      for index in result.rejects.indices { result.rejects[index].message = "" }
      return result
    }
    let whole = withoutMessages(try readXML(bytes, path: ["e", "c"]))
    for pieces in [[1], [3, 11], [17], [64, 1]] {
      let cut = withoutMessages(try readXML(bytes, path: ["e", "c"], pieces: pieces))
      #expect(cut == whole, "pieces of \(pieces)")
    }
  }

  /// A document type keeps libxml2 from being passed by, and changes nothing else.
  @Test(arguments: 0..<150)
  func `plain records read as libxml2 reads them`(seed: UInt64) throws {
    var generator = SeededGenerator(state: seed)
    let parts = [
      "<a>x</a>", "<a k='1'>y</a>", "<b><d>é</d> t <d/></b>", "<a/>", "<a></a>", " text ", "\n  ",
      "<a>1 &amp; 2 &lt;</a>", "<a>&#65;</a>", "<b k=\"v>'\" m = 'w'/>", "<d>a]]b>c</d>",
      "<!-- n -->",
      "<a><![CDATA[<]]></a>", "<x:a xmlns:x='u'>p</x:a>", "<b k='1'  k2='é'\n>z</b>", "<ж>z</ж>",
      "<a>l\r\nm</a>", "\r\n", "<a>\t\n </a>", "<a>中😀\u{FFFD}</a>", "<b><b><b>q</b></b></b>",
      "<c>n</c>",
    ]
    var records = ""
    for _ in 0..<12 {
      records += Bool.random(using: &generator) ? "<c>" : "<c id='7' >"
      for _ in 0..<Int.random(in: 0...4, using: &generator) {
        records += parts.randomElement(using: &generator) ?? ""
      }
      records += "</c>" + (Bool.random(using: &generator) ? "\n " : "")
    }
    var body = Array("<e>\n\(records)</e>".utf8)
    if seed % 3 > 0 {
      let at = Int.random(in: 10..<body.count, using: &generator)
      body[at] = Array("<>/&;'= x\n]\u{1}".utf8).randomElement(using: &generator) ?? 0xFF
      if seed % 5 == 0 { body[at] = 0xFF }
    }
    let head = Array("<?xml version='1.0'?>".utf8)
    let type = Array("<!DOCTYPE e>".utf8)
    func moved(_ result: ReadResult) -> ReadResult {
      var result = result
      for row in result.rows.indices {
        result.rows[row].position.byteOffset -= UInt64(type.count)
      }
      for index in result.rejects.indices {
        result.rejects[index].position.byteOffset -= UInt64(type.count)
        result.rejects[index].message = ""
      }
      return result
    }
    let known = moved(try readXML(head + type + body, path: ["e", "c"]))
    for pieces in [[1 << 20], [37], [5, 200], [1]] {
      var plain = try readXML(head + body, path: ["e", "c"], pieces: pieces)
      for index in plain.rejects.indices { plain.rejects[index].message = "" }
      #expect(plain == known, "pieces of \(pieces)")
    }
  }

  /// libxml2 stops there without an error.
  @Test func `a byte that cannot be decoded costs no record without a word`() throws {
    let head = Array("<?xml version='1.0' encoding='Shift_JIS'?><e>".utf8)
    let record = Array("<c><a>x</a></c>".utf8)
    let text =
      head + Array(repeatElement(record, count: 600).joined()) + [0x3C, 0x63, 0x3E, 0xFF, 0xFE]
      + Array(repeatElement(record, count: 600).joined()) + Array("</e>".utf8)
    for pieces in [[1 << 20], [1], [37]] {
      let result = try readXML(text, path: ["e", "c"], pieces: pieces)
      #expect(result.reasons == [.invalidXML])
      #expect(result.rows.count >= 600 - 4096 / record.count && result.rows.count <= 600)
      let reject = try #require(result.rejects.first)
      #expect(reject.position.byteOffset + reject.byteCount == UInt64(text.count))
    }
  }
}

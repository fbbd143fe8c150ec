import Testing

@testable import Tabular

@Suite struct CSVWriterTests {
  private func written(_ rows: [[String]], disarms: Bool = false) -> String {
    var writer = CSVWriter(disarmsFormulas: disarms)
    for row in rows { writer.row(row) }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test func quotesOnlyWhereNeeded() {
    #expect(written([["a", "b c", "я"]]) == "a,b c,я\r\n")
    #expect(
      written([["a,b", "c\"d", "e\nf", "g\rh"]]) == "\"a,b\",\"c\"\"d\",\"e\nf\",\"g\rh\"\r\n")
    #expect(written([["\"", "\"\""]]) == "\"\"\"\",\"\"\"\"\"\"\r\n")
    #expect(written([["", ""], [""]]) == ",\r\n\"\"\r\n")
  }

  @Test func bytesAndStringsAreWrittenAlike() {
    var writer = CSVWriter()
    let bytes = Array("x,\"y\"".utf8)
    writer.cell(bytes.span)
    writer.cell(bytes[...])
    writer.cell("x,\"y\"")
    writer.endRow()
    let cell = "\"x,\"\"y\"\"\""
    #expect(String(decoding: writer.bytes, as: UTF8.self) == "\(cell),\(cell),\(cell)\r\n")
    writer.removeAll()
    writer.row([""])
    #expect(String(decoding: writer.bytes, as: UTF8.self) == "\"\"\r\n")
  }

  static let formulas: [(String, String)] = [
    ("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("\tx", "'\tx"), ("\rx", "\"'\rx\""),
    ("+x", "'+x"), ("-cmd", "'-cmd"), ("+1;2", "+1;2"), ("-1+2", "'-1+2"),
    ("+1-202-555-0100", "'+1-202-555-0100"), ("+1415; +4930", "+1415; +4930"),
    ("=\"a\"", "\"'=\"\"a\"\"\""),
    ("+14155550100", "+14155550100"), ("-5.20", "-5.20"),
    ("+1 (415) 555 0100", "+1 (415) 555 0100"),
    ("+", "+"), ("-", "-"), ("a=b", "a=b"), ("", ","),
  ]

  @Test(arguments: formulas)
  func formulasAreDisarmed(cell: String, expected: String) {
    let row = cell.isEmpty ? ["", ""] : [cell]
    #expect(written([row], disarms: true) == expected + "\r\n")
    if cell.first == "=" { #expect(!written([row]).contains("'")) }
  }

  @Test func objectsAreWrittenInOrder() {
    var writer = JSONLineWriter()
    writer.beginObject()
    writer.member("b", "x\"\\\n\r\t\u{8}\u{C}\u{1}\u{1F}/я😀")
    writer.member("a", true)
    writer.member("list", ["1", "two\""])
    writer.member("none", [])
    writer.null("gone")
    writer.number("p", "0.93")
    let bytes = Array("né".utf8)
    writer.member("utf8", utf8: bytes.span)
    writer.endObject()
    writer.beginObject()
    writer.endObject()
    #expect(
      String(decoding: writer.bytes, as: UTF8.self) == #"{"b":"x\"\\\n\r\t\b\f\u0001\u001f/я😀","#
        + #""a":true,"list":["1","two\""],"none":[],"gone":null,"p":0.93,"utf8":"né"}"#
        + "\n{}\n")
  }
}

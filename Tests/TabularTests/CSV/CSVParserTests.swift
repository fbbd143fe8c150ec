import Testing

@testable import Tabular

@Suite struct CSVParserTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var text: String
    var rows: [[String]]
    var testDescription: String { name }

    init(_ name: String, _ text: String, _ rows: [[String]]) {
      self.name = name
      self.text = text
      self.rows = rows
    }
  }

  static let wellFormed: [Case] = [
    Case("LF", "a,b\nc,d\n", [["a", "b"], ["c", "d"]]),
    Case("CRLF", "a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
    Case("CR", "a,b\rc,d\r", [["a", "b"], ["c", "d"]]),
    Case("mixed line ends", "a\r\nb\rc\nd", [["a"], ["b"], ["c"], ["d"]]),
    Case("no end of the last line", "a,b\nc,d", [["a", "b"], ["c", "d"]]),
    Case("empty cells", ",\n,,\n", [["", ""], ["", "", ""]]),
    Case("blank lines", "\n\r\na\n\r\r\nb\n\n", [["a"], ["b"]]),
    Case("quoted delimiter", "\"a,b\",c\n", [["a,b", "c"]]),
    Case("quoted newlines", "\"a\nb\r\nc\rd\",e\n", [["a\nb\r\nc\rd", "e"]]),
    Case("doubled quotes", "\"a\"\"b\",\"\"\"\"\n", [["a\"b", "\""]]),
    Case("quoted empty cell", "\"\"\n", [[""]]),
    Case("quoted empty cells", "\"\",\"\"\n", [["", ""]]),
    Case("quote at the end of the text", "a,\"b\"", [["a", "b"]]),
    Case("stray quote inside a cell", "5\" pipe,b\"\n", [["5\" pipe", "b\""]]),
    Case("text after a quote", "\"a\"b\"c\",d\n", [["ab\"c\"", "d"]]),
    Case("spaces are text", " a , b\n", [[" a ", " b"]]),
    Case("space before a quote", "a, \"b\"\n", [["a", " \"b\""]]),
    Case("text beyond ASCII", "Анна,王伟\n", [["Анна", "王伟"]]),
    Case(
      "a long cell", "\(String(repeating: "x", count: 300)),y\n",
      [[String(repeating: "x", count: 300), "y"]]),
    Case("empty", "", []),
  ]

  @Test(arguments: wellFormed)
  func wellFormedText(_ item: Case) {
    for pieces in [[1 << 20], [1], [2], [3, 1], [7]] {
      let table = ReadTable.parse(Array(item.text.utf8), shape: .bare, pieces: pieces)
      #expect(table.rows == item.rows, "pieces of \(pieces)")
      #expect(table.rejects.isEmpty)
    }
  }

  @Test func headerIsLeftOut() {
    let table = ReadTable.parse(Array("\nid,n\n1,a\n".utf8), columns: 2)
    #expect(table.rows == [["1", "a"]])
    #expect(table.positions == [.init(line: 3, byteOffset: 6)])
  }

  @Test func placesCountPhysicalLines() {
    let text = "a,b\r\n\"c\nd\",e\n\n\"f\r\ng\rh\",i\nj,k"
    let table = ReadTable.parse(Array(text.utf8), columns: 2, shape: .bare)
    #expect(table.positions.map(\.line) == [1, 2, 5, 8])
    #expect(table.positions.map(\.byteOffset) == [0, 5, 14, 25])
  }

  @Test func separatorLineIsSkipped() {
    let shape = CSVParser.Shape(delimiter: UInt8(ascii: ";"), skippedLines: 1)
    let table = ReadTable.parse(
      Array("sep=;\r\nid;n\r\n1;a\r\n".utf8), columns: 2, shape: shape, pieces: [1])
    #expect(table.rows == [["1", "a"]])
    #expect(table.positions == [.init(line: 3, byteOffset: 13)])
  }

  @Test func otherQuotesAndNone() {
    let single = CSVParser.Shape(quote: UInt8(ascii: "'"), hasHeader: false)
    #expect(
      ReadTable.parse(Array("'a,b','c''d',\"\n".utf8), shape: single).rows == [
        ["a,b", "c'd", "\""]
      ])
    let none = CSVParser.Shape(quote: nil, hasHeader: false)
    #expect(ReadTable.parse(Array("\"a,b\"\n".utf8), shape: none).rows == [["\"a", "b\""]])
  }

  @Test func shortRecordsAreCounted() {
    let table = ReadTable.parse(Array("1,2,3\n1\n1,2\n".utf8), columns: 3, shape: .bare)
    #expect(table.rows == [["1", "2", "3"], ["1"], ["1", "2"]])
    #expect(table.warnings.map(\.kind) == [.shortRecords])
    #expect(table.warnings.first?.count == 2)
    #expect(table.warnings.first?.first == .init(line: 2, byteOffset: 6))
  }

  @Test func surplusEmptyCellsAreDropped() {
    let table = ReadTable.parse(Array("1,2,,,\n1,2,\"\"\n".utf8), columns: 2, shape: .bare)
    #expect(table.rows == [["1", "2"], ["1", "2"]])
    #expect(table.rejects.isEmpty)
  }

  @Test func surplusTextIsARejectWithItsText() {
    let table = ReadTable.parse(Array("a,b\n1,\"2\",,4\r\n5,6\n".utf8), columns: 2, shape: .bare)
    #expect(table.rows == [["a", "b"], ["5", "6"]])
    #expect(table.rejects.map(\.reason) == [.tooManyCells])
    #expect(table.rejects.map(\.raw) == ["1,\"2\",,4"])
    #expect(table.rejects.map(\.position) == [.init(line: 2, byteOffset: 4)])
  }

  @Test func textAfterQuoteIsCounted() {
    let table = ReadTable.parse(Array("a,\"b\" c\n".utf8), columns: 2, shape: .bare, pieces: [1])
    #expect(table.rows == [["a", "b c"]])
    #expect(table.warnings.map(\.kind) == [.textAfterQuote])
    #expect(table.warnings.first?.count == 1)
  }

  @Test func nulBytesAreDroppedAndCounted() {
    let table = ReadTable.parse(
      Array("1,a\0b\0\n\0\n\"c\0\",d\n".utf8), columns: 2, shape: .bare, pieces: [1])
    #expect(table.rows == [["1", "ab"], ["c", "d"]])
    #expect(table.warnings.map(\.kind) == [.nulBytes])
    #expect(table.warnings.first?.count == 4)
    #expect(table.positions.last == .init(line: 3, byteOffset: 9))
  }

  @Test(arguments: [[1 << 20], [1], [5]])
  func unterminatedQuoteCostsOneLine(pieces: [Int]) {
    var text = "id,n\n1,\"abc\n"
    for id in 2..<200 { text += "\(id),x\n" }
    let table = ReadTable.parse(Array(text.utf8), columns: 2, pieces: pieces)
    #expect(table.rows.count == 198)
    #expect(table.rows.first == ["2", "x"])
    #expect(table.rejects.map(\.reason) == [.unterminatedQuote])
    #expect(table.rejects.map(\.raw) == ["1,\"abc"])
    #expect(table.rejects.map(\.position) == [.init(line: 2, byteOffset: 5)])
    #expect(table.positions.first == .init(line: 3, byteOffset: 12))
  }

  @Test(arguments: [[1 << 20], [1], [5]])
  func quoteThatClosesInsideTextLinesLater(pieces: [Int]) {
    let text = "1,\"abc\n2,x\n3,\"y, z\"\n4,w\n"
    let table = ReadTable.parse(Array(text.utf8), columns: 2, shape: .bare, pieces: pieces)
    #expect(table.rows == [["2", "x"], ["3", "y, z"], ["4", "w"]])
    #expect(table.rejects.map(\.raw) == ["1,\"abc"])
    #expect(table.positions.map(\.line) == [2, 3, 4])
  }

  @Test func unterminatedQuoteInTheLastLine() {
    for text in ["1,2\n3,\"x", "1,2\n3,\"x\n"] {
      let table = ReadTable.parse(Array(text.utf8), columns: 2, shape: .bare)
      #expect(table.rows == [["1", "2"]])
      #expect(table.rejects.map(\.raw) == ["3,\"x"])
      #expect(table.rejects.map(\.position.line) == [2])
    }
  }

  @Test(arguments: [[1 << 20], [1], [64], [100]])
  func recordsBeyondTheLimit(pieces: [Int]) {
    let long = String(repeating: "x", count: 300)
    let text = "a,b\n1,\(long)\r\n2,c\n3,\"\(long)\"\n4,\"y\n\(long)\n5,d\n"
    let table = ReadTable.parse(
      Array(text.utf8), columns: 2, shape: .bare, limit: 100, pieces: pieces)
    #expect(table.rows == [["a", "b"], ["2", "c"], ["5", "d"]])
    #expect(
      table.rejects.map(\.reason) == [
        .recordTooLong, .recordTooLong, .unterminatedQuote, .recordTooLong,
      ])
    #expect(table.rejects.map(\.position.line) == [2, 4, 5, 6])
    #expect(table.positions.map(\.line) == [1, 3, 7])
  }

  @Test func rejectsAreCutAtACharacter() {
    let text = "a,b\n1,2," + String(repeating: "я", count: 3000) + "\n"
    let raw = ReadTable.parse(Array(text.utf8), columns: 2, shape: .bare).rejects.first?.raw ?? ""
    #expect(raw.utf8.count <= Reject.rawLimit)
    #expect(raw.utf8.count > Reject.rawLimit - 4)
    #expect(!raw.unicodeScalars.contains("\u{FFFD}"))
  }
}

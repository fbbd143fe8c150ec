import Testing

@testable import Tabular

@Suite struct CSVInferenceTests {
  private func infer(_ text: String, _ options: ReadOptions = ReadOptions()) -> CSVInference {
    CSVInference(window: Array(text.utf8).span, isWhole: true, options: options)
  }

  static let delimiters: [(String, String)] = [
    ("id,n\n1,a\n", ","), ("id;n\n1;a\n", ";"), ("id\tn\n1\ta\n", "\t"), ("id|n\n1|a\n", "|"),
    ("id^n^m\n1^a^b\n", "^"), ("id\u{1}n\u{1}m\n1\u{1}a\u{1}b\n", "\u{1}"),
    // One column.
    ("name\nAnna\nBoris\n", ","), ("note\nhello; there\nok\n", ","),
    // A comma in every row, inside text of a table with semicolons.
    ("id;name;sum\n1;Smith, J;2,50\n2;Doe, A;3,10\n", ";"),
    // Delimiters that only quotes keep apart.
    ("id,note\n1,\"a;b;c\"\n2,\"d;e;f\"\n", ","),
    // The first line alone would mislead.
    ("a;b,c;d\n1,2\n3,4\n5,6\n", ","),
    ("sep=|\nid|n\n1|a;b\n", "|"), ("", ","),
  ]

  @Test(arguments: delimiters)
  func delimiterIsInferred(text: String, delimiter: String) {
    #expect(String(UnicodeScalar(infer(text).shape.delimiter)) == delimiter)
  }

  @Test func oneColumnOfTextWithCommasKeepsItsRows() {
    let inferred = infer("note\nhello, world\nfine, thanks\n")
    #expect(inferred.columns == ["note"])
    #expect(inferred.shape.delimiter != UInt8(ascii: ","))
  }

  @Test func quotesAreInferred() {
    #expect(infer("id,n\n1,\"a,b\"\n").shape.quote == UInt8(ascii: "\""))
    #expect(infer("id,n\n1,'a,b'\n2,'c'\n").shape.quote == UInt8(ascii: "'"))
    #expect(infer("id,n\n1,a\n").shape.quote == UInt8(ascii: "\""))
    #expect(infer("id\tn\n1\t\"a\n2\t\"b\n3\tc\n").shape.quote == nil)
    #expect(infer("id,n\n1,it's\n2,O'Brien\n").shape.quote == UInt8(ascii: "\""))
  }

  static let newlines: [(String, String)] = [
    ("a\nb\r\n", "\n"), ("a\r\nb\n", "\r\n"), ("a\rb", "\r"),
  ]

  @Test(arguments: newlines)
  func newlineIsTheFirst(text: String, newline: String) {
    #expect(infer(text).newline == newline)
  }

  @Test func whatIsSetIsNotInferred() {
    var options = ReadOptions()
    options.delimiter = ";"
    options.hasHeader = false
    let inferred = infer("id,n\n1,a\n", options)
    #expect(inferred.shape.delimiter == UInt8(ascii: ";"))
    #expect(!inferred.shape.hasHeader)
    #expect(inferred.columns == ["column_1"])
    #expect(inferred.confidence == 1)
  }

  static let headers: [([[String]], Bool)] = [
    ([["id", "name"], ["1", "Anna"]], true), ([["name"], ["Anna"]], true), ([], true),
    ([["id", "2023", "2024"], ["1", "5", "6"]], true),
    ([["id", "phone", "phone", ""], ["1", "2", "3", "4"]], true),
    ([["Anna", "anna@example.com"], ["Boris", "boris@example.com"]], false),
    ([["Anna", "+1 415 555 0100"], ["Boris", "+1 415 555 0101"]], false),
    ([["Anna", "2024-05-01"], ["Boris", "01.02.2023"]], false),
    ([["Anna", "2024-05-01T10:00:00Z"], ["Boris", ""]], false),
    ([["1", "Anna"], ["2", "Boris"]], false),
    ([["Anna", "UK", "active"], ["Boris", "UK", "active"]], false),
    // A header repeated in the middle, as joined exports have.
    ([["name", "city"], ["Anna", "Rome"], ["name", "city"]], true),
  ]

  @Test(arguments: headers)
  func headerIsTold(records: [[String]], expected: Bool) {
    #expect(HeaderInference.hasHeader(records) == expected)
  }

  static let names: [([String], [String])] = [
    (["id", "phone", "phone", ""], ["id", "phone", "phone_2", "column_4"]),
    ([" id ", "\u{FEFF}n"], ["id", "n"]),
    (["phone", "phone_2", "phone"], ["phone", "phone_2", "phone_3"]),
    (["", "column_1", ""], ["column_1_2", "column_1", "column_3"]),
  ]

  @Test(arguments: names)
  func namesAreMadeUnique(header: [String], names: [String]) {
    #expect(ColumnNames.unique(header) == names)
  }

  static let formats: [(String, Format)] = [
    ("{\"a\":1}\n{\"a\":2}", Format.ndjson), ("{\"a\":[{\"b\":\"}\"}]}", .json),
    (" [{\"a\":1}]", .json), ("[]", .json), ("[id],[name]\n", .csv), ("{x},y\n", .csv),
    ("<?xml version=\"1.0\"?>", .xml), ("\n <contacts>", .xml), ("<>,b\n", .csv), ("< 5,b\n", .csv),
    ("a,b", .csv), ("", .csv),
  ]

  @Test(arguments: formats)
  func formatShowsByItsBrackets(text: String, format: Format) {
    #expect(FormatInference.guess(Array(text.utf8).span) == format)
  }

  /// Prices with commas for two MiB, and semicolons alone behind: what comes late counts, unless it comes from a pipe.
  @Test func `the dialect rests on the middle and the end too`() throws {
    let head = (0..<90_000).map { "\($0);1,5;2,5\n" }.joined()
    let tail = (0..<90_000).map { "\($0);\"a\\\"b, c\";7\n" }.joined()
    let file = try TemporaryFile("id;a;b\n" + head + tail)
    let reader = try TableReader(path: file.path)
    #expect(reader.dialect.delimiter == ";")
    #expect(reader.dialect.escape == "\\")
  }
}

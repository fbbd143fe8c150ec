import Testing

@testable import Tabular

struct JSONRecordParserTests {
  @Test(arguments: [
    (#"[{"a":"x"},{"a":"y"}]"#, [], Format.json),
    ("\u{FEFF}[{\"a\":\"x\"},{\"a\":\"y\"}]", [], .json),
    ("{\"a\":\"x\"}\n{\"a\":\"y\"}\n", [], .ndjson),
    ("{\"a\":\"x\"}{\"a\":\"y\"}", [], .json),
    ("{\n \"a\":\"x\"\n}\n{\n \"a\":\"y\"\n}", [], .json),
    (#"{"at":1,"data":{"contacts":[{"a":"x"},{"a":"y"}],"n":[1]}}"#, ["data", "contacts"], .json),
    (#"{"skip":[[{"q":1}],"]"],"rows":[{"a":"x"},{"a":"y"}],"more":{"a":[1]}}"#, ["rows"], .json),
    (#"{"d\u0061ta":[{"a":"x"},{"a":"y"},]}"#, ["data"], .json),
  ])
  func `layouts are inferred`(text: String, path: [String], format: Format) throws {
    let bytes = Array(text.utf8)
    let parser = JSONRecordParser(recordPath: nil, window: bytes.span, options: ReadOptions())
    #expect(parser.recordPath == path)
    #expect(parser.format == format)
    let result = try read(bytes, parser, pieces: [5])
    #expect(result.table == [["x"], ["y"]])
    #expect(result.rejects == [])
  }

  @Test func `a lone object with a list of objects is one record`() throws {
    let result = try readJSON(#"{"id":1,"name":"Ann","x":2,"phones":[{"n":1},{"n":2}]}"#)
    #expect(result.columns == ["id", "name", "x", "phones.1.n", "phones.2.n"])
    #expect(result.table == [["1", "Ann", "2", "1", "2"]])
  }

  @Test func `an empty collection has no records`() throws {
    #expect(try readJSON(#"{"total":0,"records":[]}"#) == ReadResult())
  }

  @Test(arguments: [
    (#"{"a":9007199254740993,"b":-1.50E+3}"#, ["a", "b"], ["9007199254740993", "-1.50E+3"]),
    (#"{"a":true,"b":false,"c":null}"#, ["a", "b", "c"], ["true", "false", ""]),
    (#"{"a":"\u0041\ud83d\ude00\n\/\"\\"}"#, ["a"], ["A😀\n/\"\\"]),
    (#"{"a":"\ud800x","b":"\udc00","c":"\ud800\u0041"}"#, ["a", "b", "c"], ["�x", "�", "�A"]),
    (#"{"a":{"b":{"c":1}},"d":2}"#, ["a.b.c", "d"], ["1", "2"]),
    (#"{"t":["x",1,null,"","y"],"e":[],"o":{}}"#, ["t", "e", "o"], ["x; 1; y", "", ""]),
    (#"{"p":[{"n":1,"k":"m"},{"n":2}]}"#, ["p.1.n", "p.1.k", "p.2.n"], ["1", "m", "2"]),
    (#"{"m":[1,{"x":2},[3,[4]]]}"#, ["m", "m.2.x"], ["1; 3; 4", "2"]),
    (#"{"a":"1","a":"2","a":"1","b":"3","b":"3"}"#, ["a", "b"], ["1; 2", "3"]),
    (#"{"a.b":1,"a":{"b":2}}"#, ["a.b"], ["1; 2"]),
    (#"{"k\"1":1,"":2}"#, ["k\"1", "column_2"], ["1", "2"]),
  ])
  func `a record is flattened`(text: String, columns: [String], cells: [String]) throws {
    let result = try readJSON(text, path: [])
    #expect(result.columns == columns)
    #expect(result.table == [cells])
    #expect(result.rejects == [])
  }

  @Test func `keys in another order, missing and new, find their columns`() throws {
    let result = try readJSON(#"[{"a":1,"b":2},{"b":3,"a":4},{"c":5},{"b":6,"c":7}]"#)
    #expect(result.columns == ["a", "b", "c"])
    #expect(
      result.table == [["1", "2", ""], ["4", "3", ""], ["", "", "5"], ["", "6", "7"]])
  }

  @Test func `bytes that are no UTF-8 are replaced`() throws {
    let bytes = Array(#"[{"a":""#.utf8) + [0x41, 0xFF, 0xC3] + Array(#""}]"#.utf8)
    var options = ReadOptions()
    options.encoding = "utf-8"
    let (table, _) = try ReadTable.read(bytes, options: options)
    #expect(table.rows == [["A\u{FFFD}\u{FFFD}"]])
    #expect(table.warnings.map(\.kind) == [.invalidBytes])
    #expect(table.warnings.first?.count == 2)
  }

  @Test(arguments: [
    // A bad line costs itself only.
    (
      "{\"a\":1}\n{\"a\":\n{\"a\":3}\n{\"a\":4", ["1", "3"],
      [Reject.Reason.invalidJSON, .truncated], [2, 4], [8, 22]
    ),
    // Brackets balance: the next record follows.
    ("[{\"a\":1},{\"a\":tru},{\"a\":3}]", ["1", "3"], [.invalidJSON], [1], [9]),
    ("[{\"a\":1},7,{\"a\":3},]", ["1", "3"], [.notARecord], [1], [9]),
    ("[{\"a\":1},,{\"a\":3}]", ["1", "3"], [.invalidJSON], [1], [9]),
    // They do not: the next line at the record's indentation.
    ("[\n {\"a\":1},\n {\"a\":\"2},\n {\"a\":3}\n]", ["1", "3"], [.invalidJSON], [3], [13]),
    ("[\n {\"a\":1},\n {\"a\":{\"b\":2},\n {\"a\":3}\n]", ["1", "3"], [.invalidJSON], [3], [13]),
    ("[\n {\"a\":1}},\n {\"a\":3}\n]", ["1", "3"], [.invalidJSON], [2], [10]),
    ("[\n {\"a\":1},\n {\"a\":\"2\n]\n", ["1"], [.invalidJSON], [3], [13]),
    // Nowhere to go on.
    ("[{\"a\":1},{\"a\":[2},{\"a\":3}]", ["1"], [.truncated], [1], [9]),
    ("{\"data\":{\"contacts\":[{\"a\":1},{\"a\":2}],x}}", ["1", "2"], [.invalidJSON], [1], [38]),
    ("[{\"a\":1}] x", ["1"], [.invalidJSON], [1], [10]),
    // The input ends inside.
    ("[{\"a\":1},\n{\"a\":", ["1"], [.truncated], [2], [10]),
    ("[{\"a\":1}", ["1"], [.truncated], [1], [8]),
    ("[{\"a\":1},", ["1"], [.truncated], [1], [9]),
    ("[1.5.5,+1,\"x\"]", [], [.invalidJSON, .invalidJSON, .notARecord], [1, 1, 1], [1, 7, 10]),
  ])
  func `errors cost as little as can be`(
    text: String, values: [String], reasons: [Reject.Reason], lines: [UInt64], bytes: [UInt64]
  ) throws {
    for piece in [1, 2, 3, 7, 1000] {
      let result = try readJSON(text, pieces: [piece])
      #expect(result.table.map { $0[0] } == values, "pieces of \(piece)")
      #expect(result.reasons == reasons, "pieces of \(piece)")
      #expect(result.rejects.map(\.position.line) == lines, "pieces of \(piece)")
      #expect(result.rejects.map(\.position.byteOffset) == bytes, "pieces of \(piece)")
    }
  }

  @Test(arguments: [
    "{\"a\":01}", "{\"a\":1.}", "{\"a\":-}", "{\"a\":1e}", "{\"a\":\"\t\"}", "{\"a\":\"\\x\"}",
    "{\"a\":\"\\u12g4\"}", "{a:1}", "{\"a\":1,}", "{\"a\" 1}", "{\"a\":[1,]}", "{\"a\":[1 2]}",
    "{\"a\":nul}", "{\"a\":NaN}", "{'a':1}", "{,}", "{\"a\":\u{0C}1}",
  ])
  func `the grammar is strict inside a record`(text: String) throws {
    let result = try readJSON("[\(text)]")
    #expect(result.reasons == [.invalidJSON])
    #expect(result.rejects.map(\.raw) == [text])
    #expect(result.columns == [])
  }

  @Test func `depth is bounded`() throws {
    let deep = String(repeating: "[", count: 5000) + String(repeating: "]", count: 5000)
    #expect(try readJSON(deep).reasons == [.tooDeep])
    let levels = JSONRecordReader.depthLimit - 1
    let open = String(repeating: "{\"a\":", count: levels)
    let close = String(repeating: "}", count: levels)
    #expect(try readJSON("[\(open){}\(close)]").rows.count == 1)
    #expect(try readJSON("[\(open){\"a\":{}}\(close)]").reasons == [.tooDeep])
  }

  @Test func `a record over the limit is one reject`() throws {
    var options = ReadOptions()
    options.recordByteLimit = 40
    let long = "{\"a\":\"\(String(repeating: "x", count: 60))\"}"
    for text in ["[{\"a\":1},\(long),{\"a\":3}]", "{\"a\":1}\n\(long)\n{\"a\":3}\n"] {
      for piece in [1, 13, 1000] {
        let result = try readJSON(text, pieces: [piece], options: options)
        #expect(result.table == [["1"], ["3"]])
        #expect(result.reasons == [.recordTooLong])
        #expect(result.rejects.map(\.raw) == [String(long.prefix(40))])
      }
    }
  }

  @Test func `columns are bounded, and those of a bad record are forgotten`() throws {
    let keys = (0...ColumnTree.columnLimit).map { "\"k\($0)\":1" }.joined(separator: ",")
    let result = try readJSON("[{\"a\":1},{\(keys)},{\"z\":2}]")
    #expect(result.reasons == [.tooManyCells])
    #expect(result.columns == ["a", "z"])
  }

  @Test(arguments: [
    (#"[{"a":1,"a":2}]"#, ReadWarning.Kind.duplicateKeys, 1),
    (#"[{"a":null,"b":{"c":1},"a":1,"b":{"c":1}}]"#, .duplicateKeys, 2),
    (#"[{"a":"\ud800x"},{"a":"\udc00\udc00"}]"#, .loneSurrogates, 3),
    (#"[{"a":1},]"#, .lenientSyntax, 1),
    (#"[{"a":1} {"a":2}]"#, .lenientSyntax, 1),
    ("{\"a\":1},\n{\"a\":2},\n", .lenientSyntax, 2),
  ])
  func `what is mended is told once`(text: String, kind: ReadWarning.Kind, count: UInt64) throws {
    let (table, _) = try ReadTable.read(Array(text.utf8))
    #expect(table.rejects == [])
    #expect(table.warnings.map(\.kind) == [kind])
    #expect(table.warnings.map(\.count) == [count])
  }

  @Test func `equal keys in different objects are no duplicates`() throws {
    let text = #"[{"a":{"b":1},"c":[{"a":1},{"a":2}],"b":1},{"b":1,"a":{"b":1}}]"#
    #expect(try ReadTable.read(Array(text.utf8)).0.warnings == [])
  }

  @Test func `a record path that leads nowhere is an error`() {
    #expect(throws: ReadError.self) { try readJSON(#"{"b":[{"a":1}]}"#, path: ["c"]) }
  }

  @Test(arguments: 0..<40)
  func `what was written reads back, however it is cut`(seed: UInt64) throws {
    var generator = SeededGenerator(state: seed)
    let table = generator.table()
    func quoted(_ text: String) -> String {
      var quoted = "\""
      for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": quoted += "\\\""
        case "\\": quoted += "\\\\"
        case "\n": quoted += "\\n"
        case "\t": quoted += "\\t"
        default: quoted.unicodeScalars.append(scalar)
        }
      }
      return quoted + "\""
    }
    let records = table.map { row in
      "{" + zip(["a", "b", "c"], row).map { "\"\($0)\": \(quoted($1))" }.joined(separator: ",")
        + "}"
    }
    let layouts = [
      "[" + records.joined(separator: ",\n") + "]",
      records.joined(separator: "\n"),
      "{\"n\":[],\"data\":[" + records.joined(separator: ", ") + "]}",
    ]
    for layout in layouts {
      let whole = try readJSON(layout)
      #expect(whole.table == table)
      #expect(whole.rejects == [])
      #expect(try readJSON(layout, pieces: [1]) == whole)
      let pieces = (0..<5).map { _ in Int.random(in: 1...40, using: &generator) }
      #expect(try readJSON(layout, pieces: pieces) == whole)
    }
  }

  @Test(arguments: 0..<60)
  func `damaged input reads the same however it is cut`(seed: UInt64) throws {
    var generator = SeededGenerator(state: seed)
    let records = (0..<6).map { "  {\"a\": \($0), \"b\": [\"x\", {\"c\": \"y\"}]}" }
    let text =
      seed % 2 == 0
      ? "{\"rows\": [\n" + records.joined(separator: ",\n") + "\n]}"
      : records.joined(separator: "\n")
    var bytes = Array(text.utf8)
    for _ in 0..<3 {
      let at = Int.random(in: 20..<bytes.count, using: &generator)
      bytes[at] = Array("{}[]\",:\n\\x".utf8).randomElement(using: &generator) ?? 0
    }
    let path = seed % 2 == 0 ? ["rows"] : []
    func outcome(_ pieces: [Int]) -> Result<ReadResult, ReadError> {
      do {
        return .success(try readJSON(bytes, path: path, pieces: pieces))
      } catch let error as ReadError {
        return .failure(error)
      } catch {
        return .success(ReadResult())
      }
    }
    let whole = outcome([1 << 20])
    for pieces in [[1], [3, 11], [17], [64, 1]] {
      switch (whole, outcome(pieces)) {
      case (.success(let a), .success(let b)): #expect(a == b, "pieces of \(pieces)")
      case (.failure(let a), .failure(let b)): #expect(a.description == b.description)
      default: Issue.record("read once and failed once")
      }
    }
  }
}

import Testing

@testable import Tabular

struct JSONSyntaxTests {
  private func fault(_ text: String, isLines: Bool = false, piece: Int = 1 << 20)
    -> JSONSyntax.Fault?
  {
    let bytes = Array(text.utf8)
    var syntax = JSONSyntax(isLines: isLines)
    do throws(JSONSyntax.Fault) {
      var at = 0
      while at < bytes.count {
        let end = min(bytes.count, at + piece)
        try syntax.check(bytes.span.extracting(at..<end))
        at = end
      }
      try syntax.finish()
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    "0", "-0.5e+10", " \"a\\u00e9\\\\\" ", "null", "[]", "[1, [true, {}]]",
    "{\"a\": [false], \"\": {}}",
    "{\"a\":1,\"a\":2}", "[\"\\ud800\"]", "\r\n[\t1E5 ]\n",
    String(repeating: "[", count: 300) + String(repeating: "]", count: 300),
  ])
  func `what RFC 8259 allows is accepted`(text: String) {
    for piece in [1, 3, 1000] { #expect(fault(text, piece: piece) == nil) }
  }

  @Test(arguments: [
    ("", 0), (" \n", 2), ("[1,]", 3), ("[1", 2), ("[1}", 2), ("{\"a\"}", 4), ("{\"a\":1,}", 7),
    ("{a:1}", 1), ("[,1]", 1), ("[1 2]", 3), ("01", 1), ("-", 1), ("1.", 2), ("1.e1", 2),
    ("1e+", 3),
    ("+1", 0), (".5", 0), ("nul", 3), ("nulL", 3), ("NaN", 0), ("'a'", 0), ("\"a", 2),
    ("\"\t\"", 1),
    ("\"\\x\"", 2), ("\"\\u12g4\"", 5), ("[] []", 3), ("{} x", 3), ("]", 0), ("[1]//", 3),
    ("[{\"a\":1]", 7),
  ])
  func `what it forbids is refused where it stands`(text: String, byte: UInt64) {
    for piece in [1, 3, 1000] { #expect(fault(text, piece: piece)?.byteOffset == byte) }
  }

  @Test func `lines hold a value each`() {
    #expect(fault("{}\n\n[1]\r\n2\n", isLines: true) == nil)
    #expect(fault("{}{}\n", isLines: true)?.byteOffset == 2)
    #expect(fault("{}\n{\"a\":\n1}\n", isLines: true)?.line == 2)
  }

  /// What the reader of records takes for a record is a value to the syntax, and the other way round.
  @Test(arguments: 0..<200)
  func `records are read as strictly as they are checked`(seed: UInt64) {
    var generator = SeededGenerator(state: seed)
    var bytes = Array(
      #"{"a": "x\u00e9\n", "b": [1.5e3, -0, {"c": null}, []], "d": {"e": true}}"#.utf8)
    for _ in 0..<Int.random(in: 1...2, using: &generator) {
      let at = Int.random(in: 1..<bytes.count, using: &generator)
      bytes[at] = Array("{}[]\",:\\u019eE.-+ tfn\t".utf8).randomElement(using: &generator) ?? 0
    }
    var reader = JSONRecordReader()
    var isRecord = false
    if case .record(let end) = reader.read(bytes.span, at: 0) { isRecord = end == bytes.count }
    #expect(isRecord == (fault(String(decoding: bytes, as: UTF8.self)) == nil))
  }

  @Test(arguments: [
    ("[{\"a\":1},{\"a\":2},]", ".json", 17),
    ("{\"x\":[1,,2],\"data\":[{\"a\":1},{\"a\":2}]}", ".json", 8),
    ("{\"a\":1}\n{\"a\":\n{\"a\":3}\n", ".ndjson", 13), ("\u{FEFF}[{\"a\":1}", ".json", 11),
    ("<e><c><a>1</a></c><c><a>2</b></c></e>", ".xml", 18),
  ])
  func `strict reading ends at a fault`(text: String, name: String, byte: UInt64) throws {
    var options = ReadOptions()
    let bytes = Array(text.utf8)
    #expect(throws: Never.self) { try ReadTable.read(bytes, options: options) }
    options.isStrict = true
    let error = try #require(throws: ReadError.self) {
      try ReadTable.read(bytes, options: options)
    }
    #expect(error.code == .malformed)
    #expect(error.position?.byteOffset == byte)
  }

  @Test(arguments: ["[]", "7", "\"x\"", "[1, \"x\"]", "null"])
  func `JSON without a record is well-formed all the same`(text: String) throws {
    var options = ReadOptions()
    options.format = .json
    options.isStrict = true
    let (table, _) = try ReadTable.read(Array(text.utf8), options: options)
    #expect(table.rows == [])
    #expect(table.rejects.allSatisfy { $0.reason == .notARecord })
  }
}

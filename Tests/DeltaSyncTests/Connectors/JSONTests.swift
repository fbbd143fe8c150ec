import DeltaSync
import Testing

@Suite struct JSONTests {
  private func parse(_ text: String) throws(JSONFault) -> JSON {
    try JSON(parsing: Array(text.utf8))
  }

  @Test(
    arguments: [
      ("null", JSON.null), (" true ", true), ("[]", []), ("{}", [:]), ("\"a\"", "a"),
      ("[1,[2],{\"a\":\"b\"}]", [1, [2], ["a": "b"]]),
      ("12345678901234567890", JSON.number("12345678901234567890")),
      ("-0.5e+10", JSON.number("-0.5e+10")),
      (#""\u00e9\ud83d\ude00\n\/\"""#, "é😀\n/\""), (#""\ud83d""#, "\u{FFFD}"),
      (#""\ud83d\u0041""#, "\u{FFFD}A"), (#"{"a":1,"a":2}"#, ["a": 2]),
    ] as [(String, JSON)])
  func reads(_ text: String, _ value: JSON) throws {
    #expect(try parse(text) == value)
  }

  @Test(arguments: [
    "", "nul", "[1,]", "[1", "{\"a\"}", "{\"a\":}", "{a:1}", "01", "1.", "-", "1e", "+1", "\"a",
    "\"\\x\"", "\"\\u12\"", "\"\\u+123\"", "\"\u{1}\"", "1 2", "NaN", "[1}", "{\"a\":1,}",
  ])
  func refuses(_ text: String) {
    #expect(throws: JSONFault.self) { try parse(text) }
  }

  @Test func refusesWhatIsTooDeepOrNoUTF8() {
    for mark in ["[", "{\"a\":"] {
      #expect(throws: JSONFault.self) { try parse(String(repeating: mark, count: 1_000_000)) }
    }
    #expect(throws: JSONFault.self) { try JSON(parsing: [0x22, 0xFF, 0x22]) }
  }

  /// What is written is read back the same, and writing it again gives the same bytes.
  @Test func readsBackWhatItWrites() throws {
    let seed = UInt64(20_261_201)
    var random = SplitMix64(seed: seed)
    for _ in 0..<2000 {
      let value = Self.anything(&random, depth: 0)
      let bytes = value.bytes
      #expect(try JSON(parsing: bytes) == value, "seed \(seed)")
      #expect(try JSON(parsing: bytes).bytes == bytes)
    }
  }

  private static func anything(_ random: inout SplitMix64, depth: Int) -> JSON {
    switch random.below(depth > 4 ? 4 : 6) {
    case 0: return .null
    case 1: return .bool(random.chance(50))
    case 2: return .number("\(random.below(1_000_000) - 500_000)")
    case 3:
      let scalars = (0..<random.below(8)).map { _ in
        Unicode.Scalar(UInt32(random.below(0x3000))) ?? "x"
      }
      return .text(String(String.UnicodeScalarView(scalars)))
    case 4: return .list((0..<random.below(4)).map { _ in anything(&random, depth: depth + 1) })
    default:
      var members: [String: JSON] = [:]
      for _ in 0..<random.below(4) {
        members["\(random.below(9))\"\n"] = anything(&random, depth: depth + 1)
      }
      return .object(members)
    }
  }

  @Test func pathsLeadIntoValues() {
    let value: JSON = ["a": [["b": 1], ["b": 2]], "c.d": ["e": "f"]]
    #expect(value["a.1.b"] == 2)
    #expect(value[#"c\.d.e"#] == "f")
    #expect(value[""] == value)
    #expect(JSONPath("a.*.b").values(in: value) == [1, 2])
    for missing in ["a.2", "a.b", "x", "a.1.b.c", "a.-1"] {
      #expect(JSONPath(missing).value(in: value) == nil)
    }
    var made = JSON.object([:])
    JSONPath("a.b").put("c", into: &made)
    JSONPath("a.d").put(1, into: &made)
    #expect(made == ["a": ["b": "c", "d": 1]])
  }
}

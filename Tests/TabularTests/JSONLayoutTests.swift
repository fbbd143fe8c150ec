import Testing

@testable import Tabular

/// Records laid out like the one before are read by their layout, all others by the grammar: a piece of a few bytes never
/// holds a whole record, so that small pieces show what the grammar makes of the same input.
struct JSONLayoutTests {
  @Test(arguments: 0..<60)
  func `the layout of a record gives what its grammar gives`(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let isLines = seed % 2 == 0
    var documents: [String] = []
    let shapes = (0..<2).map { _ in Shape(&random, depth: 0, isLines: isLines) }
    for _ in 0..<40 {
      documents.append(shapes[Int.random(in: 0..<8, using: &random) == 0 ? 1 : 0].text(&random))
    }
    let separator = isLines ? "\n" : ",\n"
    let text = documents.joined(separator: separator)
    var bytes = Array((isLines ? text + "\n" : "[" + text + "]").utf8)
    if seed % 3 == 0 {
      for _ in 0..<4 {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        bytes[at] = Self.marks[Int.random(in: 0..<Self.marks.count, using: &random)]
      }
    }
    let whole = try readJSON(bytes, path: [], pieces: [1 << 20])
    #expect(try readJSON(bytes, path: [], pieces: [3]) == whole)
    #expect(try readJSON(bytes, path: [], pieces: [700, 90]) == whole)
    if seed % 3 != 0 { #expect(whole.rows.count == 40) }
  }

  private static let marks = Array("{}[],:\" \\\n\t0-tfn\u{1}".utf8)

  @Test(arguments: [
    // A key of the inner object's name stands in the outer one.
    (#"{"a":1,"o":{"x":2,"y":3},"z":4}"#, #"{"a":1,"y":5,"z":6}"#),
    (#"{"a":1,"o":{"x":2,"y":3},"z":4}"#, #"{"a":1,"o":{"x":2},"z":6}"#),
    (#"{"a":1,"o":{"x":2,"y":3},"z":4}"#, #"{"a":1,"o":{"y":2},"z":6}"#),
    (#"{"a":1,"o":{"x":2,"y":3},"z":4}"#, #"{"a":1,"z":6}"#),
    (#"{"a":1,"o":{"x":2,"y":3},"z":4}"#, #"{"a":1,"y":5},"z":6}"#),
    (#"{"a":1,"b":[1,{"x":2}],"z":4,"w":5}"#, #"{"a":1,"b":[1,"w":5}"#),
    (#"{"a":1,"b":[[1]],"z":4,"w":5}"#, #"{"a":1,"b":[[1],"w":5}"#),
    (#"{"a":1,"b":["x","y"],"z":4}"#, #"{"a":1,"b":[],"z":[null,"","q",-1.5e3]}"#),
    (#"{"a":1,"b":2,"c":3}"#, #"{"a":1,"c":3,"b":2}"#),
    (#"{"a":1,"b":2,"c":3}"#, #"{"a":1}"#),
    (#"{"a":1,"b":2,"c":3}"#, #"{"a":1,"b":2,"c":3,"b":4}"#),
    (#"{"a":"1","b":{},"c":3}"#, #"{"a":"\u00e9\n","b":{},"c":"\ud800"}"#),
    (#"{"a":1,"b":2,"c":3}"#, #"{"a":01,"b":2,"c":3}"#),
    (#"{"a":1,"b":2,"c":3}"#, #"{"a":1x,"b":2,"c":3}"#),
    (#"{"a":1,"b":2,"c":3}"#, #"{"a":{"b":2},"b":2,"c":3}"#),
  ])
  func `a record that is laid out otherwise is read for itself`(
    first: String, second: String
  ) throws {
    let filler = String(repeating: first + "\n", count: 3)
    let bytes = Array((filler + second + "\n" + filler).utf8)
    var options = ReadOptions()
    options.format = .ndjson
    let whole = try readJSON(bytes, pieces: [1 << 20], options: options)
    #expect(try readJSON(bytes, pieces: [3], options: options) == whole)
    #expect(whole.rows.count >= 6)
  }
}

/// Keys and white space of records that differ in their values, and in which keys are missing.
private indirect enum Shape {
  case scalar, list
  case object(members: [(key: String, gap: String, Shape)], end: String)
  case objects([Shape])

  init(_ random: inout SplitMix64, depth: Int, isLines: Bool) {
    let spaces = isLines ? ["", " "] : ["", " ", "\n  "]
    let count = Int.random(in: 1..<(depth == 0 ? 9 : 4), using: &random)
    let members = (0..<count).map { index in
      let shape: Shape =
        switch Int.random(in: 0..<(depth < 3 ? 9 : 6), using: &random) {
        case 0: .list
        case 6: .objects([Shape(&random, depth: depth + 1, isLines: isLines)])
        case 7, 8: Shape(&random, depth: depth + 1, isLines: isLines)
        default: .scalar
        }
      let key = ["a", "name", "é", "a key that is long enough for words"][
        Int.random(in: 0..<4, using: &random)]
      return (key + "\(index)", spaces[Int.random(in: 0..<spaces.count, using: &random)], shape)
    }
    self = .object(members: members, end: spaces[Int.random(in: 0..<spaces.count, using: &random)])
  }

  func text(_ random: inout SplitMix64) -> String {
    switch self {
    case .scalar: return Self.scalars[Int.random(in: 0..<Self.scalars.count, using: &random)]
    case .list:
      let count = Int.random(in: 0..<4, using: &random)
      let items = (0..<count).map { _ in
        Self.scalars[Int.random(in: 0..<Self.scalars.count, using: &random)]
      }
      return "[" + items.joined(separator: Int.random(in: 0..<2, using: &random) == 0 ? "," : " , ")
        + "]"
    case .objects(let shapes): return "[" + shapes.map { $0.text(&random) }.joined() + "]"
    case .object(let members, let end):
      let kept = members.filter { _ in Int.random(in: 0..<6, using: &random) > 0 }
      let texts = kept.map { key, gap, shape in
        "\(gap)\"\(key)\":\(gap.first == " " ? " " : "")\(shape.text(&random))"
      }
      return "{" + texts.joined(separator: ",") + end + "}"
    }
  }

  private static let scalars = [
    "null", "true", "false", "0", "-1.50E+3", "12345678901234567890", "\"\"", "\"x\"",
    "\"Ann Example\"", "\"Zoë \\\"Z\\\" \\u00e9\\ud83d\\ude00\"", "\"line\\nfeed\"",
    "\"a text that takes more than one block of thirty-two bytes, and more than two of them\"",
  ]
}

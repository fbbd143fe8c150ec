/// Why bytes are no JSON.
package struct JSONFault: Error, Sendable, Hashable, CustomStringConvertible {
  package var byteOffset: Int
  package var problem: String

  package var description: String { "no JSON at byte \(byteOffset): \(problem)" }
}

extension JSON {
  /// Values within values; what a server nests deeper is refused, so that no answer exhausts the stack.
  package static let mostDepth = 100

  /// Parses one value with nothing but white space around it. Of members of one name the last counts.
  package init(parsing bytes: [UInt8]) throws(JSONFault) {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw JSONFault(byteOffset: 0, problem: "not UTF-8")
    }
    var parser = JSONParser(bytes: bytes)
    self = try parser.value(depth: 0)
    parser.skipSpace()
    guard parser.place == bytes.count else { throw parser.fault("more after the end") }
  }
}

/// Reads JSON from its beginning to its end.
private struct JSONParser {
  let bytes: [UInt8]
  var place = 0

  var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  func fault(_ problem: String) -> JSONFault { JSONFault(byteOffset: place, problem: problem) }

  mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      place += 1
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    place += 1
    return true
  }

  private mutating func take(word: StaticString, as value: JSON) throws(JSONFault) -> JSON {
    for index in 0..<word.utf8CodeUnitCount {
      guard take(word.utf8Start[index]) else { throw fault("an unknown word") }
    }
    return value
  }

  mutating func value(depth: Int) throws(JSONFault) -> JSON {
    guard depth < JSON.mostDepth else { throw fault("nested too deep") }
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return try object(depth)
    case UInt8(ascii: "["): return try list(depth)
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "t"): return try take(word: "true", as: .bool(true))
    case UInt8(ascii: "f"): return try take(word: "false", as: .bool(false))
    case UInt8(ascii: "n"): return try take(word: "null", as: .null)
    case nil: throw fault("the end is missing")
    case let byte? where byte == UInt8(ascii: "-") || Self.isDigit(byte):
      return .number(try number())
    default: throw fault("an unknown character")
    }
  }

  private mutating func object(_ depth: Int) throws(JSONFault) -> JSON {
    place += 1
    var members: [String: JSON] = [:]
    skipSpace()
    if take(UInt8(ascii: "}")) { return .object(members) }
    repeat {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw fault("a name is missing") }
      let name = try text()
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw fault("a colon is missing") }
      members[name] = try value(depth: depth + 1)
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw fault("a brace is missing") }
    return .object(members)
  }

  private mutating func list(_ depth: Int) throws(JSONFault) -> JSON {
    place += 1
    var items: [JSON] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return .list(items) }
    repeat {
      items.append(try value(depth: depth + 1))
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw fault("a bracket is missing") }
    return .list(items)
  }

  private mutating func digits() -> Int {
    let start = place
    while let byte = next, Self.isDigit(byte) { place += 1 }
    return place - start
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  private mutating func number() throws(JSONFault) -> String {
    let start = place
    _ = take(UInt8(ascii: "-"))
    let isZero = next == UInt8(ascii: "0")
    let count = digits()
    guard count > 0, !isZero || count == 1 else { throw fault("no number") }
    if take(UInt8(ascii: ".")) { guard digits() > 0 else { throw fault("no number") } }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      guard digits() > 0 else { throw fault("no number") }
    }
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  private mutating func text() throws(JSONFault) -> String {
    place += 1
    var units: [UInt8] = []
    while true {
      let start = place
      while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
        place += 1
      }
      units += bytes[start..<place]
      if take(UInt8(ascii: "\"")) { return String(decoding: units, as: UTF8.self) }
      guard take(UInt8(ascii: "\\")) else { throw fault("a text has no end") }
      units += String(try escaped()).utf8
    }
  }

  private mutating func escaped() throws(JSONFault) -> Unicode.Scalar {
    guard let byte = next else { throw fault("a text has no end") }
    place += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicode()
    default: throw fault("an unknown escape")
    }
  }

  /// A scalar of the basic plane or of two surrogates; half a pair becomes U+FFFD.
  private mutating func unicode() throws(JSONFault) -> Unicode.Scalar {
    let first = try hexUnit()
    if let scalar = Unicode.Scalar(first) { return scalar }
    let back = place
    guard first < 0xDC00, take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
      place = back
      return "\u{FFFD}"
    }
    let second = try hexUnit()
    guard (0xDC00...0xDFFF).contains(second) else {
      place = back
      return "\u{FFFD}"
    }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
  }

  private mutating func hexUnit() throws(JSONFault) -> UInt32 {
    guard place + 4 <= bytes.count,
      let unit = UInt32(String(decoding: bytes[place..<place + 4], as: UTF8.self), radix: 16),
      bytes[place] != UInt8(ascii: "+"), bytes[place] != UInt8(ascii: "-")
    else { throw fault("no hexadecimal digits") }
    place += 4
    return unit
  }
}

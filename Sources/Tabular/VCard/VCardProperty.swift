/// One line of a vCard after unfolding, such as `item1.TEL;TYPE=CELL:+1-555-555-0100` (RFC 6350 §3.3; vCard 2.1 §2.1).
struct VCardProperty {
  /// What stands before the value.
  struct Head {
    /// In small letters; empty without one.
    var group = ""
    /// In capitals.
    var name = ""
    /// In small letters, of whatever spelling: `TYPE=cell`, `TYPE="cell,voice"`, or bare `CELL`.
    var types: [String] = []
    var charset: String?
    var isQuotedPrintable = false
    var isBase64 = false
    /// Of instant messengers.
    var service = ""
    /// Where the value begins in the line.
    var valueStart = 0
  }

  var head: Head
  /// UTF-8, with the escapes of the format still in it; of base64 nothing.
  var value: [UInt8]
  /// Characters of base64.
  var base64Count = 0

  /// How many bytes the base64 stands for.
  var base64Bytes: Int { base64Count * 3 / 4 }
}

extension VCardProperty.Head {
  /// - Returns: `nil` for a line that is no property: without a colon, or with what no name has before it.
  init?(_ line: ArraySlice<UInt8>) {
    guard let colon = Self.colon(line) else { return nil }
    valueStart = colon + 1
    var isFirst = true
    for part in Self.parts(line[line.startIndex..<colon], at: UInt8(ascii: ";")) {
      if isFirst {
        isFirst = false
        guard setName(part) else { return nil }
      } else {
        add(parameter: part)
      }
    }
    guard !name.isEmpty else { return nil }
  }

  /// The first colon outside quotes, or the first at all where a quote is not closed.
  private static func colon(_ line: ArraySlice<UInt8>) -> Int? {
    var isQuoted = false
    for index in line.indices {
      if line[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
      if line[index] == UInt8(ascii: ":"), !isQuoted { return index }
    }
    return isQuoted ? line.firstIndex(of: UInt8(ascii: ":")) : nil
  }

  private static func parts(_ text: ArraySlice<UInt8>, at mark: UInt8) -> [ArraySlice<UInt8>] {
    var parts: [ArraySlice<UInt8>] = []
    var isQuoted = false
    var start = text.startIndex
    for index in text.indices {
      if text[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
      guard text[index] == mark, !isQuoted else { continue }
      parts.append(text[start..<index])
      start = index + 1
    }
    parts.append(text[start...])
    return parts
  }

  private mutating func setName(_ text: ArraySlice<UInt8>) -> Bool {
    var text = text
    while text.last == 0x20 || text.last == 0x09 { text.removeLast() }
    guard text.allSatisfy(Self.isNameByte), text.count <= 128 else { return false }
    if let dot = text.lastIndex(of: UInt8(ascii: ".")) {
      group = Self.string(text[..<dot]).lowercased()
      text = text[(dot + 1)...]
    }
    name = Self.string(text).uppercased()
    return !name.isEmpty
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private mutating func add(parameter: ArraySlice<UInt8>) {
    let equals = parameter.firstIndex(of: UInt8(ascii: "="))
    let key = equals.map { Self.word(parameter[..<$0]) } ?? ""
    let value = equals.map { parameter[($0 + 1)...] } ?? parameter
    switch key {
    case "":
      // vCard 2.1 leaves the names of parameters out.
      addBare(Self.word(value))
    case "type":
      for part in Self.parts(value, at: UInt8(ascii: ",")) {
        types += Self.word(part).split(separator: ",").map(String.init)
      }
    case "encoding": setEncoding(Self.word(value))
    case "charset": charset = Self.word(value)
    case "x-service-type", "service-type": service = Self.word(value)
    case "pref" where Self.word(value) == "1": types.append("pref")
    default: break
    }
  }

  private mutating func addBare(_ word: String) {
    switch word {
    case "quoted-printable", "base64": setEncoding(word)
    default: types.append(word)
    }
  }

  private mutating func setEncoding(_ word: String) {
    isQuotedPrintable = word == "quoted-printable" || word == "q"
    isBase64 = word == "base64" || word == "b"
  }

  /// In small letters, without quotes and blanks around.
  private static func word(_ text: ArraySlice<UInt8>) -> String {
    string(text.filter { $0 != UInt8(ascii: "\"") && $0 != 0x20 && $0 != 0x09 }[...]).lowercased()
  }

  private static func string(_ text: ArraySlice<UInt8>) -> String {
    String(decoding: text.prefix(256), as: UTF8.self)
  }
}

/// The ids of all contacts: 8 bytes for an id that is made of a key, a text for the few others.
struct ContactIDs: Sendable {
  private var keys: [UInt64] = []
  /// Ids of earlier results, and of contacts whose key is another one's too.
  private var texts: [Int: String] = [:]

  var count: Int { keys.count }

  mutating func append(key: UInt64) { keys.append(key) }

  mutating func append(text: String) {
    texts[keys.count] = text
    keys.append(0)
  }

  mutating func reserve(_ count: Int) { keys.reserveCapacity(count) }

  subscript(contact: Int) -> String {
    if !texts.isEmpty, let text = texts[contact] { return text }
    return Self.name(keys[contact])
  }

  /// Appends the id of a contact.
  func append(_ contact: Int, to bytes: inout [UInt8]) {
    if !texts.isEmpty, let text = texts[contact] {
      bytes.append(contentsOf: text.utf8)
    } else {
      Self.append(name: keys[contact], to: &bytes)
    }
  }

  /// `c` and 13 letters of Crockford's base 32: short enough to be read out.
  static func name(_ key: UInt64) -> String {
    var bytes: [UInt8] = []
    append(name: key, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func append(name key: UInt64, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "c"))
    for shift in stride(from: 60, through: 0, by: -5) {
      let digit = UInt8((key >> UInt64(shift)) & 31)
      // Digits, then letters without i, l, o and u.
      switch digit {
      case 0..<10: bytes.append(UInt8(ascii: "0") + digit)
      case 10..<18: bytes.append(UInt8(ascii: "a") + digit - 10)
      case 18..<20: bytes.append(UInt8(ascii: "j") + digit - 18)
      case 20..<22: bytes.append(UInt8(ascii: "m") + digit - 20)
      case 22..<27: bytes.append(UInt8(ascii: "p") + digit - 22)
      default: bytes.append(UInt8(ascii: "v") + digit - 27)
      }
    }
  }
}

/// The writing systems that names are read by.
enum Script {
  case latin, cyrillic, greek, han, kana, hangul, semitic, other, none

  /// The script of a scalar; `none` for what is not a letter of any (blanks, signs, digits).
  @inline(__always)
  init(_ scalar: UInt32) {
    switch scalar {
    case 0x41...0x5A, 0x61...0x7A, 0xAA, 0xBA: self = .latin
    case 0...0xBF, 0xD7, 0xF7: self = .none
    case 0xC0...0x24F, 0x1E00...0x1EFF: self = .latin
    case 0x300...0x36F: self = .none
    case 0x370...0x3FF, 0x1F00...0x1FFF: self = .greek
    case 0x400...0x52F: self = .cyrillic
    case 0x590...0x6FF, 0x750...0x77F, 0xFB1D...0xFDFF, 0xFE70...0xFEFC: self = .semitic
    case 0x2000...0x206F, 0x3000...0x3004, 0x3008...0x3020, 0x30FB: self = .none
    case 0x3005...0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF: self = .han
    case 0x20000...0x323AF: self = .han
    case 0x3041...0x309F, 0x30A0...0x30FF: self = .kana
    case 0x1100...0x11FF, 0x3131...0x318E, 0xAC00...0xD7A3: self = .hangul
    default: self = .other
    }
  }

  var isEastAsian: Bool { self == .han || self == .kana || self == .hangul }

  /// The one script that all letters of a text are written in; nil where there are several or none.
  static func only(in text: some StringProtocol) -> Script? {
    var found: Script?
    for scalar in text.unicodeScalars {
      let script = Script(scalar.value)
      if script == .none { continue }
      if let found, found != script { return nil }
      found = script
    }
    return found
  }
}

/// A character encoding, by its name for people and its name in iconv.
struct TextEncoding: Equatable, Sendable {
  /// IANA name in lower case.
  let name: String
  let iconvName: String
  /// Bytes of the smallest unit: 2 for UTF-16, else 1.
  let unitBytes: Int

  static let utf8 = TextEncoding(name: "utf-8", iconvName: "UTF-8", unitBytes: 1)
  static let utf16LE = TextEncoding(name: "utf-16le", iconvName: "UTF-16LE", unitBytes: 2)
  static let utf16BE = TextEncoding(name: "utf-16be", iconvName: "UTF-16BE", unitBytes: 2)
  static let windows1251 = TextEncoding(name: "windows-1251", iconvName: "CP1251", unitBytes: 1)
  static let windows1252 = TextEncoding(name: "windows-1252", iconvName: "CP1252", unitBytes: 1)
  static let koi8R = TextEncoding(name: "koi8-r", iconvName: "KOI8-R", unitBytes: 1)
  static let gb18030 = TextEncoding(name: "gb18030", iconvName: "GB18030", unitBytes: 1)
  /// With the Hong Kong supplement, which leaves the characters of Big5 as they are.
  static let big5 = TextEncoding(name: "big5", iconvName: "BIG5-HKSCS", unitBytes: 1)
  static let shiftJIS = TextEncoding(name: "shift_jis", iconvName: "CP932", unitBytes: 1)

  /// Those that inference tells apart.
  static let inferred: [TextEncoding] = [
    .utf8, .utf16LE, .utf16BE, .windows1251, .windows1252, .koi8R, .gb18030, .big5, .shiftJIS,
  ]

  private static let aliases: [String: TextEncoding] = [
    "utf8": .utf8, "utf-8": .utf8, "utf-8-sig": .utf8, "ascii": .utf8, "us-ascii": .utf8,
    "utf-16le": .utf16LE, "utf16le": .utf16LE, "utf-16be": .utf16BE, "utf16be": .utf16BE,
    "windows-1251": .windows1251, "cp1251": .windows1251, "1251": .windows1251,
    "windows-1252": .windows1252, "cp1252": .windows1252, "1252": .windows1252,
    "iso-8859-1": .windows1252, "latin1": .windows1252, "latin-1": .windows1252,
    "koi8-r": .koi8R, "koi8r": .koi8R,
    "gb18030": .gb18030, "gbk": .gb18030, "gb2312": .gb18030, "cp936": .gb18030,
    "big5": .big5, "big5-hkscs": .big5, "cp950": .big5,
    "shift_jis": .shiftJIS, "shift-jis": .shiftJIS, "sjis": .shiftJIS, "cp932": .shiftJIS,
  ]

  /// Whether the C library can decode it.
  var isAvailable: Bool {
    switch IconvHandle(from: iconvName, to: "UTF-8") {
    case .some: true
    case .none: false
    }
  }

  /// The encoding that a user names: one of the above, or any that iconv knows and that has ASCII in it.
  static func named(_ label: String) -> TextEncoding? {
    let key = label.lowercased()
    if let known = aliases[key] { return known }
    guard
      let decoder = IconvHandle(from: label, to: "UTF-8"),
      let echo = decoder.convertWhole(Array("A,;\"\r\n9".utf8)), echo == Array("A,;\"\r\n9".utf8)
    else { return nil }
    return TextEncoding(name: key, iconvName: label, unitBytes: 1)
  }
}

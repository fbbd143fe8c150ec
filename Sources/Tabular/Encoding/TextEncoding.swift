/// A character encoding, by its name for people and its name in iconv.
struct TextEncoding: Equatable, Sendable {
  /// How a decoder finds the characters.
  enum Form: Equatable, Sendable {
    case utf8
    /// UTF-16 and UTF-32: so many bytes a unit.
    case wide(unitBytes: Int, isBigEndian: Bool)
    /// One byte a character, the lower half ASCII.
    case singleByte
    /// One to four bytes a character.
    case multiByte
    /// Seven bits, with sequences that switch the character set.
    case escaped
  }

  /// IANA name in lower case.
  let name: String
  let iconvName: String
  let form: Form

  init(name: String, iconvName: String, form: Form) {
    self.name = name
    self.iconvName = iconvName
    self.form = form
  }

  /// Bytes of the smallest unit: 2 for UTF-16, 4 for UTF-32, else 1.
  var unitBytes: Int {
    if case .wide(let unitBytes, _) = form { return unitBytes }
    return 1
  }

  static let utf8 = TextEncoding(name: "utf-8", iconvName: "UTF-8", form: .utf8)
  static let utf16LE = wide("utf-16le", 2, isBigEndian: false)
  static let utf16BE = wide("utf-16be", 2, isBigEndian: true)
  static let utf32LE = wide("utf-32le", 4, isBigEndian: false)
  static let utf32BE = wide("utf-32be", 4, isBigEndian: true)

  static let windows1250 = single("windows-1250", "CP1250")
  static let windows1251 = single("windows-1251", "CP1251")
  static let windows1252 = single("windows-1252", "CP1252")
  static let windows1253 = single("windows-1253", "CP1253")
  static let windows1254 = single("windows-1254", "CP1254")
  static let windows1255 = single("windows-1255", "CP1255")
  static let windows1256 = single("windows-1256", "CP1256")
  static let windows1257 = single("windows-1257", "CP1257")
  static let windows1258 = single("windows-1258", "CP1258")
  /// Thai: TIS-620 and what Windows added to it.
  static let windows874 = single("windows-874", "CP874")
  static let koi8R = single("koi8-r", "KOI8-R")
  static let koi8U = single("koi8-u", "KOI8-U")
  static let ibm437 = single("ibm437", "IBM437")
  static let ibm850 = single("ibm850", "IBM850")
  static let ibm852 = single("ibm852", "IBM852")
  static let ibm855 = single("ibm855", "IBM855")
  static let ibm857 = single("ibm857", "IBM857")
  static let ibm862 = single("ibm862", "IBM862")
  static let ibm866 = single("ibm866", "IBM866")
  static let macRoman = single("macintosh", "MACINTOSH")
  static let macCentralEurope = single("mac-centraleurope", "MAC-CENTRALEUROPE")
  static let macCyrillic = single("mac-cyrillic", "MAC-UK")
  static let viscii = single("viscii", "VISCII")
  static let iso8859: [Int: TextEncoding] = Dictionary(
    uniqueKeysWithValues: [2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16].map { part in
      (part, single("iso-8859-\(part)", "ISO-8859-\(part)"))
    })

  static let gb18030 = multi("gb18030", "GB18030")
  /// With the Hong Kong supplement, which leaves the characters of Big5 as they are.
  static let big5 = multi("big5", "BIG5-HKSCS")
  static let eucTW = multi("euc-tw", "EUC-TW")
  static let shiftJIS = multi("shift_jis", "CP932")
  static let eucJP = multi("euc-jp", "EUC-JP-MS")
  /// With all syllables of the Unified Hangul Code.
  static let eucKR = multi("euc-kr", "CP949")
  static let johab = multi("johab", "JOHAB")

  static let iso2022JP = TextEncoding(
    name: "iso-2022-jp", iconvName: "ISO-2022-JP-2", form: .escaped)
  static let iso2022KR = TextEncoding(name: "iso-2022-kr", iconvName: "ISO-2022-KR", form: .escaped)
  /// RFC 1843: GB 2312 in seven bits; the C library does not know it, and decodes what it stands for.
  static let hz = TextEncoding(name: "hz-gb-2312", iconvName: "GB18030", form: .escaped)

  private static func wide(_ name: String, _ unitBytes: Int, isBigEndian: Bool) -> TextEncoding {
    TextEncoding(
      name: name, iconvName: name.uppercased(),
      form: .wide(unitBytes: unitBytes, isBigEndian: isBigEndian))
  }

  private static func single(_ name: String, _ iconvName: String) -> TextEncoding {
    TextEncoding(name: name, iconvName: iconvName, form: .singleByte)
  }

  private static func multi(_ name: String, _ iconvName: String) -> TextEncoding {
    TextEncoding(name: name, iconvName: iconvName, form: .multiByte)
  }

  /// Those that errors name as examples.
  static let usual: [TextEncoding] = [
    .utf8, .utf16LE, .windows1250, .windows1251, .windows1252, .koi8R, .gb18030, .big5, .shiftJIS,
    .eucKR,
  ]

  /// Whether the C library can decode it.
  var isAvailable: Bool {
    switch IconvHandle(from: iconvName, to: "UTF-8") {
    case .some: true
    case .none: false
    }
  }
}

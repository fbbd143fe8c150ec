extension TextEncoding {
  /// All that inference knows.
  static let known: [TextEncoding] =
    [.utf8, .utf16LE, .utf16BE, .utf32LE, .utf32BE]
    + EncodingCandidate.singleByte.map(\.encoding) + EncodingCandidate.multiByte.map(\.encoding)
    + [.iso2022JP, .iso2022KR, .hz]

  /// Other names, as files, programs and people use them.
  private static let aliases: [String: TextEncoding] = [
    "utf8": .utf8, "utf-8-sig": .utf8, "utf8-bom": .utf8, "ascii": .utf8, "us-ascii": .utf8,
    "utf16le": .utf16LE, "utf16be": .utf16BE, "utf32le": .utf32LE, "utf32be": .utf32BE,
    "iso-8859-1": .windows1252, "latin1": .windows1252, "latin-1": .windows1252,
    "iso-8859-9": .windows1254, "latin5": .windows1254,
    "iso-8859-11": .windows874, "tis-620": .windows874, "tis620": .windows874,
    "gbk": .gb18030, "gb2312": .gb18030, "cp936": .gb18030, "euc-cn": .gb18030,
    "big5-hkscs": .big5, "cp950": .big5,
    "shift-jis": .shiftJIS, "sjis": .shiftJIS, "cp932": .shiftJIS, "windows-31j": .shiftJIS,
    "eucjp": .eucJP, "euckr": .eucKR, "cp949": .eucKR, "uhc": .eucKR, "ks_c_5601-1987": .eucKR,
    "koi8r": .koi8R, "koi8u": .koi8U, "cp874": .windows874,
    "mac-roman": .macRoman, "macroman": .macRoman, "x-mac-cyrillic": .macCyrillic,
    "maccyrillic": .macCyrillic, "mac-ce": .macCentralEurope, "hz": .hz,
  ]

  /// The encoding that a user or a file names: one of the above, or any that iconv knows and that has ASCII in it.
  static func named(_ label: String) -> TextEncoding? {
    let key = label.lowercased()
    if let alias = aliases[key] { return alias }
    if let known = known.first(where: { $0.name == key }) { return known }
    // `cp1251` and `1251` are windows-1251, `cp866` and `866` are ibm866.
    let digits = key.hasPrefix("cp") ? String(key.dropFirst(2)) : key
    if let code = Int(digits) {
      let names = ["windows-\(code)", "ibm\(code)"]
      if let known = known.first(where: { names.contains($0.name) }) { return known }
    }
    let sample = Array("A,;\"\r\n9".utf8)
    guard let decoder = IconvHandle(from: label, to: "UTF-8"),
      let echo = decoder.convertWhole(sample), echo == sample
    else { return nil }
    return TextEncoding(name: key, iconvName: label, form: .multiByte)
  }
}

/// Arabic and Hebrew letters in Latin letters, in English, French and German habits; a dash where a
/// letter may go unwritten. Short vowels stand in no letter.
enum AbjadLetters {
  static func isAbjad(_ scalar: UInt32) -> Bool {
    (0x590...0x6FF).contains(scalar) || (0x750...0x77F).contains(scalar)
  }

  static func spellings(_ scalar: UInt32) -> StaticString? {
    switch scalar {
    case 0x5D0...0x5EA: hebrew[Int(scalar) - 0x5D0]
    case 0x621...0x63A: arabic[Int(scalar) - 0x621]
    case 0x641...0x64A: arabicRest[Int(scalar) - 0x641]
    case 0x591...0x5C7, 0x610...0x61A, 0x640, 0x64B...0x65F, 0x670: "-"
    case 0x67E: "p"
    case 0x679: "t"
    case 0x686: "ch"
    case 0x688: "d"
    case 0x691: "r"
    case 0x698: "zh j"
    case 0x6A9: "k c"
    case 0x6AF: "g"
    case 0x6BA: "n"
    case 0x6BE: "h -"
    case 0x6C0...0x6C3, 0x6D5: "h e eh a ah -"
    case 0x6CC, 0x6D0: "y i e ee ie ei ai iy a"
    case 0x6D2: "e ai ay"
    default: nil
    }
  }

  /// U+05D0 to U+05EA.
  private static let hebrew: [StaticString] = [
    "a e i o u -", "b v", "g", "d", "h a ah e eh o -", "v w u o oo", "z", "h ch kh", "t",
    "y i j e ei ee ai -", "ch kh k c", "k ch kh c", "l", "m", "m", "n", "n", "s", "a e i o u -",
    "f p ph", "p f ph", "tz ts z c", "tz ts z c", "k q c", "r", "sh s", "t th",
  ]

  /// U+0621 to U+063A.
  private static let arabic: [StaticString] = [
    "-", "a aa", "a e o u i", "o u w ou -", "i e", "i e y -", "a e i o u aa -", "b",
    "a ah e eh at et -", "t", "th t s", "j g dj", "h", "kh h", "d", "dh d th z", "r", "z",
    "s ss c", "sh ch s", "s ss", "d dh z", "t", "z dh th", "a e i o u aa -", "gh g",
  ]

  /// U+0641 to U+064A.
  private static let arabicRest: [StaticString] = [
    "f ph", "q k g c", "k c", "l", "m", "n", "h e eh a ah -", "w v u o ou oo", "a i y",
    "y i e ee ie ei ai iy j",
  ]

  /// The form in which an Arabic word is compared with another: without signs for vowels, one
  /// letter for alef with and without hamza and for the letters that differ by country; 0: left out.
  static func folded(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0x591...0x5C7, 0x610...0x61A, 0x640, 0x64B...0x65F, 0x670, 0x621: 0
    case 0x5DA: 0x5DB
    case 0x5DD: 0x5DE
    case 0x5DF: 0x5E0
    case 0x5E3: 0x5E4
    case 0x5E5: 0x5E6
    case 0x622, 0x623, 0x625, 0x671: 0x627
    case 0x629, 0x6C0...0x6C3, 0x6BE, 0x6D5: 0x647
    case 0x649, 0x6CC, 0x6D0, 0x626: 0x64A
    case 0x624: 0x648
    case 0x6A9: 0x643
    default: scalar
    }
  }
}

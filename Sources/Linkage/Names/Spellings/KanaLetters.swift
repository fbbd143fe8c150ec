/// Japanese kana in Latin letters: Hepburn first, then Kunrei.
enum KanaLetters {
  /// Katakana as hiragana; the mark of a long vowel stays.
  static func hiragana(_ kana: UInt32) -> UInt32 {
    (0x30A1...0x30F6).contains(kana) ? kana - 0x60 : kana
  }

  static func spellings(_ sign: UInt32) -> StaticString? {
    (0x3041...0x3096).contains(sign) ? table[Int(sign) - 0x3041] : sign == 0x30FC ? "- h" : nil
  }

  /// U+3041 to U+3096.
  private static let table: [StaticString] = [
    "a", "a", "i", "i", "u", "u", "e", "e", "o", "o", "ka", "ga", "ki", "gi", "ku", "gu", "ke",
    "ge", "ko", "go", "sa", "za", "shi si", "ji zi", "su", "zu", "se", "ze", "so", "zo", "ta",
    "da", "chi ti", "ji di zi", "- t k s p c", "tsu tu", "zu du", "te", "de", "to", "do", "na",
    "ni", "nu", "ne", "no", "ha", "ba", "pa", "hi", "bi", "pi", "fu hu", "bu", "pu", "he", "be",
    "pe", "ho", "bo", "po", "ma", "mi", "mu", "me", "mo", "ya", "ya", "yu", "yu", "yo", "yo",
    "ra", "ri", "ru", "re", "ro", "wa", "wa", "i", "e", "o wo", "n m nn", "vu bu", "ka", "ke",
  ]

  /// What makes the vowel before it long is often left out.
  static func lengthening(_ sign: UInt32) -> StaticString? {
    switch sign {
    case 0x3046, 0x304A: "- h"
    case 0x3044: "-"
    case 0x30FC: "- h a i u e o"
    default: nil
    }
  }

  /// A sign of the i row with a small ya, yu or yo.
  static func glide(_ sign: UInt32, _ small: UInt32) -> StaticString? {
    let column: Int
    switch small {
    case 0x3083: column = 0
    case 0x3085: column = 1
    case 0x3087: column = 2
    default: return nil
    }
    switch sign {
    case 0x304D: return ["kya", "kyu", "kyo"][column]
    case 0x304E: return ["gya", "gyu", "gyo"][column]
    case 0x3057: return ["sha sya", "shu syu", "sho syo"][column]
    case 0x3058: return ["ja zya jya", "ju zyu jyu", "jo zyo jyo"][column]
    case 0x3061: return ["cha tya", "chu tyu", "cho tyo"][column]
    case 0x306B: return ["nya", "nyu", "nyo"][column]
    case 0x3072: return ["hya", "hyu", "hyo"][column]
    case 0x3073: return ["bya", "byu", "byo"][column]
    case 0x3074: return ["pya", "pyu", "pyo"][column]
    case 0x307F: return ["mya", "myu", "myo"][column]
    case 0x308A: return ["rya", "ryu", "ryo"][column]
    default: return nil
    }
  }
}

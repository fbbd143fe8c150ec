/// Korean syllables in Latin letters: Revised Romanisation first, then what passports have.
enum HangulLetters {
  static let initials: [StaticString] = [
    "g k", "kk gg", "n", "d t", "tt dd", "r l n", "m", "b p", "pp bb", "s sh", "ss", "-", "j ch c",
    "jj", "ch", "k", "t", "p", "h",
  ]

  static let vowels: [StaticString] = [
    "a ah", "ae ai e", "ya", "yae", "eo u o uh ou", "e", "yeo you yu yo yeu", "ye", "o oh", "wa",
    "wae", "oe oi we", "yo yoo", "u oo ou woo", "wo weo wu", "we", "wi wee", "yu yoo you",
    "eu u oo", "ui eui i ee", "i ee yi y",
  ]

  static let finals: [StaticString] = [
    "-", "k g c", "k", "k", "n", "n", "n", "t d", "l r", "k l", "m", "l p", "l", "l", "p", "l", "m",
    "p b", "p", "t s", "t", "ng", "t", "t", "k", "t", "p", "- h t",
  ]

  /// Family names that are written in a way of their own.
  static func surname(_ syllable: UInt32) -> StaticString? {
    switch syllable {
    case 0xC774: "lee rhee li yi ri"
    case 0xBC15: "park"
    case 0xC784: "lim rim"
    case 0xC720: "ryu"
    case 0xB958: "yoo yu"
    case 0xB178: "roh"
    case 0xC190: "sohn"
    case 0xC624: "oh"
    case 0xC5EC: "yuh"
    case 0xC9C4: "chin"
    default: nil
    }
  }
}

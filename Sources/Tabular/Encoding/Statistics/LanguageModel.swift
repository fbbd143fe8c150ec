import Glibc

/// How probable letters are behind each other in a language, from counts (see generate.py).
struct LanguageModel: Sendable {
  /// The place outside of words.
  static let outside: UInt8 = 0
  /// A letter that the language does not have.
  static let foreign: UInt8 = 254
  /// A letter with a mark of tone, of Vietnamese.
  static let toned: UInt8 = 253
  /// A mark that belongs to the letter before it.
  static let mark: UInt8 = 255

  let language: String
  let isLatin: Bool
  /// Letters beyond ASCII, in lower case.
  let letters: [Unicode.Scalar]
  let classCount: Int
  /// Quarter bits, `classCount` × `classCount`, by the letter before and the letter.
  let costs: [UInt8]

  /// Which classes bear marks of tone.
  let vowels: [Bool]

  static let all: [LanguageModel] = LanguageTables.entries.map(LanguageModel.init)

  private init(_ entry: LanguageTables.Entry) {
    language = entry.language.description
    isLatin = entry.isLatin
    let scalars = Array(entry.letters.description.unicodeScalars)
    letters = scalars
    let asciiCount = entry.isLatin ? 27 : 1
    let count = asciiCount + letters.count
    classCount = count
    var costs = [UInt8](repeating: 0, count: count * count)
    entry.costs.withUTF8Buffer { stored in
      var next = 0
      for before in 0..<count {
        for letter in 0..<count {
          if entry.isLatin, before < asciiCount, letter < asciiCount { continue }
          guard next < stored.count else { return }
          costs[before * count + letter] = stored[next] - 40
          next += 1
        }
      }
    }
    if entry.isLatin {
      Self.addPlainPairs(&costs, count, isVietnamese: entry.language.description == "vi")
    }
    self.costs = costs
    vowels = (0..<256).map { index in
      if index >= asciiCount { return index < count && scalars[index - asciiCount] != "đ" }
      return [1, 5, 9, 15, 21, 25].contains(index)
    }
  }

  /// Where accents are frequent, a letter without one tells something too.
  private static func addPlainPairs(_ costs: inout [UInt8], _ count: Int, isVietnamese: Bool) {
    for before in 0..<27 {
      var accented = isVietnamese ? 0.25 : 0
      for letter in 27..<count { accented += exp2(-Double(costs[before * count + letter]) / 4) }
      let cost = UInt8((-4 * log2(1 - min(0.75, accented))).rounded())
      for letter in 0..<27 { costs[before * count + letter] = cost }
    }
  }

  /// The class of a letter in lower case.
  func letterClass(_ letter: Unicode.Scalar) -> UInt8 {
    if letter.isASCII {
      guard letter.value >= 0x61, letter.value <= 0x7A else { return Self.outside }
      return isLatin ? UInt8(letter.value - 0x60) : Self.foreign
    }
    if let index = letters.firstIndex(of: letter) {
      return UInt8((isLatin ? 27 : 1) + index)
    }
    guard language == "vi" else { return Self.foreign }
    if Self.tones.contains(letter) { return Self.mark }
    return Self.tonedVowels.unicodeScalars.contains(letter) ? Self.toned : Self.foreign
  }

  /// What the table does not tell, in quarter bits.
  static let foreignCost = 76
  static let afterForeignCost = 12
  static let tonedCost = 25
  static let markCost = 10
  /// A syllable has one tone.
  static let secondToneCost = 64

  /// What a letter behind a tone takes: few can end a syllable.
  static func costAfterTone(_ letterClass: UInt8) -> Int {
    if letterClass == outside { return 4 }
    return letterClass < 27 && "acghimnoptuy".utf8.contains(letterClass + 0x60) ? 13 : 40
  }

  private static let tones: [Unicode.Scalar] = [
    "\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}",
  ]
  private static let tonedVowels =
    "àáãảạằắẵẳặầấẫẩậèéẽẻẹềếễểệìíĩỉịòóõỏọồốỗổộờớỡởợùúũủụừứữửựỳýỹỷỵ"
}

/// Compares a name in Chinese, Japanese, Korean, Arabic or Hebrew letters with one in Latin
/// letters: reads the one along the words of the other, taken in any order.
///
/// Words may be joined on either side (`Xiaoming`, `Xiao Ming`; `Abdullah`, `عبد الله`). Bounded:
/// it gives up after `stepLimit` steps. No allocation.
struct RomanisedMatch {
  private static let stepLimit = 3000
  private var steps = Self.stepLimit
  private let original: Side<UInt32>
  private let latin: Side<UInt8>
  private let isAbjad: Bool
  /// Latin words that are the Arabic article, as bits.
  private let articles: UInt8
  /// Words of either side that could be read where both stood at the end of a word, as bits.
  private var readOriginal: UInt8 = 0
  private var readLatin: UInt8 = 0

  /// The letters of a name's words, one after the other.
  private struct Side<Letter: FixedWidthInteger> {
    var letters = InlineArray<64, Letter>(repeating: 0)
    var ends = InlineArray<9, Int>(repeating: 0)
    /// By word: its skeleton where that is one of several known spellings, 0 otherwise.
    var known = InlineArray<8, Int>(repeating: 0)
    var isAbbreviation: UInt8 = 0
    var count = 0
    var isWhole = true

    var all: UInt8 { UInt8(truncatingIfNeeded: (1 << count) - 1) }
    func range(_ word: Int) -> Range<Int> { ends[word]..<ends[word + 1] }
  }

  init(original: Range<Int>, latin: Range<Int>, index: NameIndex) {
    let words = index.words
    let table = words.table
    let bytes = table.bytes.span
    var source = Side<UInt32>()
    var target = Side<UInt8>()
    for position in original {
      let word = index.word(at: position)
      Self.addSigns(bytes.extracting(table.range(word)), to: &source)
      source.known[source.count - 1] = words.knownSpelling(word)
    }
    let isAbjad = AbjadLetters.isAbjad(source.letters[0])
    var articles: UInt8 = 0
    for position in latin {
      let word = index.word(at: position)
      let bit: UInt8 = 1 << UInt8(target.count)
      let range = table.range(word)
      Self.addLetters(bytes.extracting(range), to: &target)
      if isAbjad, latin.count > 1, Self.isArticle(bytes.extracting(range)) { articles |= bit }
      if words.isAbbreviation(word) { target.isAbbreviation |= bit }
      target.known[target.count - 1] = words.knownSpelling(word)
    }
    self.original = source
    self.latin = target
    self.isAbjad = isAbjad
    self.articles = articles
  }

  private static func addSigns(_ text: Span<UInt8>, to side: inout Side<UInt32>) {
    var place = side.ends[side.count]
    var offset = 0
    while offset < text.count, place < 64 {
      side.letters[place] = decodeScalar(text, &offset)
      place += 1
    }
    if offset < text.count { side.isWhole = false }
    side.count += 1
    side.ends[side.count] = place
  }

  private static func addLetters(_ text: Span<UInt8>, to side: inout Side<UInt8>) {
    var place = side.ends[side.count]
    for offset in text.indices {
      if place == 64 || text[offset] >= 0x80 {
        side.isWhole = false
        break
      }
      side.letters[place] = text[offset]
      place += 1
    }
    side.count += 1
    side.ends[side.count] = place
  }

  private static func isArticle(_ word: Span<UInt8>) -> Bool {
    guard (2...3).contains(word.count), [0x61, 0x65, 0x75].contains(word[0]) else { return false }
    if word.count == 3 { return word[0] == 0x61 && word[1] == 0x73 && word[2] == 0x68 }
    return [0x6C, 0x73, 0x64, 0x72, 0x6E, 0x74, 0x7A].contains(word[1])
  }

  /// How far the names agree.
  mutating func level() -> NameLevel {
    guard original.isWhole, latin.isWhole, latin.count > 0 else { return .otherScript }
    let signs = original.ends[original.count]
    if walk(0..<0, 0..<0, 0, articles) {
      let isShort = isAbjad || original.letters[0] < 0x3400 ? original.count == 1 : signs == 1
      return isShort && latinCount == 1 ? .exactSingle : .transliterated
    }
    if readOriginal == original.all { return signs == 1 ? .single : partLevel(original.count) }
    if original.count > 1 || isAbjad { return levelByWords() }
    return levelByFamilyName(signs)
  }

  /// One side is read to the end, the other has words left.
  private func partLevel(_ words: Int) -> NameLevel {
    min(words, latinCount) == 1 && (isAbjad || latinCount == 1) ? .single : .missingToken
  }

  private var latinCount: Int { latin.count - articles.nonzeroBitCount }

  private func levelByWords() -> NameLevel {
    if readLatin == latin.all { return partLevel(original.count) }
    let rest = latin.all & ~readLatin
    if readLatin & ~articles != 0, rest & ~latin.isAbbreviation == 0, haveInitials(rest) {
      return .initial
    }
    if !isAbjad { return .otherScript }
    if readLatin & ~articles != 0 { return .sharedWord }
    return min(original.count, latinCount) > 1 ? .different : .otherScript
  }

  /// Whether each of these Latin words is the first letter of a word that has not been read.
  private func haveInitials(_ rest: UInt8) -> Bool {
    var free = original.all & ~readOriginal
    for word in 0..<latin.count where rest & 1 << UInt8(word) != 0 {
      let letter = latin.letters[latin.ends[word]]
      let found = (0..<original.count).first {
        free & 1 << UInt8($0) != 0 && begins(original.ends[$0], with: letter)
      }
      guard let found else { return false }
      free &= ~(1 << UInt8(found))
    }
    return true
  }

  private func begins(_ place: Int, with letter: UInt8) -> Bool {
    // As within a word: a given name is not read as a family name would be.
    LetterSpellings.contains(original.letters[place], previous: 1, next: 0) { spelling, _ in
      !spelling.isEmpty && spelling[0] == letter
    }
  }

  /// A name without blanks: its first sign, or its first two, are the family name.
  private mutating func levelByFamilyName(_ signs: Int) -> NameLevel {
    if signs < 2 { return .otherScript }
    for size in 1...min(2, signs - 1) {
      let family = 0..<size
      let given = size..<signs
      if latin.count == 1 {
        if reads(family, 0) || reads(given, 0) { return .single }
        continue
      }
      guard let word = (0..<latin.count).first(where: { reads(family, $0) }) else { continue }
      let rest = latin.all & ~(1 << UInt8(word))
      readLatin = 1 << UInt8(word)
      if rest & ~latin.isAbbreviation == 0 {
        let first = latin.letters[latin.ends[rest.trailingZeroBitCount]]
        return begins(size, with: first) ? .initial : .otherScript
      }
      let isOther = isMandarin(rest, signs: given.count) && given.count <= 2
      return isOther && !isDialect(word) ? .sharedWord : .otherScript
    }
    // Japanese and Cantonese names may look like Mandarin; of three signs few do.
    if latin.count > 1, signs <= 3, isMandarin(latin.all, signs: signs) { return .different }
    return .otherScript
  }

  /// Whether the word is how the family name is written where Mandarin is not spoken.
  private func isDialect(_ word: Int) -> Bool {
    let range = latin.range(word)
    return HanSurnames.contains(original.letters[0]) { spelling in
      spelling.count == range.count
        && range.allSatisfy { latin.letters[$0] == spelling[$0 - range.lowerBound] }
    }
  }

  /// Whether these words can be as many syllables of Mandarin, and the name is Chinese.
  private func isMandarin(_ words: UInt8, signs: Int) -> Bool {
    guard (0x4E00...0x9FFF).contains(original.letters[0]) else { return false }
    var counts: UInt32 = 1
    for word in 0..<latin.count where words & 1 << UInt8(word) != 0 {
      let own = HanReadings.syllableCounts(latin.letters.span.extracting(latin.range(word)))
      var sum: UInt32 = 0
      for count in 0..<8 where counts & 1 << UInt32(count) != 0 { sum |= own << UInt32(count) }
      counts = sum
    }
    return counts & 1 << UInt32(signs) != 0
  }

  private mutating func reads(_ signs: Range<Int>, _ word: Int) -> Bool {
    let (originalRead, latinRead) = (readOriginal, readLatin)
    defer { (readOriginal, readLatin) = (originalRead, latinRead) }
    return walk(signs, latin.range(word), original.all, latin.all)
  }

  /// Reads on from the beginning of `signs` and of `letters`, the rests of two words in hand.
  private mutating func walk(
    _ signs: Range<Int>, _ letters: Range<Int>, _ usedOriginal: UInt8, _ usedLatin: UInt8
  ) -> Bool {
    steps -= 1
    if steps < 0 { return false }
    if signs.isEmpty && letters.isEmpty {
      if usedOriginal.nonzeroBitCount + usedLatin.nonzeroBitCount
        > readOriginal.nonzeroBitCount + readLatin.nonzeroBitCount
      {
        readOriginal = usedOriginal
        readLatin = usedLatin
      }
      if usedOriginal == original.all && usedLatin == latin.all { return true }
      return beginWords(usedOriginal, usedLatin)
    }
    if signs.isEmpty {
      for word in 0..<original.count where usedOriginal & 1 << UInt8(word) == 0 {
        if walk(original.range(word), letters, usedOriginal | 1 << UInt8(word), usedLatin) {
          return true
        }
      }
    } else if letters.isEmpty {
      for word in 0..<latin.count where usedLatin & 1 << UInt8(word) == 0 {
        if walk(signs, latin.range(word), usedOriginal, usedLatin | 1 << UInt8(word)) {
          return true
        }
      }
    }
    if isAbjad, letters.count > 0, isVowel(letters.lowerBound), !isSecondVowel(letters.lowerBound),
      walk(signs, letters.dropFirst(), usedOriginal, usedLatin)
    {
      return true
    }
    // French writes a short u as ou.
    if isAbjad, letters.count > 1, latin.letters[letters.lowerBound] == UInt8(ascii: "o"),
      latin.letters[letters.lowerBound + 1] == UInt8(ascii: "u"),
      walk(signs, letters.dropFirst(2), usedOriginal, usedLatin)
    {
      return true
    }
    return !signs.isEmpty && readSign(signs, letters, usedOriginal, usedLatin)
  }

  private mutating func beginWords(_ usedOriginal: UInt8, _ usedLatin: UInt8) -> Bool {
    for i in 0..<original.count where usedOriginal & 1 << UInt8(i) == 0 {
      for j in 0..<latin.count where usedLatin & 1 << UInt8(j) == 0 {
        let isKnown = original.known[i] != 0 && latin.known[j] != 0
        if isKnown && original.known[i] != latin.known[j] { continue }
        let signs = original.range(i)
        let letters = latin.range(j)
        if walk(
          isKnown ? signs.upperBound..<signs.upperBound : signs,
          isKnown ? letters.upperBound..<letters.upperBound : letters,
          usedOriginal | 1 << UInt8(i), usedLatin | 1 << UInt8(j))
        {
          return true
        }
        // The Arabic article comes and goes.
        if isAbjad, signs.count > 3, original.letters[signs.lowerBound] == 0x627,
          original.letters[signs.lowerBound + 1] == 0x644,
          walk(
            signs.dropFirst(2), letters, usedOriginal | 1 << UInt8(i), usedLatin | 1 << UInt8(j))
        {
          return true
        }
      }
    }
    return false
  }

  private mutating func readSign(
    _ signs: Range<Int>, _ letters: Range<Int>, _ usedOriginal: UInt8, _ usedLatin: UInt8
  ) -> Bool {
    let place = signs.lowerBound
    let isFirst = (0..<original.count).contains { original.ends[$0] == place }
    let previous = isFirst ? 0 : original.letters[place - 1]
    let next = signs.count > 1 ? original.letters[place + 1] : 0
    // `ad-Din`, `ur-Rahman`: the article takes on the sound that follows.
    if original.letters[place] == 0x644, previous == 0x627, isArticle(lam: place),
      walk(signs.dropFirst(), letters, usedOriginal, usedLatin)
    {
      return true
    }
    return LetterSpellings.contains(original.letters[place], previous: previous, next: next) {
      spelling, taken in
      if spelling.count > letters.count || taken > signs.count { return false }
      for offset in spelling.indices
      where latin.letters[letters.lowerBound + offset] != spelling[offset] {
        return false
      }
      let rest = letters.dropFirst(spelling.count)
      if walk(signs.dropFirst(taken), rest, usedOriginal, usedLatin) { return true }
      // A consonant that Arabic doubles without writing it twice.
      guard isAbjad, spelling.count == 1, let double = rest.first,
        latin.letters[double] == spelling[0], !isVowel(double)
      else { return false }
      return walk(signs.dropFirst(taken), rest.dropFirst(), usedOriginal, usedLatin)
    }
  }

  /// The article stands at the beginning, or after the `d` of `Abd`.
  private func isArticle(lam place: Int) -> Bool {
    let alef = place - 1
    return (0..<original.count).contains { original.ends[$0] == alef }
      || original.letters[alef - 1] == 0x62F
  }

  private func isVowel(_ place: Int) -> Bool {
    switch latin.letters[place] {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"),
      UInt8(ascii: "u"), UInt8(ascii: "y"):
      true
    default: false
    }
  }

  /// Two vowels in a row are long: a letter stands for them.
  private func isSecondVowel(_ place: Int) -> Bool {
    place > 0 && isVowel(place - 1)
      && !(0..<latin.count).contains { latin.ends[$0] == place }
  }

  /// The Latin words that have been read, as bits, with articles.
  var latinWordsRead: UInt8 { readLatin }
}

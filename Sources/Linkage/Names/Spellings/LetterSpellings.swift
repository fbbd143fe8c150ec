/// How one letter or sign of another script may be written in Latin letters.
enum LetterSpellings {
  typealias Spelling = UnsafeBufferPointer<UInt8>

  /// Calls `body` with each spelling of `scalar` and how many signs it takes; stops when it returns
  /// true. `next` is the sign after it, `previous` the one before it in the word; 0: none.
  static func contains(
    _ scalar: UInt32, previous: UInt32, next: UInt32,
    where body: (Spelling, _ taken: Int) -> Bool
  ) -> Bool {
    switch scalar {
    case 0x3041...0x3096, 0x30A1...0x30FC:
      return kana(scalar, previous: previous, next: next, where: body)
    case 0x4E00...0x9FFF:
      return han(scalar, isFirst: previous == 0) { body($0, 1) }
    case 0xAC00...0xD7A3:
      return hangul(scalar, isFirst: previous == 0) { body($0, 1) }
    default:
      guard let spellings = AbjadLetters.spellings(scalar) else { return false }
      return contains(spellings) { body($0, 1) }
    }
  }

  /// Each of the words of `list`; a dash stands for nothing.
  @inline(__always)
  static func contains(_ list: StaticString, where body: (Spelling) -> Bool) -> Bool {
    contains(
      UnsafeBufferPointer(start: list.utf8Start, count: list.utf8CodeUnitCount), where: body)
  }

  static func contains(_ text: Spelling, where body: (Spelling) -> Bool) -> Bool {
    var start = 0
    while start < text.count, text[start] != UInt8(ascii: ".") {
      var end = start
      while end < text.count, text[end] != 0x20, text[end] != UInt8(ascii: ".") { end += 1 }
      let isNothing = text[start] == UInt8(ascii: "-")
      if body(UnsafeBufferPointer(rebasing: text[(isNothing ? end : start)..<end])) { return true }
      start = end < text.count && text[end] == 0x20 ? end + 1 : end
    }
    return false
  }

  private static func han(_ scalar: UInt32, isFirst: Bool, where body: (Spelling) -> Bool) -> Bool {
    if HanReadings.contains(scalar, where: { contains(HanReadings.row($0), where: body) }) {
      return true
    }
    return isFirst && HanSurnames.contains(scalar, where: body)
  }

  private static func hangul(
    _ scalar: UInt32, isFirst: Bool, where body: (Spelling) -> Bool
  ) -> Bool {
    if isFirst, let surname = HangulLetters.surname(scalar), contains(surname, where: body) {
      return true
    }
    let number = Int(scalar) - 0xAC00
    let parts = (number / 588, number / 28 % 21, number % 28)
    return contains(HangulLetters.initials[parts.0]) { initial in
      contains(HangulLetters.vowels[parts.1]) { vowel in
        contains(HangulLetters.finals[parts.2]) { final in
          withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16) { buffer in
            var count = 0
            for part in [initial, vowel, final] {
              for byte in part {
                buffer[count] = byte
                count += 1
              }
            }
            return body(UnsafeBufferPointer(rebasing: buffer[..<count]))
          }
        }
      }
    }
  }

  private static func kana(
    _ scalar: UInt32, previous: UInt32, next: UInt32,
    where body: (Spelling, _ taken: Int) -> Bool
  ) -> Bool {
    let sign = KanaLetters.hiragana(scalar)
    let following = KanaLetters.hiragana(next)
    if let pair = KanaLetters.glide(sign, following) {
      return contains(pair) { body($0, 2) }
    }
    if previous != 0, let long = KanaLetters.lengthening(sign),
      contains(long, where: { body($0, 1) })
    {
      return true
    }
    guard let spellings = KanaLetters.spellings(sign) else { return false }
    return contains(spellings) { body($0, 1) }
  }
}

extension HanReadings {
  /// Calls `body` with each syllable that the character may be read as.
  static func contains(_ character: UInt32, where body: (_ syllable: Int) -> Bool) -> Bool {
    let place = Int(character - firstCharacter) * 2
    guard place + 1 < first.utf8CodeUnitCount, first.utf8Start[place] != UInt8(ascii: ".") else {
      return false
    }
    if body(number(first.utf8Start + place)) { return true }
    // Entries of five bytes by ascending character.
    var low = 0
    var high = others.utf8CodeUnitCount / 5
    while low < high {
      let middle = (low + high) / 2
      if self.character(others.utf8Start + middle * 5) < character {
        low = middle + 1
      } else {
        high = middle
      }
    }
    while low < others.utf8CodeUnitCount / 5,
      self.character(others.utf8Start + low * 5) == character
    {
      if body(number(others.utf8Start + low * 5 + 3)) { return true }
      low += 1
    }
    return false
  }

  /// The spellings of a syllable, pinyin first.
  static func row(_ syllable: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: syllables.utf8Start + syllable * rowSize, count: rowSize)
  }

  private static func number(_ letters: UnsafePointer<UInt8>) -> Int {
    Int(letters[0] - 0x61) * 26 + Int(letters[1] - 0x61)
  }

  private static func character(_ bytes: UnsafePointer<UInt8>) -> UInt32 {
    UInt32(bytes[0] & 0x0F) << 12 | UInt32(bytes[1] & 0x3F) << 6 | UInt32(bytes[2] & 0x3F)
  }

  /// Whether `letters` are `count` syllables of Mandarin; an answer of 0 for none, bit n for n.
  static func syllableCounts(_ letters: Span<UInt8>) -> UInt32 {
    // By place, the numbers of syllables that end there.
    var counts = InlineArray<32, UInt32>(repeating: 0)
    if letters.count >= 32 { return 0 }
    counts[0] = 1
    for start in letters.indices where counts[start] != 0 {
      var place = firstSpelling(letters[start])
      while place < spellingCount {
        let spelling = spellings.utf8Start + place * spellingSize
        if spelling[0] != letters[start] { break }
        var size = 0
        while size < spellingSize, spelling[size] != UInt8(ascii: "."),
          start + size < letters.count, spelling[size] == letters[start + size]
        { size += 1 }
        if size == spellingSize || spelling[size] == UInt8(ascii: ".") {
          counts[start + size] |= counts[start] << 1
        }
        place += 1
      }
    }
    return counts[letters.count]
  }

  private static func firstSpelling(_ letter: UInt8) -> Int {
    var low = 0
    var high = spellingCount
    while low < high {
      let middle = (low + high) / 2
      if spellings.utf8Start[middle * spellingSize] < letter {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}

internal import Contacts

/// What the words of a header say about its column, before any value is looked at.
enum HeaderMeaning: CaseIterable {
  // In the order in which they win where a header holds words of several: "company address" is an
  // address, "city name" a city.
  case administrative, notes, email, birth, identifier, businessNumber, source
  case fullName, given, middle, surname
  case attribute, country, place, phone, addressPart, address, category, key, day, organisation,
    name
  case unknown

  /// Words by case, accents and signs folded; `camelCase` is two words, a number is none.
  init(_ header: String) {
    let written = Self.words(header)
    let parted = Self.words(Self.parted(header))
    if Self.holds(.given, parted) && Self.holds(.surname, parted) {
      self = .fullName
      return
    }
    var best = (length: 0, meaning: HeaderMeaning.unknown)
    for meaning in Self.allCases {
      for phrase in Self.phrases[meaning] ?? [] where phrase.length > best.length {
        // `WhatsApp` is one word, `firstName` two.
        if phrase.stands(in: written) || phrase.stands(in: parted) {
          best = (phrase.length, meaning)
        }
      }
    }
    self = best.meaning
  }

  /// The number that a header ends with, as in `address_2`.
  static func number(of header: String) -> Int? {
    let digits = fold(header).reversed().prefix(while: \.isNumber)
    return Int(String(digits.reversed()))
  }

  private static func holds(_ meaning: HeaderMeaning, _ words: [String]) -> Bool {
    (phrases[meaning] ?? []).contains { $0.stands(in: words) }
  }

  /// With a blank before each capital letter that follows a small one.
  private static func parted(_ header: String) -> String {
    var parted = ""
    var last: Character = " "
    for letter in header {
      if letter.isUppercase, last.isLowercase { parted.append(" ") }
      parted.append(letter)
      last = letter
    }
    return parted
  }

  private static func words(_ header: String) -> [String] {
    fold(header).split(separator: " ").compactMap { word in
      let plain = word.trimmingSuffix(\.isNumber)
      return plain.isEmpty ? nil : plain
    }
  }

  private struct Phrase {
    /// Folded; empty where the phrase is looked for inside words, as in Chinese.
    var words: [String]
    var inside: String
    /// A word counts as much as two characters of Chinese.
    var length: Int

    init(_ text: String) {
      let folded = fold(text)
      let isHan = folded.unicodeScalars.contains { (0x2E80...0x9FFF).contains($0.value) }
      let isStem = text.hasSuffix("*")
      inside = isHan || isStem ? folded.replacing(" ", with: "") : ""
      words = inside.isEmpty ? folded.split(separator: " ").map(String.init) : []
      length = isHan ? folded.count : 2 * max(1, words.count)
    }

    func stands(in header: [String]) -> Bool {
      if !inside.isEmpty {
        return inside.utf8.first.map { $0 < 0xE3 } == true
          ? header.contains { $0.hasPrefix(inside) } : header.joined().contains(inside)
      }
      guard header.count >= words.count else { return false }
      return (0...(header.count - words.count)).contains {
        header[$0..<($0 + words.count)].elementsEqual(words)
      }
    }
  }

  private static let phrases: [HeaderMeaning: [Phrase]] = HeaderWords.all.mapValues { lines in
    lines.split(whereSeparator: { $0 == ";" || $0 == "\n" })
      .filter { $0.contains { !$0.isWhitespace } }
      .map { Phrase($0.trimmingPrefix(\.isWhitespace).trimmingSuffix(\.isWhitespace)) }
  }
}

extension StringProtocol {
  /// Without the characters at the end that `condition` holds for.
  fileprivate func trimmingSuffix(_ condition: (Character) -> Bool) -> String {
    var text = String(self)
    while let last = text.last, condition(last) { text.removeLast() }
    return text
  }

  fileprivate func trimmingPrefix(_ condition: (Character) -> Bool) -> String {
    String(drop(while: condition))
  }
}

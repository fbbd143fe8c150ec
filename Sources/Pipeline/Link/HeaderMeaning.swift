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
    let parted = Self.words(Self.parted(header))
    var found = Phrases.all.standing(in: parted)
    if found.contains(where: { $0.meaning == .given }),
      found.contains(where: { $0.meaning == .surname })
    {
      self = .fullName
      return
    }
    // `WhatsApp` is one word, `firstName` two.
    found += Phrases.all.standing(in: Self.words(header))
    let best = found.min { (-$0.length, $0.rank) < (-$1.length, $1.rank) }
    self = best?.meaning ?? .unknown
  }

  /// The number that a header ends with, as in `address_2`.
  static func number(of header: String) -> Int? {
    let digits = fold(header).reversed().prefix(while: \.isNumber)
    return Int(String(digits.reversed()))
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
}

/// What `HeaderWords` lists, to be found by what a header holds.
private struct Phrases {
  struct Entry {
    var meaning: HeaderMeaning
    /// Place of the meaning among all: of equally long phrases the first wins.
    var rank: Int
    /// A word counts as much as two characters of Chinese.
    var length: Int
  }

  static let all = Phrases()

  /// By folded words.
  private var whole: [String: Entry] = [:]
  /// Beginnings of words.
  private var stems: [(text: String, entry: Entry)] = []
  /// Looked for inside words, as Chinese writes no blanks.
  private var inside: [(text: String, entry: Entry)] = []

  private static let wordLimit = 5

  private init() {
    for (rank, meaning) in HeaderMeaning.allCases.enumerated() {
      for part in (HeaderWords.all[meaning] ?? "").split(whereSeparator: { $0 == ";" || $0 == "\n" }
      ) {
        let text = fold(String(part))
        if text.isEmpty { continue }
        let words = text.split(separator: " ").count
        if text.unicodeScalars.contains(where: { (0x2E80...0x9FFF).contains($0.value) }) {
          inside.append((text, Entry(meaning: meaning, rank: rank, length: text.count)))
        } else if part.contains("*") {
          stems.append((text, Entry(meaning: meaning, rank: rank, length: 2)))
        } else if whole[text] == nil {
          whole[text] = Entry(meaning: meaning, rank: rank, length: 2 * words)
        }
      }
    }
  }

  /// The phrases that the words of a header hold.
  func standing(in words: [String]) -> [Entry] {
    var found: [Entry] = []
    for start in words.indices {
      for end in start..<min(words.count, start + Self.wordLimit) {
        if let entry = whole[words[start...end].joined(separator: " ")] { found.append(entry) }
      }
      found += stems.lazy.filter { words[start].hasPrefix($0.text) }.map(\.entry)
    }
    let joined = words.joined()
    if joined.utf8.contains(where: { $0 >= 0xE3 }) {
      found += inside.lazy.filter { joined.contains($0.text) }.map(\.entry)
    }
    return found
  }
}

extension StringProtocol {
  /// Without the characters at the end that `condition` holds for.
  fileprivate func trimmingSuffix(_ condition: (Character) -> Bool) -> String {
    var text = String(self)
    while let last = text.last, condition(last) { text.removeLast() }
    return text
  }
}

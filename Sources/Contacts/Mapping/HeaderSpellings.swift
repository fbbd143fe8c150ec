/// Spellings of headers and what each stands for: exact ones, and ones with wildcards.
///
/// Headers are compared by their key (`fold`). In a spelling a word `*` stands for any words, or none, and `\d+` for a
/// number. Looking up is O(1) for exact spellings, then O(patterns).
struct HeaderSpellings<Meaning: Sendable>: Sendable {
  private(set) var names: [String: Meaning] = [:]
  /// Keys without blanks: `whatsappnumber` is `WhatsApp number`.
  private var joined: [String: Meaning] = [:]
  private var patterns: [(words: [Substring], meaning: Meaning)] = []

  /// Adds a spelling; of two equal ones the first stays.
  ///
  /// - Returns: what the spelling stood for already, if it did.
  @discardableResult
  mutating func add(_ spelling: String, _ meaning: Meaning) -> Meaning? {
    if spelling.contains("*") || spelling.contains("\\d+") {
      patterns.append((Self.pattern(spelling), meaning))
      return nil
    }
    let key = fold(spelling)
    if let known = names[key] { return known }
    names[key] = meaning
    let whole = Self.joined(key)
    if joined[whole] == nil { joined[whole] = meaning }
    return nil
  }

  subscript(key: String) -> Meaning? { names[key] }

  /// What a key stands for, blanks aside.
  func spelled(_ key: String) -> Meaning? {
    names[key] ?? joined[Self.joined(key)]
  }

  /// What the first pattern that fits a key stands for.
  func matching(_ key: String) -> Meaning? {
    let words = key.split(separator: " ")
    return patterns.first { Self.matches(words[...], $0.words[...]) }?.meaning
  }

  static func joined(_ key: String) -> String {
    String(decoding: key.utf8.lazy.filter { $0 != UInt8(ascii: " ") }, as: UTF8.self)
  }

  private static func pattern(_ spelling: String) -> [Substring] {
    spelling.split(separator: " ").flatMap { word -> [Substring] in
      switch word {
      case "*": ["*"]
      case "\\d+": ["#"]
      default: Substring(fold(String(word))).split(separator: " ")
      }
    }
  }

  private static func matches(
    _ words: ArraySlice<Substring>, _ pattern: ArraySlice<Substring>
  ) -> Bool {
    guard let head = pattern.first else { return words.isEmpty }
    switch head {
    case "*":
      return (words.startIndex...words.endIndex).contains {
        matches(words[$0...], pattern.dropFirst())
      }
    case "#":
      return words.first?.allSatisfy(\.isNumber) == true
        && matches(words.dropFirst(), pattern.dropFirst())
    default:
      return words.first == head && matches(words.dropFirst(), pattern.dropFirst())
    }
  }
}

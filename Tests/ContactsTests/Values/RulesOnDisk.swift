import Foundation

@testable import Contacts

/// The rule files of the repository, read as the plain maps of lists that they are.
enum RulesOnDisk {
  static let countries = CountryTable(lists("countries.yaml"))
  static let languages = LanguageTable(lists("languages.yaml"))
  static let words: Words = {
    let lists = RulesOnDisk.lists("words.yaml")
    return Words(
      yes: lists["yes"] ?? [], no: lists["no"] ?? [], allow: lists["allow"] ?? [],
      agree: lists["agree"] ?? [],
      deny: lists["deny"] ?? [], placeholders: lists["placeholders"] ?? [],
      titles: lists["titles"] ?? [], suffixes: lists["suffixes"] ?? [],
      companyForms: lists["company_forms"] ?? [])
  }()

  /// `key: [a, "b, c"]` lines; anything else is a comment. Empty where the file is missing, which
  /// the tests of the tables notice.
  static func lists(_ name: String) -> [String: [String]] {
    var root = URL(filePath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    let file = root.appending(path: "Rules").appending(path: name)
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [:] }
    var lists: [String: [String]] = [:]
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      guard let open = line.range(of: ": [") else { continue }
      let key = line[..<open.lowerBound].filter { $0 != "\"" }
      lists[String(key)] = items(line[open.upperBound...].dropLast())
    }
    return lists
  }

  private static func items(_ text: Substring) -> [String] {
    var items: [String] = []
    var item = ""
    var isQuoted = false
    var isEscaped = false
    for character in text {
      if isEscaped {
        item.append(character)
        isEscaped = false
      } else if character == "\\", isQuoted {
        isEscaped = true
      } else if character == "\"" {
        isQuoted.toggle()
      } else if character == ",", !isQuoted {
        items.append(item.trimmingCharacters(in: .whitespaces))
        item = ""
      } else {
        item.append(character)
      }
    }
    items.append(item.trimmingCharacters(in: .whitespaces))
    return items
  }
}

/// A small seeded generator (SplitMix64), so that a failing case can be had again.
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }

  /// A text of up to 12 pieces, drawn from words, signs and characters that have caused trouble.
  mutating func text() -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0...12, using: &self) {
      text += Self.pieces.randomElement(using: &self) ?? ""
      if Bool.random(using: &self) { text += " " }
    }
    return text
  }

  /// A text of any scalars at all.
  mutating func noise() -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...8, using: &self) {
      let limit: UInt32 = Bool.random(using: &self) ? 0x3100 : 0x2FFFF
      if let scalar = Unicode.Scalar(UInt32.random(in: 0...limit, using: &self)) {
        text.append(scalar)
      }
    }
    return String(text)
  }

  private static let pieces = [
    " ", "  ", "\u{A0}", "\u{200B}", "\u{200E}", "\t", "\n", "\r\n", "\u{3000}", "'", "=", "+", "-",
    "@", ".", ",", ";", "/", "|", "(", ")", "<", ">", "\"", "anna", "ANNA", "Anna", "van", "DER",
    "de", "O'BRIEN", "mcdonald", "Mc", "Jr.", "PhD", "Dr", "Mr.", "Иванов", "ИВАН", "Иванович",
    "Петровна", "г-жа", "аль-", "оглы", "王", "伟", "欧阳", "先生", "山田", "はな", "김", "민수",
    "محمد", "عبد", "דוד", "e\u{301}", "И\u{306}", "ё", "İ", "ı", "ß", "Σ", "ﬁ", "Ａ", "＠", "²", "№",
    "n/a", "test", "неизвестно", "未知", "Ltd", "ООО", "example.com", "anna@example.com", "mailto:",
    "2024", "03", "01", "12", "31", "T", "Z", ":", "年", "月", "日", "Mar", "марта", "AM",
  ]
}

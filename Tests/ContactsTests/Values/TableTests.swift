import Testing

@testable import Contacts

@Suite struct CountryTableTests {
  @Test(arguments: [
    ("US", "US"), ("us", "US"), ("USA", "US"), ("U.S.A.", "US"), ("United States", "US"),
    ("UK", "GB"), ("U.K.", "GB"), ("England", "GB"), ("РФ", "RU"), ("Россия", "RU"),
    ("russian federation", "RU"), ("КНР", "CN"), ("中国", "CN"), ("中國", "CN"), ("台灣", "TW"),
    ("台湾", "TW"), ("臺灣", "TW"), ("Taiwan", "TW"), ("Türkiye", "TR"), ("TURKIYE", "TR"),
    ("Turkey", "TR"), ("Deutschland", "DE"), ("Côte d'Ivoire", "CI"), ("cote d’ivoire", "CI"),
    ("NO", "NO"), ("Norway", "NO"), ("España", "ES"), ("日本", "JP"), ("대한민국", "KR"),
    ("ОАЭ", "AE"), ("UAE", "AE"), ("السعودية", "SA"), ("Việt Nam", "VN"), ("香港", "HK"),
    ("DEU", "DE"), ("twn", "TW"), (" Беларусь ", "BY"), ("Казахстан", "KZ"), ("XK", "XK"),
  ])
  func code(_ cell: String, _ expected: String) {
    #expect(RulesOnDisk.countries.code(for: cell) == expected)
  }

  @Test(arguments: ["", " ", "-", "Atlantis", "ZZ", "12", "Moscow"])
  func notACountry(_ cell: String) {
    #expect(RulesOnDisk.countries.code(for: cell) == nil)
  }

  @Test func tableIsWholeAndClear() {
    let lists = RulesOnDisk.lists("countries.yaml")
    #expect(lists.count == 250)
    #expect(RulesOnDisk.countries.conflicts == [])
    for (code, names) in lists {
      #expect(code.utf8.count == 2)
      #expect(names.count >= 4, "\(code)")
      for name in names + [code] {
        #expect(RulesOnDisk.countries.code(for: name) == code, "\(name)")
        #expect(RulesOnDisk.countries.code(for: name.uppercased()) == code, "\(name)")
      }
    }
  }
}

@Suite struct LanguageTableTests {
  @Test(arguments: [
    ("en", "en"), ("English", "en"), ("EN-us", "en-US"), ("pt_BR", "pt-BR"), ("русский", "ru"),
    ("Русский язык", "ru"), ("ru_RU.UTF-8", "ru-RU"), ("中文", "zh"), ("繁體中文", "zh-Hant"),
    ("zh-hant-tw", "zh-Hant-TW"), ("zh_TW", "zh-TW"), ("Deutsch", "de"), ("ger", "de"),
    ("español", "es"), ("es-419", "es-419"), ("en-US,en;q=0.9", "en-US"), ("日本語", "ja"),
    ("no", "no"), ("简体中文", "zh-Hans"), ("Chinese (Traditional)", "zh-Hant"), ("ENG-gb", "en-GB"),
  ])
  func tag(_ cell: String, _ expected: String) {
    #expect(RulesOnDisk.languages.tag(for: cell) == expected)
    #expect(RulesOnDisk.languages.tag(for: expected) == expected)
  }

  @Test(arguments: ["", "-", "Klingonese", "en-US-x-y", "123", "qq-QQ", "1 March"])
  func notALanguage(_ cell: String) {
    #expect(RulesOnDisk.languages.tag(for: cell) == nil)
  }

  @Test func tableIsWholeAndClear() {
    let lists = RulesOnDisk.lists("languages.yaml")
    #expect(lists.count > 190)
    #expect(RulesOnDisk.languages.conflicts == [])
    for (tag, names) in lists {
      for name in names + [tag] {
        #expect(RulesOnDisk.languages.tag(for: name) == tag, "\(name)")
      }
    }
  }
}

@Suite struct WordsTests {
  @Test(arguments: [
    ("yes", true), ("Y", true), ("TRUE", true), ("1", true), ("1.0", true), ("x", true),
    ("✓", true), ("Да", true), ("是", true), ("ja", true), ("Sí", true), ("oui", true),
    ("sim", true), ("on", true), ("+", true), ("no", false), ("N", false), ("False", false),
    ("0", false), ("нет", false), ("否", false), ("Nein", false), ("non", false), ("não", false),
    ("off", false), ("✗", false),
  ])
  func truth(_ cell: String, _ expected: Bool) {
    #expect(RulesOnDisk.words.truth(of: cell) == expected)
  }

  @Test(arguments: ["", "maybe", "2", "-", "Allow", "n/a", "yesno"])
  func noAnswer(_ cell: String) {
    #expect(RulesOnDisk.words.truth(of: cell) == nil)
  }

  @Test(arguments: [
    ("Allow", true), ("Do Not Allow", false), ("granted", true), ("DENIED", false),
    ("unsubscribed", false), ("Subscribed", true), ("opted out", false), ("opted-out", false),
    ("Opt-In", true), ("согласен", true), ("Отказ", false), ("不同意", false), ("同意", true),
    ("STOP", false), ("Don't allow", false),
  ])
  func permission(_ cell: String, _ expected: Bool) {
    #expect(RulesOnDisk.words.permission(of: cell) == expected)
  }

  @Test(arguments: ["", "yes", "1", "unknown", "perhaps"])
  func noPermission(_ cell: String) {
    #expect(RulesOnDisk.words.permission(of: cell) == nil)
  }

  @Test(arguments: ["n/a", "N/A", "-", "--", "?", "Test", "asdf", "без имени", "未知", "NULL"])
  func placeholder(_ cell: String) {
    #expect(RulesOnDisk.words.isPlaceholder(cell))
  }

  @Test(arguments: ["", " ", "Anna", "王", "Иванов", "Nathan"])
  func notAPlaceholder(_ cell: String) {
    #expect(!RulesOnDisk.words.isPlaceholder(cell))
  }

  @Test func oppositeListsDoNotOverlap() {
    let lists = RulesOnDisk.lists("words.yaml")
    #expect(lists.count == 10)
    for (list, answer) in [("yes", true), ("no", false)] {
      for word in lists[list] ?? [] { #expect(RulesOnDisk.words.truth(of: word) == answer) }
    }
    for (list, answer) in [("allow", true), ("agree", true), ("deny", false)] {
      for word in lists[list] ?? [] {
        #expect(RulesOnDisk.words.permission(of: word) == answer, "\(word)")
        #expect(RulesOnDisk.words.isPlainPermission(word) == (list == "allow"), "\(word)")
      }
    }
  }
}

@Suite struct TagTests {
  @Test(arguments: [
    ("VIP; b2b, VIP", ["VIP", "b2b"]), ("vip|VIP|Vip", ["vip"]), ("", []), (" ; ,", []),
    ("Москва\nСПб", ["Москва", "СПб"]), ("标签一；标签二、标签三", ["标签一", "标签二", "标签三"]),
    ("a  b, c", ["a b", "c"]), ("+,-", ["+", "-"]),
  ])
  func tags(_ cell: String, _ expected: [String]) {
    #expect(splitTags(cell) == expected)
    #expect(splitTags(expected.joined(separator: ";")) == expected)
  }
}

import Linkage
import Testing

@Suite struct NameTests {
  private func key(_ text: String) -> String { transliterationKey(Array(text.utf8).span) }

  @Test(arguments: [
    [
      "Наталья Иванова", "Natalia Ivanova", "Natalya Ivanova", "Natal'ja Ivanova",
      "NATALIIA IVANOVA",
    ],
    ["Юлия", "Yuliya", "Julia", "Iuliia", "Yulia"],
    ["Дмитрий", "Dmitriy", "Dmitry", "Dmitri", "Dmitrij", "Dmitrii"],
    ["Алексей", "Aleksei", "Alexey", "Aleksej", "Alexei"],
    ["Хабаров", "Khabarov", "Habarov", "Xabarov"],
    ["Щербаков", "Shcherbakov", "Scherbakov", "Sherbakov"],
    ["Цветков", "Tsvetkov", "Tzvetkov"],
    ["Чернов", "Chernov", "Tschernow", "Tchernov"],
    ["Фёдор", "Fedor", "Fyodor", "Fjodor"],
    ["Соловьёв", "Solovyov", "Soloviev", "Solovyev", "Solovjev"],
    ["Филипп", "Filipp", "Philip", "Filip"],
    ["Жуков", "Zhukov", "Žukov"],
    ["Müller", "Mueller", "Muller", "MÜLLER"],
    ["Göring", "Goering"],
    ["Groß", "Gross"],
    ["Łukasz Żak", "Lukasz Zak"],
    ["Ольга Қасымова", "Olga Kasymova"],
    ["Γιώργος", "Giorgos"],
    ["José Muñoz", "Jose Munoz"],
    ["O’Connor", "O'Connor", "OConnor"],
    ["Jean-Luc", "Jean Luc", "JEAN–LUC"],
  ]) func spellingsShareAKey(_ spellings: [String]) {
    #expect(Set(spellings.map(key)).count == 1, "\(spellings.map(key))")
    #expect(!key(spellings[0]).isEmpty)
  }

  @Test(arguments: [
    ("Ivanova", "Petrova"), ("Anna", "Elena"), ("Smith", "Jones"), ("王小明", "王小红"),
  ]) func otherNamesHaveOtherKeys(_ left: String, _ right: String) {
    #expect(key(left) != key(right))
  }

  @Test(arguments: [("王小明", "王小明"), ("김민수", "김민수"), ("山田 太郎", "山田　太郎")])
  func eastAsianNamesKeepTheirLetters(_ expected: String, _ text: String) {
    #expect(key(text) == expected)
  }

  @Test func keyOfNothingIsEmpty() {
    #expect(key("") == "")
    #expect(key(" -–'’ ") == "")
    #expect(transliterationKey([0xFF, 0xC3].span) == "")
  }

  @Test(arguments: [
    ("phone", "exact", "Natalia Ivanova", "Natalia Ivanova", "exact"),
    ("phone", "exact", "Natalia Ivanova", "Наталия Иванова", "transliterated"),
    ("phone", "exact", "N Ivanova", "Natalia Ivanova", "initial"),
    ("phone", "exact", "Christopher Walker", "Chistopher Walker", "jaro_winkler_0.92"),
    ("phone", "exact", "Bob Hill", "Robert Hill", "nickname"),
    ("phone", "exact", "Anna", "Anna Hall", "single_word"),
    ("phone", "exact", "", "Anna Hall", "missing"),
  ]) func evidenceNamesItsLevels(
    _ comparison: String, _ level: String, _ left: String, _ right: String, _ nameLevel: String
  ) {
    let result = link([
      Person(name: left, phone: "+12025550143"), Person(name: right, phone: "+1 (202) 555-0143"),
    ])
    let evidence = (result.merges.first?.pair ?? result.reviewPairs.first)?.evidence ?? []
    #expect(evidence.contains { $0.comparison == comparison && $0.level == level })
    #expect(evidence.contains { $0.comparison == "name" && $0.level == nameLevel })
  }
}

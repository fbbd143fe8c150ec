import Testing

@testable import Linkage

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
    ("Natalia Ivanova", "Natalia Ivanova", NameLevel.exact),
    ("Natalia Ivanova", "Ivanova, Natalia", .exact), ("Anna", "Anna", .exactSingle),
    ("Natalia Ivanova", "Наталия Иванова", .transliterated),
    ("N Ivanova", "Natalia Ivanova", .initial),
    ("Christopher Walker", "Chistopher Walker", .similarHigh),
    ("Bob Hill", "Robert Hill", .nickname), ("Anna", "Anna Hall", .single),
    ("", "Anna Hall", .missing), ("John Smith Jr", "John Smith", .suffixOneSided),
    ("John Smith Jr", "John Smith Sr", .suffixConflict),
    ("Alexander Li", "Alexandra Li", .genderVariant), ("Jane Jones", "Jane Smith", .sharedWord),
    // Vowels that tell no gender are slips.
    ("Antonio Li", "Antono Li", .similarHigh),
    ("Jane Jones", "Mark Smith", .different),
  ]) func comparingTellsHowFarNamesAgree(_ left: String, _ right: String, _ level: NameLevel) {
    let levels = nameLevels(left, right)
    #expect(levels.forward == level, "\(left) \(right)")
    #expect(levels.backward == level, "\(left) \(right)")
  }

  /// One given name of one gender: the family name is written as a man's in one of the records.
  @Test(arguments: [
    ("Мария Иванова", "Maria Ivanov", NameLevel.transliterated),
    ("Мария Иванова", "Мария Иванов", .transliterated),
    ("Masha Ivanova", "Maria Ivanov", .nickname),
    ("Anna Kowalska", "Anna Kowalski", .transliterated),
    ("Anna Dostoyevskaya", "Anna Dostoevsky", .transliterated),
    ("Jana Nováková", "Jana Novák", .transliterated),
    ("Maria Papadopoulou", "Maria Papadopoulos", .transliterated),
    ("Мария Путина", "Maria Putin", .transliterated),
    ("Саша Иванова", "Саша Иванов", .genderVariant),
    ("Александр Иванов", "Александра Иванова", .genderVariant),
    ("Maria Ivanova", "Mario Ivanov", .genderVariant),
    ("Martin Smith", "Martina Smith", .genderVariant),
    ("Daniel Smith", "Daniela Smith", .genderVariant),
    ("Anna Kowalska", "Jan Kowalski", .sharedWord),
    ("Maria Ivanova", "Peter Ivanov", .sharedWord),
    ("Nikos Papadopoulos", "Maria Papadopoulou", .sharedWord),
  ]) func formsOfFamilyNames(_ left: String, _ right: String, _ level: NameLevel) {
    let levels = nameLevels(left, right)
    #expect(levels.forward == level, "\(left) \(right)")
    #expect(levels.backward == level, "\(left) \(right)")
  }
}

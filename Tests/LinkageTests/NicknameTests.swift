import Testing

@testable import Linkage

@Suite struct NicknameTests {
  @Test(arguments: [
    ("Bob Hill", "Robert Hill"), ("Peggy Hill", "Margaret Hill"), ("Hank Moore", "Henry Moore"),
    ("Саша Кузнецов", "Александр Кузнецов"), ("Dima Orlov", "Дмитрий Орлов"),
    ("Женя Орлова", "Evgenia Orlova"), ("Катя Белова", "Екатерина Белова"),
    ("Mykola Shevchuk", "Николай Шевчук"), ("Олена Бойко", "Elena Boyko"),
    ("Sepp Huber", "Josef Huber"), ("Uschi Braun", "Ursula Braun"),
    ("Käthe Braun", "Katharina Braun"),
    ("Pepe García", "José García"), ("Paco Ruiz", "Francisco Ruiz"), ("Zé Silva", "José Silva"),
    ("Chico Souza", "Francisco Souza"), ("Gigi Conti", "Luigi Conti"),
    ("Beppe Rossi", "Giuseppe Rossi"),
    ("Manu Petit", "Emmanuel Petit"), ("Kasia Nowak", "Katarzyna Nowak"),
    ("Wojtek Nowak", "Wojciech Nowak"),
    ("Gosia Nowak", "Małgorzata Nowak"), ("Memo Yılmaz", "Mehmet Yılmaz"),
    ("Γιάννης Νικολάου", "Ioannis Nikolaou"), ("Kostas Nikolaou", "Κωνσταντίνος Νικολάου"),
  ]) func shortFormsAreTheName(_ short: String, _ long: String) {
    let levels = nameLevels(short, long)
    #expect(levels.forward == .nickname, "\(short) \(long)")
    #expect(levels.backward == .nickname)
  }

  @Test(arguments: [
    ("Robert Hill", "Richard Hill"), ("Olga Orlova", "Elena Orlova"),
    ("José García", "Juan García"),
    ("Anna Nowak", "Ewa Nowak"), ("Hans Huber", "Josef Huber"), ("Ahmed Nasser", "Mohamed Nasser"),
    ("Mahmoud Saleh", "Mohamed Saleh"),
  ]) func otherNamesAreOthers(_ left: String, _ right: String) {
    #expect(nameLevels(left, right).forward == .sharedWord)
  }

  @Test(arguments: [
    "Mohammed Ali", "Muhammad Aly", "Mohamed Ali", "محمد علي", "Mouhamed Ali", "Ali Muhammed",
  ]) func spellingsOfANameAreOne(_ spelling: String) {
    for other in ["Mohammad Ali", "محمد علي"] where other != spelling {
      let levels = nameLevels(spelling, other)
      #expect(levels.forward == .transliterated, "\(spelling) \(other)")
      #expect(levels.backward == .transliterated)
    }
  }

  /// A spelling in two lines would make two names one.
  @Test func spellingsStandInOneLine() {
    var lines: [String: Int] = [:]
    for (line, words) in LinkageRules().words.spellings.enumerated() {
      for word in words.split(separator: " ") {
        let key = transliterationKey(Array(word.utf8).span)
        #expect(lines[key] == nil || lines[key] == line, "\(word) as \(key)")
        lines[key] = line
      }
    }
  }

  @Test func listsHoldNamesOfSeveralForms() {
    let words = LinkageRules().words
    for line in words.spellings + words.nicknames {
      #expect(line.split(separator: " ").count > 1, "\(line)")
      var folded: [UInt8] = []
      foldText(Array(line.utf8).span, into: &folded)
      #expect(!folded.isEmpty)
    }
  }
}

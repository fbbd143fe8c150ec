import Testing

@testable import Contacts

@Suite struct NameTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var given: [String]
    var parts: [String]
    var full: String
    var testDescription: String { given.joined(separator: "|") }

    /// Full, first, middle, last as given; first, middle, last and full as expected.
    init(_ given: String, _ parts: String, _ full: String) {
      self.given = given.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      self.parts = parts.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      self.full = full
    }
  }

  private func normalised(_ given: [String]) -> PersonName {
    normaliseName(
      full: given[0], first: given[1], middle: given[2], last: given[3], words: RulesOnDisk.words)
  }

  @Test(arguments: [
    Case("|Anna||Ivanova", "Anna||Ivanova", "Anna Ivanova"),
    Case("|Anna Ivanova||", "Anna||Ivanova", "Anna Ivanova"),
    Case("||| Anna  Ivanova", "Anna||Ivanova", "Anna Ivanova"),
    Case("Anna Maria Ivanova|||", "Anna|Maria|Ivanova", "Anna Maria Ivanova"),
    Case("Ivanova, Anna Maria|||", "Anna|Maria|Ivanova", "Anna Maria Ivanova"),
    Case("Anna Ivanova|Anna||", "Anna||Ivanova", "Anna Ivanova"),
    Case("Иванов Иван Иванович|||", "Иван|Иванович|Иванов", "Иван Иванович Иванов"),
    Case("Иван Иванович Иванов|||", "Иван|Иванович|Иванов", "Иван Иванович Иванов"),
    Case("ИВАНОВ ИВАН ИВАНОВИЧ|||", "Иван|Иванович|Иванов", "Иван Иванович Иванов"),
    Case("Иванова Анна|||", "Анна||Иванова", "Анна Иванова"),
    Case("Анна Иванова|||", "Анна||Иванова", "Анна Иванова"),
    Case("Марина Иванова|||", "Марина||Иванова", "Марина Иванова"),
    Case("Иванова Марина|||", "Марина||Иванова", "Марина Иванова"),
    Case("Анна Петровна|||", "Анна|Петровна|", "Анна Петровна"),
    Case("Марк Рабинович|||", "Марк||Рабинович", "Марк Рабинович"),
    Case("|Анна Петровна||Иванова", "Анна|Петровна|Иванова", "Анна Петровна Иванова"),
    Case("Мамедов Али Гасан оглы|||", "Али|Гасан оглы|Мамедов", "Али Гасан оглы Мамедов"),
    Case("Ivanov Ivan Ivanovich|||", "Ivan|Ivanovich|Ivanov", "Ivan Ivanovich Ivanov"),
    Case("王伟|||", "伟||王", "王伟"),
    Case("|王伟||", "伟||王", "王伟"),
    Case("|伟||王", "伟||王", "王伟"),
    Case("欧阳娜娜|||", "娜娜||欧阳", "欧阳娜娜"),
    Case("王 小明|||", "小明||王", "王小明"),
    Case("王伟先生|||", "伟||王", "王伟"),
    Case("김민수|||", "민수||김", "김민수"),
    Case("山田 はなこ|||", "はなこ||山田", "山田 はなこ"),
    Case("卡尔·马克思|||", "卡尔·马克思||", "卡尔·马克思"),
    Case("Wang Wei|||", "Wang||Wei", "Wang Wei"),
    Case("|ANNA||MCDONALD", "Anna||McDonald", "Anna McDonald"),
    Case("|patrick||o'brien", "Patrick||O'Brien", "Patrick O'Brien"),
    Case("ludwig van beethoven|||", "Ludwig||van Beethoven", "Ludwig van Beethoven"),
    Case("|MARIA||DE LA CRUZ", "Maria||de la Cruz", "Maria de la Cruz"),
    Case("|ANNA-MARIA||SMITH-JONES", "Anna-Maria||Smith-Jones", "Anna-Maria Smith-Jones"),
    Case("|ФАЙСАЛ||АЛЬ-САУД", "Файсал||аль-Сауд", "Файсал аль-Сауд"),
    Case("|DeShawn||MacLeod", "DeShawn||MacLeod", "DeShawn MacLeod"),
    Case("|J.||SMITH", "J.||Smith", "J. Smith"),
    Case("|j.r.||smith", "J.R.||Smith", "J.R. Smith"),
    Case("Dr. Anna Ivanova|||", "Anna||Ivanova", "Anna Ivanova"),
    Case("John Smith Jr.|||", "John||Smith", "John Smith Jr."),
    Case("Smith, John, Jr.|||", "John||Smith", "John Smith Jr."),
    Case("John Smith Jr.|John||Smith", "John||Smith", "John Smith Jr."),
    Case("Г-жа Анна Иванова|||", "Анна||Иванова", "Анна Иванова"),
    Case("محمد أحمد|||", "محمد||أحمد", "محمد أحمد"),
    Case("عبد الله محمد|||", "عبد الله محمد||", "عبد الله محمد"),
    Case("דוד כהן|||", "דוד||כהן", "דוד כהן"),
    Case("|ALİ||YILMAZ", "Ali||Yilmaz", "Ali Yilmaz"),
    Case("|ΓΙΩΡΓΟΣ||ΠΑΠΑΣ", "Γιωργος||Παπας", "Γιωργος Παπας"),
    Case("|Jennifer||Null", "Jennifer||Null", "Jennifer Null"),
    Case("|Na||Wang", "Na||Wang", "Na Wang"),
    Case("Anna|||", "Anna||", "Anna"),
    Case("|||", "||", ""),
  ])
  func parts(_ test: Case) {
    let name = normalised(test.given)
    #expect([name.first, name.middle, name.last] == test.parts)
    #expect(name.full == test.full)
    let again = normalised([name.full, name.first, name.middle, name.last])
    #expect(
      [again.full, again.first, again.middle, again.last, again.suffix]
        == [name.full, name.first, name.middle, name.last, name.suffix])
  }

  @Test(arguments: [
    ("Dr. Anna Ivanova", "Dr.", ""), ("Mr John Smith III", "Mr", "III"),
    ("John Smith, PhD", "", "PhD"), ("Г-н Иванов", "Г-н", ""), ("王伟先生", "先生", ""),
    ("김민수님", "님", ""), ("Prof. Dr. Anna Ivanova", "Prof. Dr.", ""), ("Anna Ivanova", "", ""),
  ])
  func affixes(_ full: String, _ title: String, _ suffix: String) {
    let name = normalised([full, "", "", ""])
    #expect(name.title == title)
    #expect(name.suffix == suffix)
  }

  @Test(arguments: [
    "n/a", "-", "test", "Test Test", "asdf", "Unknown", "без имени", "неизвестно", "未知", "xxx",
    "aaaa", "???", "NULL",
  ])
  func placeholder(_ text: String) {
    for given in [[text, "", "", ""], ["", text, "", ""], ["", text, "", text]] {
      let name = normalised(given)
      #expect(name == PersonName(flags: [.placeholderName]))
    }
  }

  @Test func placeholderBesideAName() {
    let name = normalised(["", "Anna", "", "n/a"])
    #expect(name == PersonName(full: "Anna", first: "Anna", flags: [.placeholderName]))
  }

  @Test(arguments: [
    "ООО «Ромашка»", "Acme Ltd.", "ACME LLC", "Müller GmbH & Co. KG", "北京某某科技有限公司",
    "Acme S.A.", "Acme A/S", "ИП Иванов Иван", "Acme Co.", "Ромашка, ООО",
  ])
  func company(_ text: String) {
    let name = normalised([text, "", "", ""])
    #expect(name == PersonName(full: text, flags: [.companyInName]))
    #expect(normalised(["", text, "", ""]).first == text)
    #expect(normalised(["", text, "", ""]).flags == [.companyInName])
  }

  @Test(arguments: ["Anna Co", "Ab Smith", "Sy Oy", "Иван Ао", "Anna Ivanova", "公明 王"])
  func notACompany(_ text: String) {
    #expect(normalised([text, "", "", ""]).flags == [])
  }

  @Test func normalisingTwiceIsNormalisingOnce() {
    var random = Seeded(state: 3)
    for _ in 0..<3000 {
      let given = (0..<4).map { _ in Bool.random(using: &random) ? random.text() : "" }
      let once = normalised(given)
      let twice = normalised([once.full, once.first, once.middle, once.last])
      let before = [once.full, once.first, once.middle, once.last]
      let after = [twice.full, twice.first, twice.middle, twice.last]
      #expect(after == before, "\(given)")
    }
  }
}

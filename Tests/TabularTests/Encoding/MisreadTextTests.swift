import Testing

@testable import Tabular

@Suite struct MisreadTextTests {
  static let repaired: [(String, String, String, String)] = [
    ("Ð˜Ð²Ð°Ð½", "Иван", "utf-8", "windows-1252"),
    ("JosÃ©", "José", "utf-8", "windows-1252"),
    ("JÃ¼rgen MÃ¼ller, ZÃ¼rich", "Jürgen Müller, Zürich", "utf-8", "windows-1252"),
    ("JosÃƒÂ©", "José", "utf-8", "windows-1252"),
    ("Jos√©", "José", "utf-8", "macintosh"),
    ("Jos├®", "José", "utf-8", "ibm850"),
    ("РњР°СЂРёСЏ", "Мария", "utf-8", "windows-1251"),
    ("çŽ‹ä¼Ÿ", "王伟", "utf-8", "windows-1252"),
    ("鐜嬩紵", "王伟", "utf-8", "gb18030"),
    ("Èâàí", "Иван", "windows-1251", "windows-1252"),
    ("Àííà Ïåòðîâà", "Анна Петрова", "windows-1251", "windows-1252"),
    ("йЧБО уЙДПТПЧ", "Иван Сидоров", "koi8-r", "windows-1251"),
    ("Mьller", "Müller", "windows-1252", "windows-1251"),
    ("ÉÏº£Ã³Ò×ÓÐÏÞ¹«Ë¾", "上海贸易有限公司", "gb18030", "windows-1252"),
    ("Ãéþñãïò", "Γιώργος", "windows-1253", "windows-1252"),
  ]

  @Test(arguments: repaired)
  func misreadTextIsRepaired(text: String, meant: String, written: String, readAs: String) {
    var misread = MisreadText()
    let finding = misread.finding(in: Array(text.utf8).span)
    #expect(finding.map { String(decoding: $0.text, as: UTF8.self) } == meant)
    #expect(finding?.written == written)
    #expect(finding?.readAs == readAs)
  }

  /// What reads well stays as it is, in any language and however rare.
  static let kept: [String] = [
    "São Paulo", "NÃO", "MAÇÃ", "Ångström", "naïve café", "25 °C ± 2", "€ 5,00 – 10 %", "«Ромашка»",
    "РІК", "ОЛЬГА", "іPhone", "Cоlin", "№ 5", "œuvre", "Ýmir", "Þórr Ægir", "Éé", "ÀÉÎ", "ÅÄÖ",
    "íéá",
    "áéíóú",
    "çŽ", "王伟", "鑫", "袁", "ﾀﾅｶ", "½ cup", "Ελένη", "שרה", "ليلى", "Łódź", "İĞŞ", "пРОСТО",
    "x² + y³", "¡¿Qué?!", "Ω≈ç√∫˜µ≤≥÷", "åß∂ƒ©˙∆˚¬…æ", "œ∑´®†¥¨ˆøπ“‘", "😀 ok", "\u{FFFD}Ã©",
  ]

  @Test(arguments: kept)
  func whatReadsWellIsKept(text: String) {
    var misread = MisreadText()
    #expect(misread.finding(in: Array(text.utf8).span) == nil)
  }

  @Test func listsInAllLanguagesAreKept() {
    for sample in ContactListSample.all {
      for text in sample.names + sample.cities + sample.notes {
        var misread = MisreadText()
        #expect(misread.finding(in: Array(text.utf8).span) == nil, "\(text)")
      }
    }
  }

  /// Every list, taken for windows-1252 in UTF-8, comes back, and nothing comes back as something else.
  @Test func listsInAllLanguagesComeBack() throws {
    let table = ReverseTable.windows1252
    var (right, wrong, all) = (0, 0, 0)
    for sample in ContactListSample.all {
      for text in sample.names + sample.cities where !text.utf8.allSatisfy({ $0 < 0x80 }) {
        var spoilt = ""
        for byte in text.utf8 {
          let isOpen = try #require(table).table.kinds[Int(byte)] == .undefined
          let scalar = try #require(table).table.scalars[Int(byte)]
          spoilt.unicodeScalars.append(isOpen ? Unicode.Scalar(byte) : scalar)
        }
        var misread = MisreadText()
        let finding = misread.finding(in: Array(spoilt.utf8).span)
        all += 1
        if let finding {
          if finding.text == Array(text.utf8) { right += 1 } else { wrong += 1 }
        }
      }
    }
    #expect(wrong == 0)
    #expect(right * 100 >= all * 99)
    #expect(all > 200)
  }

  @Test func theReaderRepairsAndKeepsTheRawText() throws {
    let text = "id,Ð˜Ð¼Ñ\u{8F},city\n1,Ann,London\n2,JosÃ©,CÃ¡diz\n3,Анна,Тверь\n"
    let file = try TemporaryFile(Array(text.utf8))
    var reader = try TableReader(path: file.path)
    let batch = try #require(try reader.next())
    #expect(reader.columns == ["id", "Имя", "city"])
    #expect(batch.string(row: 1, column: 1) == "José")
    #expect(batch.string(row: 1, column: 2) == "Cádiz")
    #expect(batch.string(row: 2, column: 1) == "Анна")
    #expect(batch.string(row: 2, column: 2) == "Тверь")
    #expect(
      batch.repairs == [
        CellRepair(row: 1, column: 1, raw: "JosÃ©", written: "utf-8", readAs: "windows-1252"),
        CellRepair(row: 1, column: 2, raw: "CÃ¡diz", written: "utf-8", readAs: "windows-1252"),
      ])
    let warnings = reader.warnings
    #expect(warnings.map(\.kind) == [.misreadText])
    #expect(warnings.first?.count == 3)
    #expect(warnings.first?.first?.line == 3)

    var options = ReadOptions()
    options.repairsMisreadText = false
    let (table, _) = try ReadTable.read(file.path, options: options)
    #expect(table.rows[1] == ["2", "JosÃ©", "CÃ¡diz"])
    #expect(table.warnings.isEmpty)
  }
}

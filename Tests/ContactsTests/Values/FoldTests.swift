import Testing

@testable import Contacts

@Suite struct FoldTests {
  @Test(arguments: [
    ("  Hello,  World! ", "hello world"), ("Türkiye", "turkiye"), ("TÜRKİYE", "turkiye"),
    ("Straße", "strasse"), ("Ёлка", "елка"), ("ЙОД", "йод"), ("И\u{306}од", "йод"),
    ("Ｕ．Ｓ．Ａ", "u s a"), ("Ελλάς", "ελλασ"), ("ΕΛΛΆΣ", "ελλασ"), ("a\u{200B}b", "ab"),
    ("a\u{A0}\u{2009}b", "a b"), ("Việt Nam", "viet nam"), ("e\u{301}te\u{301}", "ete"),
    ("Łódź", "lodz"), ("中文（简体）", "中文 简体"), ("ｶﾞ", "ガ"), ("Œuvre", "oeuvre"),
    ("---", ""), ("", ""), ("أحمد", "احمد"), ("№ 5", "no 5"), ("✓", "✓"), ("Đặng", "dang"),
    ("«Ромашка»", "ромашка"), ("\u{200F}دبي", "دبي"), ("İ", "i"),
  ])
  func key(_ text: String, _ expected: String) {
    #expect(fold(text) == expected)
    #expect(Array(fold(text).unicodeScalars) == Array(expected.unicodeScalars))
  }

  @Test func foldingTwiceIsFoldingOnce() {
    var random = Seeded(state: 1)
    for _ in 0..<4000 {
      let text = Bool.random(using: &random) ? random.text() : random.noise()
      let once = fold(text)
      #expect(Array(fold(once).utf8) == Array(once.utf8), "\(text.unicodeScalars.map(\.value))")
    }
  }

  @Test func everyLetterFoldsToItsOwnKey() {
    for value in (0 as UInt32)...0x2FFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let once = fold(String(scalar))
      #expect(Array(fold(once).utf8) == Array(once.utf8), "U+\(String(value, radix: 16))")
    }
  }

  @Test func caseDoesNotMatter() {
    for word in ["größe", "москва", "αθήνα", "são paulo", "ereğli", "łódź"] {
      #expect(fold(word.uppercased()) == fold(word))
    }
  }
}

@Suite struct TidyTests {
  @Test(arguments: [
    (" a  b ", "a b"), ("a\tb", "a b"), ("a\r\nb", "a b"), ("a\u{200B}b\u{FEFF}", "ab"),
    ("\u{202B}abc\u{202C}", "abc"), ("'+886912345678", "+886912345678"), ("'=1+1", "=1+1"),
    ("'Anna", "'Anna"), ("e\u{301}", "é"), ("И\u{306}", "Й"), ("\u{3000}王　伟\u{3000}", "王 伟"),
    ("a\u{0}b", "ab"), ("", ""), (" ", ""), ("می\u{200C}خواهم", "می\u{200C}خواهم"),
    ("an\u{200D}na", "anna"), ("O'Brien", "O'Brien"),
  ])
  func text(_ text: String, _ expected: String) {
    #expect(Array(tidy(text).unicodeScalars) == Array(expected.unicodeScalars))
  }

  @Test func linesStayWhenAsked() {
    #expect(tidy(" a  b\r\n c \n\n\n\nd ", keepingLines: true) == "a b\nc\n\nd")
  }

  @Test(arguments: [false, true])
  func tidyingTwiceIsTidyingOnce(keepingLines: Bool) {
    var random = Seeded(state: 2)
    for _ in 0..<4000 {
      let text = Bool.random(using: &random) ? random.text() : random.noise()
      let once = tidy(text, keepingLines: keepingLines)
      let twice = tidy(once, keepingLines: keepingLines)
      #expect(Array(twice.utf8) == Array(once.utf8), "\(text.unicodeScalars.map(\.value))")
    }
  }
}

@Suite struct FoldedTableTests {
  @Test func findsWhatWasInsertedAndNothingElse() {
    var table = FoldedTable()
    for number in 0..<1000 { table.insert("key \(number)", value: Int32(number)) }
    for number in 0..<1000 { #expect(table.value(of: "key \(number)") == Int32(number)) }
    #expect(table.value(of: "key 1000") == nil)
    #expect(table.value(of: "") == nil)
    #expect(table.count == 1000)
  }

  @Test func whatIsClaimedTwiceIsNeither() {
    var table = FoldedTable()
    table.insert("georgia", value: 1)
    table.insert("georgia", value: 1)
    #expect(table.value(of: "georgia") == 1)
    table.insert("georgia", value: 2)
    #expect(table.value(of: "georgia") == nil)
    #expect(table.conflicts == ["georgia"])
    table.insert("georgia", value: 1)
    #expect(table.value(of: "georgia") == nil)
  }
}

import Testing

@testable import Contacts

@Suite struct EmailTests {
  @Test(arguments: [
    ("anna@example.com", ["anna@example.com"]), (" Anna@Example.COM ", ["anna@example.com"]),
    ("mailto:anna@example.com?subject=x", ["anna@example.com"]),
    ("Anna <anna@example.com>", ["anna@example.com"]),
    ("\"Ivanova, Anna\" <anna@example.com>", ["anna@example.com"]),
    ("anna@example.com.", ["anna@example.com"]), ("<anna@example.com>;", ["anna@example.com"]),
    ("a.b+c@example.com", ["a.b+c@example.com"]),
    ("anna@example.com; boris@example.org", ["anna@example.com", "boris@example.org"]),
    ("anna@example.com/boris@example.org", ["anna@example.com", "boris@example.org"]),
    ("anna@example.com ANNA@example.com", ["anna@example.com"]),
    ("anna@example.com (work)", ["anna@example.com"]), ("анна@пример.рф", ["анна@пример.рф"]),
    ("anna@пример.рф", ["anna@пример.рф"]), ("o'hara@example.com", ["o'hara@example.com"]),
    ("\u{200B}anna@example.com", ["anna@example.com"]),
  ])
  func valid(_ cell: String, _ expected: [String]) {
    let readings = readEmails(cell)
    #expect(readings.map(\.address) == expected)
    #expect(readings.allSatisfy { $0.isValid })
  }

  @Test(
    arguments: [
      ("anna", .noAtSign), ("anna@@example.com", .manyAtSigns), ("@example.com", .badLocalPart),
      ("a..b@example.com", .badLocalPart), ("anna@example", .badDomain), ("anna@", .badDomain),
      ("anna@-example.com", .badDomain), ("anna@example.123", .badDomain),
      ("anna@exa_mple.com", .badDomain), ("anna＠example.com", .lookAlike),
      ("\u{430}nna@example.com", .lookAlike), ("anna@ex\u{430}mple.com", .lookAlike),
      ("noreply@example.com", .placeholder), ("test@test.com", .placeholder),
      ("none@none", .placeholder), ("n/a", .placeholder), ("-", .placeholder),
      ("нет", .placeholder), ("anna,example.com", .noAtSign),
      (String(repeating: "a", count: 65) + "@example.com", .tooLong),
      ("a@" + String(repeating: "a", count: 64) + ".com", .badDomain),
    ] as [(String, EmailReading.Fault)])
  func invalid(_ cell: String, _ fault: EmailReading.Fault) {
    let readings = readEmails(cell)
    #expect(readings.count == 1)
    #expect(readings.first?.reason == fault)
  }

  @Test func emptyCellsHoldNothing() {
    #expect(readEmails("") == [])
    #expect(readEmails(" \u{A0}") == [])
  }

  @Test func exampleDomainsAreReal() {
    #expect(readEmails("test@example.com").first?.isValid == true)
  }

  @Test func readingTwiceIsReadingOnce() {
    var random = Seeded(state: 4)
    for _ in 0..<4000 {
      let text = random.text()
      let once = readEmails(text)
      #expect(text.isEmpty || tidy(text).isEmpty || !once.isEmpty)
      let valid = once.filter { $0.isValid }
      #expect(readEmails(valid.map(\.address).joined(separator: ";")) == valid, "\(text)")
      for reading in once where !reading.isValid {
        #expect(readEmails(reading.address).allSatisfy { !$0.isValid }, "\(text)")
      }
    }
  }
}

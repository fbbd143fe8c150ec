import Testing

@testable import Contacts

@Suite struct MailDomainTests {
  private let domains = MailDomains([
    "gmail.com", "yahoo.com", "yahoo.fr", "hotmail.com", "hotmail.co.uk", "mail.com", "ymail.com",
    "yandex.ru",
  ])

  @Test(arguments: [
    ("gmial.com", "gmail.com"), ("gmai.com", "gmail.com"), ("gmail.con", "gmail.com"),
    ("gmail.co", "gmail.com"), ("gmaill.com", "gmail.com"), ("hotmial.com", "hotmail.com"),
    ("hotmail.c.uk", "hotmail.co.uk"), ("yadnex.ru", "yandex.ru"),
  ]) func oneSlipIsOffered(_ domain: String, _ meant: String) {
    #expect(domains.likelyMeant(by: domain) == meant)
  }

  @Test(arguments: [
    // Well known themselves, though one slip from another.
    "gmail.com", "mail.com", "ymail.com",
    // Two slips.
    "gmial.con", "example.com",
    // Neighbours of short domains exist.
    "yahoo.fi", "mall.com",
    "", "com",
  ]) func othersAreLeft(_ domain: String) {
    #expect(domains.likelyMeant(by: domain) == nil)
  }

  @Test func nothingIsOfferedWhereTwoAreAsNear() {
    #expect(MailDomains(["abcdefg.com", "abcdeff.com"]).likelyMeant(by: "abcdefh.com") == nil)
  }
}

@Suite struct MistypedMailboxTests {
  private func read(_ cell: String) throws -> RowReading.Outcome {
    try RowReading().read([("Name", "Anna Berg"), ("Email", cell)])
  }

  @Test(arguments: ["anna@gmial.com", "Anna <Anna@GMIAL.com>", "berg@example.com, anna@gmial.com"])
  func aMistypedDomainIsFlaggedAndLeft(_ cell: String) throws {
    let outcome = try read(cell)
    #expect(outcome.draft.facts.flags.contains(.emailDomainMistyped))
    #expect(
      (outcome.draft[.email] + outcome.draft[.otherEmails]).contains("anna@gmial.com"))
    let counted = try #require(outcome.tally.mistypedDomains["gmial.com"])
    #expect(counted.meant == "gmail.com")
    #expect(counted.count == 1)
  }

  @Test(arguments: ["anna@gmail.com", "anna@example.com", "anna@gmial", "n/a"])
  func othersAreNot(_ cell: String) throws {
    let outcome = try read(cell)
    #expect(!outcome.draft.facts.flags.contains(.emailDomainMistyped))
    #expect(outcome.tally.mistypedDomains.isEmpty)
  }
}

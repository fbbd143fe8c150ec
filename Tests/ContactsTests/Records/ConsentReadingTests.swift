import Testing

@testable import Contacts

private let reading: RowReading? = try? RowReading()

private func claim(_ cells: [(String, String)]) throws -> ConsentClaim {
  try #require(reading).read([("Name", "Anna Berg")] + cells).claim
}

@Suite struct ConsentReadingTests {
  @Test(arguments: [
    ("Opt out", "yes"), ("Opt out", "TRUE"), ("Opt out", "1"), ("Opt out", "x"), ("Opt out", "да"),
    ("Отписан", "Да"), ("Отписан", "отписан"), ("退訂", "是"), ("退订", "已退订"), ("Do not call", "Ja"),
    ("Opt out", "sí"), ("Opt out", "✓"), ("Do not contact", "oui"), ("Blacklist", "stop"),
    ("Unsubscribed from all email", "true"), ("Opt out", "Do Not Allow"),
    ("Unsubscribed Time", "2024-03-01 12:00"), ("Opt out", "who knows"),
    ("Opt out date", "2024-03-01"), ("退訂時間", "2024/03/01 10:00"), ("Дата отписки", "31.03.2024"),
    ("Allow Emails?", "no"), ("Allow Emails?", "Do Not Allow"), ("Allow phone calls", "0"),
    ("Allow SMS?", "нет"), ("Allow WhatsApp?", "perhaps"),
    ("Opt in", "unsubscribed"), ("Consent", "withdrawn"), ("Согласие", "отказ"),
    ("Marketing status", "Opted out"), ("同意行銷", "退訂"), ("Newsletter", "Do not contact"),
    ("Status", "Unsubscribed"), ("Status", "DO NOT CALL"), ("Статус", "чёрный список"),
    ("Tags", "VIP; отписан"), ("Labels", "friends ::: Unsubscribed"), ("標籤", "黑名單"),
  ])
  func optsOut(header: String, cell: String) throws {
    let outcome = try #require(reading).read([("Name", "Anna Berg"), (header, cell)])
    #expect(outcome.claim.isOptedOut)
    #expect(outcome.claim.effectiveTier == .none)
    #expect(outcome.draft[.optOutSource] == "export.csv: \(header)")
  }

  @Test(arguments: [
    ("Opt out", "no"), ("Opt out", "0"), ("Opt out", "false"), ("Отписан", "нет"), ("退訂", "否"),
    ("Opt out", ""), ("Opt out", "n/a"), ("Opt out", "subscribed"), ("Allow Emails?", "yes"),
    ("Allow Emails?", "Allow"), ("Opt out date", ""), ("Status", "Active"), ("Tags", "stopwatch"),
    ("Notes", "unsubscribed"), ("Opt in", "no"), ("Opt in", "yes"),
  ])
  func doesNotOptOut(header: String, cell: String) throws {
    #expect(try !claim([(header, cell)]).isOptedOut)
  }

  @Test func theTimeOfAnOptOutIsKept() throws {
    let outcome = try #require(reading).read([
      ("Name", "Anna"), ("Unsubscribed Time", "2024-03-01T12:00:00Z"),
    ])
    #expect(outcome.claim.optOutSeconds == 1_709_294_400)
    #expect(!outcome.draft[.optOutAt].isEmpty)
  }

  @Test func anyOfSeveralColumnsOptsOut() throws {
    #expect(try claim([("Do not call", "no"), ("Opt out", "yes"), ("DoNotPhone", "0")]).isOptedOut)
  }

  /// Opt-in cell, further cells, and the tier.
  @Test(arguments: [
    ("yes", [("Consent date", "2024-01-01")], ConsentTier.marketing),
    ("да", [("Источник согласия", "сайт")], .marketing), ("同意", [("同意來源", "門市")], .marketing),
    ("yes", [], .transactional), ("yes", [("Consent date", "one day")], .transactional),
    ("no", [], .none), ("no", [("Consent date", "2024-01-01")], .none),
    ("no", [("Status", "Customer")], .transactional), ("yes", [("Opt in 2", "no")], .none),
  ])
  func tierOfAnOptIn(cell: String, further: [(String, String)], tier: ConsentTier) throws {
    let claim = try claim([("Opt in", cell)] + further)
    #expect(claim.tier == tier)
    #expect(!claim.isOptedOut)
  }

  @Test func whatSaysNothingIsUnknown() throws {
    #expect(try claim([]).tier == nil)
    #expect(try claim([("Opt in", "")]).tier == nil)
    #expect(try claim([("Opt in", "legitimate interest")]).tier != .marketing)
    #expect(try claim([("Status", "Клиент")]).tier == .transactional)
  }

  @Test func anOptInWithoutProofIsFlagged() throws {
    let outcome = try #require(reading).read([("Name", "Anna"), ("Opt in", "yes")])
    #expect(outcome.flags == [.optInWithoutProof])
  }

  @Test(arguments: [
    ("date_or_source", true, true, true), ("date", true, false, true),
    ("source", false, true, true), ("date_and_source", false, false, true),
  ])
  func proofIsWhatTheRulesSay(
    proof: String, withDate: Bool, withSource: Bool, withBoth: Bool
  ) throws {
    let reading = try RowReading(replacing: ["consent.yaml": "proof: \(proof)\n"])
    let date = ("Consent date", "2024-01-01")
    let source = ("Consent source", "form")
    func isMarketing(_ cells: [(String, String)]) -> Bool {
      reading.read([("Name", "Anna"), ("Opt in", "yes")] + cells).claim.tier == .marketing
    }
    #expect(!isMarketing([]))
    #expect(isMarketing([date]) == withDate)
    #expect(isMarketing([source]) == withSource)
    #expect(isMarketing([date, source]) == withBoth)
  }

  /// Opt-out date, consent date, and whether the opt-out stands.
  @Test(arguments: [
    ("2024-01-01", "2024-06-01", false), ("2024-06-01", "2024-01-01", true),
    ("2024-01-01", "2024-01-01", true), ("", "2024-06-01", true), ("2024-01-01", "", true),
  ])
  func withinARecordOnlyANewerProvenOptInReplacesAnOptOut(
    optOut: String, optIn: String, stands: Bool
  ) throws {
    let outcome = try #require(reading).read([
      ("Name", "Anna"), ("Opt out", "yes"), ("Opt out date", optOut), ("Opt in", "yes"),
      ("Consent date", optIn), ("Consent source", "form"),
    ])
    #expect(outcome.claim.isOptedOut == stands)
    #expect(outcome.flags.contains(.optOutOverridden) == !stands)
  }
}

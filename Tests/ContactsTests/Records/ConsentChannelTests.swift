import Foundation
import Testing

@testable import Contacts

private let reading: RowReading? = try? RowReading()

private func read(_ cells: [(String, String)]) throws -> RowReading.Outcome {
  try #require(reading).read([("Name", "Anna Berg")] + cells)
}

@Suite struct OptOutChannelTests {
  @Test(
    arguments: [
      ("HasOptedOutOfEmail", "1", ConsentChannels.email), ("Email Opt Out", "yes", .email),
      ("Unsubscribed from all email", "true", .email), ("hs_email_optout", "true", .email),
      ("Do not email", "x", .email), ("Allow Emails?", "no", .email), ("DoNotCall", "1", .phone),
      ("Не звонить", "да", .phone), ("DoNotPhone", "true", .phone), ("SMS Opt Out", "yes", .sms),
      ("opt_out.sms", "1", .sms), ("et4ae5__HasOptedOutOfMobile__c", "true", [.sms, .phone]),
      ("HasOptedOutOfFax", "true", .post), ("WhatsApp opt out", "yes", .whatsApp),
      ("Opt-Out (WhatsApp)", "yes", .whatsApp),
      ("Opt out of SMS and calls", "yes", [.sms, .phone]),
      ("Opt out", "yes", .all), ("DNC", "yes", .all), ("Отписан", "да", .all), ("退訂", "是", .all),
      ("Do not contact", "yes", .all), ("Unsubscribed Time", "2024-03-01", .all),
      ("Status", "do not call", .phone), ("Tags", "VIP; unsubscribed", .all),
      ("Accepts SMS marketing", "unsubscribed", .sms), ("Newsletter", "opted out", .email),
    ] as [(String, String, ConsentChannels)])
  func aColumnOptsOutOfWhatItNames(
    header: String, cell: String, channels: ConsentChannels
  ) throws {
    let claim = try read([(header, cell)]).claim
    #expect(claim.optOutChannels == channels)
    // By default every opt-out ends messages.
    #expect(claim.isOptedOut)
  }

  @Test func severalColumnsOptOutOfAllThatTheyName() throws {
    let claim = try read([("Email opt out", "yes"), ("SMS Opt Out", "yes"), ("DoNotCall", "no")])
      .claim
    #expect(claim.optOutChannels == [.email, .sms])
    #expect(claim.optOutChannels.text == "sms; email")
  }

  @Test func aDateOptsOutOfWhatTheColumnBesideItIsFor() throws {
    let date = ("Opt out date", "2024-03-01")
    for cells in [[("Email opt out", "yes"), date], [date, ("Email opt out", "yes")]] {
      let claim = try read(cells).claim
      #expect(claim.optOutChannels == .email)
      #expect(claim.optOutSeconds == 1_709_251_200)
    }
    let alone = try read([("Email opt out", "no"), date]).claim
    #expect(alone.isOptedOut && alone.optOutChannels == .all)
    #expect(try read([("Opt out date", "one day")]).claim.optOutChannels == .all)
  }

  @Test func rulesMayLetAnOptOutOfEMailBe() throws {
    let rules = try String(
      contentsOfFile: TemporaryRules.delivered + "/consent.yaml", encoding: .utf8
    ).replacing(
      "blocking_opt_outs: [whatsapp, sms, phone, email, post]",
      with: "blocking_opt_outs: [whatsapp, sms, phone]")
    let reading = try RowReading(replacing: ["consent.yaml": rules])
    func claim(_ cells: [(String, String)]) -> ConsentClaim {
      reading.read([("Name", "Anna Berg")] + cells).claim
    }
    let optIn = [("Opt in", "yes"), ("Consent source", "form")]
    let email = claim([("HasOptedOutOfEmail", "1")] + optIn)
    #expect(!email.isOptedOut)
    #expect(email.optOutChannels == .email)
    #expect(email.tier == .marketing)
    for header in ["Opt out", "DoNotCall", "WhatsApp opt out", "SMS opt out"] {
      #expect(claim([("HasOptedOutOfEmail", "1"), (header, "1")] + optIn).isOptedOut)
    }
  }

  @Test(arguments: [
    "blocking_opt_outs: [whatsapp, email]", "blocking_opt_outs: [phone]",
    "blocking_opt_outs: [whatsapp, phone, pigeon]", "sufficient_opt_ins: [wattsapp]",
    "channel_words: {pigeon: [coo]}", "double_opt_in: perhaps",
  ])
  func rulesThatCannotBeAreErrors(text: String) {
    #expect(throws: RuleError.self) {
      _ = try RowReading(replacing: ["consent.yaml": text + "\n"])
    }
  }

  @Test(
    arguments: [
      (ConsentChannels.all, "all"), ([], ""), (.email, "email"),
      ([.whatsApp, .post], "whatsapp; post"),
    ] as [(ConsentChannels, String)])
  func channelsAreReadBackAsTheyAreWritten(channels: ConsentChannels, text: String) {
    #expect(channels.text == text)
    #expect(ConsentChannels(text: text) == channels)
  }

  @Test func aChannelThatIsUnknownStandsForAll() {
    #expect(ConsentChannels(text: "pigeon") == .all)
  }
}

@Suite struct OptInChannelTests {
  @Test(arguments: [
    ("Opt in", ConsentTier.marketing), ("WhatsApp opt in", .marketing),
    ("Marketing consent", .marketing), ("Email marketing consent", .transactional),
    ("Accepts SMS marketing", .transactional), ("Newsletter", .transactional),
  ])
  func onlyAnOptInForWhatsAppOrForAllAllowsMarketing(header: String, tier: ConsentTier) throws {
    let outcome = try read([(header, "yes"), ("Consent source", "form")])
    #expect(outcome.claim.tier == tier)
    #expect(outcome.flags.contains(.optInForOtherChannel) == (tier != .marketing))
  }

  /// Opt-out column, opt-in column, whether messages may be sent again, and what stays refused. The opt-in is newer.
  @Test(
    arguments: [
      ("Opt out", "Opt in", true, []), ("Email opt out", "Opt in", true, []),
      ("Email opt out", "WhatsApp opt in", true, .email),
      ("Opt out", "WhatsApp opt in", true, [.sms, .phone, .email, .post]),
      ("SMS Opt Out", "WhatsApp opt in", true, .sms),
    ] as [(String, String, Bool, ConsentChannels)])
  func anOptInLiftsOnlyWhatItIsFor(
    optOut: String, optIn: String, isLifted: Bool, remaining: ConsentChannels
  ) throws {
    var old = try read([(optOut, "yes")]).claim
    old.optOutSeconds = 1
    var new = try read([(optIn, "yes"), ("Consent date", "2024-06-01")]).claim
    #expect(new.tier == .marketing)
    let merged = ConsentClaim.merge([old, new]).claim
    #expect(merged.isOptedOut == !isLifted)
    #expect(merged.optOutChannels == remaining)
    // Not newer: everything stays.
    new.consentSeconds = 1
    #expect(ConsentClaim.merge([old, new]).claim.optOutChannels == old.optOutChannels)
  }

  /// Even where the rules let it allow marketing, an opt-in for e-mail does not answer an opt-out of the phone.
  @Test func anOptInForEMailLiftsNoOtherOptOut() throws {
    let reading = try RowReading(replacing: [
      "consent.yaml": """
      sufficient_opt_ins: [whatsapp, email]
      channel_words: {email: [mail], phone: [call]}
      """
    ])
    let optIn = [("Email marketing consent", "yes"), ("Consent date", "2024-06-01")]
    #expect(reading.read([("Name", "Anna")] + optIn).claim.tier == .marketing)
    for header in ["Do not call", "Opt out"] {
      let cells = [("Name", "Anna"), (header, "yes")] + optIn
      var old = reading.read([("Name", "Anna"), (header, "yes")]).claim
      old.optOutSeconds = 1
      let merged = ConsentClaim.merge([old, reading.read([("Name", "Anna")] + optIn).claim])
      #expect(merged.claim.isOptedOut)
      #expect(reading.read(cells).claim.isOptedOut)
    }
  }
}

@Suite struct DoubleOptInTests {
  /// Cells of the row, and the tier.
  @Test(arguments: [
    ([("Double opt-in", "yes")], ConsentTier.marketing),
    ([("DOI status", "confirmed")], .marketing), ([("DOI status", "pending")], .transactional),
    ([("DOI status", "no")], .transactional), ([("DOI status", "")], .transactional),
    ([("DOI", "single opt-in")], .transactional), ([("Confirmed at", "2024-02-01")], .marketing),
    ([("Confirmed at", "")], .transactional), ([("Confirmed at", "n/a")], .transactional),
    ([("Double opt-in", "yes"), ("Double opt-in 2", "no")], .transactional),
    ([("Подписка подтверждена", "да")], .marketing), ([("双重确认", "是")], .marketing),
    ([], .marketing),
  ])
  func subscribedAndConfirmed(cells: [(String, String)], tier: ConsentTier) throws {
    let outcome = try read([("Opt in", "yes"), ("Consent source", "form")] + cells)
    #expect(outcome.claim.tier == tier)
    #expect(outcome.flags.contains(.optInUnconfirmed) == (tier == .transactional))
    #expect(!outcome.claim.isOptedOut)
  }

  @Test func aDoubleOptInByItselfIsAnOptIn() throws {
    let outcome = try read([("Double opt-in date", "2024-02-01T10:00:00Z")])
    #expect(outcome.claim.tier == .marketing)
    #expect(outcome.claim.consentSeconds == 1_706_781_600)
    #expect(!outcome.draft[.consentAt].isEmpty)
    #expect(try read([("DOI", "pending")]).claim.tier == nil)
    #expect(try read([("DOI", "yes")]).claim.tier == .transactional)
    #expect(try read([("Opt in", ""), ("DOI", "yes")]).claim.tier == nil)
    #expect(try read([("Opt in", "no"), ("DOI", "yes")]).claim.tier == ConsentTier.none)
    // What was confirmed there may be an order.
    #expect(try read([("Confirmed at", "2024-02-01")]).claim.tier == nil)
  }

  @Test func whatTheColumnHeldIsCarriedAlong() throws {
    #expect(try read([("DOI status", "pending")]).extras == ["DOI status": ["pending"]])
  }

  @Test func aRefusalIsAnOptOut() throws {
    #expect(try read([("DOI status", "unsubscribed")]).claim.isOptedOut)
  }

  @Test(arguments: [("required", ConsentTier.transactional), ("ignored", .marketing)])
  func rulesMayAskForMoreOrLess(rule: String, tier: ConsentTier) throws {
    let reading = try RowReading(replacing: ["consent.yaml": "double_opt_in: \(rule)\n"])
    let cells = [("Name", "Anna"), ("Opt in", "yes"), ("Consent source", "form")]
    #expect(reading.read(cells).claim.tier == tier)
    #expect(
      reading.read(cells + [("DOI", "pending")]).claim.tier
        == (rule == "ignored" ? .marketing : .transactional))
  }
}

@Suite struct UncertainConsentTests {
  @Test(arguments: ["maybe", "ask again", "50 %", "legitimate interest"])
  func aYesBesideWhatMayBeANoIsNoYes(cell: String) throws {
    for cells in [
      [("Opt in", "yes"), ("Consent", cell)], [("Consent", cell), ("Opt in", "yes")],
    ] {
      let outcome = try read(cells + [("Consent source", "form")])
      #expect(outcome.claim.tier == ConsentTier.none)
      #expect(outcome.flags.contains(.optInUnclear))
      #expect(outcome.extras["Consent"] == [cell])
    }
  }

  @Test(arguments: [("n/a", ConsentTier.marketing), ("", .marketing), ("no", .none)])
  func whatSaysNothingTakesNothing(cell: String, tier: ConsentTier) throws {
    let outcome = try read([("Opt in", "yes"), ("Consent", cell), ("Consent source", "form")])
    #expect(outcome.claim.tier == tier)
    #expect(!outcome.flags.contains(.optInUnclear))
  }

  /// A consent that is dated after the run proves nothing, and is not newer than any opt-out.
  @Test func aDateInTheFutureIsNoProof() throws {
    var reading = try RowReading()
    reading.startSeconds = 1_717_200_000  // 2024-06-01
    func outcome(_ date: String, _ cells: [(String, String)] = []) -> RowReading.Outcome {
      reading.read([("Name", "Anna"), ("Opt in", "yes"), ("Consent date", date)] + cells)
    }
    #expect(outcome("2024-05-31").claim.tier == .marketing)
    let future = outcome("2024-06-02")
    #expect(future.claim.tier == .transactional)
    #expect(future.claim.consentSeconds == nil)
    #expect(future.flags.contains(.consentDateInFuture))
    #expect(!future.draft[.consentAt].isEmpty)
    #expect(outcome("2030-01-01", [("Consent source", "form")]).claim.tier == .marketing)
    let optOut = [
      ("Opt out", "yes"), ("Opt out date", "2024-01-01"), ("Consent source", "form"),
    ]
    #expect(outcome("2030-01-01", optOut).claim.isOptedOut)
    #expect(!outcome("2024-05-01", optOut).claim.isOptedOut)
  }
}

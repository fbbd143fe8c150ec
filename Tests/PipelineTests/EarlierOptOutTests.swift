import Testing

/// Opt-outs that must be found again though the row that stated them has changed.
@Suite struct EarlierOptOutTests {
  @Test func anOptOutWithoutAnAddressWaitsForOne() throws {
    let runs = try Runs()
    try runs.clean(csv([["Id", "Name", "Phone", "Opt out"], ["1", "Anna Berg", "12", "yes"]]))
    let contacts = try runs.clean(
      csv([["Id", "Name", "Phone"], ["1", "Anna Berg", "+491713920001"]]))
    #expect(contacts.map { $0["opted_out"] } == ["true"])
    #expect(contacts.map { $0["messageable"] } == ["false"])
    #expect(try runs.suppressed() == ["+491713920001"])
  }

  @Test func aNewerOptInLiftsTheOptOutOfARowWithoutId() throws {
    let runs = try Runs()
    try runs.clean(
      csv([
        ["Name", "Mobile", "Opt out", "Opt out date"],
        ["Anna Berg", "+491713920001", "yes", "2024-01-01"],
      ]))
    for _ in 0..<2 {
      let contacts = try runs.clean(
        csv([
          ["Name", "Mobile", "Opt in", "Consent date"],
          ["Anna Berg", "+491713920001", "yes", "2025-01-01"],
        ]))
      #expect(contacts.map { $0["messageable"] } == ["true"])
      #expect(try runs.suppressed().isEmpty)
    }
  }

  @Test func onASharedLineAnEarlierOptOutBlocksTheNumberAndNobodysConsent() throws {
    let runs = try Runs()
    try runs.clean(
      csv([
        ["Name", "WhatsApp", "Opt out"], ["Anna Berg", "+493023125001", "yes"],
        ["Ulrich Steinbach", "+493023125001", ""],
      ]))
    let contacts = try runs.clean(
      csv([
        ["Name", "WhatsApp", "City", "Opt in", "Consent date"],
        ["Anna Berg", "+493023125001", "Berlin", "yes", "2020-01-01"],
        ["Ulrich Steinbach", "+493023125001", "Berlin", "yes", "2020-01-01"],
      ]), isFresh: true)
    #expect(contacts.count == 2)
    #expect(contacts.allSatisfy { $0["messageable"] == "false" })
    #expect(contacts.allSatisfy { $0["flags"]?.contains("number_opted_out_by_other") == true })
    #expect(contacts.allSatisfy { $0["opted_out"] == "false" })
  }

  @Test func whatTheStoreBlocksStaysListedWhenItsContactIsGone() throws {
    let runs = try Runs()
    try runs.clean(
      csv([["Id", "Name", "Mobile", "Opt out"], ["1", "Anna Berg", "+491713920001", "yes"]]))
    try runs.clean(csv([["Id", "Name", "Mobile"], ["2", "Bert Tal", "+491713920002"]]))
    #expect(try runs.suppressed() == ["+491713920001"])
  }

  @Test func anExportOfAnotherDayKnowsTheSamePeople() throws {
    let runs = try Runs()
    try runs.clean(
      csv([["Id", "Name", "Phone", "Opt out"], ["1", "Anna Berg", "+491713920001", "yes"]]),
      name: "crm_2024-03-01.csv")
    let contacts = try runs.clean(
      csv([["Id", "Name", "Phone"], ["1", "Anna Berg", "+491713920002"]]),
      name: "crm_2024-03-08.csv")
    #expect(contacts.map { $0["opted_out"] } == ["true"])
  }

  @Test(arguments: [
    "WhatsApp opt out", "is_unsubscribed", "Opt-Out (WhatsApp)", "HasOptedOutOfSMS", "Do Not Text",
    "Отписка от рассылки", "是否退订", "Keine Werbung", "preferences.do_not_contact", "opt_out.sms",
  ])
  func aColumnThatMayBeAnOptOutIsOne(header: String) throws {
    let contacts = try Runs().clean(
      csv([
        ["Id", "Name", "Mobile", header, "Consent", "Consent date"],
        ["1", "Anna Berg", "+491713920001", "yes", "yes", "2024-01-01"],
        ["2", "Bert Tal", "+491713920002", "no", "yes", "2024-01-01"],
      ]))
    #expect(contacts.map { $0["messageable"] } == ["false", "true"])
  }

  @Test(arguments: ["yes", "last spring", "2023-13-45"])
  func anOptOutDateThatCannotBeReadIsAnOptOut(cell: String) throws {
    let contacts = try Runs().clean(
      csv([
        ["Id", "Name", "Mobile", "Unsubscribed at", "Consent", "Consent date"],
        ["1", "Anna Berg", "+491713920001", cell, "yes", "2024-01-01"],
      ]))
    #expect(contacts.map { $0["opted_out"] } == ["true"])
  }

  @Test(arguments: ["confirmed", "accepted", "согласен"])
  func anAgreementInAnOptOutColumnIsAnOptOut(word: String) throws {
    let contacts = try Runs().clean(
      csv([["Id", "Name", "Mobile", "Opt out"], ["1", "Anna Berg", "+491713920001", word]]))
    #expect(contacts.map { $0["opted_out"] } == ["true"])
    #expect(contacts[0]["flags"]?.contains("opt_out_unclear") == true)
  }
}

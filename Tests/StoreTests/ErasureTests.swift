import Foundation
import Testing

@testable import Store

private let run = RunRow(
  startedAt: "2025-01-01T10:00:00+00:00", version: "1.0", numberingPlan: "9.0", inputs: "a.csv",
  rowsRead: 1, contacts: 1, merged: 0, rejected: 0)

/// Anna and Bert, who share a line; both opted out of everything.
private func filled() throws -> TemporaryStore {
  let file = try TemporaryStore()
  try file.open().record(run) { writer in
    for (id, name, phone, other) in [
      ("c1", "Anna Berg", "+491713920001", "+493023125001"),
      ("c2", "Bert Tal", "+493023125001", ""),
    ] {
      var values = [String](repeating: "", count: ContactRow.texts.count + 1)
      values[0] = id
      for (column, text) in [("full_name", name), ("phone_e164", phone), ("other_phones", other)] {
        if let place = ContactRow.texts.firstIndex(of: column) { values[place + 1] = text }
      }
      try writer.add(contact: values, extras: "{}")
      for address in [phone, other] where !address.isEmpty {
        try writer.add(
          ConsentRow(
            contactID: id, address: address, kind: "phone", tier: "none", isOptedOut: true,
            effectiveAt: "", source: "a.csv: Opt out", proof: "letter of \(name)"))
        try writer.add(
          SuppressionRow(
            address: address, kind: "phone", scope: "all", since: "", source: "a.csv: Opt out",
            contactID: id))
      }
      try writer.add(
        LineageRow(
          sourceFile: "a.csv", sourceLine: id == "c1" ? 2 : 3, sourceByte: 0, sourceID: "",
          outcome: "kept", contactID: id, probability: 1, reason: ""))
    }
    // A number that Anna had; somebody who had her number before; an earlier id of hers.
    try writer.add(
      ConsentRow(
        contactID: "c1", address: "+491713920008", kind: "phone", tier: "none", isOptedOut: true,
        effectiveAt: "", source: "", proof: ""))
    try writer.add(
      ConsentRow(
        contactID: "c5", address: "+491713920008", kind: "phone", tier: "none", isOptedOut: true,
        effectiveAt: "", source: "", proof: ""))
    try writer.add(
      ConsentRow(
        contactID: "c0", address: "+491713920001", kind: "phone", tier: "none", isOptedOut: true,
        effectiveAt: "", source: "", proof: ""))
    try writer.add(
      ConsentRow(
        contactID: "c0", address: "+491713920007", kind: "phone", tier: "none", isOptedOut: true,
        effectiveAt: "", source: "", proof: ""))
  }
  return file
}

extension ContactStore {
  fileprivate func eraseAnna() throws -> StoredPerson {
    let person = try #require(try people(meantBy: "+491713920001").first)
    try erase(person, personKey: "anna berg", at: "2025-02-01T10:00:00+00:00") {}
    return person
  }
}

@Suite struct StoreErasureTests {
  @Test func aPersonIsFoundWithEverythingThatIsTheirs() throws {
    let people = try filled().open().people(meantBy: "+491713920001")
    #expect(people.count == 1)
    let anna = try #require(people.first)
    #expect(anna.contactID == "c1" && anna.name == "Anna Berg")
    #expect(anna.contactIDs == ["c1"])
    #expect(anna.addresses == ["+491713920001", "+491713920008"])
    #expect(anna.sharedAddresses == ["+493023125001"])
    #expect(anna.places == ["a.csv:2"])
    #expect(anna.ledgerEntries == 5 && anna.suppressions == 2)
  }

  @Test(arguments: ["c1", "+491713920001"])
  func anIDOrANumberMeansThePerson(query: String) throws {
    #expect(try filled().open().people(meantBy: query).map(\.contactID) == ["c1"])
  }

  @Test func aSharedNumberMeansSeveral() throws {
    let store = try filled().open()
    #expect(try store.people(meantBy: "+493023125001").map(\.contactID) == ["c1", "c2"])
    #expect(try store.people(meantBy: "+4917139200").isEmpty)
  }

  @Test func nothingOfThePersonIsLeftInTheBytesOfTheFile() throws {
    let file = try filled()
    let before = try Data(contentsOf: URL(filePath: file.path))
    _ = try file.open().eraseAnna()
    let after = try Data(contentsOf: URL(filePath: file.path))
    for text in ["1713920001", "1713920008", "Anna"] {
      #expect(before.range(of: Data(text.utf8)) != nil)
      #expect(after.range(of: Data(text.utf8)) == nil, "\(text)")
    }
    // Others stay.
    #expect(after.range(of: Data("Bert Tal".utf8)) != nil)
    #expect(try file.query("SELECT contact_id FROM contacts") == [["c2"]])
    #expect(try file.query("SELECT contact_id FROM lineage") == [["c2"]])
    #expect(try file.query("PRAGMA integrity_check") == [["ok"]])
  }

  @Test func theChainStillHolds() throws {
    let file = try filled()
    let head = try file.open().checkLedger().head
    _ = try file.open().eraseAnna()
    let check = try file.open().checkLedger()
    #expect(check.broken == nil)
    #expect(check.head == head)
    #expect(check.entries == 7 && check.erased == 5)
    try file.open().record(run) {
      try $0.add(
        ConsentRow(
          contactID: "c9", address: "+491713920009", kind: "phone", tier: "none", isOptedOut: true,
          effectiveAt: "", source: "", proof: ""))
    }
    #expect(try file.open().checkLedger().broken == nil)
  }

  @Test func theHistoryOfAnErasedAddressTellsNoPerson() throws {
    let file = try filled()
    _ = try file.open().eraseAnna()
    let record = try file.open().record(of: "+491713920001")
    #expect(record.erasedAt == "2025-02-01T10:00:00+00:00")
    #expect(record.entries.count == 2 && record.entries.allSatisfy(\.isErased))
    #expect(record.entries.allSatisfy { $0.row.contactID.isEmpty && $0.row.proof.isEmpty })
    #expect(record.suppressions.isEmpty && record.holders.isEmpty)
  }

  @Test func whatWasErasedIsKnownAgain() throws {
    let file = try filled()
    #expect(try file.open().erasedAddresses().isEmpty)
    _ = try file.open().eraseAnna()
    let erased = try file.open().erasedAddresses()
    #expect(erased.contains("+491713920001", person: ""))
    #expect(erased.contains("+491713920008", person: "somebody else"))
    // Whoever had her number before keeps the other one.
    #expect(!erased.contains("+491713920007", person: ""))
    // At the shared number only the person is.
    #expect(erased.contains("+493023125001", person: "anna berg"))
    #expect(!erased.contains("+493023125001", person: "bert tal"))
    #expect(!erased.contains("+493023125001", person: ""))
    #expect(!erased.contains("+491713920002", person: "anna berg"))
  }

  @Test func whoIsGoneIsFoundByAnAddress() throws {
    let store = try filled().open()
    let gone = try #require(try store.people(meantBy: "+491713920007").first)
    #expect(gone.contactID == nil && gone.contactIDs == ["c0"])
    // The number that Anna has now is hers.
    #expect(gone.addresses == ["+491713920007"])
    #expect(gone.sharedAddresses == ["+491713920001"])
  }

  @Test func theOptOutOfASharedNumberStaysWithoutThePerson() throws {
    let file = try filled()
    _ = try file.open().eraseAnna()
    let rows = try file.open().suppressions()
    #expect(rows.map(\.address) == ["+493023125001", "+493023125001"])
    #expect(rows.map(\.contactID) == ["", "c2"])
    #expect(rows.map(\.source) == ["", "a.csv: Opt out"])
  }

  @Test func anErasureThatFailsChangesNothing() throws {
    let file = try filled()
    let store = try file.open()
    let person = try #require(try store.people(meantBy: "c1").first)
    #expect(throws: Interrupted.self) {
      try store.erase(person, personKey: "", at: "now") { throw Interrupted() }
    }
    #expect(try store.people(meantBy: "c1") == [person])
    #expect(try store.erasedAddresses().isEmpty)
  }

  /// Only the texts of an entry whose address was erased may be emptied, and nothing else with them.
  @Test(arguments: [
    "UPDATE consent_ledger SET address = '', contact_id = '', source = '', proof = '' WHERE contact_id = 'c9'",
    "UPDATE consent_ledger SET tier = 'marketing' WHERE address = ''",
    "UPDATE consent_ledger SET address = '+491713920001' WHERE address = ''",
    "UPDATE consent_ledger SET hash = x'' WHERE address = ''",
    "DELETE FROM consent_ledger WHERE address = ''",
  ])
  func theLedgerStaysAppendOnly(sql: String) throws {
    let file = try filled()
    _ = try file.open().eraseAnna()
    try file.open().record(run) {
      try $0.add(
        ConsentRow(
          contactID: "c9", address: "+491713920009", kind: "phone", tier: "none", isOptedOut: true,
          effectiveAt: "", source: "", proof: ""))
    }
    #expect { try file.execute(sql) } throws: { "\($0)".contains("append-only") }
  }

  @Test func tracesAreFoundInEveryTable() throws {
    let store = try filled().open()
    #expect(
      try store.traces(of: "ANNA berg").map(\.column)
        == ["consent_ledger.proof", "contacts.full_name"])
    #expect(
      try store.traces(of: "491713920001").map(\.column)
        == [
          "consent_ledger.address", "contacts.phone_e164", "suppression_changes.address",
          "suppressions.address",
        ])
    #expect(try store.traces(of: "Carl Dorn").isEmpty)
  }
}

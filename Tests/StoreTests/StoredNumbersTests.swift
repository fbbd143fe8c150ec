import Foundation
import Testing

@testable import Store

@Suite struct StoredNumbersTests {
  private func run(_ plan: String) -> RunRow {
    RunRow(
      startedAt: "2025-01-01T10:00:00+00:00", version: "1.0", numberingPlan: plan, inputs: "a.csv",
      rowsRead: 1, contacts: 1, merged: 0, rejected: 0)
  }

  private func contact(_ id: String, _ values: [String: String]) -> [String] {
    [id] + ContactRow.texts.map { values[$0] ?? "" }
  }

  @Test func numbersComeBackInTheOrderOfIDs() throws {
    let file = try TemporaryStore()
    try file.open().record(run("9.0.1")) { writer in
      try writer.add(contact: contact("c3", ["invalid_phones": "12 (too_short)"]), extras: "{}")
      try writer.add(contact: contact("c2", ["full_name": "Anna Berg"]), extras: "{}")
      try writer.add(
        contact: contact(
          "c1",
          [
            "phone_e164": "+447400123456", "phone_country": "GB", "phone_type": "MOBILE",
            "phone_status": "valid", "other_phones": "+493023125001",
          ]), extras: "{}")
    }
    var found: [ContactNumbers] = []
    try ContactStore(path: file.path, isReadOnly: true).readNumbers { found.append($0) }
    #expect(
      found == [
        ContactNumbers(
          phone: "+447400123456", country: "GB", type: "MOBILE", status: "valid",
          otherPhones: "+493023125001", invalidPhones: ""),
        ContactNumbers(
          phone: "", country: "", type: "", status: "", otherPhones: "",
          invalidPhones: "12 (too_short)"),
      ])
  }

  @Test func thePlanIsThatOfTheRunThatWroteTheContacts() throws {
    let file = try TemporaryStore()
    let store = try file.open()
    #expect(try store.numberingPlans().isEmpty)
    for plan in ["9.0.1", "9.0.2"] {
      try store.record(run(plan)) { try $0.add(contact: contact("c1", [:]), extras: "{}") }
    }
    #expect(try store.numberingPlans() == ["9.0.2"])
    try store.record(run("9.0.3")) { _ in }
    #expect(try store.numberingPlans() == ["9.0.3"])
  }

  @Test func readingOnlyMakesNothing() throws {
    let file = try TemporaryStore()
    #expect(throws: StoreError.self) { try ContactStore(path: file.path, isReadOnly: true) }
    #expect(!FileManager.default.fileExists(atPath: file.path))
    try file.execute("CREATE TABLE notes (text)")
    #expect {
      try ContactStore(path: file.path, isReadOnly: true)
    } throws: { error in
      "\(error)".contains("another program")
    }
    try file.execute("DROP TABLE notes")
    #expect(throws: StoreError.self) { try ContactStore(path: file.path, isReadOnly: true) }
  }
}

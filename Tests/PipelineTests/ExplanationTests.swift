import Foundation
import Testing

@testable import Pipeline

@Suite struct ExplanationTests {
  private func cleaned() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let input = try folder.write(
      """
      id,name,phone,email,birthday
      1,Natalia Ivanova,+79161234567,n.ivanova@example.com,1980-04-05
      2,Наталья Иванова,+79161234567,,1980-04-05
      3,Peter Green,+12025550143,Green@Example.com,
      4,,,,
      """, to: "crm.csv")
    _ = try Cleaning([input], output: folder.path + "/out").run()
    return folder
  }

  @Test(arguments: [
    "+79161234567", "N.Ivanova@example.com", "2", "crm.csv:3",
  ]) func aContactIsFoundByWhatItHas(query: String) throws {
    let folder = try cleaned()
    let meant = query.hasPrefix("crm") ? folder.path + "/" + query : query
    let (contacts, rejects) = try Explanation.find(
      meant, storePath: folder.path + "/out/rollcall.sqlite", rules: DeliveredRules.shared.get())
    #expect(contacts.count == 1 && rejects.isEmpty)
    let rows = contacts.first?.rows ?? []
    #expect(rows.map(\.sourceID) == ["1", "2"])
    #expect(rows.first?.reason == nil)
    let reason = try #require(rows.last?.reason)
    #expect(reason.other == rows.first?.place)
    #expect(reason.evidence.contains { $0.comparison == "name" && $0.level == "transliterated" })
    let bits = reason.evidence.reduce(0) { $0 + $1.weightBits }
    let probability = try #require(rows.last?.probability)
    #expect(abs(1 / (1 + exp2(-bits)) - probability) < 0.01)
    #expect(contacts.first?.weakest == rows.last)
    let again = try Explanation.find(
      contacts.first?.contactID ?? "", storePath: folder.path + "/out/rollcall.sqlite",
      rules: DeliveredRules.shared.get()
    )
    #expect(again.contacts == contacts)
  }

  @Test func everyValueIsTracedToItsCells() throws {
    let folder = try TemporaryFolder()
    let crm = try folder.write(
      """
      id,first_name,last_name,mobile,city,country,updated
      1,natalia,IVANOVA,0171 / 39 20 001,Bonn,Germany,2024-03-01
      2,Natalia,Ivanova,+49 171 3920001,Berlin,,2024-05-01
      """, to: "crm.csv")
    _ = try Cleaning([crm], output: folder.path + "/out").run()
    let found = try Explanation.find(
      "+491713920001", storePath: folder.path + "/out/rollcall.sqlite",
      rules: DeliveredRules.shared.get())
    let explanation = try #require(found.contacts.first)
    #expect(explanation.rows.count == 2)
    func origin(_ column: String) throws -> FieldOrigin {
      try #require(explanation.origins.first { $0.column == column })
    }
    let phone = try origin("phone_e164")
    #expect(phone.sources.map(\.place) == [crm + ":2", crm + ":3"])
    // The country that it was read by is one of its cells.
    #expect(phone.sources.first?.cells.map(\.header) == ["mobile", "country"])
    #expect(phone.sources.last?.cells.map(\.text) == ["+49 171 3920001"])
    let name = try origin("full_name")
    #expect(name.value == "Natalia Ivanova")
    #expect(name.sources.first?.cells.map(\.text) == ["natalia", "IVANOVA"])
    let city = try origin("city")
    let other = city.value == "Berlin" ? "Bonn" : "Berlin"
    #expect(city.others.map(\.value) == [other])
    #expect(city.strategy == "most_complete")
    #expect(explanation.origins.allSatisfy { !$0.sources.isEmpty })
  }

  @Test func aRejectedRowIsFoundByItsPlace() throws {
    let folder = try cleaned()
    let (contacts, rejects) = try Explanation.find(
      folder.path + "/crm.csv:5", storePath: folder.path + "/out/rollcall.sqlite",
      rules: DeliveredRules.shared.get())
    #expect(contacts.isEmpty)
    #expect(rejects.map(\.place) == [folder.path + "/crm.csv:5"])
  }

  @Test func whatNobodyHasAndAMissingStoreAreToldApart() throws {
    let folder = try cleaned()
    let unknown = #expect(throws: PipelineError.self) {
      try Explanation.find(
        "+15005550006", storePath: folder.path + "/out/rollcall.sqlite",
        rules: DeliveredRules.shared.get())
    }
    #expect(unknown?.description.contains("no contact of") == true)
    let missing = #expect(throws: PipelineError.self) {
      try Explanation.find(
        "1", storePath: folder.path + "/none.sqlite", rules: DeliveredRules.shared.get())
    }
    #expect(missing?.description.contains("no such store") == true)
  }

  @Test func aReasonIsReadAsItIsWritten() {
    let reason = MergeReason(
      evidence: [
        .init(comparison: "phone", level: "exact", weightBits: 12),
        .init(comparison: "extra field", level: "similar", weightBits: -0.5),
        .init(comparison: "prior", level: "any_pair", weightBits: -14.1),
      ], other: "a; same as b.csv:7")
    #expect(MergeReason(reason.text) == reason)
    #expect(MergeReason("no_contact") == nil)
  }
}

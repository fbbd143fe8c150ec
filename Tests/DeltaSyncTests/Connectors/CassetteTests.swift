import DeltaSync
import Foundation
import Testing

@Suite struct CassetteTests {
  @Test func keepsTheFormAndNeitherSecretsNorPeople() throws {
    let connector = try Connectors.delivered("rest")
    let environment = ["REST_URL": "https://crm.example.com/api", "REST_TOKEN": "t0ken-of-ours"]
    let system = ScriptedSystem { _, _ in
      ScriptedSystem.json(
        [
          "contacts": [
            [
              "id": "c-17", "full_name": "Ann Lee", "phone": 16_505_550_100,
              "email": "ann@example.com",
              "updated_at": "2026-12-01T10:00:00Z", "notes": "has t0ken-of-ours", "labels": ["VIP"],
            ]
          ], "next": .null,
        ], [HTTPHeader("Set-Cookie", "session=1"), HTTPHeader("Retry-After", "3")])
    }
    let cassette = Cassette()
    let client = cassette.recording(
      system, secrets: try Credentials(connector, environment: environment))
    let side = try Connectors.side(connector, client, environment: environment)
    #expect(try side.readAll("contacts").items.count == 1)
    let text = String(decoding: cassette.bytes, as: UTF8.self)
    for part in [
      "t0ken", "Ann", "Lee", "6505550100", "ann@", "VIP", "session=1", "crm.example.com",
    ] {
      #expect(!text.contains(part), "\(part)")
    }
    let line = try JSON(parsing: Array(cassette.bytes.dropLast()))
    #expect(line["method"] == "GET" && line["status"] == 200)
    #expect(line["headers"] == ["retry-after": "3"])
    let contact = line["response.contacts.0"]
    #expect(contact["id"] == "c-17" && contact["updated_at"] == "2026-12-01T10:00:00Z")
    #expect(contact["full_name"] == "xxx xxx" && contact["notes"] == "SECRET")
  }
}

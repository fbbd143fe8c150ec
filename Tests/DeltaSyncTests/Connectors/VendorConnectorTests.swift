import DeltaSync
import Foundation
import Testing

/// Requests and answers as the vendors document them: HubSpot CRM v3 (search, batch, communications), Salesforce REST
/// (queryAll, sObject collections, OAuth client credentials), Zoho CRM v8 (records, upsert, deleted records), Bitrix24
/// (crm.contact.*, multiple fields), Chatwoot (application interface). No vendor was asked.
@Suite struct VendorConnectorTests {
  private let ann = WriteRequest(
    key: "rc-1-crm-g1",
    payload: .create([
      FieldChange(.firstName, old: "", new: "Ann"), FieldChange(.lastName, old: "", new: "Lee"),
      FieldChange(.phone, old: "", new: "+16505550100"),
    ]))

  private func rename(_ id: String) -> WriteRequest {
    WriteRequest(
      key: "rc-2", payload: .update(id: id, [FieldChange(.firstName, old: "Ann", new: "Anna")]))
  }

  private func contacts(_ items: [FeedItem]) -> [RemoteRecord] {
    items.compactMap { item in
      if case .record(let record) = item { return record }
      return nil
    }
  }

  @Test func hubspot() throws {
    let system = ScriptedSystem { request, body in
      switch request.target {
      case "/crm/v3/objects/contacts/search":
        let isFirst = body["after"] == .null
        return ScriptedSystem.json([
          "total": 2,
          "results": [
            [
              "id": .text(isFirst ? "1" : "2"), "archived": false,
              "updatedAt": "2026-12-01T10:00:00Z",
              "properties": [
                "firstname": "Ann", "lastmodifieddate": "2026-12-01T10:00:00.5Z",
                "rollcall_key": .null,
              ],
            ]
          ],
          "paging": isFirst ? ["next": ["after": "200"]] : .null,
        ])
      case "/crm/v3/objects/contacts/batch/read":
        return ScriptedSystem.json(["results": [["id": "7", "properties": ["firstname": "Ann"]]]])
      case "/crm/v3/objects/contacts/batch/update":
        return ScriptedSystem.json(["results": [["id": "7", "properties": [:]]]])
      default:
        // In another order than it was asked.
        let results: [JSON] = (body["inputs"].items ?? []).reversed().map {
          [
            "id": .text("id-of-" + ($0["id"].plainText ?? "")),
            "properties": ["rollcall_key": $0["id"]],
          ]
        }
        return ScriptedSystem.json(["status": "COMPLETE", "results": .list(results)])
      }
    }
    let side = try Connectors.side(Connectors.delivered("hubspot"), system)
    let read = contacts(try side.readAll("contacts").items)
    #expect(read.map(\.id) == ["1", "2"] && read[0].values[.firstName] == "Ann")
    #expect(read[0].modifiedAt == Instant(iso: "2026-12-01T10:00:00.500Z"))
    #expect(
      system.bodies[0]["filterGroups.0.filters.0"] == [
        "propertyName": "lastmodifieddate", "operator": "GTE", "value": 0,
      ])
    #expect(system.bodies[1]["after"] == "200")
    var ben = ann
    ben.key = "rc-2-crm-g1"
    #expect(
      side.write([[ann, ben]]) == [
        [.done(id: "id-of-rc-1-crm-g1"), .done(id: "id-of-rc-2-crm-g1")]
      ])
    #expect(
      system.bodies[2]["inputs.0"] == [
        "idProperty": "rollcall_key", "id": "rc-1-crm-g1",
        "properties": ["firstname": "Ann", "lastname": "Lee", "phone": "+16505550100"],
      ])
    #expect(side.write([[rename("7")]]) == [[.done(id: "7")]])
    #expect(system.bodies.last?["inputs"] == [["id": "7", "properties": ["firstname": "Anna"]]])
  }

  @Test func salesforce() throws {
    let system = ScriptedSystem { request, body in
      if request.target.hasPrefix("/services/oauth2/token") {
        return ScriptedSystem.json(["access_token": "00D!x", "token_type": "Bearer"])
      }
      if request.target.hasPrefix("/services/data/v62.0/queryAll?") {
        return ScriptedSystem.json([
          "done": false, "nextRecordsUrl": "/services/data/v62.0/query/01g-2000",
          "records": [
            [
              "Id": "003A", "FirstName": "Ann", "IsDeleted": false, "MasterRecordId": .null,
              "SystemModstamp": "2026-12-01T10:00:00.000+0000",
            ]
          ],
        ])
      }
      if request.target == "/services/data/v62.0/query/01g-2000" {
        return ScriptedSystem.json([
          "done": true,
          "records": [
            [
              "Id": "003B", "IsDeleted": true, "MasterRecordId": "003A",
              "SystemModstamp": "2026-12-01T10:00:01.000+0000",
            ]
          ],
        ])
      }
      return ScriptedSystem.json([
        ["id": "003C", "success": true, "errors": []],
        [
          "success": false,
          "errors": [["statusCode": "REQUIRED_FIELD_MISSING", "message": "Required: LastName"]],
        ],
        ["success": false, "errors": [["statusCode": "UNABLE_TO_LOCK_ROW", "message": "locked"]]],
      ])
    }
    let side = try Connectors.side(Connectors.delivered("salesforce"), system)
    let read = contacts(try side.readAll("contacts").items)
    #expect(
      read.map(\.id) == ["003A", "003B"] && read[1].isDeleted && read[1].mergedInto == "003A")
    #expect(
      system.requests[1].parameter("q")?.contains("WHERE SystemModstamp >= 1970-01-01T00:00:00Z")
        == true)
    #expect(system.requests[1].header("Authorization") == "Bearer 00D!x")
    let outcomes = side.write([[ann, ann, ann]])
    #expect(
      outcomes == [
        [
          .done(id: "003C"), .rejected("error REQUIRED_FIELD_MISSING: Required: LastName"),
          .retriable(afterSeconds: nil, isThrottled: false),
        ]
      ])
    #expect(system.bodies.last?["allOrNone"] == false)
    #expect(
      system.bodies.last?["records.0"] == [
        "attributes": ["type": "Contact"], "FirstName": "Ann", "LastName": "Lee",
        "MobilePhone": "+16505550100", "Rollcall_Key__c": "rc-1-crm-g1",
      ])
  }

  @Test func zoho() throws {
    let system = ScriptedSystem { request, _ in
      if request.target.contains("/oauth/v2/token") {
        return ScriptedSystem.json(["access_token": "1000.x"])
      }
      if request.target.hasPrefix("/crm/v8/Contacts/deleted") {
        return ScriptedSystem.json([
          "data": [["id": "9", "deleted_time": "2026-12-01T10:00:00+02:00"]],
          "info": ["more_records": false],
        ])
      }
      if request.method == .get { return .success(HTTPResponse(status: 304)) }
      return ScriptedSystem.json(
        [
          "data": [
            ["code": "SUCCESS", "status": "success", "action": "insert", "details": ["id": "55"]],
            ["code": "INVALID_DATA", "status": "error", "message": "invalid data", "details": [:]],
          ]
        ], status: 207)
    }
    let side = try Connectors.side(
      Connectors.delivered("zoho"), system,
      environment: ["ZOHO_ACCOUNTS_URL": "https://accounts.test.example"])
    #expect(try side.readAll("contacts").items.isEmpty)
    #expect(system.requests[0].url == "https://accounts.test.example/oauth/v2/token")
    #expect(system.requests[1].header("Authorization") == "Zoho-oauthtoken 1000.x")
    #expect(system.requests[1].header("If-Modified-Since") == "1970-01-01T00:00:00Z")
    let deleted = contacts(try side.readAll("deletions").items)
    #expect(deleted.map(\.id) == ["9"] && deleted[0].isDeleted)
    #expect(
      side.write([[ann, ann]]) == [
        [.done(id: "55"), .rejected("error INVALID_DATA: invalid data")]
      ])
    #expect(system.bodies.last?["duplicate_check_fields"] == ["Rollcall_Key"])
    #expect(system.bodies.last?["data.0.Rollcall_Key"] == "rc-1-crm-g1")
  }

  @Test func bitrix24() throws {
    let person: JSON = [
      "ID": "4", "NAME": "Ann", "DATE_MODIFY": "2026-12-01T10:00:00+03:00",
      "PHONE": [["ID": "17", "VALUE": "+16505550100", "VALUE_TYPE": "WORK", "TYPE_ID": "PHONE"]],
    ]
    let system = ScriptedSystem { request, body in
      switch request.target {
      case "/rest/1/s3cret/crm.contact.list":
        return ScriptedSystem.json(["result": [person], "total": 1])
      case "/rest/1/s3cret/crm.contact.add":
        return ScriptedSystem.json(
          ["error": "QUERY_LIMIT_EXCEEDED", "error_description": "Too many requests"], status: 503)
      default: return ScriptedSystem.json(["result": true])
      }
    }
    let side = try Connectors.side(
      Connectors.delivered("bitrix24"), system,
      environment: ["BITRIX24_WEBHOOK": "https://test.example/rest/1/s3cret/"])
    let read = contacts(try side.readAll("contacts").items)
    #expect(read[0].values[.phone] == "+16505550100")
    #expect(read[0].modifiedAt == Instant(iso: "2026-12-01T07:00:00Z"))
    #expect(system.bodies[0]["filter"] == [">=DATE_MODIFY": "1970-01-01T00:00:00Z"])
    #expect(side.write([[ann]]) == [[.retriable(afterSeconds: nil, isThrottled: true)]])
    let change = WriteRequest(
      key: "k",
      payload: .update(id: "4", [FieldChange(.phone, old: "+16505550100", new: "+16505550101")]))
    #expect(side.write([[change]]) == [[.done(id: nil)]])
    #expect(
      system.bodies.last == [
        "id": "4", "fields": ["PHONE": [["ID": "17", "VALUE": "+16505550101"]]],
      ])
  }

  @Test func chatwoot() throws {
    let system = ScriptedSystem { request, body in
      switch request.method {
      case .get where request.target.contains("/contacts?"):
        let page = Int(request.parameter("page") ?? "") ?? 0
        let rows: [JSON] = (0..<(page == 1 ? 15 : 1)).map {
          [
            "id": .number("\(page * 100 + $0)"), "name": "Ann", "phone_number": "+16505550100",
            "identifier": .null,
          ]
        }
        return ScriptedSystem.json([
          "meta": ["count": 16, "current_page": .number("\(page)")], "payload": .list(rows),
        ])
      case .post: return ScriptedSystem.json(["payload": ["contact": ["id": 12]]])
      default: return ScriptedSystem.json([:])
      }
    }
    let side = try Connectors.side(
      Connectors.delivered("chatwoot"), system, side: .messaging,
      environment: ["CHATWOOT_ACCOUNT": "3", "CHATWOOT_INBOX": "5"])
    #expect(try side.readAll("contacts").items.count == 16)
    #expect(system.requests[0].target == "/api/v1/accounts/3/contacts?page=1&sort=name")
    #expect(system.requests[0].header("api_access_token") == "value-of-CHATWOOT_TOKEN")
    #expect(side.write([[ann]]) == [[.done(id: "12")]])
    #expect(
      system.bodies.last == [
        "inbox_id": 5, "identifier": "rc-1-crm-g1", "phone_number": "+16505550100",
      ])
  }
}

import Audit
import Contacts
import DeltaSync
import Foundation
import Pipeline

/// A CRM and a messaging platform that the real sync keeps in step through files, week after week: what the sync writes is
/// carried out here, and both sides are exported for the audit.
final class AuditWorld {
  let folder: TemporaryFolder
  var crmContacts: [[String: String]] = []
  var platformContacts: [[String: String]] = []
  var crmMessages: [[String: String]] = []
  var platformMessages: [[String: String]] = []
  private var carriedOut: Set<String> = []
  private var files = 0
  private static let secret = "secret"

  private var exchange: String { folder.path + "/Exchange" }
  private var rules: String { folder.path + "/sync-rules" }

  init(people: Int) throws {
    folder = try TemporaryFolder()
    try FileManager.default.copyItem(atPath: DeliveredRules.folder, toPath: rules)
    var text = try String(contentsOfFile: rules + "/sync.yaml", encoding: .utf8)
    text = text.replacingOccurrences(of: "folder: Exchange", with: "folder: \(exchange)")
      .replacingOccurrences(of: "#   spool: Exchange", with: "    spool: \(exchange)")
      .replacingOccurrences(of: "#   secret_variable", with: "    secret_variable")
    try folder.write(text, to: "sync-rules/sync.yaml")
    for name in ["crm/in", "messaging/in"] {
      try FileManager.default.createDirectory(
        atPath: "\(exchange)/\(name)", withIntermediateDirectories: true)
    }
    for number in 1...people {
      let digits = "4477009001\(10 + number)"
      let person = [
        "full_name": "Person \(Character(UnicodeScalar(UInt8(64 + number))))ay",
        "whatsapp_id": digits,
        "email": "p\(number)@example.org", "consent": "marketing",
        "consent_at": "2026-01-05T10:00:00Z", "consent_proof": "form \(number)",
      ]
      crmContacts.append(
        person.merging(["id": "C\(number)", "phone_e164": "+" + digits]) { $1 })
      platformContacts.append(
        person.merging(["id": "W\(number)", "phone": "+" + digits]) { $1 })
    }
  }

  // MARK: What the sync reads

  /// Tells the sync of all contacts of both sides.
  func tellContacts(at: String) throws {
    for (name, rows) in [("crm", crmContacts), ("messaging", platformContacts)] {
      files += 1
      try folder.write(
        rows.map { Self.line($0.merging(["updated_at": at]) { $1 }) }.joined(),
        to: "Exchange/\(name)/in/\(files).ndjson")
    }
  }

  /// Somebody writes; the platform has it, and tells the sync unless the webhook is dropped.
  func write(person: Int, id: String, text: String, at: String, isDropped: Bool = false) throws {
    let from = platformContacts[person]["whatsapp_id"] ?? ""
    platformMessages.append([
      "message_id": id, "conversation_id": from, "direction": "inbound", "text": text, "at": at,
    ])
    if isDropped { return }
    let seconds = (Moment(iso: at)?.milliseconds ?? 0) / 1000
    let body =
      #"{"entry":[{"changes":[{"value":{"messages":[{"id":"\#(id)","from":"\#(from)","timestamp":"\#(seconds)","type":"text","text":{"body":"\#(text)"}}]}}]}]}"#
    let line = Self.line(["sig": "sha256=" + Self.hmac(body), "body": body])
    let path = exchange + "/webhooks.ndjson"
    let before = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    try folder.write(before + line, to: "Exchange/webhooks.ndjson")
  }

  /// HMAC-SHA-256 (RFC 2104).
  private static func hmac(_ text: String) -> String {
    let key = Array(secret.utf8) + [UInt8](repeating: 0, count: 64 - secret.utf8.count)
    var inner = ByteHash()
    inner.add(key.map { $0 ^ 0x36 })
    inner.add(Array(text.utf8))
    var outer = ByteHash()
    outer.add(key.map { $0 ^ 0x5C })
    outer.add(inner.digest)
    return outer.hex
  }

  private static func line(_ members: [String: String]) -> String {
    let data = (try? JSONEncoder().encode(members)) ?? Data()
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  // MARK: What it writes

  /// One cycle of the sync; what it wants written is carried out.
  func sync(at: String) throws {
    var options = SyncJobOptions(
      outputFolder: folder.path + "/out", storePath: nil, rules: RuleFiles(folder: rules),
      environment: ["ROLLCALL_WEBHOOK_SECRET": Self.secret])
    options.accepted = Set(GuardName.allCases)
    _ = try SyncJob(options, clock: StandingClock(at)).run()
    for side in ["crm", "messaging"] {
      let out = "\(exchange)/\(side)/out"
      for name in try FileManager.default.contentsOfDirectory(atPath: out).sorted()
      where carriedOut.insert(side + name).inserted {
        let text = try String(contentsOfFile: "\(out)/\(name)", encoding: .utf8)
        for line in text.split(separator: "\n") { try carryOut(String(line), on: side) }
      }
    }
  }

  private func carryOut(_ line: String, on side: String) throws {
    let parsed = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
    let members = parsed.compactMapValues { $0 as? String }
    switch members["op"] {
    case "update":
      let changes = members.filter {
        !["op", "key", "id"].contains($0.key) && !$0.key.hasPrefix("old.")
      }
      if side == "crm" {
        for place in crmContacts.indices where crmContacts[place]["id"] == members["id"] {
          crmContacts[place].merge(changes) { $1 }
        }
      } else {
        for place in platformContacts.indices where platformContacts[place]["id"] == members["id"] {
          platformContacts[place].merge(changes) { $1 }
        }
      }
    case "message":
      let id = members["message_id"]
      let task = crmMessages.first { $0["message_id"] == id }?["follow_up"] ?? ""
      crmMessages.removeAll { $0["message_id"] == id }
      crmMessages.append([
        "message_id": id ?? "", "conversation_id": members["conversation_id"] ?? "",
        "direction": members["direction"] ?? "", "text": members["text"] ?? "",
        "at": members["at"] ?? "", "follow_up": task,
      ])
    case "follow_up":
      for place in crmMessages.indices
      where crmMessages[place]["message_id"] == members["message_id"] {
        crmMessages[place]["follow_up"] = "task"
      }
    default: break
    }
  }

  // MARK: What the audit reads

  /// Exports both sides as they are.
  func export(at: String) throws {
    let conversations = Set(platformMessages.compactMap { $0["conversation_id"] }).sorted()
    for (side, contacts, messages) in [
      ("crm", crmContacts, crmMessages), ("messaging", platformContacts, platformMessages),
    ] {
      let owners = Dictionary(
        uniqueKeysWithValues: contacts.map { ($0["conversation"] ?? $0["whatsapp_id"] ?? "", $0) })
      let rows = conversations.map {
        ["id": $0, "contact_id": owners[$0]?["id"] ?? "", "state": "open"]
      }
      let blank = Dictionary(uniqueKeysWithValues: AuditColumn.allCases.map { ($0.rawValue, "") })
      let tables: [(String, [[String: String]])] = [
        (
          "contacts",
          contacts.map { contact in
            var contact = contact
            contact["phone"] = contact["phone"] ?? contact["phone_e164"]
            return contact
          }
        ), ("conversations", rows), ("messages", messages),
      ]
      for (name, rows) in tables {
        try folder.write(
          rows.map { Self.line(blank.merging($0) { $1 }) }.joined(),
          to: "exports/\(side)/\(name).ndjson")
      }
      let counts = tables.map { #""\#($0.0)": \#($0.1.count)"# }.joined(separator: ", ")
      try folder.write(
        #"{"exported_at": "\#(at)", "rows": {\#(counts)}}"#, to: "exports/\(side)/manifest.json")
    }
  }
}

import Audit

/// A conversation as rows of both exports, to be changed on either side.
struct Twin {
  var contacts: [AuditSide: [AuditColumn: String]]
  var messages: [AuditSide: [[AuditColumn: String]]]
  var merged: [AuditSide: [[AuditColumn: String]]] = [:]
  var isMissing: Set<AuditSide> = []
  let id: String

  /// Both sides alike, and no rule broken.
  init(_ number: Int, _ random: inout SplitMix64) {
    id = "conv\(number)"
    let digits = "447700\(900_000 + number)"
    let contact: [AuditColumn: String] = [
      .id: "c\(number)", .phone: "+\(digits)", .whatsAppID: digits,
      .email: "p\(number)@example.org", .fullName: "Person \(number)",
      .owner: ["ann", "bo"].randomElement(using: &random) ?? "", .labels: "retail; spring",
      .consentHistory: "marketing 2026-01-05T10:00:00Z",
    ]
    contacts = [.crm: contact, .messaging: contact]
    var rows: [[AuditColumn: String]] = []
    for place in 0..<Int.random(in: 3...6, using: &random) {
      let isInbound = place % 2 == 0
      let minute = 10 + place * 7
      var row: [AuditColumn: String] = [
        .messageID: "m\(number).\(place)", .conversationID: id,
        .direction: isInbound ? "inbound" : "outbound", .text: "Text \(number) \(place) é",
        .at: "2026-11-25T09:\(minute):00Z", .attachments: place == 0 ? "a.jpg; b.jpg" : "",
        .purpose: isInbound ? "" : "marketing",
      ]
      if !isInbound {
        row[.history] = "sent 2026-11-25T09:\(minute):01Z; delivered 2026-11-25T09:\(minute):05Z"
        row[.status] = "delivered"
      }
      rows.append(row)
    }
    messages = [
      .crm: rows.map { row in
        var row = row
        if row[.direction] == "inbound" { row[.followUp] = "task" }
        return row
      }, .messaging: rows,
    ]
  }

  /// As the audit reads it.
  func conversation(_ side: AuditSide) -> SideConversation? {
    guard !isMissing.contains(side) else { return nil }
    var book = ContactBook()
    var problem: String?
    do {
      for row in [contacts[side] ?? [:]] + (merged[side] ?? []) {
        book.add(try ContactRecord { row[$0] ?? "" })
      }
    } catch { problem = "\(error)" }
    var records: [MessageRecord] = []
    for row in messages[side] ?? [] {
      do { records.append(try MessageRecord { row[$0] ?? "" }) } catch { problem = "\(error)" }
    }
    let (contact, lineage) = book.survivor(of: contacts[side]?[.id] ?? "")
    return SideConversation(
      id: id, side: side, contact: contact, lineage: lineage, messages: records,
      problem: problem)
  }
}

/// A kind of planted defect; the raw value is the field that must find it.
enum Planted: String, CaseIterable {
  case conversation, readable, phone
  case whatsAppID = "whatsapp_id"
  case email, messages, repeats, order, direction, time
  case text, attachments, status, history, forward, owner, labels, consent
  case consentAtSend = "consent_at_send"
  case followUp = "follow_up"
  case lineage, erasure

  func plant(in twin: inout Twin, side: AuditSide) {
    func change(_ column: AuditColumn, message: Int = 0, to value: String) {
      twin.messages[side]?[message][column] = value
    }
    switch self {
    case .conversation: twin.isMissing.insert(side)
    case .readable: change(.at, to: "yesterday")
    case .phone: twin.contacts[side]?[.phone] = "+447700900999"
    case .whatsAppID: twin.contacts[side]?[.whatsAppID] = "447700900999"
    case .email: twin.contacts[side]?[.email] = "other@example.org"
    case .messages: twin.messages[side]?.removeLast()
    case .repeats:
      let first = twin.messages[side]?[0] ?? [:]
      twin.messages[side]?.append(first)
    case .order:
      change(.at, message: 0, to: "2026-11-25T09:17:00Z")
      change(.at, message: 1, to: "2026-11-25T09:10:00Z")
    case .direction: change(.direction, message: 1, to: "inbound")
    case .time: change(.at, to: "2026-11-25T09:10:02Z")
    case .text: change(.text, to: "Another text")
    case .attachments: change(.attachments, to: "a.jpg")
    case .status:
      change(.status, message: 1, to: "read")
      change(.history, message: 1, to: "sent 2026-11-25T09:17:01Z; read 2026-11-25T09:17:05Z")
    case .history:
      change(
        .history, message: 1, to: "sent 2026-11-25T09:17:02Z; delivered 2026-11-25T09:17:05Z")
    case .forward:
      for side in AuditSide.allCases {
        twin.messages[side]?[1][.history] =
          "sent 2026-11-25T09:17:01Z; read 2026-11-25T09:17:03Z; delivered 2026-11-25T09:17:05Z"
        twin.messages[side]?[1][.status] = "read"
      }
    case .owner: twin.contacts[side]?[.owner] = "dora"
    case .labels: twin.contacts[side]?[.labels] = "retail"
    case .consent:
      twin.contacts[side]?[.consentHistory]? += "; opted_out 2026-11-26T10:00:00Z"
    case .consentAtSend:
      for side in AuditSide.allCases {
        twin.contacts[side]?[.consentHistory] = "transactional 2026-01-05T10:00:00Z"
      }
    case .followUp: twin.messages[.crm]?[0][.followUp] = ""
    case .lineage:
      let survivor = twin.contacts[side]?[.id] ?? ""
      twin.merged[side] = [
        [.id: "gone", .phone: "+447700900998", .mergedInto: survivor]
      ]
    case .erasure:
      for side in AuditSide.allCases { twin.contacts[side]?[.erased] = "yes" }
    }
  }
}

internal import Foundation

/// The body of a webhook of the WhatsApp Cloud API, as far as the sync reads it.
///
/// Source: Meta, WhatsApp Business Platform, Webhooks reference (messages, statuses, user preferences).
struct WebhookBody: Decodable {
  struct Entry: Decodable { var changes: [Change] }
  struct Change: Decodable { var value: Value }

  struct Value: Decodable {
    var contacts: [Contact]?
    var messages: [Message]?
    var statuses: [Status]?
    var userPreferences: [Preference]?
  }

  struct Contact: Decodable {
    struct Profile: Decodable { var name: String? }
    var profile: Profile?
    var waId: String?
    var userId: String?
  }

  struct Message: Decodable {
    struct Text: Decodable { var body: String }
    struct Media: Decodable { var caption: String? }
    struct Button: Decodable { var text: String? }
    struct System: Decodable {
      var type: String?
      var waId: String?
      var newWaId: String?
    }
    var id: String
    var from: String?
    var fromUserId: String?
    var timestamp: String
    var type: String?
    var text: Text?
    var image: Media?
    var video: Media?
    var document: Media?
    var button: Button?
    var system: System?
  }

  struct Status: Decodable {
    struct Fault: Decodable { var code: Int }
    var id: String
    var status: String
    var timestamp: String
    var recipientId: String?
    /// The key under which the message was sent.
    var bizOpaqueCallbackData: String?
    var errors: [Fault]?
  }

  struct Preference: Decodable {
    var waId: String
    var value: String
    var timestamp: Timestamp?
  }

  /// Seconds since 1970, as a number or as text.
  struct Timestamp: Decodable {
    var text: String

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let digits = try? container.decode(String.self) {
        text = digits
      } else {
        text = String(try container.decode(Int64.self))
      }
    }
  }

  var entry: [Entry]
}

// MARK: - Events

extension WebhookBody {
  /// The messages that it reports on, by the keys under which they were sent.
  var sentMessages: [(key: String, id: String)] {
    entry.flatMap(\.changes).flatMap { $0.value.statuses ?? [] }
      .compactMap { status in status.bizOpaqueCallbackData.map { ($0, status.id) } }
  }

  /// What it reports, in its order. Statuses and message kinds that are not known are left out.
  var events: [MessagingEvent] {
    entry.flatMap(\.changes).map(\.value).flatMap { value in
      (value.messages ?? []).compactMap { Self.event($0, value.contacts ?? []) }
        + (value.statuses ?? []).compactMap(Self.event)
        + (value.userPreferences ?? []).map(Self.event)
    }
  }

  private static func instant(_ seconds: String) -> Instant {
    Instant(milliseconds: (Int64(seconds) ?? 0) * 1000)
  }

  private static func event(_ message: Message, _ contacts: [Contact]) -> MessagingEvent? {
    let sender = message.from ?? message.fromUserId
    guard let sender, !sender.isEmpty else { return nil }
    let at = instant(message.timestamp)
    let contact = contacts.first { $0.waId == sender || $0.userId == sender }
    var content: MessagingEvent.Content
    if let system = message.system, let newID = system.newWaId ?? system.waId,
      system.type == "user_changed_number" || system.type == "customer_changed_number"
    {
      content = .numberChanged(whatsAppID: newID, phone: "+" + newID)
    } else {
      content = .message(
        MessageRecord(
          id: message.id, conversationID: sender, direction: .inbound, author: sender,
          text: text(message), at: at))
    }
    return MessagingEvent(
      id: message.id, contact: sender, isBusinessScoped: message.from == nil, at: at,
      content: content, profileName: contact?.profile?.name ?? "")
  }

  /// What was written; of other kinds what they are, with their caption.
  private static func text(_ message: Message) -> String {
    if let body = message.text?.body ?? message.button?.text { return body }
    let caption = (message.image ?? message.video ?? message.document)?.caption
    return "[\(message.type ?? "message")]" + (caption.map { " \($0)" } ?? "")
  }

  private static func event(_ status: Status) -> MessagingEvent? {
    guard let known = MessageStatus.allCases.first(where: { $0.name == status.status }),
      let recipient = status.recipientId
    else { return nil }
    let at = instant(status.timestamp)
    let code = status.errors?.first.map { "\($0.code)" }
    var event = MessagingEvent(
      id: "\(status.id) \(status.status)", contact: recipient, at: at,
      content: .status(messageID: status.id, StatusEntry(known, at: at, code: code)))
    event.writeKey = status.bizOpaqueCallbackData
    return event
  }

  private static func event(_ preference: Preference) -> MessagingEvent {
    let time = preference.timestamp?.text ?? ""
    return MessagingEvent(
      id: "preference \(preference.waId) \(preference.value) \(time)", contact: preference.waId,
      at: instant(time),
      content: preference.value == "resume" ? .optIn(proof: "resumed at WhatsApp") : .optOut)
  }
}

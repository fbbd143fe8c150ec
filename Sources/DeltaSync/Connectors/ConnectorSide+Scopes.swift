extension ConnectorSide {
  /// What fills the gaps of a write.
  func scope(_ write: PendingWrite, _ rules: WriteRules) -> Scope {
    var scope = Scope(["key": .text(write.request.key)])
    switch write.request.payload {
    case .create(let changes):
      scope["record"] = form?.written(changes, existing: nil)
    case .update(let id, let changes):
      scope["id"] = .text(id)
      scope["record"] = form?.written(changes, existing: write.existing ?? .object([:]))
      scope["stamp"] = write.existing.flatMap { form?.shape.stamp?.value(in: $0) }
    case .delete(let id, _):
      scope["id"] = .text(id)
    case .message(let contactID, let message):
      scope["contact"] = .text(contactID)
      scope["message"] = .text(message.id)
      scope["conversation"] = .text(message.conversationID)
      scope["text"] = .text(message.text ?? "")
      scope["author"] = .text(message.author)
      scope["direction"] = .text(message.direction.rawValue)
      scope["at"] = .number("\(message.at.milliseconds)")
      scope["status"] = message.status.map { .text($0.name) }
      scope["status_at"] = message.history.last.map { .number("\($0.at.milliseconds)") }
      scope["note"] = .text(TimelineNote.text(message))
      scope["existing"] = write.existing.flatMap { JSONPath("id").value(in: $0) }
    case .followUp(let contactID, let messageID, let text):
      scope["contact"] = .text(contactID)
      scope["message"] = .text(messageID)
      scope["text"] = .text(text)
      scope["note"] = .text(TimelineNote.followUp(messageID, text))
    case .send(let order, let recipient, let variables):
      scope["order"] = .text(order.id)
      scope["recipient"] = .text(recipient)
      scope["template"] = .text(order.template)
      scope["parameters"] = .list(
        variables.sorted { $0.key < $1.key }.compactMap { name, value in
          rules.variable?.fill(Scope(["name": .text(name), "value": .text(value)]))
        })
    }
    return scope
  }
}

/// A message as a note on the timeline of a contact. Its last line says which message it is, and so the note is found
/// again when its status changes.
enum TimelineNote {
  static func marker(_ messageID: String) -> String { "[rollcall \(messageID)]" }
  static func followUpMarker(_ messageID: String) -> String { "[rollcall follow-up \(messageID)]" }

  static func text(_ message: MessageRecord) -> String {
    let heading = message.direction == .inbound ? "WhatsApp, received" : "WhatsApp, sent"
    let history = message.history.map { entry in
      "\(entry.status.name) \(entry.at.iso)" + (entry.code.map { " (error \($0))" } ?? "")
    }
    return ["\(heading) \(message.at.iso)", message.text ?? "", history.joined(separator: ", ")]
      .filter { !$0.isEmpty }.joined(separator: "\n") + "\n" + marker(message.id)
  }

  static func followUp(_ messageID: String, _ text: String) -> String {
    "To be answered: \(text)\n" + followUpMarker(messageID)
  }
}

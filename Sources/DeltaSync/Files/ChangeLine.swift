internal import Tabular

/// A write as one line of NDJSON: `key`, `op`, `id`, the columns as they shall be, and under `old.COLUMN` as they are
/// known to be.
enum ChangeLine {
  /// How the line of a key begins, and no other.
  static func beginning(key: String) -> [UInt8] {
    var line = JSONLineWriter()
    line.beginObject()
    line.member("key", key)
    return line.bytes
  }

  static func bytes(_ request: WriteRequest, _ columns: RecordColumns) -> [UInt8] {
    var line = JSONLineWriter()
    line.beginObject()
    line.member("key", request.key)
    switch request.payload {
    case .create(let changes):
      line.member("op", "create")
      write(changes, columns, withOld: false, &line)
    case .update(let id, let changes):
      line.member("op", "update")
      line.member("id", id)
      write(changes, columns, withOld: true, &line)
    case .delete(let id, _):
      line.member("op", "delete")
      line.member("id", id)
    case .message(let contactID, let message):
      line.member("op", "message")
      line.member("id", contactID)
      write(message, &line)
    case .followUp(let contactID, let messageID, let text):
      line.member("op", "follow_up")
      line.member("id", contactID)
      line.member("message_id", messageID)
      line.member("text", text)
    case .send(let order, let recipient, let variables):
      line.member("op", "send")
      line.member("order_id", order.id)
      line.member("recipient", recipient)
      line.member("template", order.template)
      for (name, value) in variables.sorted(by: { $0.key < $1.key }) {
        line.member("variable.\(name)", value)
      }
    }
    line.endObject()
    return line.bytes
  }

  private static func write(
    _ changes: [FieldChange], _ columns: RecordColumns, withOld: Bool, _ line: inout JSONLineWriter
  ) {
    for change in changes {
      guard let rule = columns.rules.first(where: { $0.field == change.field }) else { continue }
      for (column, text) in columns.cells(rule, change.new) { line.member(column, text) }
      guard withOld else { continue }
      for (column, text) in columns.cells(rule, change.old) { line.member("old.\(column)", text) }
    }
  }

  private static func write(_ message: MessageRecord, _ line: inout JSONLineWriter) {
    line.member("message_id", message.id)
    line.member("conversation_id", message.conversationID)
    line.member("direction", message.direction.rawValue)
    line.member("author", message.author)
    if let text = message.text { line.member("text", text) }
    line.member("at", message.at.iso)
    line.member("status", message.status?.name ?? "")
    line.member(
      "history",
      message.history.map { entry in
        "\(entry.status.name) \(entry.at.iso)" + (entry.code.map { " error \($0)" } ?? "")
      })
  }
}

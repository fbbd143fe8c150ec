/// A write as named cells: `key`, `op`, `id`, the columns as they shall be, and under `old.COLUMN` as they are known to be.
struct ChangeLine {
  enum Value {
    case text(String)
    case list([String])
  }

  static let key = "key"
  private(set) var cells: [(name: String, value: Value)] = []
  /// The columns of the record that the write is to change.
  private(set) var changed: [String] = []

  init(_ request: WriteRequest, _ columns: RecordColumns) {
    add(Self.key, request.key)
    switch request.payload {
    case .create(let changes):
      add("op", "create")
      add(changes, columns, withOld: false)
    case .update(let id, let changes):
      add("op", "update")
      add("id", id)
      add(changes, columns, withOld: true)
    case .delete(let id, _):
      add("op", "delete")
      add("id", id)
    case .message(let contactID, let message):
      add("op", "message")
      add("id", contactID)
      add(message)
    case .followUp(let contactID, let messageID, let text):
      add("op", "follow_up")
      add("id", contactID)
      add("message_id", messageID)
      add("text", text)
    case .send(let order, let recipient, let variables):
      add("op", "send")
      add("order_id", order.id)
      add("recipient", recipient)
      add("template", order.template)
      for (name, value) in variables.sorted(by: { $0.key < $1.key }) {
        add("variable.\(name)", value)
      }
    }
  }

  private mutating func add(_ name: String, _ text: String) { cells.append((name, .text(text))) }

  private mutating func add(
    _ changes: [FieldChange], _ columns: RecordColumns, withOld: Bool
  ) {
    for change in changes {
      guard let rule = columns.rules.first(where: { $0.field == change.field }) else { continue }
      for (column, text) in columns.cells(rule, change.new) {
        add(column, text)
        changed.append(column)
      }
      guard withOld else { continue }
      for (column, text) in columns.cells(rule, change.old) { add("old.\(column)", text) }
    }
  }

  private mutating func add(_ message: MessageRecord) {
    add("message_id", message.id)
    add("conversation_id", message.conversationID)
    add("direction", message.direction.rawValue)
    add("author", message.author)
    if let text = message.text { add("text", text) }
    add("at", message.at.iso)
    add("status", message.status?.name ?? "")
    let history = message.history.map { entry in
      "\(entry.status.name) \(entry.at.iso)" + (entry.code.map { " error \($0)" } ?? "")
    }
    cells.append(("history", .list(history)))
  }
}

internal import Contacts

/// What a contact looks like in the answers of a system, and in what is sent there.
struct RecordShape: Sendable {
  var id = JSONPath("id")
  /// Where the key stands under which the sync made the record.
  var key: JSONPath?
  /// Where it says when it was changed; the latest of these counts.
  var modified: [JSONPath] = []
  /// What says that it is deleted, and which record took its place.
  var deleted: JSONPath?
  var mergedInto: JSONPath?
  /// What tells one state of the record from the next; an update of a state that is not the latest is refused there.
  var stamp: JSONPath?
  /// What empties a field.
  var empty = JSON.null
  var fields: [String: FieldPlace] = [:]
  var lists: [String: ListRules] = [:]

  /// Names of fields: those of the sync, and the two that belong to consent.
  static let fieldNames = SyncField.allCases.map(\.rawValue) + ["consent_at", "consent_proof"]

  init() {}

  init(_ node: RuleNode) throws(RuleError) {
    let keys = try node.entries(
      allowed: [
        "id", "key", "modified", "deleted", "merged_into", "stamp", "empty", "fields", "lists",
      ])
    func path(_ name: String) throws(RuleError) -> JSONPath? {
      try keys[name].map { node throws(RuleError) in JSONPath(try node.string()) }
    }
    id = try path("id") ?? id
    key = try path("key")
    modified = try keys["modified"]?.strings().map(JSONPath.init) ?? []
    deleted = try path("deleted")
    mergedInto = try path("merged_into")
    stamp = try path("stamp")
    if let text = try keys["empty"]?.string() { empty = .text(text) }
    for (name, body) in try keys["lists"]?.entries() ?? [] { lists[name] = try ListRules(body) }
    guard let fieldNode = keys["fields"] else {
      throw node.keyError(
        "'fields' is missing", "say where each field stands: 'phone: phone_number'")
    }
    for (name, body) in try fieldNode.entries(allowed: Self.fieldNames) {
      fields[name] = try FieldPlace(body, lists: lists)
    }
  }

  /// Whether it has a place for the field.
  func carries(_ field: SyncField) -> Bool { fields[field.rawValue] != nil }
}

/// Where a field stands: at a path, or in a list of the record, in the first member that fits.
enum FieldPlace: Sendable {
  case path(JSONPath)
  /// The name of the list; the texts that members of it must have, the first of which is written; where the value is read
  /// and where it is written.
  case member(
    list: String, fit: [(name: String, texts: [String])], value: JSONPath, written: JSONPath)
  /// Of several values, read only as far as they stand in a list of texts, and written as one.
  case texts(JSONPath)

  init(_ node: RuleNode, lists: [String: ListRules]) throws(RuleError) {
    guard case .map = try node.value() else {
      self = .path(JSONPath(try node.string()))
      return
    }
    let keys = try node.entries(allowed: ["list", "where", "value", "write", "texts"])
    if let path = try keys["texts"]?.string() {
      self = .texts(JSONPath(path))
      return
    }
    guard let listNode = keys["list"], let value = try keys["value"]?.string() else {
      throw node.error(
        "a place in a list takes 'list' and 'value'", "write {list: NAME, where: {…}, value: PATH}")
    }
    let list = try listNode.string()
    guard lists[list] != nil else {
      throw listNode.error("'\(list)' is no list of the contact", "describe it under 'lists:'")
    }
    var fit: [(name: String, texts: [String])] = []
    for (name, texts) in try keys["where"]?.entries() ?? [] {
      fit.append((name, try texts.oneOrMore()))
    }
    self = .member(
      list: list, fit: fit, value: JSONPath(value),
      written: JSONPath(try keys["write"]?.string() ?? value))
  }
}

/// A list within a record, and how its members are written.
struct ListRules: Sendable {
  /// Where it stands in an answer, and under which name it is written.
  var read: JSONPath
  var write: String
  var id: JSONPath
  var add: Template
  var change: Template
  var remove: Template

  init(_ node: RuleNode) throws(RuleError) {
    let keys = try node.entries(allowed: ["read", "write", "id", "add", "change", "remove"])
    func needed(_ name: String) throws(RuleError) -> RuleNode {
      guard let value = keys[name] else {
        throw node.keyError(
          "'\(name)' is missing", "a list takes read, write, id, add, change and remove")
      }
      return value
    }
    read = JSONPath(try needed("read").string())
    write = try needed("write").string()
    id = JSONPath(try needed("id").string())
    let known: Set<String> = ["member", "member_id", "value"]
    add = try Template(needed("add"), known: known)
    change = try Template(needed("change"), known: known)
    remove = try Template(needed("remove"), known: known)
  }
}

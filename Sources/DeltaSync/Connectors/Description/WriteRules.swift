internal import Contacts

/// How one kind of write is made: a request for each item, or one for a batch of them.
struct WriteRules: Sendable {
  enum Kind: String, Sendable, CaseIterable {
    case create, update, delete, message
    /// A message whose note is there already, in another state.
    case messageUpdate = "message_update"
    case followUp = "follow_up"
    case send
  }

  var request: RequestTemplate
  /// Items in one request. More than one: `each` makes an item, and `$items` is the list of them.
  var batch = 1
  var each: Template?
  /// Where the results of a batch stand, one for each item in the same order; within one, the identifier that was given
  /// and what says that it failed.
  var results: JSONPath?
  var id: JSONPath?
  var failed: JSONPath?
  /// What a result says only where it did not fail.
  var success: (path: JSONPath, text: String)?
  /// Where a result says which item it is of, by its key or, of a change, its identifier; nil: in the order of the items.
  var match: JSONPath?
  /// Whether the record is fetched and compared before it is changed: what a person changed since then is not overwritten.
  var comparesFirst = false
  /// Makes a variable of a message, for `$parameters`.
  var variable: Template?

  /// The names that gaps may have.
  static func gaps(_ kind: Kind) -> Set<String> {
    switch kind {
    case .create: ["key", "record", "items"]
    case .update: ["key", "id", "record", "items", "stamp"]
    case .delete: ["key", "id", "items"]
    case .message, .messageUpdate:
      [
        "key", "contact", "message", "conversation", "text", "at", "author", "direction", "status",
        "status_at", "note", "existing",
      ]
    case .followUp: ["key", "contact", "message", "text", "note"]
    case .send: ["key", "recipient", "template", "parameters", "order"]
    }
  }

  init(_ kind: Kind, _ node: RuleNode, variables: Set<String>) throws(RuleError) {
    let keys = try node.entries(
      allowed: RequestTemplate.keys + [
        "batch", "each", "results", "id", "failed", "failed_unless", "match", "compare",
        "parameter",
      ])
    let known = Self.gaps(kind).union(variables)
    request = try RequestTemplate(node, keys, known: known)
    batch = try keys["batch"]?.integer(in: 1...200) ?? 1
    each = try keys["each"].map { node throws(RuleError) in try Template(node, known: known) }
    if batch > 1, each == nil {
      throw node.keyError("a batch needs 'each'", "say what one item looks like: 'each: $record'")
    }
    func path(_ name: String) throws(RuleError) -> JSONPath? {
      try keys[name].map { node throws(RuleError) in JSONPath(try node.string()) }
    }
    results = try path("results")
    id = try path("id")
    failed = try path("failed")
    match = try path("match")
    if let body = try keys["failed_unless"]?.entries(allowed: ["path", "is"]),
      let path = try body["path"]?.string(), let text = try body["is"]?.string()
    {
      success = (JSONPath(path), text)
    }
    comparesFirst = try keys["compare"]?.bool() ?? false
    variable = try keys["parameter"].map { node throws(RuleError) in
      try Template(node, known: ["name", "value"])
    }
  }
}

/// How records are looked up: by identifiers (`fetch`) or by what was to be made (`find`).
struct LookRules: Sendable {
  var request: RequestTemplate
  /// Identifiers in one request; `$ids` is the list of them, `$id` the one. `each` makes something of each: `$items` is the
  /// list of that, and `$list` its texts with commas between them.
  var batch = 1
  var each: Template?
  /// Where the records stand; a single one stands at the path itself.
  var items: JSONPath

  init(_ node: RuleNode, known: Set<String>) throws(RuleError) {
    let keys = try node.entries(allowed: RequestTemplate.keys + ["batch", "each", "items"])
    request = try RequestTemplate(node, keys, known: known)
    batch = try keys["batch"]?.integer(in: 1...200) ?? 1
    each = try keys["each"].map { node throws(RuleError) in try Template(node, known: ["id"]) }
    items = JSONPath(try keys["items"]?.string() ?? "")
  }
}

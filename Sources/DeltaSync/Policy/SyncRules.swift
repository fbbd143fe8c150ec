package import Contacts

/// `Rules/sync.yaml`: what is carried between the two sides and how.
package struct SyncRules: Sendable {
  package static let fileName = "sync.yaml"

  package var fields: [FieldRule]
  package var deletions = Sides<DeletionPolicy>(crm: .propagate, messaging: .restore)
  package var guards = GuardRules()
  package var limits = Sides(crm: LimitRules(), messaging: LimitRules())
  package var retries = RetryRules()
  package var messages = MessageRules()
  package var templates: [String: MessageTemplate] = [:]
  package var connections = Sides(crm: ConnectionRules(), messaging: ConnectionRules())

  package init(fields: [FieldRule]) { self.fields = fields }

  package init(_ file: RuleNode) throws(RuleError) {
    let keys = try file.entries(
      allowed: [
        "connections", "fields", "deletions", "guards", "limits", "retries", "messages",
        "templates",
      ])
    guard let fieldNode = keys["fields"] else {
      throw file.error("'fields' is missing", "name the fields that are carried under 'fields:'")
    }
    fields = []
    let entries = try fieldNode.entries(allowed: SyncField.allCases.map(\.rawValue))
    for field in SyncField.allCases {
      guard let node = entries[field.rawValue] else { continue }
      fields.append(try FieldRule(field, node))
    }
    try Self.refuseSharedColumns(fields, fieldNode)
    if let node = keys["deletions"] {
      for (name, value) in try node.entries(allowed: Side.allCases.map(\.rawValue)) {
        guard let side = Side(rawValue: name) else { continue }
        deletions[side] = try value.choice(DeletionPolicy.self)
      }
    }
    if let node = keys["guards"] { guards = try GuardRules(node) }
    if let node = keys["retries"] { retries = try RetryRules(node) }
    if let node = keys["messages"] { messages = try MessageRules(node) }
    for (name, body) in try Self.perSide(keys["limits"]) { limits[name] = try LimitRules(body) }
    for (name, body) in try Self.perSide(keys["connections"]) {
      connections[name] = try ConnectionRules(body)
    }
    for (name, body) in try keys["templates"]?.entries() ?? [] {
      templates[name] = try MessageTemplate(name: name, body, carried: Set(fields.map(\.field)))
    }
  }

  package func rule(for field: SyncField) -> FieldRule? { fields.first { $0.field == field } }

  private static func perSide(_ node: RuleNode?) throws(RuleError) -> [(Side, RuleNode)] {
    guard let node else { return [] }
    var found: [(Side, RuleNode)] = []
    for (name, body) in try node.entries(allowed: Side.allCases.map(\.rawValue)) {
      if let side = Side(rawValue: name) { found.append((side, body)) }
    }
    return found
  }

  private static func refuseSharedColumns(
    _ fields: [FieldRule], _ node: RuleNode
  ) throws(RuleError) {
    for side in Side.allCases {
      var owners: [String: SyncField] = [:]
      for rule in fields {
        if let other = owners.updateValue(rule.field, forKey: rule.columns[side]) {
          throw node.error(
            "'\(other.rawValue)' and '\(rule.field.rawValue)' both use the column "
              + "'\(rule.columns[side])' of \(side.rawValue)",
            "give each field a column of its own")
        }
      }
    }
  }
}

/// Where a side is reached.
package struct ConnectionRules: Sendable {
  /// The folder whose file `in` and `out` hold change files.
  package var folder: String?
  /// How the files in `out` are written.
  package var format = ChangeFileFormat.ndjson
  /// The connector that reaches it over the network: `connectors/NAME.yaml`.
  package var connector: String?
  /// Certificates that are trusted beside those of the system (PEM).
  package var caFile: String?
  /// The file with signed webhook events.
  package var spool: String?
  /// The environment variable that holds the secret of the signatures.
  package var secretVariable: String?

  package init() {}

  init(_ node: RuleNode) throws(RuleError) {
    let keys = try node.entries(
      allowed: ["folder", "format", "connector", "ca_file", "spool", "secret_variable"])
    folder = try keys["folder"]?.string()
    format = try keys["format"]?.choice(ChangeFileFormat.self) ?? format
    connector = try keys["connector"]?.string()
    caFile = try keys["ca_file"]?.string()
    if let node = keys["connector"], folder != nil {
      throw node.keyError("a side has a folder or a connector", "keep one of the two")
    }
    spool = try keys["spool"]?.string()
    secretVariable = try keys["secret_variable"]?.string()
    if let spoolNode = keys["spool"], secretVariable == nil {
      throw spoolNode.keyError(
        "a spool without a secret proves nothing",
        "name the environment variable that holds the secret: 'secret_variable: NAME'")
    }
  }
}

internal import Contacts

/// How one field is carried: its columns on either side, what happens in a conflict, and how values are spelled.
package struct FieldRule: Sendable {
  package var field: SyncField
  package var policy: FieldPolicy
  /// The name of the field on each side.
  package var columns: Sides<String>
  /// The CRM's spelling of a value to the messaging platform's, one to one; values that are not here are carried as they
  /// are.
  package var spellings: [(crm: String, messaging: String)] = []

  package init(
    _ field: SyncField, _ policy: FieldPolicy, columns: Sides<String>? = nil
  ) {
    self.field = field
    self.policy = policy
    self.columns = columns ?? Sides(crm: field.rawValue, messaging: field.rawValue)
  }

  init(_ field: SyncField, _ node: RuleNode) throws(RuleError) {
    let keys = try node.entries(allowed: ["policy", "crm", "messaging", "values"])
    guard let policyNode = keys["policy"] else {
      throw node.keyError("'\(field.rawValue)' has no policy", "add a line 'policy: most_recent'")
    }
    let policy = try policyNode.choice(FieldPolicy.self)
    let allowed = FieldPolicy.allowed(for: field.kind)
    guard allowed.contains(policy) else {
      throw policyNode.error(
        "'\(policy.rawValue)' does not fit '\(field.rawValue)'",
        "write one of \(allowed.map(\.rawValue).joined(separator: ", "))")
    }
    self.init(field, policy)
    for side in Side.allCases {
      guard let column = try keys[side.rawValue]?.string() else { continue }
      columns[side] = column
    }
    guard let values = keys["values"] else { return }
    var seen: Set<String> = []
    for (crm, value) in try values.entries() {
      let messaging = try value.string()
      guard seen.insert(messaging).inserted else {
        throw value.error(
          "'\(messaging)' stands for two values", "give each value of the CRM one of its own")
      }
      spellings.append((crm, messaging))
    }
  }

  /// The value as the CRM spells it, which is the canonical one.
  package func canonical(_ text: String, from side: Side) -> String {
    guard side == .messaging else { return text }
    return spellings.first { $0.messaging == text }?.crm ?? text
  }

  /// A canonical value as a side spells it.
  func spelled(_ text: String, for side: Side) -> String {
    guard side == .messaging else { return text }
    return spellings.first { $0.crm == text }?.messaging ?? text
  }
}

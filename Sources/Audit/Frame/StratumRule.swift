internal import Contacts

/// What is known of a conversation before it is drawn.
package struct StratumFacts: Sendable, Hashable {
  package var isOptedOut = false
  package var isMerged = false
  package var labels: Set<String> = []
  /// Such as `open` or `closed`.
  package var state = ""
  package var first: Moment?
  package var last: Moment?
  package var lastDirection: MessageRecord.Direction?

  package init() {}

  /// Takes in what the other side says: what one side alone knows counts.
  package mutating func merge(_ other: StratumFacts) {
    isOptedOut = isOptedOut || other.isOptedOut
    isMerged = isMerged || other.isMerged
    labels.formUnion(other.labels)
    if state.isEmpty { state = other.state }
    if let moment = other.first, first.map({ moment < $0 }) ?? true { first = moment }
    if let moment = other.last, last.map({ moment > $0 }) ?? true {
      last = moment
      lastDirection = other.lastDirection
    }
  }
}

/// A group of conversations that is drawn from by itself. The first rule that fits counts; what none fits is `other`.
package struct StratumRule: Sendable, Hashable {
  package static let other = "other"

  package var name: String
  /// How many are drawn of it at least.
  package var least = 0
  package var isOptedOut: Bool?
  package var isMerged: Bool?
  package var labels: Set<String> = []
  package var states: Set<String> = []
  package var lastDirection: MessageRecord.Direction?
  package var olderThanDays: Int64?

  package init(name: String) { self.name = name }

  /// - Parameter end: of the week.
  package func fits(_ facts: StratumFacts, end: Moment) -> Bool {
    if let isOptedOut, isOptedOut != facts.isOptedOut { return false }
    if let isMerged, isMerged != facts.isMerged { return false }
    if !labels.isEmpty, labels.isDisjoint(with: facts.labels) { return false }
    if !states.isEmpty, !states.contains(facts.state) { return false }
    if let lastDirection, lastDirection != facts.lastDirection { return false }
    if let olderThanDays {
      guard let first = facts.first,
        end.milliseconds - first.milliseconds > olderThanDays * 86_400_000
      else { return false }
    }
    return true
  }

  static func list(_ node: RuleNode) throws(RuleError) -> [StratumRule] {
    var rules: [StratumRule] = []
    for item in try node.items() {
      let rule = try StratumRule(item)
      guard rule.name != other, !rules.contains(where: { $0.name == rule.name }) else {
        throw item.error("'\(rule.name)' is taken", "give each stratum a name of its own")
      }
      rules.append(rule)
    }
    return rules
  }

  private init(_ node: RuleNode) throws(RuleError) {
    enum Way: String, CaseIterable { case inbound, outbound }
    let keys = try node.entries(allowed: ["name", "when", "least"])
    guard let nameNode = keys["name"], let when = keys["when"] else {
      throw node.error("a stratum needs 'name' and 'when'", "add what is missing")
    }
    name = try nameNode.string()
    guard !name.isEmpty, !name.utf8.contains(where: { $0 < 0x20 || $0 == 0x25 }) else {
      throw nameNode.error("'\(name)' is no name", "write a plain word")
    }
    least = try keys["least"]?.integer(in: 0...1_000_000) ?? 0
    let conditions = try when.entries(
      allowed: ["opted_out", "merged", "labels", "state", "last_direction", "older_than_days"])
    isOptedOut = try conditions["opted_out"]?.bool()
    isMerged = try conditions["merged"]?.bool()
    labels = Set(try conditions["labels"]?.strings() ?? [])
    states = Set(try conditions["state"]?.strings() ?? [])
    lastDirection =
      try conditions["last_direction"]?.choice(Way.self) == .inbound
      ? .inbound : conditions["last_direction"] == nil ? nil : .outbound
    olderThanDays = try conditions["older_than_days"].map { (node) throws(RuleError) in
      Int64(try node.integer(in: 1...36_500))
    }
    if conditions.isEmpty {
      throw when.error("no condition", "say what belongs to it, such as 'opted_out: true'")
    }
  }
}

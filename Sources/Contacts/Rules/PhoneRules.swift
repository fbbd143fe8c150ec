package import PhoneNumbers

extension RuleSet {
  /// `Rules/phones.yaml`: the id of a rule, and whether it is on. A rule that is not named is on.
  package init(_ file: RuleNode) throws(RuleError) {
    self = .all
    for (id, node) in try file.entries() {
      guard let rule = Rule(rawValue: id), rule.description.isSwitchable else {
        let known = Rule.switchable.map(\.rule.rawValue)
        let guess = nearest(to: id, in: known).map { "did you mean '\($0)'? " } ?? ""
        throw node.keyError(
          "unknown rule '\(id)'", "\(guess)known rules are \(known.joined(separator: ", "))")
      }
      if try !node.bool() { remove(rule) }
    }
  }
}

extension RuleFiles {
  package static let phoneRules = "phones.yaml"

  /// The rules for phone numbers that are switched on.
  ///
  /// - Parameter isOptional: whether all rules are on if no folder holds the file.
  package func phoneRules(isOptional: Bool = false) throws(RuleError) -> RuleSet {
    if isOptional, (try? path(of: Self.phoneRules)) == nil { return .all }
    return try RuleSet(open(Self.phoneRules))
  }
}

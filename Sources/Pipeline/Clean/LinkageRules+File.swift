internal import Contacts
internal import Linkage

extension LinkageRules {
  /// `Rules/linkage.yaml`.
  init(_ file: RuleNode) throws(RuleError) {
    self.init()
    let keys = try file.entries(
      allowed: [
        "merge_probability", "review_probability", "prior_log2_odds", "weights", "review_limit",
      ])
    if let node = keys["merge_probability"] { mergeProbability = try node.double(in: 0.5...1) }
    if let node = keys["review_probability"] { reviewProbability = try node.double(in: 0...1) }
    if let node = keys["prior_log2_odds"] { priorLog2Odds = try node.double(in: -60...60) }
    if let node = keys["review_limit"] { reviewLimit = try node.integer(in: 0...1_000_000) }
    guard mergeProbability >= reviewProbability else {
      throw file.error(
        "review_probability is above merge_probability",
        "what is merged must be at least as probable as what is reviewed")
    }
    guard let weights = keys["weights"] else { return }
    let bits = Self.weightPaths
    for (name, node) in try weights.entries(allowed: bits.map(\.name)) {
      guard let path = bits.first(where: { $0.name == name })?.path else { continue }
      self[keyPath: path] = try node.double(in: -60...60)
    }
  }

  private static var weightPaths: [(name: String, path: WritableKeyPath<LinkageRules, Double>)] {
    [
      ("phone", \.keys.phone), ("email", \.keys.email), ("role_email", \.keys.roleEmail),
      ("name_exact", \.name.exact), ("name_transliterated", \.name.transliterated),
      ("name_initial", \.name.initial), ("name_different", \.name.different),
      ("company", \.attributes.company), ("address", \.attributes.address),
      ("birthday", \.attributes.date),
    ]
  }
}

internal import Contacts
internal import Linkage

extension LinkageRules {
  /// `Rules/linkage.yaml`.
  init(_ file: RuleNode) throws(RuleError) {
    self.init()
    let keys = try file.entries(
      allowed: [
        "merge_precision", "review_probability", "review_limit", "priors", "role_mailboxes",
        "legal_forms",
      ])
    if let node = keys["merge_precision"] { precision = try node.double(in: 0.5...0.9999) }
    if let node = keys["review_probability"] { reviewProbability = try node.double(in: 0...1) }
    if let node = keys["review_limit"] { reviewLimit = try node.integer(in: 0...1_000_000) }
    if let node = keys["priors"] {
      let shares = try node.entries(allowed: ["duplicates", "household", "office"])
      let range = 1e-6...100.0
      if let node = shares["duplicates"] { priors.duplicates = try node.double(in: range) }
      if let node = shares["household"] { priors.household = try node.double(in: range) }
      if let node = shares["office"] { priors.office = try node.double(in: range) }
    }
    if let node = keys["role_mailboxes"] { roleMailboxes += try node.strings() }
    if let node = keys["legal_forms"] { legalForms += try node.strings() }
    guard precision >= reviewProbability else {
      throw file.error(
        "review_probability is above merge_precision",
        "what is merged must be at least as probable as what is reviewed")
    }
  }
}

/// `Rules/consent.yaml`: which words of status and tags speak about consent, and what counts as proof.
package struct ConsentRules: Sendable {
  /// What an opt-in must carry to count as proven.
  package enum Proof: String, Sendable, CaseIterable {
    /// A date or a source.
    case dateOrSource = "date_or_source"
    case date
    case source
    case dateAndSource = "date_and_source"

    package func isMet(hasDate: Bool, hasSource: Bool) -> Bool {
      switch self {
      case .dateOrSource: hasDate || hasSource
      case .date: hasDate
      case .source: hasSource
      case .dateAndSource: hasDate && hasSource
      }
    }
  }

  /// Folded values of status and tags that mean an opt-out.
  package var optOutWords: Set<String>
  /// Folded statuses that show a first interaction, which allows notices about the transaction.
  package var transactionalStatuses: Set<String>
  package var proof: Proof

  package init(_ file: RuleNode) throws(RuleError) {
    let keys = try file.entries(
      allowed: ["opt_out_words", "transactional_statuses", "proof"])
    optOutWords = Set(try keys["opt_out_words"]?.strings().map(fold) ?? [])
    transactionalStatuses = Set(try keys["transactional_statuses"]?.strings().map(fold) ?? [])
    proof = try keys["proof"]?.choice(Proof.self) ?? .dateOrSource
  }
}

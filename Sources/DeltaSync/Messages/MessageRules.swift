internal import Contacts

/// What messages mean for the contact.
package struct MessageRules: Sendable {
  /// A message that is one of these, whatever its case and marks, is an opt-out.
  package var stopWords: Set<String> = ["stop", "unsubscribe", "стоп", "отписка", "退订", "退訂"]
  /// Error codes of failed deliveries which say that the number is not in use.
  package var deadNumberCodes: Set<String> = ["131026"]
  /// Error codes which say that the recipient has opted out.
  package var optOutCodes: Set<String> = ["131050"]

  package init() {}

  init(_ node: RuleNode) throws(RuleError) {
    let keys = try node.entries(allowed: ["stop_words", "dead_number_codes", "opt_out_codes"])
    if let words = try keys["stop_words"]?.strings() { stopWords = Set(words.map(stopWordForm)) }
    if let codes = try keys["dead_number_codes"]?.strings() { deadNumberCodes = Set(codes) }
    if let codes = try keys["opt_out_codes"]?.strings() { optOutCodes = Set(codes) }
  }

  /// Whether a message asks for no more messages.
  package func isStop(_ text: String) -> Bool { stopWords.contains(stopWordForm(text)) }
}

/// Letters and digits only, folded: `STOP!` is `stop`.
private func stopWordForm(_ text: String) -> String {
  fold(text.filter { $0.isLetter || $0.isNumber || $0.isWhitespace }).trimmedSpaces
}

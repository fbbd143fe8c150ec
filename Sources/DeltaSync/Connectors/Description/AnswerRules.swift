internal import Contacts

/// What answers mean: which are errors, and how the sync must react to them.
struct AnswerRules: Sendable {
  enum Reaction: String, Sendable, CaseIterable {
    /// It is done, although it is called an error.
    case skippable
    /// These values are not taken, now or later.
    case data
    /// The recipient has opted out at the platform.
    case optedOut = "opted_out"
    /// Not done; it may work later.
    case retriable
    /// Not done, because there were too many requests.
    case throttled
    /// The record is not as it was expected.
    case stale
    /// There is no such record.
    case missing
    /// The credentials are not accepted; a new session may be.
    case login
    /// No more requests must be made.
    case fatal
    /// It may have been done.
    case unknown
  }

  struct Rule: Sendable {
    var status: ClosedRange<Int>?
    var codes: Set<String> = []
    var text: String?
    var reaction: Reaction
  }

  /// Where an answer holds an error, although its status says success.
  var error: JSONPath?
  /// Where the system's own code and its words stand, in an answer or in the result of a single item: the first counts.
  var codes: [JSONPath] = []
  var texts: [JSONPath] = []
  var rules: [Rule] = []

  init() {}

  init(_ node: RuleNode) throws(RuleError) {
    let keys = try node.entries(allowed: ["error", "code", "text", "classes"])
    error = try keys["error"].map { node throws(RuleError) in JSONPath(try node.string()) }
    codes = try keys["code"]?.oneOrMore().map(JSONPath.init) ?? []
    texts = try keys["text"]?.oneOrMore().map(JSONPath.init) ?? []
    for item in try keys["classes"]?.items() ?? [] { rules.append(try Self.rule(item)) }
  }

  private static func rule(_ node: RuleNode) throws(RuleError) -> Rule {
    let keys = try node.entries(allowed: ["status", "code", "text", "is"])
    guard let reaction = try keys["is"]?.choice(Reaction.self), keys.count > 1 else {
      throw node.error(
        "a class takes 'is' and what it holds for", "write {status: 429, is: throttled}")
    }
    var rule = Rule(reaction: reaction)
    if let status = try keys["status"]?.integer(in: 100...599) { rule.status = status...status }
    rule.codes = Set(try keys["code"]?.oneOrMore() ?? [])
    rule.text = try keys["text"]?.string()
    return rule
  }
}

// MARK: - Judging

extension AnswerRules {
  /// What an answer that is no success asks for; nil for a success.
  ///
  /// Where no rule of the connector fits, the status decides (RFC 9110 §15): 503 and 429 say that nothing was done, other
  /// errors of the server leave it open.
  func reaction(to status: Int, _ body: JSON) -> Reaction? {
    let isError = error.flatMap { $0.value(in: body) }.map(\.isTrue) ?? false
    // 304: nothing has changed since.
    if (200..<300).contains(status) || status == 304, !isError { return nil }
    let code = first(codes, body)?.plainText
    let words = first(texts, body).map { String(decoding: $0.bytes, as: UTF8.self) }
    for rule in rules {
      if let expected = rule.status, !expected.contains(status) { continue }
      if !rule.codes.isEmpty, !rule.codes.contains(code ?? "") { continue }
      if let part = rule.text, words?.contains(part) != true { continue }
      return rule.reaction
    }
    return Self.reaction(to: status)
  }

  private func first(_ paths: [JSONPath], _ body: JSON) -> JSON? {
    paths.lazy.compactMap { $0.value(in: body) }.first { $0 != .null }
  }

  private static func reaction(to status: Int) -> Reaction {
    switch status {
    case 401: .login
    case 403: .fatal
    case 404, 410: .missing
    case 408, 425, 503: .retriable
    case 429: .throttled
    case 409, 412: .stale
    case 500...599: .unknown
    default: .data
    }
  }

  /// The system's words for an error, as far as they may be shown.
  func words(_ body: JSON) -> String {
    let code = first(codes, body)?.plainText
    let text = first(texts, body)
    let words = text?.plainText ?? text.map { String(decoding: $0.bytes, as: UTF8.self) }
    return Privacy.masked(
      [code.map { "error \($0)" }, words].compactMap { $0 }.joined(separator: ": "), most: 200)
  }
}

extension RuleNode {
  /// A text alone, or a list of some.
  func oneOrMore() throws(RuleError) -> [String] {
    if case .list = try value() { return try strings() }
    return [try string()]
  }
}

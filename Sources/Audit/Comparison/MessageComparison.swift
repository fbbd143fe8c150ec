/// Compares the messages of a conversation on both sides: which there are, in what order, and each of them.
struct MessageComparison {
  private(set) var results: [FieldResult] = []

  init(_ crm: SideConversation, _ messaging: SideConversation, _ rules: ComparisonRules) {
    let left = rules.counted(crm.messages)
    let right = rules.counted(messaging.messages)
    let (leftByID, rightByID) = (Self.byID(left), Self.byID(right))
    let missing = Set(leftByID.keys).symmetricDifference(rightByID.keys).sorted()
    results.append(
      FieldResult(
        field: .messages, verdict: missing.isEmpty ? .agree : .differ,
        crm: Self.inventory(leftByID, missing), messaging: Self.inventory(rightByID, missing),
        message: missing.first, count: max(1, missing.count)))
    let common = Set(leftByID.keys).intersection(rightByID.keys)
    compareOrder(left, right, common, rules)
    for field in MessageForm.fields where rules.compares(field) {
      compare(field, leftByID, rightByID, common.sorted(), rules)
    }
  }

  private static func byID(_ messages: [MessageRecord]) -> [String: MessageRecord] {
    Dictionary(messages.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private static func inventory(
    _ messages: [String: MessageRecord], _ missing: [String]
  ) -> String {
    let lacking = missing.filter { messages[$0] == nil }
    return "\(messages.count) messages"
      + (lacking.isEmpty ? "" : ", without \(lacking.joined(separator: ", "))")
  }

  private mutating func compareOrder(
    _ left: [MessageRecord], _ right: [MessageRecord], _ common: Set<String>,
    _ rules: ComparisonRules
  ) {
    let (crm, messaging) = (
      rules.order(of: left).filter(common.contains), rules.order(of: right).filter(common.contains)
    )
    let place = zip(crm, messaging).enumerated().first { $0.element.0 != $0.element.1 }
    results.append(
      FieldResult(
        field: .order, verdict: crm == messaging ? .agree : .differ,
        crm: place.map { "number \($0.offset + 1) is \($0.element.0)" } ?? "in order",
        messaging: place.map { "number \($0.offset + 1) is \($0.element.1)" } ?? "in order",
        message: place?.element.0))
  }

  private mutating func compare(
    _ field: AuditField, _ left: [String: MessageRecord], _ right: [String: MessageRecord],
    _ common: [String], _ rules: ComparisonRules
  ) {
    var result = FieldResult(
      field: field, verdict: .agree, crm: "\(left.count) messages",
      messaging: "\(right.count) messages")
    var differing = 0
    for id in common {
      guard let crm = left[id], let messaging = right[id] else { continue }
      if MessageForm.text(field, of: crm, rules: rules)
        == MessageForm.text(field, of: messaging, rules: rules)
      {
        continue
      }
      differing += 1
      guard result.message == nil else { continue }
      result.message = id
      result.crm = Self.value(field, crm, rules)
      result.messaging = Self.value(field, messaging, rules)
      result.verdict = .differ
    }
    result.count = max(1, differing)
    results.append(result)
  }

  /// As it is shown: the text itself, and not its hash.
  private static func value(
    _ field: AuditField, _ message: MessageRecord, _ rules: ComparisonRules
  ) -> String {
    field == .text
      ? rules.normalisation.text(message.text)
      : MessageForm.text(field, of: message, rules: rules)
  }
}

extension ComparisonRules {
  /// The ids of messages by time, each once; equals by id.
  func order(of messages: [MessageRecord]) -> [String] {
    let unit = normalisation.timeUnitSeconds
    var seen: Set<String> = []
    return messages.map { (at: $0.at.floored(toSeconds: unit), id: $0.id) }
      .sorted { ($0.at, $0.id) < ($1.at, $1.id) }
      .map(\.id).filter { seen.insert($0).inserted }
  }
}

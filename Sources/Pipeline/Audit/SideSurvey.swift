internal import Audit

/// What the first pass over a side keeps: its contacts, and of each conversation what is needed to draw it and, for a
/// census, the hashes of its messages. The texts of the messages are not kept.
struct SideSurvey {
  let side: AuditSide
  private(set) var contacts = ContactBook()
  private(set) var conversations: [String: Surveyed] = [:]
  private(set) var rows: [AuditTable: Int] = [:]

  struct Surveyed {
    var contactID = ""
    var hasRow = false
    /// Why it cannot be read.
    var problem: String?
    /// Whether a message of it lies in the week.
    var isTouched = false
    var facts = StratumFacts()
    var traces: [MessageTrace] = []
  }

  /// - Parameter keepsHashes: for a census.
  /// - Throws: `AuditSourceError`.
  init(
    _ source: any AuditSource, week: AuditWeek, rules: ComparisonRules, keepsHashes: Bool
  ) throws {
    side = source.side
    func columns(_ table: AuditTable) -> [AuditColumn] {
      rules.columns(of: table, on: source.side)
    }
    try source.read(.contacts, columns: columns(.contacts)) { row in try takeContact(row) }
    try source.read(.conversations, columns: columns(.conversations)) { row in
      try takeConversation(row)
    }
    try source.read(.messages, columns: columns(.messages)) { row in
      try takeMessage(row, week: week, rules: rules, keepsHashes: keepsHashes)
    }
    for id in conversations.keys { complete(id) }
  }

  private mutating func takeContact(_ row: AuditRow) throws {
    rows[.contacts, default: 0] += 1
    do throws(RowProblem) {
      contacts.add(try ContactRecord(row.cells))
    } catch {
      let id = row.cells(.id)
      guard !id.isEmpty else { throw Self.fault(row, error) }
      contacts.add("\(row.place): \(error)", id: id)
    }
  }

  private mutating func takeConversation(_ row: AuditRow) throws {
    rows[.conversations, default: 0] += 1
    let id = row.cells(.id)
    guard !id.isEmpty else {
      throw AuditSourceError(
        .malformed, "\(row.place): a conversation without 'id'; give every row one")
    }
    var surveyed = conversations[id] ?? Surveyed()
    if surveyed.hasRow { surveyed.problem = "\(row.place): the conversation stands twice" }
    surveyed.hasRow = true
    surveyed.contactID = row.cells(.contactID)
    surveyed.facts.state = row.cells(.state)
    conversations[id] = surveyed
  }

  private mutating func takeMessage(
    _ row: AuditRow, week: AuditWeek, rules: ComparisonRules, keepsHashes: Bool
  ) throws {
    rows[.messages, default: 0] += 1
    let id = row.cells(.conversationID)
    guard !id.isEmpty else {
      throw AuditSourceError(
        .malformed, "\(row.place): a message without 'conversation_id'; give every row one")
    }
    do throws(RowProblem) {
      let message = try MessageRecord(row.cells)
      conversations[id, default: Surveyed()].take(
        message, week: week,
        trace: keepsHashes ? MessageTrace(message, side: side, rules: rules) : nil)
    } catch {
      // What cannot be read is in the frame, and an error of the sample if it is drawn.
      conversations[id, default: Surveyed()].isTouched = true
      conversations[id, default: Surveyed()].problem = "\(row.place): \(error)"
    }
  }

  private mutating func complete(_ id: String) {
    guard var surveyed = conversations[id] else { return }
    let (contact, lineage) = contacts.survivor(of: surveyed.contactID)
    if surveyed.problem == nil {
      if !surveyed.hasRow {
        surveyed.problem = "its messages stand alone, without a row of conversations"
      } else if let problem = contacts.problems[surveyed.contactID] {
        surveyed.problem = problem
      } else if contact == nil {
        surveyed.problem = "its contact is not in the export"
      }
    }
    if let contact {
      surveyed.facts.labels = Set(contact.labels)
      surveyed.facts.isOptedOut = contact.consents.changes.last?.level == .optedOut
      surveyed.facts.isMerged = !lineage.merged.isEmpty || !lineage.fault.isEmpty
    }
    conversations[id] = surveyed
  }

  private static func fault(_ row: AuditRow, _ problem: RowProblem) -> AuditSourceError {
    AuditSourceError(.malformed, "\(row.place): \(problem); correct the export")
  }
}

extension SideSurvey.Surveyed {
  mutating func take(_ message: MessageRecord, week: AuditWeek, trace: MessageTrace?) {
    if week.contains(message.at) { isTouched = true }
    if message.at < week.end {
      if facts.first.map({ message.at < $0 }) ?? true { facts.first = message.at }
      if facts.last.map({ message.at >= $0 }) ?? true {
        facts.last = message.at
        facts.lastDirection = message.direction
      }
    }
    if let trace { traces.append(trace) }
  }
}

// MARK: - Reading conversations whole

extension SideSurvey {
  /// The conversation, with what the export has of its messages.
  func conversation(_ id: String, _ messages: [MessageRecord]) -> SideConversation? {
    guard let surveyed = conversations[id] else { return nil }
    let (contact, lineage) = contacts.survivor(of: surveyed.contactID)
    return SideConversation(
      id: id, side: side, contact: contact, lineage: lineage, messages: messages,
      problem: surveyed.problem)
  }

  /// Reads the messages of some conversations once more from the source.
  func messages(of wanted: Set<String>, _ source: any AuditSource) throws -> [String:
    [MessageRecord]]
  {
    var found: [String: [MessageRecord]] = [:]
    try source.read(.messages, columns: []) { row in
      let id = row.cells(.conversationID)
      guard wanted.contains(id), let message = try? MessageRecord(row.cells) else { return }
      found[id, default: []].append(message)
    }
    return found
  }

  /// The hash of each conversation with a message before the end of the week, for a census: one that began later may not
  /// have reached the other side.
  func census(_ rules: ComparisonRules) -> [CensusEntry] {
    conversations.compactMap { id, surveyed in
      guard surveyed.facts.last != nil || surveyed.problem != nil else { return nil }
      let (contact, lineage) = contacts.survivor(of: surveyed.contactID)
      return CensusEntry(
        id: id,
        digest: rules.digest(
          side: side, contact: contact, lineage: lineage, traces: surveyed.traces,
          problem: surveyed.problem))
    }
  }
}

extension ComparisonRules {
  /// What an export must tell so that every field that counts can be compared.
  func columns(of table: AuditTable, on side: AuditSide) -> [AuditColumn] {
    var columns: [AuditColumn] = []
    for field in AuditField.allCases where severities[field] != nil {
      // Follow-ups are the CRM's.
      if field == .followUp, side == .messaging { continue }
      for (owner, column) in field.columns where owner == table && !columns.contains(column) {
        columns.append(column)
      }
    }
    return columns
  }
}

package import Contacts

/// `Rules/audit.yaml`: what is compared, how strictly, and what is good enough.
package struct AuditRules: Sendable {
  package static let fileName = "audit.yaml"

  package var exports: [AuditSide: ExportRules] = [:]
  /// The share of conversations that must be free of defects, 0 to 1.
  package var standard = 0.995
  /// Of every bound, 0.8 to 1.
  package var confidence = 0.95
  package var sampleSize = 1000
  /// Severities that make a conversation defective; the others are told and not counted.
  package var counted: Set<Severity> = [.critical, .major]
  package var severities: [AuditField: Severity] = Dictionary(
    uniqueKeysWithValues: AuditField.allCases.map { ($0, $0.usualSeverity) })
  package var strata: [StratumRule] = []
  package var normalisation = Normalisation()
  package var spellings: [AuditColumn: [String: String]] = [:]
  package var serviceWindowSeconds: Int64 = 24 * 3600
  /// How long after the end of the week an export must be made at the earliest.
  package var settleSeconds: Int64 = 1800
  package var trend = TrendRules()

  package init() {}

  package init(_ file: RuleNode) throws(RuleError) {
    let keys = try file.entries(
      allowed: [
        "exports", "standard_percent", "confidence_percent", "sample", "counts", "severity",
        "strata", "text", "time_unit_seconds", "values", "service_window_hours",
        "settle_minutes", "trend",
      ])
    guard let exportsNode = keys["exports"] else {
      throw file.error("'exports' is missing", "say under 'exports:' where each side's export is")
    }
    let sides = try exportsNode.entries(allowed: AuditSide.allCases.map(\.rawValue))
    for side in AuditSide.allCases {
      guard let node = sides[side.rawValue] else {
        throw exportsNode.error(
          "'\(side.rawValue)' is missing", "write '\(side.rawValue): {folder: PATH}'")
      }
      exports[side] = try ExportRules(node)
    }
    if let node = keys["standard_percent"] { standard = try node.double(in: 1...99.9999) / 100 }
    if let node = keys["confidence_percent"] { confidence = try node.double(in: 80...99.99) / 100 }
    if let node = keys["sample"] { sampleSize = try node.integer(in: 1...1_000_000) }
    if let node = keys["counts"] { counted = try Self.counted(node) }
    if let node = keys["severity"] { try takeSeverities(node) }
    if let node = keys["strata"] { strata = try StratumRule.list(node) }
    if let node = keys["text"] { try takeText(node) }
    if let node = keys["time_unit_seconds"] {
      normalisation.timeUnitSeconds = Int64(try node.integer(in: 1...3600))
    }
    if let node = keys["values"] { try takeSpellings(node) }
    if let node = keys["service_window_hours"] {
      serviceWindowSeconds = Int64(try node.integer(in: 0...720)) * 3600
    }
    if let node = keys["settle_minutes"] {
      settleSeconds = Int64(try node.integer(in: 0...10_080)) * 60
    }
    if let node = keys["trend"] { trend = try TrendRules(node) }
  }

  private static func counted(_ node: RuleNode) throws(RuleError) -> Set<Severity> {
    var found: Set<Severity> = []
    for item in try node.items() { found.insert(try item.choice(Severity.self)) }
    guard found.contains(.critical) else {
      throw node.error("what is critical always counts", "add 'critical' to the list")
    }
    return found
  }

  private mutating func takeSeverities(_ node: RuleNode) throws(RuleError) {
    enum Choice: String, CaseIterable { case critical, major, minor, ignore }
    for (name, value) in try node.entries(allowed: AuditField.allCases.map(\.rawValue)) {
      guard let field = AuditField(rawValue: name) else { continue }
      let choice = try value.choice(Choice.self)
      if choice == .ignore, [.conversation, .readable, .messages].contains(field) {
        throw value.error(
          "'\(name)' cannot be ignored: without it nothing is compared",
          "write critical, major or minor")
      }
      severities[field] = Severity(rawValue: choice.rawValue)
    }
  }

  private mutating func takeText(_ node: RuleNode) throws(RuleError) {
    enum Unicode: String, CaseIterable {
      case nfc
      case asItIs = "as_it_is"
    }
    enum LineEnds: String, CaseIterable {
      case lf
      case asTheyAre = "as_they_are"
    }
    let keys = try node.entries(allowed: ["unicode", "line_ends", "trim"])
    if let value = keys["unicode"] {
      normalisation.composesUnicode = try value.choice(Unicode.self) == .nfc
    }
    if let value = keys["line_ends"] {
      normalisation.joinsLineEnds = try value.choice(LineEnds.self) == .lf
    }
    if let value = keys["trim"] { normalisation.trims = try value.bool() }
  }

  private mutating func takeSpellings(_ node: RuleNode) throws(RuleError) {
    let columns = [AuditColumn.owner, .labels]
    for (name, values) in try node.entries(allowed: columns.map(\.rawValue)) {
      guard let column = AuditColumn(rawValue: name) else { continue }
      var map: [String: String] = [:]
      for (crm, messaging) in try values.entries() { map[crm] = try messaging.string() }
      spellings[column] = map
    }
  }

  /// By what conversations of a week are compared.
  package func comparison(of week: AuditWeek) -> ComparisonRules {
    var rules = ComparisonRules(end: week.end)
    rules.severities = severities
    rules.normalisation = normalisation
    rules.serviceWindowSeconds = serviceWindowSeconds
    rules.spellings = spellings
    return rules
  }
}

/// Where the export of a side is, and what its columns are called there.
package struct ExportRules: Sendable, Hashable {
  package var folder: String
  /// The side's names of columns that are not called as the audit calls them.
  package var columns: [AuditColumn: String] = [:]

  package init(folder: String) { self.folder = folder }

  init(_ node: RuleNode) throws(RuleError) {
    let keys = try node.entries(allowed: ["folder", "columns"])
    guard let folderNode = keys["folder"] else {
      throw node.keyError("no 'folder'", "write 'folder: PATH'")
    }
    folder = try folderNode.string()
    let known = AuditColumn.allCases.map(\.rawValue)
    for (name, value) in try keys["columns"]?.entries(allowed: known) ?? [:] {
      if let column = AuditColumn(rawValue: name) { columns[column] = try value.string() }
    }
  }

  package func name(of column: AuditColumn) -> String { columns[column] ?? column.rawValue }
}

/// When a change over the weeks is told.
package struct TrendRules: Sendable, Hashable {
  /// Shares of defective conversations: what is fine, and what must be noticed.
  package var good = 0.001
  package var bad = 0.005
  package var falseAlarmWeeks = 104.0

  package init() {}

  init(_ node: RuleNode) throws(RuleError) {
    let keys = try node.entries(allowed: ["good_percent", "bad_percent", "false_alarm_weeks"])
    if let value = keys["good_percent"] { good = try value.double(in: 0.0001...50) / 100 }
    if let value = keys["bad_percent"] { bad = try value.double(in: 0.0002...90) / 100 }
    if let value = keys["false_alarm_weeks"] { falseAlarmWeeks = try value.double(in: 2...5200) }
    guard bad > good else {
      throw (keys["bad_percent"] ?? node).error(
        "the bad share is not above the good one", "write a larger one")
    }
  }
}

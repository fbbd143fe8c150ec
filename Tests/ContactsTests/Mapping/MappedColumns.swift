@testable import Contacts

/// The delivered rules, and columns mapped by them.
enum MappedColumns {
  static let rules: RuleBook? = try? TemporaryRules.book()

  /// Maps columns by headers and, where given, by cells.
  ///
  /// - Parameter numbersFit: what the survey would find for a column of numbers without a country code.
  static func map(
    _ headers: [String], cells: [[String]] = [], numbersFit: Double = 0,
    profile: ProfileChoice = .recognised
  ) -> TableMapping {
    guard let rules else { return TableMapping(columns: []) }
    let content = ContentRules(rules)
    let evidence = cells.map { column in
      var seen = ColumnContent()
      for cell in column where !cell.isEmpty && seen.count() { seen.look(at: cell, content) }
      return ColumnMapper.Evidence(content: seen, numbersFit: numbersFit)
    }
    return ColumnMapper(rules).map(columns: headers, evidence: evidence, profile: profile)
  }

  /// One column under a header, beside nothing else.
  static func one(_ header: String, _ cells: [String], numbersFit: Double = 0) -> ColumnMapping? {
    map([header], cells: [cells], numbersFit: numbersFit).columns.first
  }
}

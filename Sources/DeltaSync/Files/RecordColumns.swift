internal import Contacts

/// Which columns of a change file tell what of a record. Consent has three: what it is, when it was given, and its proof
/// or source.
struct RecordColumns: Sendable {
  static let id = "id"
  static let key = "key"
  static let updatedAt = "updated_at"
  static let deleted = "deleted"
  static let mergedInto = "merged_into"

  let side: Side
  let rules: [FieldRule]

  /// What a row says of the fields; nil for an error that names the column.
  func record(_ cells: [String: String]) throws(ColumnFault) -> RemoteRecord {
    guard let id = cells[Self.id], !id.isEmpty else {
      throw ColumnFault(problem: "the row has no 'id'", remedy: "give every row the record's id")
    }
    var record = RemoteRecord(id: id, modifiedAt: .distantPast)
    if let text = cells[Self.updatedAt], !text.isEmpty {
      guard let at = Instant(iso: text) else {
        throw ColumnFault(
          problem: "updated_at '\(text)' is no time",
          remedy: "write ISO 8601 with an offset, such as 2026-12-01T10:00:00+08:00")
      }
      record.modifiedAt = at
    }
    record.key = cells[Self.key].flatMap { $0.isEmpty ? nil : $0 }
    record.mergedInto = cells[Self.mergedInto].flatMap { $0.isEmpty ? nil : $0 }
    record.isDeleted =
      try Self.flag(cells[Self.deleted] ?? "", Self.deleted) || record.mergedInto != nil
    if record.isDeleted { return record }
    for rule in rules { record.values[rule.field] = try value(rule, cells) }
    return record
  }

  private func value(
    _ rule: FieldRule, _ cells: [String: String]
  ) throws(ColumnFault) -> String? {
    let column = rule.columns[side]
    guard let text = cells[column] else { return nil }
    guard rule.field == .consent else {
      return FieldConversion.canonical(rule.canonical(text.trimmedSpaces, from: side), rule.field)
    }
    let at = cells["\(column)_at"] ?? ""
    let evidence = cells["\(column)_proof"] ?? ""
    guard ["", "none", "transactional", "marketing", "opted_out"].contains(text) else {
      throw ColumnFault(
        problem: "\(column) '\(text)' is not known",
        remedy: "write none, transactional, marketing or opted_out")
    }
    guard at.isEmpty || Instant(iso: at) != nil else {
      throw ColumnFault(
        problem: "\(column)_at '\(at)' is no time", remedy: "write ISO 8601 with an offset")
    }
    if text.isEmpty || text == "none" && at.isEmpty && evidence.isEmpty { return "" }
    return ConsentState(text: "\(text)|\(at)|\(evidence)").text
  }

  /// The cells that a value takes in a file.
  func cells(_ rule: FieldRule, _ value: String) -> [(String, String)] {
    let column = rule.columns[side]
    guard rule.field == .consent else {
      return [(column, rule.spelled(FieldConversion.written(value, rule.field), for: side))]
    }
    let consent = ConsentState(text: value)
    let name = value.isEmpty ? "" : consent.isOptedOut ? "opted_out" : consent.tier.name
    return [
      (column, name), ("\(column)_at", consent.at?.iso ?? ""),
      ("\(column)_proof", consent.evidence),
    ]
  }

  private static func flag(_ text: String, _ column: String) throws(ColumnFault) -> Bool {
    switch text {
    case "", "false", "0", "no": return false
    case "true", "1", "yes": return true
    default:
      throw ColumnFault(
        problem: "\(column) '\(text)' is neither yes nor no", remedy: "write true or false")
    }
  }
}

/// What is wrong with a row.
struct ColumnFault: Error {
  var problem: String
  var remedy: String
}

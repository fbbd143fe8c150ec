/// Contacts as a connector's system has them, to and from what the sync compares.
struct ContactForm: Sendable {
  let shape: RecordShape
  let columns: RecordColumns

  init(_ shape: RecordShape, side: Side, rules: [FieldRule]) {
    self.shape = shape
    columns = RecordColumns(side: side, rules: rules.filter { shape.carries($0.field) })
  }

  var rules: [FieldRule] { columns.rules }

  // MARK: - In

  func id(_ item: JSON) -> String? { shape.id.value(in: item)?.plainText }

  /// - Throws: for an item without identifier or with a value that must not be guessed.
  func record(_ item: JSON) throws(ColumnFault) -> RemoteRecord {
    var cells: [String: String] = [RecordColumns.id: id(item) ?? ""]
    for rule in rules {
      let column = columns.columnName(rule)
      cells[column] = text(rule.field.rawValue, item)
      guard rule.field == .consent else { continue }
      cells["\(column)_at"] = text("consent_at", item)
      cells["\(column)_proof"] = text("consent_proof", item)
    }
    var record = try columns.record(cells)
    record.key = shape.key?.value(in: item)?.plainText
    record.modifiedAt = modified(item, shape.modified) ?? .distantPast
    record.mergedInto = shape.mergedInto?.value(in: item)?.plainText
    if record.mergedInto != nil || shape.deleted?.value(in: item)?.isTrue == true {
      record.isDeleted = true
      record.values = [:]
    }
    return record
  }

  /// The latest of the times that stand at some places.
  func modified(_ item: JSON, _ paths: [JSONPath]) -> Instant? {
    paths.flatMap { $0.values(in: item) }.compactMap(Instant.init(json:)).max()
  }

  private func text(_ name: String, _ item: JSON) -> String {
    switch shape.fields[name] {
    case .path(let path):
      return path.value(in: item)?.plainText ?? ""
    case .texts(let path):
      return (path.value(in: item)?.items ?? []).compactMap(\.plainText).joined(separator: "; ")
    case .member(let list, let fit, let value, _):
      let member = shape.lists[list].flatMap { first($0, fit, item) }
      return member.flatMap { value.value(in: $0)?.plainText } ?? ""
    case nil: return ""
    }
  }

  private func first(
    _ list: ListRules, _ fit: [(name: String, texts: [String])], _ item: JSON
  ) -> JSON? {
    (list.read.value(in: item)?.items ?? []).first { member in
      fit.allSatisfy { name, texts in
        JSONPath(name).value(in: member)?.plainText.map(texts.contains) ?? false
      }
    }
  }

  // MARK: - Out

  /// What is written for some changes.
  ///
  /// - Parameter existing: the record as it is, by which members of its lists are known; nil for a new one.
  func written(_ changes: [FieldChange], existing: JSON?) -> JSON {
    var record = JSON.object([:])
    var commands: [String: [JSON]] = [:]
    for change in changes {
      guard let rule = rules.first(where: { $0.field == change.field }) else { continue }
      if existing == nil, change.new.isEmpty { continue }
      for (name, text) in cells(rule, change.new) {
        switch shape.fields[name] {
        case .path(let path): path.put(text.isEmpty ? shape.empty : .text(text), into: &record)
        case .texts(let path):
          path.put(.list(FieldValues.members(change.new).sorted().map { .text($0) }), into: &record)
        case .member(let list, let fit, _, let value):
          guard let rules = shape.lists[list] else { continue }
          commands[rules.write, default: []] += command(rules, fit, value, text, existing)
        case nil: continue
        }
      }
    }
    for (name, list) in commands where !list.isEmpty {
      JSONPath(name).put(.list(list), into: &record)
    }
    return record
  }

  /// The texts of a value by the names of their places.
  private func cells(_ rule: FieldRule, _ value: String) -> [(String, String)] {
    let cells = columns.cells(rule, value)
    guard rule.field == .consent else { return [(rule.field.rawValue, cells[0].1)] }
    return zip(["consent", "consent_at", "consent_proof"], cells).map { ($0, $1.1) }
  }

  private func command(
    _ list: ListRules, _ fit: [(name: String, texts: [String])], _ value: JSONPath, _ text: String,
    _ existing: JSON?
  ) -> [JSON] {
    var member = JSON.object([:])
    value.put(.text(text), into: &member)
    var scope = Scope(["value": .text(text)])
    if let found = existing.flatMap({ first(list, fit, $0) }) {
      scope["member"] = member
      scope["member_id"] = list.id.value(in: found)
      return [(text.isEmpty ? list.remove : list.change).fill(scope)].compactMap { $0 }
    }
    if text.isEmpty { return [] }
    for (name, texts) in fit { JSONPath(name).put(.text(texts.first ?? ""), into: &member) }
    scope["member"] = member
    return [list.add.fill(scope)].compactMap { $0 }
  }
}

extension RecordColumns {
  func columnName(_ rule: FieldRule) -> String { rule.columns[side] }
}

extension Instant {
  /// A time of JSON: ISO 8601, seconds or milliseconds since 1970, or Tryton's object.
  init?(json: JSON) {
    switch json {
    case .object:
      guard let instant = TrytonTime.instant(json) else { return nil }
      self = instant
    case .text(let text):
      if let number = Double(text) {
        self.init(number: number)
      } else {
        self.init(iso: text)
      }
    case .number(let digits):
      guard let number = Double(digits) else { return nil }
      self.init(number: number)
    case .null, .bool, .list: return nil
    }
  }

  /// No time of today in seconds has twelve digits, and none in milliseconds has fewer.
  private init?(number: Double) {
    guard number > 0, number < 1e14 else { return nil }
    self.init(milliseconds: Int64(number < 1e11 ? number * 1000 : number))
  }
}

package import Linkage

/// Finds records of the two sides that are one person by all that is known of them, as the cleaning does it.
package struct RecordMatcher: Sendable {
  package var rules: LinkageRules

  package init(rules: LinkageRules) { self.rules = rules }

  private static let columns: [(fields: [SyncField], kind: ColumnKind)] = [
    ([.phone, .whatsAppID], .phone), ([.email], .email), ([.company], .company), ([.city], .text),
    ([.country], .text), ([.birthday], .birthday),
  ]

  /// - Returns: pairs of indices; a person of whom a side has several records is in none, for nobody can say which of them it is.
  func pairs(crm: [FieldValues], messaging: [FieldValues]) -> [(crm: Int, messaging: Int)] {
    var table = Linkage.RecordColumns(
      kinds: [("name", .name)] + Self.columns.map { ($0.fields[0].rawValue, $0.kind) })
    for values in crm + messaging {
      let name =
        values[.fullName].isEmpty
        ? "\(values[.firstName]) \(values[.lastName])" : values[.fullName]
      table.add(name, column: 0)
      for (index, column) in Self.columns.enumerated() {
        for field in column.fields { table.add(values[field], column: index + 1) }
      }
      table.endRow()
    }
    let clusters = link(table, rules: rules).clusters
    let people = Dictionary(grouping: clusters.indices) { clusters[$0] }.values
    return people.compactMap { rows in
      guard rows.count == 2, rows[0] < crm.count, rows[1] >= crm.count else { return nil }
      return (crm: rows[0], messaging: rows[1] - crm.count)
    }
  }
}

extension Linkage.RecordColumns {
  fileprivate mutating func add(_ text: String, column: Int) {
    let bytes = Array(text.utf8)
    add(bytes.span, column: column)
  }
}

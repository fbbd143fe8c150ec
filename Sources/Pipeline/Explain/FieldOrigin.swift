internal import Contacts

/// Where a value of a contact comes from, and which values it was preferred to.
package struct FieldOrigin: Sendable, Equatable {
  /// A column of `contacts.csv`.
  package var column: String
  package var value: String
  /// By which rule of survivorship.yaml the record was chosen; nil where only one value was there.
  package var strategy: String?
  package var sources: [Source]
  /// Values that other rows have instead.
  package var others: [Other]

  /// A row that has the value.
  package struct Source: Sendable, Equatable {
    /// `file:line`.
    package var place: String
    package var cells: [Cell]
  }

  package struct Cell: Sendable, Equatable {
    package var header: String
    /// As it stands in the source.
    package var text: String
    /// Rules of phones.yaml that repaired it.
    package var repairs: [String]
  }

  package struct Other: Sendable, Equatable {
    package var value: String
    package var place: String
  }
}

extension FieldOrigin {
  /// Columns whose values are made of cells; the others follow from them.
  private static let columns: [ContactColumn] =
    SurvivorshipRules.Group.allCases.flatMap { group -> [ContactColumn] in
      switch group {
      case .phone: [.phoneE164, .otherPhones]
      case .email: [.email, .otherEmails]
      default: group.columns
      }
    } + [.createdAt, .updatedAt]

  /// The origins of all values of a contact, in the order of the columns.
  static func find(
    _ values: [Explanation.Value], in rows: [SourceRow], rules: SurvivorshipRules
  ) -> [FieldOrigin] {
    let readings = rows.map { $0.read() }
    return values.flatMap { stored -> [FieldOrigin] in
      guard let column = ContactColumn(name: stored.column), columns.contains(column) else {
        return []
      }
      let isText = column == .notes
      let items = column.isList ? listItems(stored.text) : [stored.text]
      return items.compactMap { item in
        var origin = FieldOrigin(column: stored.column, value: item, sources: [], others: [])
        for (row, reading) in zip(rows, readings) {
          let found = reading.values(column).filter {
            $0 == item || (isText && item.split(separator: "\n").contains($0[...]))
          }
          for value in found {
            let cells = row.cells(giving: value, in: column).map { cell in
              Cell(
                header: row.headers[cell], text: String(decoding: row.cells[cell], as: UTF8.self),
                repairs: row.repairs(of: cell))
            }
            if !cells.isEmpty { origin.sources.append(Source(place: row.place, cells: cells)) }
          }
          if found.isEmpty, !column.isList, !isText, column != .phoneE164, column != .email {
            origin.others += reading.values(column).map { Other(value: $0, place: row.place) }
          }
        }
        guard !origin.sources.isEmpty else { return nil }
        if !origin.others.isEmpty || column == .phoneE164 || column == .email {
          origin.strategy = strategy(for: column, rules)
        }
        return origin
      }
    }
  }

  private static func strategy(for column: ContactColumn, _ rules: SurvivorshipRules) -> String? {
    let group = SurvivorshipRules.Group.allCases.first { group in
      group.columns.contains(column) || (group == .phone && column == .phoneE164)
    }
    return group.map { rules.strategy(for: $0).rawValue }
  }
}

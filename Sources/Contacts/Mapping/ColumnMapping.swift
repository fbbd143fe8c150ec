/// What one column of an input was taken for.
package struct ColumnMapping: Sendable {
  package enum Role: Sendable, Equatable {
    /// A canonical field.
    case field(Field)
    /// An opt-out column whose yes means that contact is allowed.
    case invertedOptOut
    /// A column of Rollcall's own `contacts.csv`, read back as it was written.
    case restored(ContactColumn)
    /// Carried along under this name.
    case extra(String)
  }

  package enum How: String, Sendable {
    /// A spelling of `Rules/fields.yaml`.
    case name
    /// A spelling with wildcards, or a numbered column.
    case pattern
    /// Another column already fills the field.
    case `repeat`
    /// The header of `contacts.csv`.
    case own
    /// No rule fits.
    case none
  }

  package var header: String
  package var role: Role
  package var how: How

  package var field: Field? {
    switch role {
    case .field(let field): field
    case .invertedOptOut: .optOut
    case .restored, .extra: nil
    }
  }

  /// The name under which values that cannot be interpreted are carried along.
  package var extraName: String {
    if case .extra(let name) = role { return name }
    return header
  }
}

extension FieldRules {
  /// Maps the columns of one input.
  ///
  /// A field that takes one value gets the column whose spelling stands first in the rules; the other columns that
  /// fit it are carried along. The header of `contacts.csv` is recognised, so that cleaning cleaned output changes
  /// nothing.
  package func map(columns: [String]) -> [ColumnMapping] {
    if ContactColumn.isOwnHeader(columns) { return columns.map(ownColumn) }
    let matches = columns.map { match($0) }
    var winners: [Field: (column: Int, rank: Int)] = [:]
    for (column, match) in matches.enumerated() {
      guard let entry = match?.entry, !entry.field.takesSeveralColumns else { continue }
      if let winner = winners[entry.field], winner.rank <= entry.rank { continue }
      winners[entry.field] = (column, entry.rank)
    }
    return zip(columns.indices, columns).map { column, header in
      guard let match = matches[column] else {
        return ColumnMapping(header: header, role: .extra(header), how: .none)
      }
      let field = match.entry.field
      if let winner = winners[field], winner.column != column {
        return ColumnMapping(header: header, role: .extra(header), how: .repeat)
      }
      let role: ColumnMapping.Role = match.isInverted ? .invertedOptOut : .field(field)
      return ColumnMapping(header: header, role: role, how: match.how)
    }
  }

  private func ownColumn(_ header: String) -> ColumnMapping {
    if let column = ContactColumn(name: header) {
      return ColumnMapping(header: header, role: .restored(column), how: .own)
    }
    let prefix = ContactColumn.extraPrefix
    let name = header.hasPrefix(prefix) ? String(header.dropFirst(prefix.count)) : header
    return ColumnMapping(header: header, role: .extra(name), how: .own)
  }
}

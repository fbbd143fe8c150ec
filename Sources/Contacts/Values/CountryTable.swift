/// The spellings of the world's countries, read from `Rules/countries.yaml`.
///
/// Source of the codes: ISO 3166-1 alpha-2 (and `XK`, a user-assigned code, for Kosovo).
package struct CountryTable: Sendable {
  private let codes: [String]
  private let spellings: FoldedTable

  /// Spellings that stand under two codes; they are read as neither.
  package var conflicts: [String] { spellings.conflicts }

  /// A table of codes and their spellings; every code spells itself.
  package init(_ names: [String: [String]]) {
    codes = names.keys.sorted()
    spellings = FoldedTable(spellings: codes.map { ($0, names[$0] ?? []) })
  }

  /// The alpha-2 code of the country that a cell names, or nil. One fold and one lookup.
  package func code(for cell: String) -> String? {
    spellings.value(ofSpelling: cell).map { codes[$0] }
  }
}

extension FoldedTable {
  /// A table of named groups of spellings, valued by the place of the group. The names come
  /// first, so that no spelling takes another group's name away.
  init(spellings groups: [(name: String, spellings: [String])]) {
    self.init()
    for (index, group) in groups.enumerated() {
      insert(fold(group.name), value: Int32(index), keepingFirst: true)
    }
    for (index, group) in groups.enumerated() {
      for spelling in group.spellings {
        insert(fold(spelling), value: Int32(index))
        insert(joinedInitials(fold(spelling)), value: Int32(index), keepingFirst: true)
      }
    }
  }

  /// The group that a spelling belongs to: as it stands, or as initials (`U.S.A.` as `USA`).
  func value(ofSpelling cell: String) -> Int? {
    let key = fold(cell)
    if let value = value(of: key) { return Int(value) }
    let joined = joinedInitials(key)
    return joined.isEmpty ? nil : value(of: joined).map { Int($0) }
  }
}

/// `u s a` → `usa`; empty where a folded key is not initials only.
func joinedInitials(_ key: String) -> String {
  var joined = String.UnicodeScalarView()
  var expectsBlank = false
  for scalar in key.unicodeScalars {
    if expectsBlank != (scalar == " ") { return "" }
    if !expectsBlank { joined.append(scalar) }
    expectsBlank.toggle()
  }
  return joined.count > 1 ? String(joined) : ""
}

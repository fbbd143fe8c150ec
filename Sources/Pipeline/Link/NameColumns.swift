/// Which columns hold the names that rows stand for, and whether these are people.
struct NameColumns {
  /// The columns that make one name: given name, middle name, surname.
  private(set) var parts: [String] = []
  /// Columns that hold a whole name each.
  private(set) var whole: [String] = []
  /// Columns of the names of organisations.
  private(set) var companies: [String] = []

  var arePeople: Bool { !parts.isEmpty || !whole.isEmpty }

  /// - Parameter isListed: whether the table has columns that directories of businesses have.
  init(_ columns: [KindInference.Column], isListed: Bool) {
    let filled = columns.filter { $0.profile.filled > 0 && Self.areNames($0.profile) }
    var part: [HeaderMeaning: String] = [:]
    for column in filled where part[column.meaning] == nil { part[column.meaning] = column.header }
    for column in filled where column.meaning == .fullName { whole.append(column.header) }
    for column in filled where column.meaning == .name {
      // "Name, Vorname", "nom, prénom" and "nombre, apellidos" call one part of it the name.
      let isPart = column.profile.wordsPerValue < 1.6
      if part[.given] == nil, part[.surname] != nil, isPart {
        part[.given] = column.header
      } else if part[.surname] == nil, part[.given] != nil, isPart {
        part[.surname] = column.header
      } else if Self.areOrganisations(
        column.profile, isListed: isListed,
        hasPeople: part[.given] != nil || part[.surname] != nil || !whole.isEmpty
          || columns.contains { $0.meaning == .birth || $0.meaning == .organisation })
      {
        companies.append(column.header)
      } else {
        whole.append(column.header)
      }
    }
    parts = [.given, .middle, .surname].compactMap { part[$0] }
    // A middle name alone is none.
    if part[.given] == nil, part[.surname] == nil { parts = [] }
  }

  private static func areNames(_ profile: ColumnProfile) -> Bool {
    profile.letterBytesPerValue >= 1 && profile.share(.mail) < 0.6 && profile.share(.flag) < 0.95
      && profile.share(.date) < 0.5
  }

  private static func areOrganisations(
    _ profile: ColumnProfile, isListed: Bool, hasPeople: Bool
  ) -> Bool {
    let share = profile.sample.share(isOrganisationName)
    if hasPeople { return share >= 0.25 }
    return share >= 0.1 || profile.sample.share(isPersonShaped) < (isListed ? 0.85 : 0.5)
  }
}

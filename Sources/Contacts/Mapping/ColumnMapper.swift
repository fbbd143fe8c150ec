/// Maps the columns of one input: by the profile of the system that wrote it, by the spellings of their headers, and by
/// what their cells hold.
///
/// Names come first. Content decides where a header can be read in two ways, finds the field of a column whose header
/// says nothing, and contradicts a header whose column plainly holds something else. What stays below the threshold is
/// carried along with its best candidate. What may be an opt-out is taken for one.
package struct ColumnMapper: Sendable {
  let fields: FieldRules
  let profiles: VendorProfiles

  package init(_ rules: RuleBook) {
    fields = rules.fields
    profiles = rules.profiles
  }

  init(fields: FieldRules, profiles: VendorProfiles = VendorProfiles()) {
    self.fields = fields
    self.profiles = profiles
  }

  /// What the first pass over a column found out.
  package struct Evidence: Sendable {
    package var content: ColumnContent
    /// Part of the numbers without a country code that the country of the column makes valid, 0…1.
    package var numbersFit: Double

    package init(content: ColumnContent = ColumnContent(), numbersFit: Double = 0) {
      self.content = content
      self.numbersFit = numbersFit
    }
  }

  /// - Parameters:
  ///   - columns: the headers, in order.
  ///   - evidence: one for each column, or none at all where no cell was seen.
  ///   - choices: what the user set, by number of the column.
  package func map(
    columns: [String], evidence: [Evidence] = [], profile choice: ProfileChoice = .recognised,
    choices: [Int: MappingFile.Choice] = [:]
  ) -> TableMapping {
    if ContactColumn.isOwnHeader(columns) {
      let own = columns.enumerated().map { column, header in
        switch choices[column] {
        case nil, .asWritten: Self.ownColumn(header)
        case let choice?: mapping(set(choice, ColumnDraft(header: header, evidence: Evidence())))
        }
      }
      return TableMapping(columns: own)
    }
    let profile = profiles.profile(for: columns, choice)
    var drafts = columns.indices.map { column in
      let evidence = column < evidence.count ? evidence[column] : Evidence()
      if let choice = choices[column] {
        return set(choice, ColumnDraft(header: columns[column], evidence: evidence))
      }
      return named(columns[column], profile, evidence)
    }
    chooseName(&drafts)
    settle(&drafts)
    findByContent(&drafts)
    findFamilyName(&drafts)
    findUpdated(&drafts)
    var mappings = drafts.map(mapping)
    attachLabels(&mappings)
    return TableMapping(columns: mappings, profile: profile)
  }

  /// A column that the user decided.
  private func set(_ choice: MappingFile.Choice, _ draft: ColumnDraft) -> ColumnDraft {
    var draft = draft
    let why = "the mapping file"
    switch choice {
    case .field(let field): draft.take(field, .set, 1, why, rank: .min)
    case .optOutInverted:
      draft.take(.optOut, .set, 1, why, rank: .min)
      draft.isInverted = true
    case .carryAlong, .watched, .asWritten:
      draft.carry(nil, 1, why)
      draft.how = .set
      draft.isWatched = choice == .watched
    }
    return draft
  }

  private func mapping(_ draft: ColumnDraft) -> ColumnMapping {
    let role: ColumnMapping.Role =
      if let field = draft.field {
        draft.isInverted ? .invertedOptOut : .field(field)
      } else {
        draft.isWatched ? .watched(draft.header) : .extra(draft.header)
      }
    return ColumnMapping(
      header: draft.header, role: role, how: draft.how,
      score: (draft.score * 100).rounded() / 100, candidate: draft.candidate, why: draft.why)
  }

  private static func ownColumn(_ header: String) -> ColumnMapping {
    if let column = ContactColumn(name: header) {
      return ColumnMapping(header: header, role: .restored(column), how: .own)
    }
    let prefix = ContactColumn.extraPrefix
    let name = header.hasPrefix(prefix) ? String(header.dropFirst(prefix.count)) : header
    return ColumnMapping(header: header, role: .extra(name), how: .own)
  }
}

extension FieldRules {
  /// Maps columns by their headers alone.
  package func map(columns: [String]) -> [ColumnMapping] {
    ColumnMapper(fields: self).map(columns: columns).columns
  }
}

internal import PhoneNumbers

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
        case let choice?: mapping(set(choice, Draft(header: header, evidence: Evidence())))
        }
      }
      return TableMapping(columns: own)
    }
    let profile = profiles.profile(for: columns, choice)
    var drafts = columns.indices.map { column in
      let evidence = column < evidence.count ? evidence[column] : Evidence()
      if let choice = choices[column] {
        return set(choice, Draft(header: columns[column], evidence: evidence))
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
  private func set(_ choice: MappingFile.Choice, _ draft: Draft) -> Draft {
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

  /// The mapping of a column as it comes to be.
  private struct Draft {
    var header: String
    var evidence: Evidence
    var field: Field?
    var isInverted = false
    /// Lower wins a field that takes one column.
    var rank = Int.max
    var how = ColumnMapping.How.none
    var score = 0.0
    var candidate: Field?
    var why = ""
    var isWatched = false
    /// Whether content may still find a field for it.
    var isOpen = false

    var content: ColumnContent { evidence.content }

    mutating func take(
      _ field: Field, _ how: ColumnMapping.How, _ score: Double, _ why: String, rank: Int = .max
    ) {
      self.field = field
      self.how = how
      self.score = score
      self.why = why
      self.rank = rank
      isOpen = false
    }

    mutating func carry(_ candidate: Field?, _ score: Double, _ why: String) {
      field = nil
      isInverted = false
      how = .none
      self.candidate = candidate
      self.score = score
      self.why = why
    }
  }

  private func mapping(_ draft: Draft) -> ColumnMapping {
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

// MARK: - Names

extension ColumnMapper {
  /// What profile and spellings say of a header, checked by its cells.
  private func named(_ header: String, _ profile: VendorProfile?, _ evidence: Evidence) -> Draft {
    var draft = Draft(header: header, evidence: evidence)
    var name = header
    if let profile {
      if let meaning = profile.meaning(of: header) {
        apply(meaning, of: profile, to: &draft)
        return draft
      }
      name = profile.bare(header) ?? header
    }
    if let match = fields.match(name) {
      draft.isInverted = match.isInverted
      let words =
        match.how == .suspected ? "its name may speak of an opt-out" : "its name"
      let scores: [ColumnMapping.How: Double] = [.name: 0.95, .pattern: 0.9, .suspected: 0.7]
      // What another system calls so beats a mere stem.
      if match.how == .suspected, let other = profiles.common(name), other.field == .optOut {
        draft.isInverted = other.isInverted
        draft.take(.optOut, .name, 0.9, "its name in exports of other systems")
      } else {
        draft.take(
          match.entry.field, match.how, scores[match.how] ?? 0, words, rank: match.entry.rank)
      }
      check(&draft)
      return draft
    }
    if let other = profiles.common(name) {
      draft.isInverted = other.isInverted
      draft.take(
        other.field, .name, 0.85, "its name in exports of other systems",
        rank: Int(Int32.max) + other.rank)
      check(&draft)
      return draft
    }
    smell(name, &draft)
    if draft.field == nil, draft.candidate == nil {
      draft.candidate = fields.hint(in: name)
      draft.score = draft.candidate == nil ? 0 : 0.4
      if draft.candidate != nil { draft.why = "a part of its name" }
      draft.isOpen = !fields.speaksOfOthers(header)
      draft.isWatched = draft.content.hasOptOutWords
    }
    return draft
  }

  private func apply(
    _ meaning: VendorProfile.Meaning, of profile: VendorProfile, to draft: inout Draft
  ) {
    let why = "its name in \(profile.title)"
    switch meaning {
    case .field(let field, let rank):
      draft.take(field, .profile, 0.99, why, rank: rank - Int(Int32.max))
      check(&draft)
    case .inverted:
      draft.take(.optOut, .profile, 0.99, why)
      draft.isInverted = true
    case .undecided(let isInverted):
      draft.take(.optOut, .suspected, 0.7, "\(why) may speak of an opt-out")
      draft.isInverted = isInverted
    case .carried(let reason):
      draft.carry(nil, 0, "\(profile.title): \(reason)")
      draft.how = .profile
      draft.isWatched = draft.content.hasOptOutWords && draft.content.distinctShare < 0.5
    }
  }

  /// A header that no list has, but that speaks of consent.
  private func smell(_ header: String, _ draft: inout Draft) {
    let content = draft.content
    let smell = fields.consentSmell(of: header)
    switch smell {
    case .refusal?:
      draft.take(.optOut, .suspected, 0.7, "its name may speak of an opt-out")
    case .agreement? where content.looked == 0 || content.answers:
      draft.take(.optIn, .pattern, 0.7, "its name speaks of consent")
    case .agreement? where content.share(.date) >= 0.7:
      draft.take(.consentDate, .pattern, 0.65, "dates of consent, by its name")
    case .unclear? where content.answers:
      draft.take(
        .optOut, .suspected, 0.5,
        "its name speaks of messages, its cells answer yes or no, and nothing tells to what")
    case .agreement?, .unclear?:
      draft.candidate = .optIn
      draft.score = 0.4
      draft.why = "its name speaks of consent, its cells do not answer"
      draft.isWatched = content.hasOptOutWords
    case nil:
      guard content.consentCertainty >= fields.leastScore else { return }
      draft.take(.optOut, .suspected, content.consentCertainty, "its cells speak of consent")
    }
  }

  /// Holds what a header names against what its cells hold.
  private func check(_ draft: inout Draft) {
    guard let field = draft.field, field != .optOut else { return }
    let content = draft.content
    if let fit = content.fit(field) { draft.score *= 0.6 + 0.4 * fit }
    guard let other = content.contradiction(of: field) else { return }
    let why = "its name says \(field.rawValue), its cells are \(other.reading.rawValue)"
    draft.carry(field, draft.score, why)
    switch other.reading {
    case .email: draft.take(.email, .content, other.certainty, why)
    case .phone: draft.take(.phone, .content, other.certainty, why)
    case .consent: draft.take(.optOut, .suspected, other.certainty, why)
    case .yesNo where fields.consentSmell(of: draft.header) != nil || field.isChannel:
      draft.take(.optOut, .suspected, 0.5, why)
    default: draft.isWatched = content.hasOptOutWords
    }
  }

  /// One column of names may be the whole name or a part, whatever it is called: `Name` beside `Vorname` is the
  /// family name, `Имя` with two words in it the whole.
  private func chooseName(_ drafts: inout [Draft]) {
    func place(_ field: Field) -> Int? { drafts.firstIndex { $0.field == field } }
    if let first = place(.firstName), drafts[first].how != .set, place(.lastName) == nil,
      place(.fullName) == nil,
      drafts[first].content.certainty(.severalWords) >= 0.7
    {
      drafts[first].field = .fullName
      drafts[first].why = "its cells are whole names"
    }
    if let full = place(.fullName), drafts[full].how == .name,
      drafts[full].content.certainty(.oneWord) >= 0.8
    {
      switch (place(.firstName), place(.lastName)) {
      case (.some, nil):
        drafts[full].field = .lastName
        drafts[full].why = "its cells are one word each, beside a column of given names"
      case (nil, .some):
        drafts[full].field = .firstName
        drafts[full].why = "its cells are one word each, beside a column of family names"
      default: break
      }
    }
  }

  /// Gives each field that takes one column to the column whose spelling stands first.
  private func settle(_ drafts: inout [Draft]) {
    var winners: [Field: Int] = [:]
    for (column, draft) in drafts.enumerated() {
      guard let field = draft.field, !field.takesSeveralColumns else { continue }
      if let winner = winners[field], drafts[winner].rank <= draft.rank { continue }
      winners[field] = column
    }
    for column in drafts.indices {
      guard let field = drafts[column].field, let winner = winners[field], winner != column else {
        continue
      }
      let score = drafts[column].score
      drafts[column].carry(field, score, "'\(drafts[winner].header)' fills its field")
      drafts[column].how = .repeat
    }
  }
}

// MARK: - Content

extension ColumnMapper {
  /// Finds fields for the columns whose headers tell none, the surest first.
  private func findByContent(_ drafts: inout [Draft]) {
    var offers: [(column: Int, field: Field, score: Double, reading: ContentReading)] = []
    var filled = Set(drafts.compactMap(\.field))
    let hasNumbers = filled.contains { $0.isPhone }
    for (column, draft) in drafts.enumerated() where draft.isOpen {
      let isSilent = fields.isSilent(draft.header)
      for found in draft.content.fields(numbersFit: draft.evidence.numbersFit) {
        var score = found.certainty
        if found.field == draft.candidate {
          score = 1 - (1 - score) * 0.6
        } else if !isSilent {
          score *= Self.trust(in: found.field, hinted: draft.candidate)
        }
        // Beside a column of numbers, digits alone are as likely to be a code.
        if found.field == .phone, hasNumbers, draft.candidate?.isPhone != true,
          draft.content.count(.internationalPhone) * 2 < draft.content.looked
        {
          score *= 0.5
        }
        offers.append((column, found.field, score, found.reading))
      }
    }
    offers.sort { ($1.score, $0.column) < ($0.score, $1.column) }
    for offer in offers where drafts[offer.column].isOpen {
      let isFree =
        offer.field.takesSeveralColumns
        || !(filled.contains(offer.field) || filled.contains { $0.excludes(offer.field) })
      guard isFree, offer.score >= fields.leastScore else {
        if isFree, offer.score > drafts[offer.column].score {
          drafts[offer.column].candidate = offer.field
          drafts[offer.column].score = offer.score
          drafts[offer.column].why = "its cells look like \(offer.reading.rawValue)"
        }
        continue
      }
      // A header that says mobile of cells that are numbers is heeded.
      let hinted = drafts[offer.column].candidate
      let field = offer.field == .phone && hinted?.isPhone == true ? hinted ?? .phone : offer.field
      drafts[offer.column].candidate = nil
      drafts[offer.column].isWatched = false
      let how: ColumnMapping.How = field == .optOut ? .suspected : .content
      drafts[offer.column].take(
        field, how, offer.score, "its cells are \(offer.reading.rawValue)")
      filled.insert(field)
    }
  }

  /// How far content counts under a header of unknown words. Addresses and numbers are unmistakable; names and dates
  /// may be somebody else's.
  private static func trust(in field: Field, hinted: Field?) -> Double {
    switch field {
    case .email, .phone: hinted == nil ? 0.95 : 0.75
    case .optOut: 1
    case .fullName, .company, .birthday: hinted == nil ? 0.8 : 0.4
    default: 0.4
    }
  }

  /// Beside a column of given names that was found by its cells, another of single words is the family name.
  private func findFamilyName(_ drafts: inout [Draft]) {
    guard !drafts.contains(where: { $0.field == .lastName || $0.field == .fullName }),
      let first = drafts.firstIndex(where: { $0.field == .firstName && $0.how == .content })
    else { return }
    for column in [first + 1, first - 1] where drafts.indices.contains(column) {
      let content = drafts[column].content
      guard drafts[column].isOpen, fields.isSilent(drafts[column].header),
        content.certainty(.oneWord) >= 0.7, content.share(.country) < 0.3,
        content.distinctShare >= drafts[first].content.distinctShare * 0.8
      else { continue }
      drafts[column].candidate = nil
      drafts[column].take(.lastName, .content, 0.65, "single words beside given names")
      return
    }
  }

  /// Of two columns of times under headers that say nothing, the later one tells of the last change.
  private func findUpdated(_ drafts: inout [Draft]) {
    let isDated = { (draft: Draft) in
      draft.content.certainty(.timestamp) >= 0.6 && self.fields.isSilent(draft.header)
        && (draft.isOpen || draft.how == .content) && draft.field?.takesSeveralColumns != true
    }
    let dated = drafts.indices.filter { isDated(drafts[$0]) }
    let known = Set(drafts.indices.filter { !dated.contains($0) }.compactMap { drafts[$0].field })
    guard dated.count == 2, !known.contains(.created), !known.contains(.updated) else { return }
    let ordered = dated.sorted { drafts[$0].content.meanYear < drafts[$1].content.meanYear }
    guard drafts[ordered[0]].content.meanYear < drafts[ordered[1]].content.meanYear else { return }
    for (column, field) in zip(ordered, [Field.created, .updated]) {
      drafts[column].candidate = nil
      drafts[column].take(
        field, .content, 0.65, "the earlier and the later of two columns of times")
    }
  }

  /// Finds the columns that say what kind of number or address stands in another: `Phone 1 - Type` beside
  /// `Phone 1 - Value`.
  private func attachLabels(_ mappings: inout [ColumnMapping]) {
    var byStem: [String: Int] = [:]
    for (column, mapping) in mappings.enumerated() {
      guard mapping.field?.takesSeveralColumns == true else { continue }
      let key = fold(mapping.header)
      byStem[key] = column
      for ending in [" value", " number", " phone", " address"] where key.hasSuffix(ending) {
        byStem[String(key.dropLast(ending.count))] = column
      }
    }
    for column in mappings.indices where mappings[column].field == nil {
      let key = fold(mappings[column].header)
      for ending in [" type", " label", " kind"] where key.hasSuffix(ending) {
        guard let value = byStem[String(key.dropLast(ending.count))] else { continue }
        mappings[value].labelColumn = column
        mappings[column].candidate = nil
        mappings[column].why = "the label of '\(mappings[value].header)'"
        mappings[column].how = .pattern
      }
    }
  }
}

extension Field {
  /// Fields named after a way to reach a person: a yes or no under such a header tells whether it may be used.
  fileprivate var isChannel: Bool { isPhone || self == .email }

  /// Whether a column of this field makes one of the other superfluous.
  fileprivate func excludes(_ other: Field) -> Bool {
    switch (self, other) {
    case (.fullName, .firstName), (.fullName, .lastName), (.firstName, .fullName),
      (.lastName, .fullName):
      true
    default: false
    }
  }
}

extension FieldRules {
  /// Maps columns by their headers alone.
  package func map(columns: [String]) -> [ColumnMapping] {
    ColumnMapper(fields: self).map(columns: columns).columns
  }
}

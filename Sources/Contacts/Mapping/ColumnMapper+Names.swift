extension ColumnMapper {
  /// What profile and spellings say of a header, checked by its cells.
  func named(_ header: String, _ profile: VendorProfile?, _ evidence: Evidence) -> ColumnDraft {
    var draft = ColumnDraft(header: header, evidence: evidence)
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
    _ meaning: VendorProfile.Meaning, of profile: VendorProfile, to draft: inout ColumnDraft
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
  private func smell(_ header: String, _ draft: inout ColumnDraft) {
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
  private func check(_ draft: inout ColumnDraft) {
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
  func chooseName(_ drafts: inout [ColumnDraft]) {
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
  func settle(_ drafts: inout [ColumnDraft]) {
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

extension Field {
  /// Fields named after a way to reach a person: a yes or no under such a header tells whether it may be used.
  fileprivate var isChannel: Bool { isPhone || self == .email }
}

extension ColumnMapper {
  /// Finds fields for the columns whose headers tell none, the surest first.
  func findByContent(_ drafts: inout [ColumnDraft]) {
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
  func findFamilyName(_ drafts: inout [ColumnDraft]) {
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
  func findUpdated(_ drafts: inout [ColumnDraft]) {
    let isDated = { (draft: ColumnDraft) in
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
  func attachLabels(_ mappings: inout [ColumnMapping]) {
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

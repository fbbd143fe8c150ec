internal import Contacts
internal import PhoneNumbers
internal import Reports

extension ReportBuilder {
  /// The fields that are filled before or after.
  func completeness(_ tally: CleanTally) -> [CleanReport.Completeness] {
    zip(ReportedField.all, tally.sketches).compactMap { field, after in
      var before = ColumnSketch()
      var filled = 0
      for survey in surveys {
        var fullest = 0
        for index in survey.columns.indices {
          let mapping = survey.columns[index]
          let isPart = mapping.field.map(field.parts.contains) ?? false
          guard field.isFed(by: mapping) || isPart else { continue }
          if !isPart { before.merge(survey.sketches[index]) }
          fullest = max(fullest, survey.filled[index])
        }
        // Several columns of one field may be filled in one row: the fullest stands for them all.
        filled += fullest
      }
      guard filled > 0 || after.filled > 0 else { return nil }
      let isNumber = field.column == .phoneE164
      return CleanReport.Completeness(
        field: field.column.name, filledBefore: filled, rowsBefore: totals.rowsRead,
        filledAfter: after.filled, contactsAfter: tally.contacts,
        validBefore: field.canBeInvalid
          ? min(filled, readableRows(0..<people.table.count, field)) : nil,
        validAfter: field.canBeInvalid ? (isNumber ? tally.usableNumbers : after.filled) : nil,
        before: before.profile, after: after.profile)
    }
  }

  /// Records of a range that have a value for the field; of numbers, one that is valid as it stands.
  private func readableRows(_ records: Range<Int>, _ field: ReportedField) -> Int {
    records.count { record in
      let (batch, row) = people.table.locate(record)
      let contacts = people.table.batches[batch]
      return field.column == .phoneE164
        ? contacts.phones(row).contains { $0.status == .valid }
        : !contacts.isEmpty(row, field.column)
    }
  }

  /// The columns of an input: what each was taken for, and what its cells look like.
  func columns(_ survey: InputSurvey, input: Int) -> [CleanReport.Column] {
    survey.columns.indices.map { index in
      let mapping = survey.columns[index]
      let (field, note): (String?, String) =
        switch mapping.role {
        case .field(let field): (field.rawValue, mapping.why)
        case .invertedOptOut: (Field.optOut.rawValue, "inverted: yes means that contact is allowed")
        case .restored(let column): (column.name, "read back as Rollcall wrote it")
        case .extra: (nil, mapping.why)
        case .watched: (nil, "its words of opt-out count")
        }
      return CleanReport.Column(
        header: mapping.header, field: field,
        how: CleanReport.MappingBasis(rawValue: mapping.how.rawValue),
        filled: survey.filled[index], note: note, candidate: mapping.candidate?.rawValue,
        score: mapping.score > 0 ? mapping.score : nil, isUndecided: mapping.how == .suspected,
        valid: validCells(of: mapping, in: survey, input: input).map {
          min($0, survey.filled[index])
        },
        profile: survey.sketches[index].profile)
    }
  }

  /// Cells of a column that could be read as its field, where that can be told.
  private func validCells(
    of mapping: ColumnMapping, in survey: InputSurvey, input: Int
  ) -> Int? {
    guard let field = ReportedField.all.first(where: { $0.isFed(by: mapping) }),
      field.canBeInvalid
    else { return nil }
    if field.column == .phoneE164 {
      let number = extraNames.firstIndex(of: mapping.extraName).map(UInt32.init)
      return number.map { people.intake.validCells[input][$0] ?? 0 }
    }
    // The record does not tell which of several columns gave it its value.
    guard survey.columns.count(where: field.isFed) == 1 else { return nil }
    return readableRows(people.intake.ranges[input], field)
  }
}

extension ContactReader {
  func takeOptIn(
    _ text: String, _ column: Column, _ row: inout RowContext, _ draft: inout ContactDraft
  ) {
    if rules.words.permission(of: text) == false {
      optOut(column, &draft)
    } else if let said = rules.words.permission(of: text) ?? rules.words.truth(of: text) {
      row.optIn = (row.optIn ?? true) && said
    } else if !meaningful(text).isEmpty {
      carryAlong(text, column, &draft)
    }
  }

  func takeOptOut(
    _ text: String, _ column: Column, isInverted: Bool, _ row: inout RowContext,
    _ draft: inout ContactDraft
  ) {
    if rules.words.permission(of: text) == false {
      optOut(column, &draft)
    } else if rules.words.isPlainPermission(text) {
      return
    } else if let said = rules.words.truth(of: text) {
      if said != isInverted { optOut(column, &draft) }
    } else if let seconds = optOutDate(text, column, &draft) {
      draft.facts.claim.optOutSeconds = seconds
      optOut(column, &draft)
    } else if !meaningful(text).isEmpty {
      carryAlong(text, column, .optOutUnclear, &draft)
      optOut(column, &draft)
    }
  }

  /// The time of an opt-out column that holds times.
  func optOutDate(
    _ text: String, _ column: Column, _ draft: inout ContactDraft
  ) -> Int64? {
    let reading = readDate(text, rules: column.dates ?? DateRules())
    guard reading.status == .read else { return nil }
    draft[.optOutAt] = reading.text
    return reading.epochSeconds
  }

  func noteOptOutWord(_ text: String, _ column: Column, _ draft: inout ContactDraft) {
    let isOptOut =
      draft.optOutWords[text]
      ?? (rules.consent.optOutWords.contains(fold(text)) || rules.fields.maySayOptOut(text))
    draft.remember(text, isOptOut: isOptOut)
    if isOptOut { optOut(column, &draft) }
  }

  func optOut(_ column: Column, _ draft: inout ContactDraft) {
    draft.facts.claim.isOptedOut = true
    if draft[.optOutSource].isEmpty {
      draft[.optOutSource] = "\(inputName): \(column.mapping.header)"
    }
  }
}

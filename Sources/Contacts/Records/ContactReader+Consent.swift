extension ContactReader {
  func takeOptIn(
    _ text: String, _ column: Column, _ row: inout RowContext, _ draft: inout ContactDraft
  ) {
    if rules.words.permission(of: text) == false {
      optOut(column, &draft)
    } else if let said = rules.words.permission(of: text) ?? rules.words.truth(of: text) {
      row.consent.optIn = (row.consent.optIn ?? true) && said
      if said { row.consent.channels.formUnion(consentColumns.channels(of: column)) }
    } else if !meaningful(text).isEmpty {
      row.consent.isUnclear = true
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
      if column.mapping.field == .optOutDate {
        row.consent.hasOptOutDate = true
        noteOptOutSource(column, &draft)
      } else {
        optOut(column, &draft)
      }
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
    if isOptOut { optOut(column, word: text, &draft) }
  }

  /// - Parameter word: the cell, where it is a word of a status or a tag that opts out.
  func optOut(_ column: Column, word: String? = nil, _ draft: inout ContactDraft) {
    draft.facts.claim.optOut(
      of: word.map(rules.consent.channels) ?? consentColumns.channels(of: column),
      blocking: rules.consent.blockingChannels)
    noteOptOutSource(column, &draft)
  }

  private func noteOptOutSource(_ column: Column, _ draft: inout ContactDraft) {
    if draft[.optOutSource].isEmpty {
      draft[.optOutSource] = "\(inputName): \(column.mapping.header)"
    }
  }

  /// A column that tells whether a double opt-in was completed, or when.
  func takeConfirmation(
    _ text: String, _ column: Column, _ row: inout RowContext, _ draft: inout ContactDraft
  ) {
    guard !meaningful(text).isEmpty else { return }
    carryAlong(text, column, &draft)
    if rules.words.permission(of: text) == false {
      optOut(column, &draft)
      return
    }
    let date = readDate(text, rules: column.dates ?? DateRules())
    // A time says that it happened, even where day and month cannot be told apart.
    let isDated = date.status == .read || date.status == .ambiguous
    let said = isDated || (rules.words.permission(of: text) ?? rules.words.truth(of: text) ?? false)
    row.consent.isConfirmed = (row.consent.isConfirmed ?? true) && said
    // A confirmation alone may be that of an order; a double opt-in is one of consent.
    if said, column.mapping.field == .doubleOptIn {
      row.consent.confirmedChannels.formUnion(consentColumns.channels(of: column))
    }
    if date.status == .read {
      row.consent.confirmedSeconds = date.epochSeconds
      row.consent.confirmedAt = date.text
    }
  }

  func finishConsent(_ row: RowContext, _ draft: inout ContactDraft) {
    var cells = row.consent
    // A date alone opts out of all, one beside other columns of what they are for.
    if cells.hasOptOutDate, draft.facts.claim.optOutChannels.isEmpty {
      draft.facts.claim.optOut(of: .all, blocking: rules.consent.blockingChannels)
    }
    // Whoever confirmed a double opt-in had opted in, where no column tells so by itself.
    if cells.isConfirmed == true, !cells.confirmedChannels.isEmpty, !consentColumns.hasOptIn {
      cells.optIn = true
      cells.channels = cells.confirmedChannels
    }
    if draft.facts.claim.consentSeconds == nil, draft[.consentAt].isEmpty,
      let confirmed = cells.confirmedSeconds
    {
      draft.facts.claim.consentSeconds = confirmed
      draft[.consentAt] = cells.confirmedAt
    }
    if let start = consentColumns.startSeconds, let given = draft.facts.claim.consentSeconds,
      given > start
    {
      draft.facts.claim.consentSeconds = nil
      draft.facts.flags.insert(.consentDateInFuture)
    }
    if row.isRestored {
      finishRestoredConsent(&draft)
      return
    }
    draft.facts.claim.hasProof = rules.consent.proof.isMet(
      hasDate: draft.facts.claim.consentSeconds != nil,
      hasSource: !draft[.consentProof].isEmpty)
    if !cells.channels.isEmpty { draft.facts.claim.consentChannels = cells.channels }
    draft.facts.claim.tier = tier(of: cells, &draft)
    // Within one record too, an opt-in that is newer than the opt-out and proven replaces it.
    guard !draft.facts.claim.optOutChannels.isEmpty else { return }
    var (optIn, optOut) = (draft.facts.claim, draft.facts.claim)
    optIn.isOptedOut = false
    optIn.optOutChannels = []
    optOut.tier = nil
    let merged = ConsentClaim.merge([optIn, optOut])
    draft.facts.claim.isOptedOut = merged.claim.isOptedOut
    draft.facts.claim.optOutChannels = merged.claim.optOutChannels
    if merged.overridden { draft.facts.flags.insert(.optOutOverridden) }
  }

  private func tier(of cells: ConsentCells, _ draft: inout ContactDraft) -> ConsentTier? {
    let refused: ConsentTier = cells.isInterested ? .transactional : .none
    guard let optIn = cells.optIn else { return cells.isInterested ? .transactional : nil }
    guard optIn else { return refused }
    // A yes beside something that may be a no is not a yes.
    guard !cells.isUnclear else {
      draft.facts.flags.insert(.optInUnclear)
      return refused
    }
    let mustBeConfirmed =
      switch rules.consent.doubleOptIn {
      case .ifPresent: consentColumns.hasConfirmation
      case .required: true
      case .ignored: false
      }
    if mustBeConfirmed, cells.isConfirmed != true {
      draft.facts.flags.insert(.optInUnconfirmed)
    } else if cells.channels.isDisjoint(with: rules.consent.optInChannels) {
      draft.facts.flags.insert(.optInForOtherChannel)
    } else if !draft.facts.claim.hasProof {
      draft.facts.flags.insert(.optInWithoutProof)
    } else {
      return .marketing
    }
    return .transactional
  }

  /// The consent columns of `contacts.csv` are as they were decided.
  private func finishRestoredConsent(_ draft: inout ContactDraft) {
    // Only proven consent was written as marketing; its proof may have been a date.
    if draft.facts.claim.tier == .marketing { draft.facts.claim.hasProof = true }
    // Which further channels it was for is not written.
    draft.facts.claim.consentChannels = .whatsApp
    if draft.facts.claim.isOptedOut, draft.facts.claim.optOutChannels.isEmpty {
      draft.facts.claim.optOutChannels = .all
    }
  }
}

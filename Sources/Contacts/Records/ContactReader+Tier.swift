extension ContactReader {
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
    if draft.facts.claim.consentSeconds == nil, draft.isEmpty(.consentAt),
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
      hasSource: !draft.isEmpty(.consentProof))
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

extension ContactReader {
  func takeOptIn(
    _ cell: UnsafeBufferPointer<UInt8>, _ index: Int, _ row: inout RowContext,
    _ draft: inout ContactDraft, _ memory: inout CellMemory
  ) {
    let answer = answer(cell, &memory)
    if answer.permission == false {
      optOut(index, &draft)
    } else if let said = answer.permission ?? answer.truth {
      row.consent.optIn = (row.consent.optIn ?? true) && said
      if said { row.consent.channels.formUnion(consentChannels[index]) }
    } else if !meaningful(cell.string).isEmpty {
      row.consent.isUnclear = true
      carryAlong(cell, index, &draft)
    }
  }

  func takeOptOut(
    _ cell: UnsafeBufferPointer<UInt8>, _ index: Int, isInverted: Bool, _ row: inout RowContext,
    _ draft: inout ContactDraft, _ memory: inout CellMemory
  ) {
    let answer = answer(cell, &memory)
    if answer.permission == false {
      optOut(index, &draft)
    } else if answer.isPlainPermission {
      return
    } else if let said = answer.truth {
      if said != isInverted { optOut(index, &draft) }
    } else if let seconds = optOutDate(cell, index, &draft) {
      draft.facts.claim.optOutSeconds = seconds
      if isField(.optOutDate, index) {
        row.consent.hasOptOutDate = true
        noteOptOutSource(index, &draft)
      } else {
        optOut(index, &draft)
      }
    } else if !meaningful(cell.string).isEmpty {
      carryAlong(cell, index, .optOutUnclear, &draft)
      optOut(index, &draft)
    }
  }

  /// The time of an opt-out column that holds times.
  func optOutDate(
    _ cell: UnsafeBufferPointer<UInt8>, _ index: Int, _ draft: inout ContactDraft
  ) -> Int64? {
    let reading = date(cell, index)
    guard reading.status == .read else { return nil }
    draft.set(.optOutAt) { reading.appendText(to: &$0) }
    return reading.epochSeconds
  }

  /// A cell that opts out if it is a word of an opt-out, whatever its column says.
  func noteOptOutWord(
    _ cell: UnsafeBufferPointer<UInt8>, _ index: Int, _ draft: inout ContactDraft,
    _ memory: inout CellMemory
  ) {
    let channels: ConsentChannels
    if let known = memory.find(cell) {
      channels = ConsentChannels(rawValue: UInt8(known.code))
    } else {
      channels = optOutChannels(ofWord: cell.string)
      memory.insert(
        cell, text: UnsafeBufferPointer(rebasing: cell[..<0]), code: Int(channels.rawValue))
    }
    if !channels.isEmpty { optOut(index, of: channels, &draft) }
  }

  /// What a word of a status or a tag opts out of; nothing where it is no such word.
  func optOutChannels(ofWord text: String) -> ConsentChannels {
    rules.consent.optOutWords.contains(fold(text)) || rules.fields.maySayOptOut(text)
      ? rules.consent.channels(of: text) : []
  }

  /// - Parameter channels: what is opted out of; nil for all that the column is for.
  func optOut(
    _ index: Int, of channels: ConsentChannels? = nil, _ draft: inout ContactDraft
  ) {
    draft.facts.claim.optOut(
      of: channels ?? consentChannels[index], blocking: rules.consent.blockingChannels)
    noteOptOutSource(index, &draft)
  }

  private func noteOptOutSource(_ index: Int, _ draft: inout ContactDraft) {
    if draft.isEmpty(.optOutSource) { draft[.optOutSource] = optOutSources[index] }
  }

  /// A column that tells whether a double opt-in was completed, or when.
  func takeConfirmation(
    _ cell: UnsafeBufferPointer<UInt8>, _ index: Int, _ row: inout RowContext,
    _ draft: inout ContactDraft, _ memory: inout CellMemory
  ) {
    guard !meaningful(cell.string).isEmpty else { return }
    carryAlong(cell, index, &draft)
    let answer = answer(cell, &memory)
    if answer.permission == false {
      optOut(index, &draft)
      return
    }
    let date = date(cell, index)
    // A time says that it happened, even where day and month cannot be told apart.
    let isDated = date.status == .read || date.status == .ambiguous
    let said = isDated || (answer.permission ?? answer.truth ?? false)
    row.consent.isConfirmed = (row.consent.isConfirmed ?? true) && said
    // A confirmation alone may be that of an order; a double opt-in is one of consent.
    if said, isField(.doubleOptIn, index) {
      row.consent.confirmedChannels.formUnion(consentChannels[index])
    }
    if date.status == .read {
      row.consent.confirmedSeconds = date.epochSeconds
      row.consent.confirmedAt = date.text
    }
  }

  /// What the words of a cell say about consent; in `code` as it is remembered.
  private struct Answer {
    var code: Int

    init(code: Int) { self.code = code }

    init(permission: Bool?, isPlain: Bool, truth: Bool?) {
      code =
        (permission == nil ? 0 : permission == true ? 1 : 2) | (isPlain ? 4 : 0)
        | (truth == nil ? 0 : truth == true ? 8 : 16)
    }

    var permission: Bool? { code & 1 != 0 ? true : code & 2 != 0 ? false : nil }
    var isPlainPermission: Bool { code & 4 != 0 }
    var truth: Bool? { code & 8 != 0 ? true : code & 16 != 0 ? false : nil }
  }

  private func answer(_ cell: UnsafeBufferPointer<UInt8>, _ memory: inout CellMemory) -> Answer {
    if let known = memory.find(cell) { return Answer(code: known.code) }
    let text = cell.string
    let answer = Answer(
      permission: rules.words.permission(of: text),
      isPlain: rules.words.isPlainPermission(text), truth: rules.words.truth(of: text))
    memory.insert(cell, text: UnsafeBufferPointer(rebasing: cell[..<0]), code: answer.code)
    return answer
  }
}

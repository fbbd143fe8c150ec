extension ContactReader {
  func finishName(_ row: RowContext, _ draft: inout ContactDraft, _ memory: inout Memory) {
    guard !(row.full.isEmpty && row.first.isEmpty && row.last.isEmpty && row.middle.isEmpty)
    else { return }
    if draft.facts.flags.contains(.companyRecord) {
      draft[.fullName] = meaningful((row.full.isEmpty ? row.first : row.full).string)
      return
    }
    if row.full.isEmpty, row.middle.isEmpty, takeSimpleName(row, &draft, &memory) { return }
    takeName(row, &draft, &memory)
    if let column = row.fullColumn, !(row.first.isEmpty && row.last.isEmpty),
      Self.words(row.full.string)
        != Self.words("\(row.first.string) \(row.middle.string) \(row.last.string)")
    {
      // Two cells name the person, and differently: the parts are taken, the whole is carried along.
      draft.addExtra(extras[column], row.full)
    }
  }

  private static func words(_ text: String) -> [Substring] {
    fold(text).split(separator: " ").sorted()
  }

  /// Reads the name, or remembers the same cells of another row.
  private func takeName(_ row: RowContext, _ draft: inout ContactDraft, _ memory: inout Memory) {
    let columns: [ContactColumn] = [.fullName, .firstName, .middleName, .lastName, .nameTitle]
    // With their lengths, so that cells that are parted elsewhere differ.
    var key: [UInt8] = []
    for cell in [row.full, row.first, row.middle, row.last] {
      appendDecimal(UInt64(cell.count), to: &key)
      key.append(UInt8(ascii: " "))
      key.append(contentsOf: cell)
    }
    let code: Int
    if let known = key.withUnsafeBufferPointer({ memory.names.find($0) }) {
      code = known.code
      var parts = memory.names.bytes[known.text]
        .split(separator: 0x1F, maxSplits: columns.count - 1, omittingEmptySubsequences: false)[...]
      for column in columns {
        let part = parts.popFirst() ?? []
        if part.isEmpty, column == .nameTitle { continue }
        draft.set(column) { $0.append(contentsOf: part) }
      }
    } else {
      let name = normaliseName(
        full: row.full.string, first: row.first.string, middle: row.middle.string,
        last: row.last.string, words: rules.words)
      let parts = [name.full, name.first, name.middle, name.last, name.title]
      for (column, part) in zip(columns, parts) where !(part.isEmpty && column == .nameTitle) {
        draft[column] = part
      }
      code =
        (name.flags.contains(.placeholderName) ? 1 : 0)
        | (name.flags.contains(.companyInName) ? 2 : 0)
      // No part holds the separator: it is a control character, which tidying drops.
      let text = Array(parts.joined(separator: "\u{1F}").utf8)
      key.withUnsafeBufferPointer { key in
        text.withUnsafeBufferPointer { _ = memory.names.insert(key, text: $0, code: code) }
      }
    }
    if code & 1 != 0 { draft.facts.flags.insert(.placeholderName) }
    if code & 2 != 0 { draft.facts.flags.insert(.companyInName) }
  }
}

// MARK: - Simple names

extension ContactReader {
  /// Takes a first and a last name of one word each that stay as they are. Words of names are few beside the people
  /// who have them.
  ///
  /// - Returns: false, with nothing taken, where the name needs a closer look.
  private func takeSimpleName(
    _ row: RowContext, _ draft: inout ContactDraft, _ memory: inout Memory
  ) -> Bool {
    if row.first.isEmpty || row.last.isEmpty { return false }
    let given = word(row.first, isFamily: false, &memory.givenNames)
    if given == .other { return false }
    let family = word(row.last, isFamily: true, &memory.familyNames)
    if family == .other { return false }
    draft.set(.firstName) { $0.append(contentsOf: row.first) }
    draft.set(.lastName) { $0.append(contentsOf: row.last) }
    draft.set(.fullName) { bytes in
      // The order of the script, as in a name that is composed of its parts.
      let isEastAsian = given.isEastAsian && family.isEastAsian
      bytes.append(contentsOf: isEastAsian ? row.last : row.first)
      if !isEastAsian || given != family || given == .kana { bytes.append(0x20) }
      bytes.append(contentsOf: isEastAsian ? row.first : row.last)
    }
    return true
  }

  /// What a word is as a part of a name.
  enum NameWord: Int {
    /// It changes, or means something else: a title, a company, nothing.
    case other
    /// It stays as it is, whatever stands beside it.
    case plain, han, kana, hangul

    var isEastAsian: Bool { rawValue > Self.plain.rawValue }
  }

  private func word(
    _ cell: UnsafeBufferPointer<UInt8>, isFamily: Bool, _ memory: inout CellMemory
  ) -> NameWord {
    if let known = memory.find(cell) { return NameWord(rawValue: known.code) ?? .other }
    let word = NameWord(cell.string, isFamily: isFamily, words: rules.words)
    memory.insert(cell, text: UnsafeBufferPointer(rebasing: cell[..<0]), code: word.rawValue)
    return word
  }
}

extension ContactReader.NameWord {
  init(_ text: String, isFamily: Bool, words: Words) {
    self = .other
    // Byte by byte: texts that only look alike are equal as strings.
    guard !text.isEmpty, tidy(text).utf8.elementsEqual(text.utf8), !text.utf8.contains(0x20),
      !NameAffixes.isCompany(text, words: words), !NameAffixes.isNothing(text, words: words),
      NameCase.mended(text, isFamily: isFamily).utf8.elementsEqual(text.utf8)
    else { return }
    var part = text
    var title = ""
    NameAffixes.takeAttachedTitle(from: &part, into: &title, words: words)
    guard title.isEmpty else { return }
    switch Script.only(in: text) {
    case .han: self = .han
    case .kana: self = .kana
    case .hangul: self = .hangul
    default: self = .plain
    }
  }
}

/// A person's name in its parts.
package struct PersonName: Sendable, Equatable {
  package enum Flag: String, Sendable {
    /// A part held `n/a`, `test` or the like, and was emptied.
    case placeholderName = "placeholder_name"
    /// A part holds a company; nothing was moved or changed.
    case companyInName = "company_in_name"
  }

  /// Composed of the parts in the order of their script; with the suffix, without the title.
  package var full = ""
  package var first = ""
  package var middle = ""
  package var last = ""
  package var title = ""
  package var suffix = ""
  package var flags: [Flag] = []
}

/// The parts of a name from the cells that hold it.
///
/// First and last name are taken as they are given; a full name that stands alone, or in the
/// first or the last name's cell, is split (``NameSplit``). Titles and suffixes go to their own
/// fields, placeholders are emptied, capitals throughout are mended (``NameCase``). Giving the
/// result's full, first, middle and last back changes none of these. O(length).
package func normaliseName(
  full: String, first: String, middle: String, last: String, words: Words
) -> PersonName {
  var name = PersonName(
    full: tidy(full), first: tidy(first), middle: tidy(middle), last: tidy(last))
  // Taking one thing off may uncover another (a title behind a placeholder). What is whole comes
  // through the first pass unchanged.
  for _ in 0..<4 {
    let before = name
    name.normaliseOnce(words)
    if name.hasSameParts(as: before) { break }
  }
  return name
}

func joined(_ parts: String...) -> String {
  var result = ""
  for part in parts where !part.isEmpty {
    if !result.isEmpty { result += " " }
    result += part
  }
  return result
}

/// The words of a tidy text.
func blankSeparated(_ text: String) -> [Substring] {
  text.utf8.split(separator: 0x20).map { Substring($0) }
}

extension PersonName {
  fileprivate func hasSameParts(as other: PersonName) -> Bool {
    first == other.first && last == other.last && middle == other.middle
      && (full == other.full || suffix.isEmpty)
  }

  fileprivate mutating func normaliseOnce(_ words: Words) {
    if holdsCompany(words) {
      if !flags.contains(.companyInName) { flags.append(.companyInName) }
      if full.isEmpty { full = joined(first, middle, last) }
      return
    }
    dropPlaceholders(words)
    promoteMiddle()
    let given = full
    if let whole = wholeToSplit() {
      let givenMiddle = middle
      split(whole, words: words)
      if middle.isEmpty, !givenMiddle.isEmpty, !NameSplit.holds(whole, part: givenMiddle) {
        middle = givenMiddle
      }
      dropPlaceholders(words)
      promoteMiddle()
    } else {
      readAffixes(words)
    }
    let unaffixed = joined(first, middle, last)
    if suffix.isEmpty, given.utf8.contains(0x20), given != unaffixed {
      // A family name may itself look like a suffix: what follows the parts is asked first.
      let isAppended = given.hasPrefix(unaffixed + " ")
      let tail = isAppended ? "- " + given.dropFirst(unaffixed.count + 1) : given
      suffix = NameAffixes.suffix(of: tail, words: words)
    }
    first = NameCase.mended(first)
    middle = NameCase.mended(middle)
    last = NameCase.mended(last, isFamily: true)
    full = composed()
  }

  /// A middle name without a first name is a first name.
  fileprivate mutating func promoteMiddle() {
    guard first.isEmpty, !middle.isEmpty, full.isEmpty || !last.isEmpty else { return }
    first = middle
    middle = ""
  }

  /// The text that holds the whole name where first and last name are not given apart.
  fileprivate func wholeToSplit() -> String? {
    switch (first.isEmpty, last.isEmpty) {
    case (true, true): return full.isEmpty ? nil : full
    case (false, true):
      if fullHolds(first), middle.isEmpty || fullHolds(middle) { return full }
      return middle.isEmpty ? first : nil
    case (true, false):
      if fullHolds(last) { return full }
      return last.utf8.contains(0x20) ? last : nil
    case (false, false):
      return first == last && first.utf8.contains(0x20) ? first : nil
    }
  }

  /// Whether the full name holds a part, and more than the parts together.
  private func fullHolds(_ part: String) -> Bool {
    full.utf8.count > part.utf8.count && full != joined(first, middle, last)
      && NameSplit.holds(full, part: part)
  }

  fileprivate mutating func split(_ whole: String, words: Words) {
    let parts = NameSplit(whole, words: words)
    first = parts.first
    middle = parts.middle
    last = parts.last
    title = joined(title, parts.title)
    if !parts.suffix.isEmpty { suffix = parts.suffix }
  }

  /// Titles, suffixes and a patronymic out of first and last names that are given apart.
  fileprivate mutating func readAffixes(_ words: Words) {
    NameAffixes.takeTitle(from: &first, into: &title, words: words)
    NameAffixes.takeAttachedTitle(from: &first, into: &title, words: words)
    NameAffixes.takeAttachedTitle(from: &last, into: &title, words: words)
    NameAffixes.takeSuffix(from: &last, into: &suffix, words: words)
    if middle.isEmpty, first.utf8.contains(0x20), !first.isEmpty {
      let tokens = blankSeparated(first)
      if tokens.count == 2, RussianNames.isPatronymic(tokens[1]) {
        first = String(tokens[0])
        middle = String(tokens[1])
      }
    }
  }

  fileprivate func holdsCompany(_ words: Words) -> Bool {
    NameAffixes.isCompany(full, words: words) || NameAffixes.isCompany(first, words: words)
      || NameAffixes.isCompany(last, words: words)
  }

  /// Empties the parts that stand for nothing. A short word written as a name beside a real one
  /// stays: there are people called Null, Na and Test.
  fileprivate mutating func dropPlaceholders(_ words: Words) {
    let isNothing = (
      full: NameAffixes.isNothing(full, words: words),
      first: NameAffixes.isNothing(first, words: words),
      middle: NameAffixes.isNothing(middle, words: words),
      last: NameAffixes.isNothing(last, words: words)
    )
    guard isNothing.full || isNothing.first || isNothing.middle || isNothing.last else { return }
    let isFirstReal = !first.isEmpty && !isNothing.first
    let isLastReal = !last.isEmpty && !isNothing.last
    var hasDropped = false
    func drop(_ part: inout String, _ isNothing: Bool, besideReal: Bool) {
      if isNothing, !(besideReal && NameAffixes.isShortName(part)) {
        part = ""
        hasDropped = true
      }
    }
    drop(&full, isNothing.full, besideReal: false)
    drop(&first, isNothing.first, besideReal: isLastReal)
    drop(&middle, isNothing.middle, besideReal: isFirstReal || isLastReal)
    drop(&last, isNothing.last, besideReal: isFirstReal)
    if hasDropped, !flags.contains(.placeholderName) { flags.append(.placeholderName) }
  }

  /// The full name: family name first and without blanks in Han and Hangul, family name first in
  /// kana, else first, middle, last.
  fileprivate func composed() -> String {
    var result: String
    if let script = last.isEmpty ? nil : Script.only(in: last), script.isEastAsian, middle.isEmpty,
      !first.isEmpty, let other = Script.only(in: first), other.isEastAsian
    {
      let isJoined = script == other && script != .kana && !first.utf8.contains(0x20)
      result = isJoined ? last + first : last + " " + first
    } else {
      result = joined(first, middle, last)
    }
    if !suffix.isEmpty, !result.isEmpty { result += " " + suffix }
    return result
  }
}

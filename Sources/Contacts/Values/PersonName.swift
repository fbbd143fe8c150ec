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
  if name.holdsCompany(words) {
    name.flags = [.companyInName]
    if name.full.isEmpty { name.full = joined(name.first, name.middle, name.last) }
    return name
  }
  name.dropPlaceholders(words)
  let given = name.full
  if let whole = name.wholeToSplit() {
    let middle = name.middle
    name.split(whole, words: words)
    if name.middle.isEmpty { name.middle = middle }
    name.dropPlaceholders(words)
  } else {
    name.readAffixes(words)
  }
  if name.suffix.isEmpty { name.suffix = NameAffixes.suffix(of: given, words: words) }
  name.first = NameCase.mended(name.first)
  name.middle = NameCase.mended(name.middle)
  name.last = NameCase.mended(name.last, isFamily: true)
  name.full = name.composed()
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

extension PersonName {
  /// The text that holds the whole name where first and last name are not given apart.
  fileprivate func wholeToSplit() -> String? {
    switch (first.isEmpty, last.isEmpty) {
    case (true, true): return full.isEmpty ? nil : full
    case (false, true):
      if !full.isEmpty, full.utf8.count > first.utf8.count, NameSplit.holds(full, part: first) {
        return full
      }
      return first
    case (true, false):
      if !full.isEmpty, full.utf8.count > last.utf8.count, NameSplit.holds(full, part: last) {
        return full
      }
      return last.utf8.contains(0x20) ? last : nil
    case (false, false):
      return first == last && first.utf8.contains(0x20) ? first : nil
    }
  }

  fileprivate mutating func split(_ whole: String, words: Words) {
    let parts = NameSplit(whole, words: words)
    first = parts.first
    middle = parts.middle
    last = parts.last
    title = parts.title
    suffix = parts.suffix
  }

  /// Titles, suffixes and a patronymic out of first and last names that are given apart.
  fileprivate mutating func readAffixes(_ words: Words) {
    NameAffixes.takeTitle(from: &first, into: &title, words: words)
    NameAffixes.takeAttachedTitle(from: &first, into: &title, words: words)
    if first.isEmpty || title.isEmpty {
      NameAffixes.takeAttachedTitle(from: &last, into: &title, words: words)
    }
    NameAffixes.takeSuffix(from: &last, into: &suffix, words: words)
    if middle.isEmpty, first.utf8.contains(0x20), !first.isEmpty {
      let tokens = first.split(separator: " ")
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

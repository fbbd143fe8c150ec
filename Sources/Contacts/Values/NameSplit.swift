/// A full name taken apart.
///
/// Western names: `First Middle Last` or `Last, First Middle`. Russian names: also `Last First
/// Patronymic`, known by the patronymic or the ending of the family name (``RussianNames``). Han
/// and Hangul: family name first, written together or apart (``EastAsianNames``). Arabic and
/// Hebrew: two words are first and last name, more stay together.
struct NameSplit {
  var first = ""
  var middle = ""
  var last = ""
  var title = ""
  var suffix = ""

  init(_ whole: String, words: Words) {
    var text = whole
    NameAffixes.takeTitle(from: &text, into: &title, words: words)
    NameAffixes.takeAttachedTitle(from: &text, into: &title, words: words)
    NameAffixes.takeSuffix(from: &text, into: &suffix, words: words)
    text = tidy(text)
    if splitAtComma(text, words: words) { return }
    if let parts = EastAsianNames.split(text) {
      (last, first) = parts
      return
    }
    guard text.utf8.contains(0x20) else {
      first = text
      return
    }
    splitWords(text)
  }

  /// Whether a part stands in a full name as a word of its own, or at its end without blanks.
  static func holds(_ full: String, part: String) -> Bool {
    let key = fold(part)
    if key.isEmpty { return false }
    if let script = Script.only(in: full), script.isEastAsian { return full.contains(part) }
    return (" " + fold(full) + " ").contains(" " + key + " ")
  }

  private mutating func splitAtComma(_ text: String, words: Words) -> Bool {
    let scalars = text.unicodeScalars
    guard let comma = scalars.firstIndex(where: { $0 == "," || $0 == "，" }) else { return false }
    let family = tidy(String(scalars[..<comma]))
    var rest = tidy(String(scalars[scalars.index(after: comma)...]))
    guard !family.isEmpty, !rest.isEmpty, !rest.unicodeScalars.contains(",") else { return false }
    last = family
    NameAffixes.takeTitle(from: &rest, into: &title, words: words)
    let names = rest.split(separator: " ", maxSplits: 1)
    first = String(names[0])
    middle = names.count > 1 ? String(names[1]) : ""
    return true
  }

  private mutating func splitWords(_ text: String) {
    let tokens = blankSeparated(text)
    if let parts = RussianNames.split(tokens) {
      (last, first, middle) = parts
      return
    }
    if Script.only(in: text) == .semitic {
      let isCompound = tokens.dropLast().contains { Self.compounds.contains(String($0)) }
      if tokens.count == 2, !isCompound {
        first = String(tokens[0])
        last = String(tokens[1])
      } else {
        first = text
      }
      return
    }
    var familyStart = tokens.count - 1
    while familyStart > 1,
      NameCase.particles.contains(fold(String(tokens[familyStart - 1])))
    {
      familyStart -= 1
    }
    first = String(tokens[0])
    middle = tokens[1..<familyStart].joined(separator: " ")
    last = tokens[familyStart...].joined(separator: " ")
  }

  /// The first words of Arabic and Hebrew names that do not stand alone.
  private static let compounds: [String] = [
    "عبد", "أبو", "ابو", "أم", "ام", "ابن", "بن", "بنت", "آل", "בן", "בת", "אבו",
  ]
}

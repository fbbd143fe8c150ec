/// What surrounds a name in its cell: titles, suffixes, companies, and words for nothing.
enum NameAffixes {
  static func isTitle(_ token: Substring, words: Words) -> Bool {
    words.titleKeys.contains(fold(String(token)))
  }

  static func isSuffix(_ token: Substring, words: Words) -> Bool {
    guard token.utf8.count > 1 else { return false }
    return words.suffixKeys.contains(fold(String(token)))
  }

  /// Takes leading titles off a part of several words.
  static func takeTitle(from part: inout String, into title: inout String, words: Words) {
    guard part.utf8.contains(0x20) else { return }
    var tokens = blankSeparated(part)[...]
    var titles: [Substring] = []
    while tokens.count > 1, isTitle(tokens[tokens.startIndex], words: words) {
      titles.append(tokens.removeFirst())
    }
    guard !titles.isEmpty else { return }
    title = joined(title, titles.joined(separator: " "))
    part = tokens.joined(separator: " ")
  }

  /// Takes a title off the end of a name in Han, kana or Hangul: `王伟先生`.
  static func takeAttachedTitle(from part: inout String, into title: inout String, words: Words) {
    guard let last = part.unicodeScalars.last, Script(last.value).isEastAsian,
      Script.only(in: part)?.isEastAsian
        ?? part.unicodeScalars.allSatisfy({
          Script($0.value).isEastAsian || $0 == " "
        })
    else { return }
    while let form = words.attachedTitles.first(where: { part != $0 && ends(part, with: $0) }) {
      part = tidy(String(part.unicodeScalars.dropLast(form.unicodeScalars.count)))
      title = joined(title, form)
    }
  }

  /// Byte by byte: tidy texts and folded keys are composed.
  static func ends(_ part: String, with form: String) -> Bool {
    let count = form.utf8.count
    return part.utf8.count >= count && part.utf8.suffix(count).elementsEqual(form.utf8)
  }

  private static func begins(_ part: String, with form: String) -> Bool {
    part.utf8.starts(with: form.utf8)
  }

  /// Takes trailing suffixes off a part of several words.
  static func takeSuffix(from part: inout String, into suffix: inout String, words: Words) {
    guard part.utf8.contains(0x20) else { return }
    var tokens = blankSeparated(part)[...]
    var suffixes: [Substring] = []
    while tokens.count > 1, let last = tokens.last, isSuffix(last, words: words) {
      suffixes.insert(tokens.removeLast(), at: 0)
    }
    guard !suffixes.isEmpty, let name = tokens.popLast() else { return }
    let bare = name.hasSuffix(",") ? name.dropLast() : name
    tokens.append(bare)
    part = tokens.joined(separator: " ")
    suffix = joined(suffixes.joined(separator: " "), suffix)
  }

  /// The suffixes at the end of a full name; empty where there are none.
  static func suffix(of full: String, words: Words) -> String {
    var part = full
    var suffix = ""
    takeSuffix(from: &part, into: &suffix, words: words)
    return suffix
  }

  /// Whether a part stands for nothing: a placeholder word, signs only, or one letter struck
  /// again and again.
  static func isNothing(_ part: String, words: Words) -> Bool {
    if part.isEmpty { return false }
    if words.isPlaceholder(part) { return true }
    let scalars = part.unicodeScalars
    guard let first = scalars.first, first.isASCII, scalars.count > 2 else { return false }
    return scalars.allSatisfy { $0.value | 0x20 == first.value | 0x20 }
  }

  /// At most four Latin letters, the first alone in capitals.
  static func isShortName(_ part: String) -> Bool {
    let bytes = part.utf8
    guard (2...4).contains(bytes.count), let first = bytes.first else { return false }
    return (0x41...0x5A).contains(first)
      && bytes.dropFirst().allSatisfy { (0x61...0x7A).contains($0) }
  }

  /// Whether a legal form of companies begins or ends the part.
  static func isCompany(_ part: String, words: Words) -> Bool {
    if part.isEmpty { return false }
    if part.utf8.contains(where: { $0 >= 0xE0 }),
      words.attachedCompanyForms.contains(where: { ends(part, with: $0) || begins(part, with: $0) })
    {
      return true
    }
    guard part.utf8.contains(0x20) else {
      return isCompanyForm(part[...], within: part, words: words)
    }
    let tokens = blankSeparated(part)
    guard let first = tokens.first, let last = tokens.last else { return false }
    if isCompanyForm(first, within: part, words: words)
      || isCompanyForm(last, within: part, words: words)
    {
      return true
    }
    for length in 2...4 where tokens.count > length {
      let tail = part[tokens[tokens.count - length].startIndex...]
      if words.companyKeys.contains(fold(String(tail))) { return true }
    }
    return false
  }

  /// A form of one or two letters may be a family name as well; it counts only with its full
  /// stops or slash, or in capitals among words that are not.
  private static func isCompanyForm(
    _ token: Substring, within part: String, words: Words
  ) -> Bool {
    guard token.utf8.count < 40, words.companyKeys.contains(fold(String(token))) else {
      return false
    }
    var letters = 0
    var hasSign = false
    for scalar in token.unicodeScalars {
      switch scalar {
      case ".", "/": hasSign = true
      case ",": break
      default: letters += 1
      }
    }
    if letters > 2 || hasSign { return true }
    return token == token.uppercased() && part != part.uppercased()
  }
}

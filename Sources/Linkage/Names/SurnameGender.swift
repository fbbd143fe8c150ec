/// Family names that differ by the gender of who bears them.
enum SurnameGender {
  /// Endings of men and of women after a common stem, of skeletons; a dash stands for none. The last
  /// part says how the stem must end.
  private static let endings: [(men: StaticString, women: StaticString, stem: StaticString)] = [
    // Russian, Bulgarian, Macedonian: Ivanov, Ivanova; Dostoevsky, Dostoevskaya; Tolstoy, Tolstaya.
    ("-", "a", "ov ev in"), ("i", "aia", "k"), ("oi i", "aia", "-"),
    // Polish and Ukrainian: Kowalski, Kowalska. Czech and Slovak: Novák, Nováková.
    ("i", "a", "k"), ("- a", "ova", "-"),
    // Greek: Papadopoulos, Papadopoulou; Georgiadis, Georgiadi; Pappas, Pappa.
    ("os", "u", "-"), ("is", "i", "-"), ("as", "a", "-"),
    // Lithuanian: Kazlauskas, Kazlauskienė.
    ("as is us", "ene aite ite ute", "-"),
  ]
  private static let shortestStem = 4

  /// Whether two skeletons are the male and the female form of one family name; symmetric.
  static func areForms(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Bool {
    var shared = 0
    while shared < min(a.count, b.count), a[shared] == b[shared] { shared += 1 }
    // A common letter may belong to the endings, not to the stem.
    var stem = shared
    while stem >= max(shortestStem, shared - 1) {
      for row in endings where ends(a, before: stem, row.stem) {
        if isEnding(a, from: stem, row.men) && isEnding(b, from: stem, row.women)
          || isEnding(b, from: stem, row.men) && isEnding(a, from: stem, row.women)
        {
          return true
        }
      }
      stem -= 1
    }
    return false
  }

  private static func ends(_ text: Span<UInt8>, before end: Int, _ list: StaticString) -> Bool {
    LetterSpellings.contains(list) { ending in
      ending.count <= end
        && ending.indices.allSatisfy { ending[$0] == text[end - ending.count + $0] }
    }
  }

  /// Whether what follows `start` is one of the endings.
  static func isEnding(_ text: Span<UInt8>, from start: Int, _ list: StaticString) -> Bool {
    LetterSpellings.contains(list) { ending in
      ending.count == text.count - start
        && ending.indices.allSatisfy { ending[$0] == text[start + $0] }
    }
  }
}

/// How two names agree, and -log2 of the chance that somebody else's name agrees as far.
struct NameAgreement: Sendable {
  var level: NameLevel
  var rarity: Float
}

/// Compares names word by word, in any order; remembers the pairs of names it has seen lately.
///
/// Symmetric, and blind to the order of words and rows. O(words²) per new pair.
struct NameComparison: Sendable {
  let index: NameIndex
  private let similarHigh: Double
  private let similarLow: Double
  private let establishedNames: Int
  private let establishedRatio: Int
  private(set) var chances = SlipChances()
  private var jaroWinkler = JaroWinkler()
  /// The texts of `index`, at hand without a detour.
  private let wordText: StringTable
  private let skeletonText: StringTable
  /// Direct-mapped: a pair of names, and how they compare.
  private var memo: [(pair: UInt64, agreement: NameAgreement)]

  init(index: NameIndex, rules: LinkageRules) {
    self.index = index
    similarHigh = rules.similarHigh
    similarLow = rules.similarLow
    establishedNames = rules.establishedNames
    establishedRatio = rules.establishedRatio
    wordText = index.words.table
    skeletonText = index.words.skeletons
    memo = Array(
      repeating: (.max, NameAgreement(level: .missing, rarity: 0)),
      count: memoSize(values: index.count, limit: 1 << 16))
  }

  /// Takes what was measured on an earlier table instead of measuring.
  mutating func take(_ version: LinkageVersion) {
    chances = SlipChances(high: version.scalars.slipHigh, low: version.scalars.slipLow)
  }

  /// Measures on pairs of words, drawn from all, how often one looks like a slip of the other.
  mutating func measureSlips(pairs limit: Int = 1_000_000) {
    let words = index.words.wordsByContent()
    if words.count < Self.fewestWords { return }
    var sums = SlipChances()
    var drawn = 0
    var step = 1
    while drawn < limit, step < words.count {
      for first in 0..<(words.count - step) where drawn < limit {
        drawn += 1
        let (x, y) = (words[first].word, words[first + step].word)
        if index.words.similarityBound(x, y) < similarLow { continue }
        if index.words.skeleton(x) == index.words.skeleton(y) { continue }
        let value = similarity(x, y)
        if value < similarLow || areEstablished(x, y) { continue }
        let share = (words[first].share + words[first + step].share) / 2
        sums.low += share
        if value >= similarHigh { sums.high += share }
      }
      step += 1
    }
    let scale = Double(words.count) / Double(drawn)
    chances = SlipChances(high: sums.high * scale, low: sums.low * scale)
  }

  /// Words below which there are too few pairs to measure anything.
  private static let fewestWords = 200

  mutating func compare(_ left: Int, _ right: Int) -> NameAgreement {
    if index.isMissing(left) || index.isMissing(right) {
      return NameAgreement(level: .missing, rarity: 0)
    }
    if left == right { return NameAgreement(level: sameLevel(left), rarity: index.rarity(left)) }
    let pair = UInt64(min(left, right)) << 32 | UInt64(max(left, right))
    let slot = Int(mixed(pair) & UInt64(memo.count - 1))
    if memo[slot].pair == pair { return memo[slot].agreement }
    // From the content's order, so that left and right can be exchanged.
    let agreement =
      index.isOrdered(left, before: right) ? align(left, right) : align(right, left)
    memo[slot] = (pair, agreement)
    return agreement
  }

  /// A single word is a given name only, except where names are written without blanks.
  private func sameLevel(_ name: Int) -> NameLevel {
    let range = index.range(name)
    if range.count > 1 { return .exact }
    let isWhole =
      !index.script(name).isDisjoint(with: .unspaced)
      && index.words.table.length(index.word(at: range.lowerBound)) > 4
    return isWhole ? .exact : .exactSingle
  }

  private mutating func align(_ a: Int, _ b: Int) -> NameAgreement {
    let scriptA = index.script(a)
    let scriptB = index.script(b)
    if scriptA.isDisjoint(with: scriptB) {
      if scriptB == .romanised && Script.readable.isSuperset(of: scriptA) { return read(a, b) }
      if scriptA == .romanised && Script.readable.isSuperset(of: scriptB) { return read(b, a) }
      return NameAgreement(level: .otherScript, rarity: 0)
    }
    var level: NameLevel
    var rarity: Float = 0
    if Script.unspaced.isSuperset(of: scriptA.union(scriptB)) {
      level = compareUnspaced(a, b)
      if !level.isConflict { rarity = min(index.rarity(a), index.rarity(b)) }
    } else {
      var alignment = NameAlignment(
        left: index.range(a), right: index.range(b), index: index, chances: chances)
      alignment.matchEqual()
      alignment.matchSkeletons()
      if alignment.hasRest { matchRest(&alignment) }
      level = alignment.level
      rarity =
        level == .transliterated && !alignment.hasSurnameForms
        ? min(index.rarity(a), index.rarity(b))
        : alignment.rarity - (alignment.pairs > 1 ? index.affinityBits : 0)
    }
    if level.isConflict { return NameAgreement(level: level, rarity: rarity) }
    let generationA = index.generation(a)
    let generationB = index.generation(b)
    if generationA != generationB {
      level = generationA != 0 && generationB != 0 ? .suffixConflict : .suffixOneSided
    }
    return NameAgreement(level: level, rarity: rarity)
  }

  /// A name in letters that have no skeleton against one in Latin letters.
  private func read(_ original: Int, _ latin: Int) -> NameAgreement {
    var match = RomanisedMatch(
      original: index.range(original), latin: index.range(latin), index: index)
    let level = match.level()
    switch level {
    case .otherScript, .different: return NameAgreement(level: level, rarity: 0)
    case .transliterated, .exactSingle:
      return NameAgreement(level: level, rarity: min(index.rarity(original), index.rarity(latin)))
    default:
      let range = index.range(latin)
      var bits: Float = 0
      for position in range {
        let word = index.word(at: position)
        let isRead = match.latinWordsRead & 1 << UInt8(position - range.lowerBound) != 0
        if isRead { bits += index.words.rarity(word) }
      }
      return NameAgreement(level: level, rarity: bits)
    }
  }

  private mutating func matchRest(_ alignment: inout NameAlignment) {
    alignment.matchInitials()
    alignment.matchNicknames()
    alignment.matchJoined()
    // More slips than two make another name.
    if alignment.openWords > 2 { return }
    while alignment.hasRest {
      var best = 0.0
      var bestPair: (Int, Int)?
      for i in alignment.left where !alignment.isTakenLeft(i) {
        for j in alignment.right where !alignment.isTakenRight(j) {
          let value = similarity(index.word(at: i), index.word(at: j))
          if value > best {
            best = value
            bestPair = (i, j)
          }
        }
      }
      guard let (i, j) = bestPair, best >= similarLow else { return }
      let x = index.word(at: i)
      let y = index.word(at: j)
      if isSurnameOfOther(x, y) {
        alignment.take(i, j, alignment.hasGivenName ? .surname : .gender)
      } else if isGenderVariant(x, y) {
        alignment.take(i, j, .gender)
      } else if areEstablished(x, y) {
        // Two names in their own right: as different as two words can be.
        return
      } else {
        alignment.take(i, j, best >= similarHigh ? .similarHigh : .similarLow)
      }
    }
  }

  /// Of the words or of their skeletons, whichever is greater; at least `similarHigh` for one edit.
  private mutating func similarity(_ x: Int, _ y: Int) -> Double {
    let words = index.words
    guard words.script(x) == words.script(y),
      words.script(x).isDisjoint(with: .unspaced)
    else { return 0 }
    // Far below any threshold: spare the letters. The words' spelling may be nearer than their
    // skeletons, so the line is drawn with room to spare.
    if words.similarityBound(x, y) < 0.7 { return 0 }
    let skeletons = similarity(skeletonText, words.skeleton(x), words.skeleton(y))
    if words.isSkeleton(x) && words.isSkeleton(y) { return skeletons }
    return max(skeletons, similarity(wordText, x, y))
  }

  private mutating func similarity(_ table: StringTable, _ x: Int, _ y: Int) -> Double {
    let bytes = table.bytes.span
    let a = table.range(x)
    let b = table.range(y)
    if a.count < 3 || b.count < 3 || a.count > 2 * b.count || b.count > 2 * a.count { return 0 }
    let value = jaroWinkler.similarity(bytes.extracting(a), bytes.extracting(b))
    if value >= similarHigh || value < 0.7 || min(a.count, b.count) < 5 { return value }
    return isOneEdit(bytes.extracting(a), bytes.extracting(b)) ? similarHigh : value
  }

  /// A slip is rare; two spellings that many names share are two names, and so are two known given
  /// names that more than one edit makes of each other.
  private func areEstablished(_ x: Int, _ y: Int) -> Bool {
    if index.words.isGivenName(x) && index.words.isGivenName(y) {
      let bytes = wordText.bytes.span
      if !isOneEdit(bytes.extracting(wordText.range(x)), bytes.extracting(wordText.range(y))) {
        return true
      }
    }
    let a = index.words.nameCount(x)
    let b = index.words.nameCount(y)
    return min(a, b) >= establishedNames && min(a, b) * establishedRatio >= max(a, b)
  }

  /// A spelling that hardly any name has, beside one that many have.
  private func isSlipOfCommon(_ x: Int, _ y: Int) -> Bool {
    let a = index.words.nameCount(x)
    let b = index.words.nameCount(y)
    return min(a, b) <= 2 && max(a, b) > min(a, b) * establishedRatio
      && !index.words.isGivenName(a < b ? x : y)
  }

  /// Male and female form of a family name: abroad a woman may be written with either.
  private func isSurnameOfOther(_ x: Int, _ y: Int) -> Bool {
    let words = index.words
    if words.isGivenName(x) || words.isGivenName(y) { return false }
    let bytes = skeletonText.bytes.span
    return SurnameGender.areForms(
      bytes.extracting(skeletonText.range(words.skeleton(x))),
      bytes.extracting(skeletonText.range(words.skeleton(y))))
  }

  /// One stem, and endings of which one is the female a, e or its like: Alexander and Alexandra
  /// are two people, Ivanov and Ivanova may be.
  private func isGenderVariant(_ x: Int, _ y: Int) -> Bool {
    let words = index.words
    if isSlipOfCommon(x, y) { return false }
    let table = skeletonText
    let bytes = table.bytes.span
    let a = table.range(words.skeleton(x))
    let b = table.range(words.skeleton(y))
    var shared = 0
    while shared < min(a.count, b.count),
      bytes[a.lowerBound + shared] == bytes[b.lowerBound + shared]
    { shared += 1 }
    if shared < 3 { return false }
    let endA = (a.lowerBound + shared)..<a.upperBound
    let endB = (b.lowerBound + shared)..<b.upperBound
    return Self.genderEndings.contains { men, women in
      func are(_ x: Range<Int>, _ y: Range<Int>) -> Bool {
        SurnameGender.isEnding(bytes.extracting(x), from: 0, men)
          && SurnameGender.isEnding(bytes.extracting(y), from: 0, women)
      }
      return are(endA, endB) || are(endB, endA)
    }
  }

  /// Endings of given names of men and of women after a common stem, of skeletons; a dash stands for
  /// none. Other vowels that differ are slips: Antonio (in skeletons antone) and Antono, Marie and Mariie.
  private static let genderEndings: [(men: StaticString, women: StaticString)] = [
    ("-", "a e ia"), ("o e i", "a ia"), ("er r", "ra"),
  ]

  /// Han, kana and Hangul: the whole string, or its parts in another order; a family name alone is
  /// a single word. One differing sign is another name.
  private func compareUnspaced(_ a: Int, _ b: Int) -> NameLevel {
    let x = joined(index.range(a), reversed: false)
    let y = joined(index.range(b), reversed: false)
    if x == y || x == joined(index.range(b), reversed: true)
      || y == joined(index.range(a), reversed: true)
    {
      return .exact
    }
    if Self.isRotation(x, y) { return .transliterated }
    let (short, long) = x.count < y.count ? (x, y) : (y, x)
    if short.count <= 3 && long.starts(with: short) { return .single }
    return .different
  }

  /// Family and given name exchanged, where no blank shows which is which: 王伟 and 伟王.
  private static func isRotation(_ x: [UInt8], _ y: [UInt8]) -> Bool {
    guard x.count == y.count, x.count <= 12 else { return false }
    let twice = x + x
    return x.indices.contains { twice[$0..<($0 + y.count)].elementsEqual(y) }
  }

  private func joined(_ range: Range<Int>, reversed: Bool) -> [UInt8] {
    var result: [UInt8] = []
    for offset in 0..<range.count {
      let position = reversed ? range.upperBound - 1 - offset : range.lowerBound + offset
      let table = index.words.table
      result += table.bytes[table.range(index.word(at: position))]
    }
    return result
  }
}

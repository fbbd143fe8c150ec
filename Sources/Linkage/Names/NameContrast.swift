/// Tells at a glance that two names are two people's: each has a word left for which no word of the
/// other can stand. Most pairs of a block are such.
///
/// It never says so where `NameComparison` would find agreement; what it cannot see at a glance it
/// leaves to that. Symmetric; O(words²) on numbers alone, without looking at letters.
struct NameContrast: Sendable {
  /// What a word's letters allow, from which similarity is bounded.
  private struct Spelling {
    /// The first four letters.
    var head: UInt64 = 0
    /// Its letters as a set of bits.
    var letters: UInt32 = 0
    var count: UInt8 = 0
    var isASCII = true
  }

  private struct Word {
    var spelling = Spelling()
    var skeletonSpelling = Spelling()
    var skeleton: UInt32 = 0
    var byteCount: UInt8 = 0
    /// In Latin, Cyrillic or Greek letters, not an abbreviation, and not too long.
    var isPlain = false
    var hasShortForms = false
  }

  private let ends: [UInt32]
  private let wordIDs: [UInt32]
  private let words: [Word]
  private let index: WordIndex
  /// By number of equal first letters: m (a + b) of words of a and b letters, m of which can match,
  /// over a b, from which Jaro-Winkler similarity can be too great.
  private let limits: InlineArray<5, Float>
  /// The same for words beyond ASCII, of which one edit of a byte is found similar as well.
  private let limit: Float

  init(_ names: NameIndex, similarLow: Double) {
    ends = names.ends
    wordIDs = names.wordIDs
    index = names.words
    var words = [Word](repeating: Word(), count: similarLow > 0.7 ? names.words.table.count : 0)
    for word in 1..<max(1, words.count) { words[word] = Self.word(word, names.words) }
    self.words = words
    // Rounding must not decide, and one edit in five letters leaves 0.867.
    let least = min(similarLow, 0.86) - 1e-4
    limits = InlineArray<5, Float> { prefix in
      let bonus = Double(prefix) * 0.1
      return Float(3 * (least - bonus) / (1 - bonus) - 1)
    }
    limit = 3 * 0.7 - 1 - 1e-3
  }

  private static func word(_ word: Int, _ words: WordIndex) -> Word {
    let table = words.table
    let skeletons = words.skeletons
    let own = words.skeleton(word)
    let text = table.bytes.span.extracting(table.range(word))
    let skeleton = skeletons.bytes.span.extracting(skeletons.range(own))
    return Word(
      spelling: spelling(text), skeletonSpelling: spelling(skeleton), skeleton: UInt32(own),
      byteCount: UInt8(min(255, text.count)),
      isPlain: words.script(word) == .romanised && !words.isAbbreviation(word) && own != 0
        && text.count < 64 && skeleton.count < 64,
      hasShortForms: words.hasShortForms(word))
  }

  private static func spelling(_ text: Span<UInt8>) -> Spelling {
    var result = Spelling()
    var offset = 0
    while offset < text.count {
      let scalar = decodeScalar(text, &offset)
      if result.count < 4 { result.head |= UInt64(scalar & 0xFFFF) << UInt64(result.count * 16) }
      result.letters |= 1 << (scalar & 31)
      result.count &+= 1
      if scalar >= 0x80 { result.isASCII = false }
    }
    return result
  }

  @inline(__always)
  private func range(_ name: Int) -> Range<Int> {
    name == 0 ? 0..<0 : Int(ends[name - 1])..<Int(ends[name])
  }

  /// Reads where a name's words stand, so that they are at hand.
  @inline(__always)
  func start(_ name: Int) -> Int { Int(ends[max(0, name - 1)]) }

  /// Reads the word at a place, so that it is at hand.
  @inline(__always)
  func fetch(_ place: Int) -> UInt32 { place < wordIDs.count ? wordIDs[place] : 0 }

  func areTwo(_ left: Int, _ right: Int) -> Bool {
    if words.isEmpty { return false }
    let a = range(left)
    let b = range(right)
    if a.isEmpty || b.isEmpty { return false }
    for i in a where !words[Int(wordIDs[i])].isPlain { return false }
    for j in b where !words[Int(wordIDs[j])].isPlain { return false }
    var restA: UInt8 = 0xFF >> UInt8(8 - a.count)
    var restB: UInt8 = 0xFF >> UInt8(8 - b.count)
    for i in a {
      for j in b
      where wordIDs[i] == wordIDs[j] && restB & 1 << UInt8(j - b.lowerBound) != 0 {
        restA &= ~(1 << UInt8(i - a.lowerBound))
        restB &= ~(1 << UInt8(j - b.lowerBound))
        break
      }
    }
    if restA == 0 || restB == 0 { return false }
    for i in a where restA & 1 << UInt8(i - a.lowerBound) != 0 {
      for j in b
      where restB & 1 << UInt8(j - b.lowerBound) != 0 && skeleton(i) == skeleton(j) {
        restA &= ~(1 << UInt8(i - a.lowerBound))
        restB &= ~(1 << UInt8(j - b.lowerBound))
        break
      }
    }
    if restA == 0 || restB == 0 || hasTwins(a, restA) || hasTwins(b, restB) { return false }
    for i in a where restA & 1 << UInt8(i - a.lowerBound) != 0 {
      for j in b where restB & 1 << UInt8(j - b.lowerBound) != 0 {
        if canMatch(Int(wordIDs[i]), Int(wordIDs[j])) { return false }
      }
    }
    switch (restA.nonzeroBitCount, restB.nonzeroBitCount) {
    case (1, 2...): return !canJoin(a, restA, b, restB)
    case (2..., 1): return !canJoin(b, restB, a, restA)
    default: return true
    }
  }

  @inline(__always)
  private func skeleton(_ place: Int) -> UInt32 { words[Int(wordIDs[place])].skeleton }

  /// Whether a word that is left has the skeleton of another of its name: which of them is left may
  /// be a matter of order.
  private func hasTwins(_ range: Range<Int>, _ rest: UInt8) -> Bool {
    for i in range where rest & 1 << UInt8(i - range.lowerBound) != 0 {
      for k in range where k != i && skeleton(k) == skeleton(i) { return true }
    }
    return false
  }

  private func canMatch(_ x: Int, _ y: Int) -> Bool {
    canBeSimilar(words[x].skeletonSpelling, words[y].skeletonSpelling)
      || canBeSimilar(words[x].spelling, words[y].spelling)
      || words[x].hasShortForms && words[y].hasShortForms && index.areNicknames(x, y)
  }

  private func canBeSimilar(_ a: Spelling, _ b: Spelling) -> Bool {
    let onlyA = (a.letters & ~b.letters).nonzeroBitCount
    let onlyB = (b.letters & ~a.letters).nonzeroBitCount
    let matches = min(Int(a.count) - onlyA, Int(b.count) - onlyB)
    let reached = Float(matches * (Int(a.count) + Int(b.count)))
    let all = Float(Int(a.count) * Int(b.count))
    if !a.isASCII || !b.isASCII { return reached >= limit * all }
    let prefix = min(4, (a.head ^ b.head).trailingZeroBitCount / 16)
    return reached >= limits[prefix] * all
  }

  /// Whether the word left on one side may be two of those on the other.
  private func canJoin(
    _ a: Range<Int>, _ restA: UInt8, _ b: Range<Int>, _ restB: UInt8
  ) -> Bool {
    let whole = words[Int(wordIDs[a.lowerBound + restA.trailingZeroBitCount])].byteCount
    for i in b where restB & 1 << UInt8(i - b.lowerBound) != 0 {
      for j in b where j > i && restB & 1 << UInt8(j - b.lowerBound) != 0 {
        let size = Int(words[Int(wordIDs[i])].byteCount) + Int(words[Int(wordIDs[j])].byteCount)
        if size == Int(whole) { return true }
      }
    }
    return false
  }
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Writing systems whose words can be compared with each other.
struct Script: OptionSet, Sendable {
  let rawValue: UInt8
  /// What has a skeleton in Latin letters: Latin, Cyrillic, Greek.
  static let romanised = Script(rawValue: 1)
  static let han = Script(rawValue: 2)
  static let hangul = Script(rawValue: 4)
  static let kana = Script(rawValue: 8)
  static let other = Script(rawValue: 16)
  /// Arabic and Hebrew, which leave short vowels unwritten.
  static let abjad = Script(rawValue: 32)
  /// What can be read along a name in Latin letters.
  static let readable: Script = [.han, .hangul, .kana, .abjad]
  /// Written without blanks between family name and given name.
  static let unspaced: Script = [.han, .hangul, .kana]
}

/// The distinct words of all names, each with its skeleton, script and meaning.
///
/// Written by one thread while records are read in, then only read: its tables are spared the check
/// for exclusive access that each look at them would cost.
final class WordIndex: @unchecked Sendable {
  @exclusivity(unchecked) private(set) var table = StringTable()
  @exclusivity(unchecked) private(set) var skeletons = StringTable()
  @exclusivity(unchecked) private var skeletonOfWord: [UInt32] = [0]
  @exclusivity(unchecked) private var scriptOfWord: [Script] = [[]]
  @exclusivity(unchecked) private var generationOfWord: [UInt8] = [0]
  @exclusivity(unchecked) private var titleOfWord: [Bool] = [false]
  @exclusivity(unchecked) private var isAbbreviationOfWord: [Bool] = [false]
  @exclusivity(unchecked) private var isSkeletonOfWord: [Bool] = [false]
  /// Distinct names in which each skeleton stands.
  @exclusivity(unchecked) private(set) var namesOfSkeleton: [UInt32] = []
  /// By skeleton: its letters as a set of bits.
  @exclusivity(unchecked) private var letters: [UInt32] = [0]
  /// By skeleton, as far as skeletons of nicknames go: its groups end here in `groups`.
  @exclusivity(unchecked) private var groupEnds: [UInt32] = []
  @exclusivity(unchecked) private var groups: [UInt16] = []
  /// By skeleton: the one that stands for all spellings of its name, itself in most cases.
  @exclusivity(unchecked) private var knownSkeletons: [UInt32] = []
  @exclusivity(unchecked) private var isKnownSpelling: [Bool] = []
  @exclusivity(unchecked) private var groupCount = 0
  @exclusivity(unchecked) private var unisex: [UInt32] = []
  @exclusivity(unchecked) private var builder = SkeletonBuilder()
  @exclusivity(unchecked) private var scratch: [UInt8] = []

  private static let standardRules = LinkageRules.NameWords()
  /// The words of `standardRules`: interned once, for every table.
  private static let standard = WordIndex(interning: standardRules)

  convenience init(rules: LinkageRules.NameWords) {
    if rules == Self.standardRules {
      self.init(copying: Self.standard)
    } else {
      self.init(interning: rules)
    }
  }

  private init(copying other: WordIndex) {
    table = other.table
    skeletons = other.skeletons
    skeletonOfWord = other.skeletonOfWord
    scriptOfWord = other.scriptOfWord
    generationOfWord = other.generationOfWord
    titleOfWord = other.titleOfWord
    isAbbreviationOfWord = other.isAbbreviationOfWord
    isSkeletonOfWord = other.isSkeletonOfWord
    letters = other.letters
    groupEnds = other.groupEnds
    groups = other.groups
    groupCount = other.groupCount
    unisex = other.unisex
    knownSkeletons = other.knownSkeletons
    isKnownSpelling = other.isKnownSpelling
  }

  private init(interning rules: LinkageRules.NameWords) {
    internSpellings(rules.spellings)
    for title in rules.titles {
      let word = internText(title)
      titleOfWord[word] = true
    }
    for (index, group) in rules.generations.enumerated() {
      for text in group {
        let word = internText(text)
        generationOfWord[word] = UInt8(min(index + 1, 255))
      }
    }
    internNicknames(rules.nicknames)
    unisex = rules.unisexNames.map { UInt32(skeleton(internText($0))) }
    for text in ["yu", "ya", "ju", "ja", "ch", "sh", "kh", "zh", "ts", "shch"] {
      let word = internText(text)
      isAbbreviationOfWord[word] = true
    }
    titleOfWord[0] = false
    generationOfWord[0] = 0
  }

  /// Spellings of one name get the skeleton of the first.
  private func internSpellings(_ lines: [String]) {
    var first: [Int: Int] = [:]
    for line in lines {
      var standard = 0
      for text in line.split(separator: " ") {
        let own = skeleton(internText(String(text)))
        if standard == 0 { standard = first[own] ?? own }
        if first[own] == nil { first[own] = standard }
      }
    }
    knownSkeletons = (0..<skeletons.count).map { UInt32(first[$0] ?? $0) }
    isKnownSpelling = [Bool](repeating: false, count: skeletons.count)
    for standard in first.values { isKnownSpelling[standard] = true }
    for word in skeletonOfWord.indices {
      let known = knownSkeletons[Int(skeletonOfWord[word])]
      if known != skeletonOfWord[word] { isSkeletonOfWord[word] = false }
      skeletonOfWord[word] = known
    }
    isKnownSpelling[0] = false
  }

  private func internNicknames(_ lines: [String]) {
    var entries: [(skeleton: Int, group: Int)] = []
    for (group, line) in lines.enumerated() {
      for text in line.split(separator: " ") {
        entries.append((skeleton(internText(String(text))), group))
      }
    }
    entries.sort { ($0.skeleton, $0.group) < ($1.skeleton, $1.group) }
    groupEnds = [UInt32](repeating: 0, count: skeletons.count)
    var next = 0
    for skeleton in groupEnds.indices {
      while next < entries.count, entries[next].skeleton == skeleton {
        if next == 0 || entries[next] != entries[next - 1] {
          groups.append(UInt16(entries[next].group))
        }
        next += 1
      }
      groupEnds[skeleton] = UInt32(groups.count)
    }
    groupCount = lines.count
  }

  private func internText(_ text: String) -> Int {
    var folded: [UInt8] = []
    foldText(Array(text.utf8).span, into: &folded)
    return intern(folded.span)
  }

  /// The id of a folded word; a new one gets its skeleton and script.
  func intern(_ word: Span<UInt8>) -> Int {
    let id = table.intern(word)
    if id < skeletonOfWord.count { return id }
    // Taken out while in use: its span and the table cannot both be reached through `self`.
    var skeleton: [UInt8] = []
    swap(&skeleton, &scratch)
    skeleton.removeAll(keepingCapacity: true)
    builder.append(word, to: &skeleton)
    let own = skeletons.intern(skeleton.span)
    skeletonOfWord.append(own < knownSkeletons.count ? knownSkeletons[own] : UInt32(own))
    if letters.count < skeletons.count {
      letters.append(skeleton.reduce(0) { $0 | 1 << UInt32($1 & 31) })
    }
    scriptOfWord.append(Self.script(of: skeleton.span))
    swap(&skeleton, &scratch)
    generationOfWord.append(0)
    titleOfWord.append(false)
    isAbbreviationOfWord.append(Self.scalarCount(word) == 1)
    isSkeletonOfWord.append(isEqual(skeletonOfWord[id], word))
    return id
  }

  /// Counts for each skeleton the names it stands in.
  func countNames(wordIDs: [UInt32], ends: [UInt32]) {
    namesOfSkeleton = [UInt32](repeating: 0, count: skeletons.count)
    for name in 1..<max(1, ends.count) {
      let range = Int(ends[name - 1])..<Int(ends[name])
      for index in range { namesOfSkeleton[skeleton(Int(wordIDs[index]))] += 1 }
    }
  }

  @inline(__always)
  func skeleton(_ word: Int) -> Int { Int(skeletonOfWord[word]) }

  private func isEqual(_ skeleton: UInt32, _ word: Span<UInt8>) -> Bool {
    let range = skeletons.range(Int(skeleton))
    guard range.count == word.count else { return false }
    return word.indices.allSatisfy { skeletons.bytes[range.lowerBound + $0] == word[$0] }
  }

  /// Whether the word is written as its skeleton is.
  @inline(__always)
  func isSkeleton(_ word: Int) -> Bool { isSkeletonOfWord[word] }

  /// The word's skeleton where it is one of several listed spellings of a name, 0 otherwise.
  func knownSpelling(_ word: Int) -> Int {
    let own = skeleton(word)
    return own < isKnownSpelling.count && isKnownSpelling[own] ? own : 0
  }

  @inline(__always)
  func script(_ word: Int) -> Script { scriptOfWord[word] }

  @inline(__always)
  func generation(_ word: Int) -> UInt8 { generationOfWord[word] }

  @inline(__always)
  func isTitle(_ word: Int) -> Bool { titleOfWord[word] }

  /// No Jaro similarity of the words' skeletons can be greater: what one has and the other lacks
  /// cannot match. O(1).
  @inline(__always)
  func similarityBound(_ x: Int, _ y: Int) -> Double {
    let a = skeleton(x)
    let b = skeleton(y)
    let lengthA = skeletons.length(a)
    let lengthB = skeletons.length(b)
    if lengthA == 0 || lengthB == 0 { return 0 }
    let onlyA = (letters[a] & ~letters[b]).nonzeroBitCount
    let onlyB = (letters[b] & ~letters[a]).nonzeroBitCount
    let matches = Double(min(lengthA - onlyA, lengthB - onlyB))
    return (matches / Double(lengthA) + matches / Double(lengthB) + 1) / 3
  }

  /// In how many distinct names the word's skeleton stands.
  @inline(__always)
  func nameCount(_ word: Int) -> Int { Int(namesOfSkeleton[skeleton(word)]) }

  /// A single letter, or what may stand for one.
  @inline(__always)
  func isAbbreviation(_ word: Int) -> Bool { isAbbreviationOfWord[word] }

  /// Rows in whose name each skeleton stands.
  @exclusivity(unchecked) private(set) var rowsOfSkeleton: [UInt32] = []
  @exclusivity(unchecked) private(set) var rows = 0
  /// Records assumed beside those in hand, so that a word of a small table is not taken for common.
  private static let background = 2000.0

  /// Counts in how many rows each word stands, from the rows of each name.
  func countRows(wordIDs: [UInt32], ends: [UInt32], rowsOfName: [UInt32]) {
    rowsOfSkeleton = [UInt32](repeating: 0, count: skeletons.count)
    var rowsOfGroup = [Int](repeating: 0, count: groupCount)
    var rowsOfLetter = [Int](repeating: 0, count: 256)
    for name in 1..<max(1, ends.count) {
      let range = Int(ends[name - 1])..<Int(ends[name])
      if !range.isEmpty { rows += Int(rowsOfName[name]) }
      for index in range {
        rowsOfSkeleton[skeleton(Int(wordIDs[index]))] += rowsOfName[name]
      }
    }
    for id in 1..<max(1, skeletons.count) {
      rowsOfLetter[Int(skeletons.bytes[skeletons.range(id).lowerBound])] += Int(rowsOfSkeleton[id])
      for index in groupRange(id) {
        rowsOfGroup[Int(groups[index])] += Int(rowsOfSkeleton[id])
      }
    }
    rarityOfSkeleton = rowsOfSkeleton.map { bits(Int($0)) }
    rarityOfLetter = rowsOfLetter.map { bits($0) }
    rarityOfGroup = rowsOfGroup.map { bits($0) }
  }

  /// -log2 of the chance of what `rows` rows have, two of them being in hand.
  func rarity(rows count: Int) -> Float {
    Float(-log2((max(0, Double(count) - 2) + 1e-3) / (Double(rows) + Self.background)))
  }

  @exclusivity(unchecked) private var rarityOfSkeleton: [Float] = []
  @exclusivity(unchecked) private(set) var rarityOfGroup: [Float] = []
  @exclusivity(unchecked) private(set) var rarityOfLetter: [Float] = []

  /// Takes what was counted in an earlier table instead of counting.
  func take(_ version: LinkageVersion) {
    rows = version.namedRows
    let hashes = (0..<skeletons.count).map { skeletons.contentHash(of: $0) }
    namesOfSkeleton = version.counts(hashes, .skeletonNames)
    rowsOfSkeleton = version.counts(hashes, .skeletonRows)
    rarityOfSkeleton = rowsOfSkeleton.map { bits(Int($0)) }
    rarityOfLetter = version.rarityOfLetter
    rarityOfGroup = version.rarityOfGroup
  }

  private func bits(_ count: Int) -> Float {
    let chance = (max(0, Double(count) - 2) + 1) / (Double(rows) + Self.background)
    return Float(-log2(min(1, chance)))
  }

  /// -log2 of the chance that somebody else's name has this word.
  func rarity(_ word: Int) -> Float { rarityOfSkeleton[skeleton(word)] }

  /// -log2 of the chance that somebody else's name has one of two similar words, or another that is
  /// as similar to one of them, which is so in `chance` of all cases.
  func rarity(_ x: Int, similar y: Int, chance: Double) -> Float {
    let own = bits(Int(rowsOfSkeleton[skeleton(x)]) + Int(rowsOfSkeleton[skeleton(y)]))
    return chance == 0 ? own : Float(-log2(min(1, exp2(-Double(own)) + chance)))
  }

  /// Distinct words of some length, in an order that does not depend on rows, each with its share of
  /// all rows.
  func wordsByContent() -> [(word: Int, share: Double)] {
    var result: [(hash: UInt64, word: Int)] = []
    for word in 1..<max(1, table.count) where table.length(word) >= 4 {
      let own = skeleton(word)
      if own == 0 || own >= rowsOfSkeleton.count || rowsOfSkeleton[own] == 0 { continue }
      result.append((table.contentHash(of: word), word))
    }
    result.sort { $0 < $1 }
    return result.map {
      ($0.word, Double(rowsOfSkeleton[skeleton($0.word)]) / Double(max(1, rows)))
    }
  }

  /// -log2 of the chance that somebody else's name has a short form of this word.
  func nicknameRarity(_ x: Int, _ y: Int) -> Float {
    guard let group = sharedGroup(skeleton(x), skeleton(y)) else { return rarity(x) }
    return group < rarityOfGroup.count ? rarityOfGroup[group] : 0
  }

  /// -log2 of the chance that somebody else's name begins like this one.
  func initialRarity(_ x: Int, _ y: Int) -> Float {
    let word = isAbbreviation(x) ? x : y
    let range = skeletons.range(skeleton(word))
    return range.isEmpty ? 1 : rarityOfLetter[Int(skeletons.bytes[range.lowerBound])]
  }

  /// Whether `short` is an initial, and of `long`.
  func isInitial(_ short: Int, of long: Int) -> Bool {
    guard isAbbreviationOfWord[short], table.length(short) < table.length(long) else {
      return false
    }
    return Self.hasPrefix(table, long, short)
      || (skeleton(short) != 0 && Self.hasPrefix(skeletons, skeleton(long), skeleton(short)))
  }

  /// Whether the letters of `skeleton` stand together in `text`.
  func isSkeleton(_ skeleton: Int, in text: Span<UInt8>) -> Bool {
    let table = skeletons
    let range = table.range(skeleton)
    let bytes = table.bytes.span
    if range.count > text.count { return false }
    for start in 0...(text.count - range.count) {
      var offset = 0
      while offset < range.count, text[start + offset] == bytes[range.lowerBound + offset] {
        offset += 1
      }
      if offset == range.count { return true }
    }
    return false
  }

  /// Whether both words are known forms of one given name.
  func areNicknames(_ left: Int, _ right: Int) -> Bool {
    sharedGroup(skeleton(left), skeleton(right)) != nil
  }

  /// Whether the word is a known form of a given name that has several.
  func hasShortForms(_ word: Int) -> Bool { !groupRange(skeleton(word)).isEmpty }

  /// A listed given name, in a full or a short form.
  func isGivenName(_ word: Int) -> Bool {
    !groupRange(skeleton(word)).isEmpty || knownSpelling(word) != 0
  }

  /// A given name of men and of women.
  func isOfBothGenders(_ word: Int) -> Bool { unisex.contains(UInt32(skeleton(word))) }

  @inline(__always)
  private func groupRange(_ skeleton: Int) -> Range<Int> {
    if skeleton == 0 || skeleton >= groupEnds.count { return 0..<0 }
    return Int(groupEnds[skeleton - 1])..<Int(groupEnds[skeleton])
  }

  /// The first group in which both skeletons stand; each one's groups ascend.
  private func sharedGroup(_ x: Int, _ y: Int) -> Int? {
    let a = groupRange(x)
    let b = groupRange(y)
    if a.isEmpty || b.isEmpty { return nil }
    var i = a.lowerBound
    var j = b.lowerBound
    while i < a.upperBound, j < b.upperBound {
      if groups[i] == groups[j] { return Int(groups[i]) }
      if groups[i] < groups[j] { i += 1 } else { j += 1 }
    }
    return nil
  }

  private static func hasPrefix(_ table: StringTable, _ long: Int, _ short: Int) -> Bool {
    let span = table.bytes.span
    let a = table.range(long)
    let b = table.range(short)
    guard a.count >= b.count else { return false }
    for offset in 0..<b.count where span[a.lowerBound + offset] != span[b.lowerBound + offset] {
      return false
    }
    return true
  }

  private static func scalarCount(_ word: Span<UInt8>) -> Int {
    var count = 0
    for index in word.indices where word[index] & 0xC0 != 0x80 { count += 1 }
    return count
  }

  private static func script(of skeleton: Span<UInt8>) -> Script {
    var script: Script = []
    var index = 0
    while index < skeleton.count {
      switch decodeScalar(skeleton, &index) {
      case 0..<0x80: script.formUnion(.romanised)
      case 0x590...0x6FF, 0x750...0x77F, 0x8A0...0x8FF: script.formUnion(.abjad)
      case 0x3005, 0x3006, 0x3400...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF:
        script.formUnion(.han)
      case 0x3040...0x30FF, 0xFF66...0xFF9D: script.formUnion(.kana)
      case 0x1100...0x11FF, 0x3130...0x318F, 0xAC00...0xD7A3: script.formUnion(.hangul)
      default: script.formUnion(.other)
      }
    }
    return script
  }
}

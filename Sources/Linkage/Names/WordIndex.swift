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
  /// Written without blanks between family name and given name.
  static let unspaced: Script = [.han, .hangul, .kana]
}

/// The distinct words of all names, each with its skeleton, script and meaning.
final class WordIndex: @unchecked Sendable {
  private(set) var table = StringTable()
  private(set) var skeletons = StringTable()
  private var skeletonOfWord: [UInt32] = [0]
  private var scriptOfWord: [Script] = [[]]
  private var generationOfWord: [UInt8] = [0]
  private var titleOfWord: [Bool] = [false]
  private var isAbbreviationOfWord: [Bool] = [false]
  /// Distinct names in which each skeleton stands.
  private var namesOfSkeleton: [UInt32] = []
  /// By skeleton: its letters as a set of bits.
  private var letters: [UInt32] = [0]
  private var nicknameGroups: [Int: [Int]] = [:]
  private var builder = SkeletonBuilder()
  private var scratch: [UInt8] = []

  init(rules: LinkageRules.NameWords) {
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
    for (group, line) in rules.nicknames.enumerated() {
      for text in line.split(separator: " ") {
        let word = internText(String(text))
        nicknameGroups[skeleton(word), default: []].append(group)
      }
    }
    for text in ["yu", "ya", "ju", "ja", "ch", "sh", "kh", "zh", "ts", "shch"] {
      let word = internText(text)
      isAbbreviationOfWord[word] = true
    }
    titleOfWord[0] = false
    generationOfWord[0] = 0
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
    skeletonOfWord.append(UInt32(skeletons.intern(skeleton.span)))
    if letters.count < skeletons.count {
      letters.append(skeleton.reduce(0) { $0 | 1 << UInt32($1 & 31) })
    }
    scriptOfWord.append(Self.script(of: skeleton.span))
    swap(&skeleton, &scratch)
    generationOfWord.append(0)
    titleOfWord.append(false)
    isAbbreviationOfWord.append(Self.scalarCount(word) == 1)
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

  /// Rows in whose name each skeleton stands, each nickname group, and each first letter.
  private var rowsOfSkeleton: [UInt32] = []
  private var rowsOfGroup: [Int: Int] = [:]
  private var rowsOfLetter = [Int](repeating: 0, count: 256)
  private var rows = 0
  /// Records assumed beside those in hand, so that a word of a small table is not taken for common.
  private static let background = 2000.0

  /// Counts in how many rows each word stands, from the rows of each name.
  func countRows(wordIDs: [UInt32], ends: [UInt32], rowsOfName: [UInt32]) {
    rowsOfSkeleton = [UInt32](repeating: 0, count: skeletons.count)
    for name in 1..<max(1, ends.count) {
      let range = Int(ends[name - 1])..<Int(ends[name])
      if !range.isEmpty { rows += Int(rowsOfName[name]) }
      for index in range {
        rowsOfSkeleton[skeleton(Int(wordIDs[index]))] += rowsOfName[name]
      }
    }
    for id in 1..<max(1, skeletons.count) {
      rowsOfLetter[Int(skeletons.bytes[skeletons.range(id).lowerBound])] += Int(rowsOfSkeleton[id])
      for group in nicknameGroups[id] ?? [] {
        rowsOfGroup[group, default: 0] += Int(rowsOfSkeleton[id])
      }
    }
    rarityOfSkeleton = rowsOfSkeleton.map { bits(Int($0)) }
    rarityOfLetter = rowsOfLetter.map { bits($0) }
    rarityOfGroup = rowsOfGroup.mapValues { bits($0) }
    hasNickname = (0..<skeletons.count).map { nicknameGroups[$0] != nil }
  }

  /// -log2 of the chance of what `rows` rows have, two of them being in hand.
  func rarity(rows count: Int) -> Float {
    Float(-log2((max(0, Double(count) - 2) + 1e-3) / (Double(rows) + Self.background)))
  }

  private var rarityOfSkeleton: [Float] = []
  private var rarityOfGroup: [Int: Float] = [:]
  private var rarityOfLetter: [Float] = []
  private var hasNickname: [Bool] = []

  private func bits(_ count: Int) -> Float {
    let chance = (max(0, Double(count) - 2) + 1) / (Double(rows) + Self.background)
    return Float(-log2(min(1, chance)))
  }

  /// -log2 of the chance that somebody else's name has this word.
  func rarity(_ word: Int) -> Float { rarityOfSkeleton[skeleton(word)] }

  /// -log2 of the chance that somebody else's name has one of two similar words.
  func rarity(_ x: Int, similar y: Int) -> Float {
    bits(Int(rowsOfSkeleton[skeleton(x)]) + Int(rowsOfSkeleton[skeleton(y)]))
  }

  /// -log2 of the chance that somebody else's name has a short form of this word.
  func nicknameRarity(_ x: Int, _ y: Int) -> Float {
    guard let a = nicknameGroups[skeleton(x)], let b = nicknameGroups[skeleton(y)],
      let group = a.first(where: b.contains)
    else { return rarity(x) }
    return rarityOfGroup[group] ?? 0
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
    if !hasNickname.isEmpty, !hasNickname[skeleton(left)] || !hasNickname[skeleton(right)] {
      return false
    }
    guard let a = nicknameGroups[skeleton(left)], let b = nicknameGroups[skeleton(right)] else {
      return false
    }
    return a.contains(where: b.contains)
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

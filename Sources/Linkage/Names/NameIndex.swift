#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The distinct names of the records, each cut into words, with what comparing them needs.
///
/// Words of a name stand in the order of their bytes, so that comparing is blind to the order in
/// which they were written and to the order of rows. Like `WordIndex`, it is filled and then read.
final class NameIndex: @unchecked Sendable {
  /// Words compared at most; what a longer name has beyond them is not looked at.
  static let wordLimit = 8

  let words: WordIndex
  @exclusivity(unchecked) private(set) var ends: [UInt32] = [0]
  @exclusivity(unchecked) private(set) var wordIDs: [UInt32] = []
  @exclusivity(unchecked) private var generations: [UInt8] = [0]
  @exclusivity(unchecked) private var scripts: [Script] = [[]]
  @exclusivity(unchecked) private var keys: [UInt32] = [0]
  @exclusivity(unchecked) private var hashes: [UInt64] = [0]

  init(names: StringTable, rules: LinkageRules) {
    words = WordIndex(rules: rules.words)
    let placeholders = foldedTexts(rules.words.placeholders)
    ends.reserveCapacity(names.count)
    wordIDs.reserveCapacity(names.count * 2)
    generations.reserveCapacity(names.count)
    scripts.reserveCapacity(names.count)
    keys.reserveCapacity(names.count)
    var keyTable = StringTable()
    var keyBytes: [UInt8] = []
    for name in 1..<max(1, names.count) {
      let start = wordIDs.count
      let text = names.bytes.span.extracting(names.range(name))
      var generation: UInt8 = 0
      var script: Script = []
      if !contains(text, in: placeholders) {
        addWords(of: text, from: start, &generation, &script)
      }
      ends.append(UInt32(wordIDs.count))
      hashes.append(contentHash(text))
      generations.append(generation)
      scripts.append(script)
      Self.keyBytes(wordIDs[start...], words, into: &keyBytes)
      keys.append(UInt32(keyTable.intern(keyBytes.span)))
    }
    words.countNames(wordIDs: wordIDs, ends: ends)
  }

  /// Counts how common words and names are.
  /// - Parameter rowsOfName: how many have each name.
  func count(_ rowsOfName: [UInt32]) {
    words.countRows(wordIDs: wordIDs, ends: ends, rowsOfName: rowsOfName)
    countKeys(rowsOfName)
  }

  private func addWords(
    of text: Span<UInt8>, from start: Int, _ generation: inout UInt8, _ script: inout Script
  ) {
    var wordStart = 0
    for index in 0...text.count where index == text.count || text[index] == 0x20 {
      if index > wordStart, wordIDs.count - start < Self.wordLimit {
        let word = words.intern(text.extracting(wordStart..<index))
        if words.generation(word) != 0, wordIDs.count > start {
          generation = words.generation(word)
        } else if !words.isTitle(word) {
          wordIDs.append(UInt32(word))
          script.formUnion(words.script(word))
        }
      }
      wordStart = index + 1
    }
    // Few words: insertion sort by content.
    var next = start + 1
    while next < wordIDs.count {
      var place = next
      while place > start,
        words.table.isOrdered(Int(wordIDs[place]), before: Int(wordIDs[place - 1]))
      {
        wordIDs.swapAt(place, place - 1)
        place -= 1
      }
      next += 1
    }
  }

  private static func keyBytes(
    _ ids: ArraySlice<UInt32>, _ words: WordIndex, into out: inout [UInt8]
  ) {
    out.removeAll(keepingCapacity: true)
    var last = -1
    for _ in ids {
      // Next skeleton above the last one: a name has few words.
      var best = Int.max
      for id in ids {
        let skeleton = words.skeleton(Int(id))
        if skeleton > last && skeleton < best { best = skeleton }
      }
      if best == Int.max { break }
      last = best
      for shift in [0, 8, 16, 24] { out.append(UInt8(truncatingIfNeeded: best >> shift)) }
    }
  }

  var count: Int { ends.count }

  /// Where the words of `name` stand in `word(at:)`; none when it is missing or a placeholder.
  @inline(__always)
  func range(_ name: Int) -> Range<Int> {
    name == 0 ? 0..<0 : Int(ends[name - 1])..<Int(ends[name])
  }

  @inline(__always)
  func word(at index: Int) -> Int { Int(wordIDs[index]) }

  @inline(__always)
  func isMissing(_ name: Int) -> Bool { range(name).isEmpty }

  /// Rows of each key, and how many times likelier than by chance two words of a name meet: given
  /// and family name are of one language.
  @exclusivity(unchecked) private(set) var rowsOfKey: [UInt32] = []
  @exclusivity(unchecked) private(set) var affinityBits: Float = 0

  /// Takes what was counted in an earlier table instead of counting.
  func take(_ version: LinkageVersion) {
    words.take(version)
    rowsOfKey = version.counts(keyHashes(), .name)
    affinityBits = version.affinityBits
  }

  /// A hash of each key's skeletons.
  func keyHashes() -> [UInt64] {
    let skeletonHashes = (0..<words.skeletons.count).map { words.skeletons.contentHash(of: $0) }
    var hashes: [UInt64] = [0]
    var seen: [Int] = []
    for name in 1..<max(1, ends.count) where key(name) == hashes.count {
      seen.removeAll(keepingCapacity: true)
      var hash: UInt64 = 0
      for index in range(name) {
        let skeleton = words.skeleton(word(at: index))
        if seen.contains(skeleton) { continue }
        seen.append(skeleton)
        hash &+= mixed(skeletonHashes[skeleton])
      }
      hashes.append(hash)
    }
    return hashes
  }

  private func countKeys(_ rowsOfName: [UInt32]) {
    var rows = 0.0
    for name in 1..<max(1, ends.count) {
      while rowsOfKey.count <= key(name) { rowsOfKey.append(0) }
      rowsOfKey[key(name)] += rowsOfName[name]
      rows += Double(rowsOfName[name])
    }
    var met = 0.0
    var expected = 0.0
    for name in 1..<max(1, ends.count) where range(name).count == 2 {
      let chance = rows * exp2(-Double(wordRarity(name)))
      if chance < 1 { continue }
      met += Double(rowsOfName[name]) * Double(rowsOfKey[key(name)] - 1)
      expected += Double(rowsOfName[name]) * chance
    }
    if expected > 100 { affinityBits = Float(max(0, log2(met / expected))) }
  }

  private func wordRarity(_ name: Int) -> Float {
    var bits: Float = 0
    for index in range(name) { bits += words.rarity(word(at: index)) }
    return bits
  }

  /// -log2 of the chance that somebody else has this name: by its words, or by how many have it.
  func rarity(_ name: Int) -> Float {
    let count = Int(rowsOfKey[key(name)])
    let bits = wordRarity(name) - (range(name).count > 1 ? affinityBits : 0)
    return min(bits, words.rarity(rows: count))
  }

  /// Bytes of all its words: a fuller name has more.
  func letterCount(_ name: Int) -> Int {
    var count = 0
    for index in range(name) { count += words.table.length(word(at: index)) }
    return count
  }

  /// 0: none; otherwise which group of `NameWords.generations`.
  @inline(__always)
  func generation(_ name: Int) -> UInt8 { generations[name] }

  @inline(__always)
  func script(_ name: Int) -> Script { scripts[name] }

  /// Equal for names of the same skeletons in any order; 0 for a missing name.
  @inline(__always)
  func key(_ name: Int) -> Int { Int(keys[name]) }

  /// Whether the name has two words and more that are no initials.
  func isWhole(_ name: Int) -> Bool {
    var whole = 0
    for place in range(name) where !words.isAbbreviation(word(at: place)) { whole += 1 }
    return whole > 1
  }

  /// An order of names that does not depend on the order of rows.
  @inline(__always)
  func isOrdered(_ left: Int, before right: Int) -> Bool { hashes[left] < hashes[right] }
}

/// The folded form of each text.
func foldedTexts(_ texts: [String]) -> StringTable {
  var table = StringTable()
  var folded: [UInt8] = []
  for text in texts {
    folded.removeAll(keepingCapacity: true)
    foldText(Array(text.utf8).span, into: &folded)
    _ = table.intern(folded.span)
  }
  return table
}

func contains(_ text: Span<UInt8>, in table: StringTable) -> Bool {
  table.find(text) != 0
}

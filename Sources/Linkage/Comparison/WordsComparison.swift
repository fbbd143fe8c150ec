/// Compares companies and addresses: by their words in any order, the rare ones counting more.
struct WordsComparison: Sendable {
  static let levels = [
    Level("exact", 0.70, 0.50, 0.60, rare: true), Level("similar", 0.10, 0.10, 0.10, rare: true),
    Level("part", 0.05, 0.05, 0.05, rare: true),
    Level("rest_differs", 0.03, 0.03, 0.03, rare: true),
    Level("other_number", 0.01, 0.02, 0.01, 0.001),
    Level("different", 0.14, 0.33, 0.24, 1),
  ]
  /// A table without people's names: the words are what an entity is called.
  static let nameLevels = [
    Level("exact", 0.60, 0.01, 0.01, rare: true, othersLimit: 0.05),
    Level("similar", 0.20, 0.02, 0.02, rare: true, othersLimit: 0.05),
    Level("part", 0.12, 0.03, 0.03, rare: true, othersLimit: 0.2),
    Level("rest_differs", 0.03, 0.15, 0.15, rare: true, sameLimit: 0.1),
    Level("other_number", 0.01, 0.01, 0.01, 0.001),
    Level("different", 0.02, 0.91, 0.91, 1, sameLimit: 0.04),
  ]
  enum Number {
    static let exact = 0, similar = 1, part = 2, restDiffers = 3, otherNumber = 4, different = 5
  }

  let field: Int
  /// The values compared.
  private let table: StringTable
  private(set) var rarityOfKey: [Float] = []
  private(set) var rarityOfWord: [Float] = []
  private(set) var words = StringTable()
  private var ends: [UInt32] = [0]
  private var wordIDs: [UInt32] = []
  private var isNumber: [Bool] = [false]
  /// By word: a bit that does not depend on the order of rows.
  private var setOfWord: [UInt64] = [0]
  private let total: Int
  /// Whether the values are what the rows are called.
  private let areNames: Bool
  private var memoPairs: [UInt64]
  private var memo: [Agreement]

  init(_ records: Records, field: Int) {
    self.field = field
    areNames = records.fields[field].kind == .company && records.nameField == nil
    total = records.version?.total ?? records.groups.count
    let column = records.fields[field]
    let size = memoSize(values: column.table.count, limit: 1 << 14)
    memoPairs = [UInt64](repeating: .max, count: size)
    memo = [Agreement](repeating: .missing, count: size)
    table = column.table
    let rows =
      records.version == nil
      ? column.groupsOfValue(records.groups) : [UInt32](repeating: 0, count: column.table.count)
    var rowsOfKey: [UInt32] = []
    var rowsOfWord: [UInt32] = [0]
    for value in 1..<max(1, column.table.count) {
      let key = records.agreementKey(field, value)
      while rowsOfKey.count <= key { rowsOfKey.append(0) }
      rowsOfKey[key] += rows[value]
    }
    var builder = SkeletonBuilder()
    var skeleton: [UInt8] = []
    for value in 1..<max(1, column.table.count) {
      let text = column.table.bytes.span.extracting(column.table.range(value))
      var start = 0
      for index in 0...text.count where index == text.count || text[index] == 0x20 {
        if index > start {
          skeleton.removeAll(keepingCapacity: true)
          builder.append(text.extracting(start..<index), to: &skeleton)
          let id = words.intern(skeleton.span)
          if id == rowsOfWord.count {
            rowsOfWord.append(0)
            isNumber.append(skeleton.contains { (0x30...0x39).contains($0) })
            setOfWord.append(1 << (32 + contentHash(skeleton.span) & 31))
          }
          rowsOfWord[id] += rows[value]
          wordIDs.append(UInt32(id))
        }
        start = index + 1
      }
      ends.append(UInt32(wordIDs.count))
    }
    if let version = records.version {
      rarityOfKey = version.rarities(records.agreementHashes[field], .key, field, alone: 0.5)
      rarityOfWord = version.rarities(words, .word, field, alone: 1)
      return
    }
    let total = total
    rarityOfKey = rowsOfKey.map { rarityBits(count: Int($0), total: total, alone: 0.5) }
    rarityOfWord = rowsOfWord.map { rarityBits(count: Int($0), total: total, alone: 1) }
  }

  mutating func compare(_ left: Int, _ right: Int, _ records: Records) -> Agreement {
    let column = records.fields[field]
    var best = Agreement.missing
    for i in 0..<column.valueCount(left) {
      for j in 0..<column.valueCount(right) {
        let agreement = compare(
          value: column.value(left, i), column.value(right, j), records)
        if best.level < 0 || (agreement.level >= 0 && agreement.level < best.level) {
          best = agreement
        }
      }
    }
    return best
  }

  private mutating func compare(value a: Int, _ b: Int, _ records: Records) -> Agreement {
    let key = records.agreementKey(field, a)
    let other = records.agreementKey(field, b)
    return compare(a, b, keys: key, other)
  }

  @inline(__always)
  mutating func compare(_ a: Int, _ b: Int, keys key: Int, _ other: Int) -> Agreement {
    if key == 0 || other == 0 { return .missing }
    if key == other {
      return Agreement(level: Number.exact, rarity: rarityOfKey[key])
    }
    let pair = UInt64(min(a, b)) << 32 | UInt64(max(a, b))
    let slot = Int(mixed(pair) & UInt64(memo.count - 1))
    if memoPairs[slot] == pair { return memo[slot] }
    // From the content's order, so that left and right can be exchanged.
    let agreement = table.isOrdered(a, before: b) ? compareWords(a, b) : compareWords(b, a)
    memoPairs[slot] = pair
    memo[slot] = agreement
    return agreement
  }

  /// A set of words (upper half) and one of letters (lower half): two values whose words have
  /// nothing in common and whose letters differ in many are far apart.
  func signature(_ value: Int) -> UInt64 {
    var result: UInt64 = 0
    for index in range(value) {
      let word = Int(wordIDs[index])
      result |= setOfWord[word]
      for offset in words.range(word) { result |= 1 << UInt64(words.bytes[offset] & 31) }
    }
    return result
  }

  private func range(_ value: Int) -> Range<Int> {
    value == 0 ? 0..<0 : Int(ends[value - 1])..<Int(ends[value])
  }

  private func bits(_ word: Int) -> Float {
    rarityOfWord[word]
  }

  private func compareWords(_ a: Int, _ b: Int) -> Agreement {
    let x = range(a)
    let y = range(b)
    var shared: Float = 0
    var allA: Float = 0
    var allB: Float = 0
    var numbersA = false
    var numbersB = false
    var sharesNumber = false
    var taken: UInt64 = 0
    var takenLeft = 0
    for j in y {
      allB += bits(Int(wordIDs[j]))
      numbersB = numbersB || isNumber[Int(wordIDs[j])]
    }
    for i in x {
      let word = Int(wordIDs[i])
      let weight = bits(word)
      allA += weight
      numbersA = numbersA || isNumber[word]
      for j in y where j - y.lowerBound < 64 && taken & (1 << UInt64(j - y.lowerBound)) == 0 {
        let isEqual = wordIDs[j] == wordIDs[i]
        if isEqual || isSimilar(word, Int(wordIDs[j])) {
          taken |= 1 << UInt64(j - y.lowerBound)
          takenLeft += 1
          shared += isEqual ? weight : min(weight, bits(Int(wordIDs[j]))) * 0.7
          if isEqual && isNumber[word] { sharesNumber = true }
          break
        }
      }
    }
    if shared == 0 { return Agreement(level: Number.different, rarity: 0) }
    let least = min(allA, allB)
    let most = max(allA, allB)
    if numbersA && numbersB && !sharesNumber {
      return Agreement(
        level: shared >= 0.4 * most ? Number.otherNumber : Number.different, rarity: 0)
    }
    // Two rooms of one house are called after it, and each has a word of its own.
    let bothGoOn = takenLeft < x.count && taken.nonzeroBitCount < y.count
    if areNames, bothGoOn, shared >= 0.6 * least {
      return Agreement(level: Number.restDiffers, rarity: min(shared, 20) * 0.7)
    }
    if shared >= 0.7 * most { return Agreement(level: Number.similar, rarity: min(shared, 20)) }
    if shared >= 0.6 * least {
      // One may be longer than the other; where both go on in their own way they may be two.
      let isWhole = shared >= 0.9 * least
      return Agreement(
        level: isWhole ? Number.part : Number.restDiffers, rarity: min(shared, 20) * 0.7)
    }
    return Agreement(level: Number.different, rarity: 0)
  }

  private func isSimilar(_ a: Int, _ b: Int) -> Bool {
    let x = words.range(a)
    let y = words.range(b)
    if isNumber[a] || isNumber[b] { return false }
    if areNames, isBeginning(x, y) { return true }
    if min(x.count, y.count) < 4 { return false }
    return isOneEdit(words.bytes.span.extracting(x), words.bytes.span.extracting(y))
  }

  /// An abbreviation: `deli`, `delicatessen`.
  private func isBeginning(_ x: Range<Int>, _ y: Range<Int>) -> Bool {
    let count = min(x.count, y.count)
    return count >= 3
      && (0..<count).allSatisfy {
        words.bytes[x.lowerBound + $0] == words.bytes[y.lowerBound + $0]
      }
  }
}

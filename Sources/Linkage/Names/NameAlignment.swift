/// How likely a word of a stranger's name is to look like a slip of a given one.
struct SlipChances: Sendable {
  /// A near one, and one near enough to leave the matter in doubt.
  var high = 0.0
  var low = 0.0
}

/// Which word of one name stands for which of the other.
struct NameAlignment {
  enum Match { case equal, skeleton, nickname, initial, similarHigh, similarLow, gender, surname }

  let left: Range<Int>
  let right: Range<Int>
  private let index: NameIndex
  private var takenLeft: UInt16 = 0
  private var takenRight: UInt16 = 0
  private var skeletons = 0
  private var nicknames = 0
  private var initials = 0
  private var similarHigh = 0
  private var similarLow = 0
  private var genders = 0
  private var surnames = 0
  private var equals = 0
  /// -log2 of the chance that somebody else's name agrees as far.
  private(set) var rarity: Float = 0

  private let chances: SlipChances

  init(left: Range<Int>, right: Range<Int>, index: NameIndex, chances: SlipChances) {
    self.chances = chances
    self.left = left
    self.right = right
    self.index = index
  }

  func isTakenLeft(_ i: Int) -> Bool { takenLeft & (1 << UInt16(i - left.lowerBound)) != 0 }
  func isTakenRight(_ j: Int) -> Bool { takenRight & (1 << UInt16(j - right.lowerBound)) != 0 }

  /// Words that stand for each other.
  var pairs: Int { takenLeft.nonzeroBitCount }

  private var restLeft: Int { left.count - takenLeft.nonzeroBitCount }
  private var restRight: Int { right.count - takenRight.nonzeroBitCount }

  /// Both names have words left that stand for nothing yet.
  var hasRest: Bool { restLeft > 0 && restRight > 0 }

  /// Words that must still find a counterpart if the names are to agree.
  var openWords: Int { min(restLeft, restRight) }

  /// Words that agree in all but the gender of a family name.
  var hasSurnameForms: Bool { surnames > 0 }

  /// A word that agrees is known as a given name, and of one gender: whoever bears it in both records
  /// is no other's husband, wife, brother or sister.
  var hasGivenName: Bool {
    left.contains { position in
      let word = index.word(at: position)
      return isTakenLeft(position) && index.words.isGivenName(word)
        && !index.words.isOfBothGenders(word)
    }
  }

  mutating func take(_ i: Int, _ j: Int, _ match: Match) {
    takenLeft |= 1 << UInt16(i - left.lowerBound)
    takenRight |= 1 << UInt16(j - right.lowerBound)
    let x = index.word(at: i)
    let y = index.word(at: j)
    switch match {
    case .equal:
      equals += 1
      rarity +=
        index.words.isAbbreviation(x) ? index.words.initialRarity(x, y) : index.words.rarity(x)
    case .skeleton:
      skeletons += 1
      rarity += min(index.words.rarity(x), index.words.rarity(y))
    case .nickname:
      nicknames += 1
      rarity += index.words.nicknameRarity(x, y)
    case .initial:
      initials += 1
      rarity += index.words.initialRarity(x, y)
    case .similarHigh:
      similarHigh += 1
      rarity += index.words.rarity(x, similar: y, chance: chances.high)
    case .similarLow:
      similarLow += 1
      rarity += index.words.rarity(x, similar: y, chance: chances.low) - 1
    case .surname:
      skeletons += 1
      surnames += 1
      rarity += index.words.rarity(x, similar: y, chance: 0)
    case .gender:
      genders += 1
      rarity += index.words.rarity(x, similar: y, chance: 0)
    }
  }

  private mutating func matchEach(_ match: Match, _ isMatch: (Int, Int) -> Bool) {
    for i in left where !isTakenLeft(i) {
      for j in right where !isTakenRight(j) {
        if isMatch(index.word(at: i), index.word(at: j)) {
          take(i, j, match)
          break
        }
      }
    }
  }

  mutating func matchEqual() {
    matchEach(.equal) { $0 == $1 }
  }

  mutating func matchSkeletons() {
    let words = index.words
    matchEach(.skeleton) { words.skeleton($0) != 0 && words.skeleton($0) == words.skeleton($1) }
  }

  mutating func matchInitials() {
    let words = index.words
    matchEach(.initial) { words.isInitial($0, of: $1) || words.isInitial($1, of: $0) }
  }

  mutating func matchNicknames() {
    let words = index.words
    matchEach(.nickname) { words.areNicknames($0, $1) }
  }

  /// Two words left on one side, written as one on the other: `Anna Maria`, `Annamaria`.
  mutating func matchJoined() {
    guard (restLeft == 1 && restRight >= 2) || (restRight == 1 && restLeft >= 2) else { return }
    let isLeftWhole = restLeft == 1
    let whole = isLeftWhole ? left.first { !isTakenLeft($0) } : right.first { !isTakenRight($0) }
    guard let whole else { return }
    let parts = isLeftWhole ? right : left
    for first in parts where !isTaken(first, inRight: isLeftWhole) {
      for second in parts where second != first && !isTaken(second, inRight: isLeftWhole) {
        guard isJoined(index.word(at: whole), index.word(at: first), index.word(at: second))
        else { continue }
        if isLeftWhole {
          take(whole, first, .skeleton)
          takenRight |= 1 << UInt16(second - right.lowerBound)
        } else {
          take(first, whole, .skeleton)
          takenLeft |= 1 << UInt16(second - left.lowerBound)
        }
        return
      }
    }
  }

  private func isTaken(_ position: Int, inRight: Bool) -> Bool {
    inRight ? isTakenRight(position) : isTakenLeft(position)
  }

  private func isJoined(_ whole: Int, _ first: Int, _ second: Int) -> Bool {
    let table = index.words.table
    let bytes = table.bytes.span
    let w = table.range(whole)
    let x = table.range(first)
    let y = table.range(second)
    guard w.count == x.count + y.count else { return false }
    for offset in 0..<x.count where bytes[w.lowerBound + offset] != bytes[x.lowerBound + offset] {
      return false
    }
    for offset in 0..<y.count
    where bytes[w.lowerBound + x.count + offset] != bytes[y.lowerBound + offset] {
      return false
    }
    return true
  }

  /// What the matches come to.
  var level: NameLevel {
    let similar = similarHigh + similarLow
    let firm = equals + skeletons + nicknames
    if hasRest { return firm + genders > 0 ? .sharedWord : .different }
    if genders > 0 { return similar + initials > 0 ? .sharedWord : .genderVariant }
    if min(left.count, right.count) == 1 {
      if firm == 0 { return .weak }
      return left.count == right.count && nicknames == 0 ? .exactSingle : .single
    }
    if firm == 0 { return similarHigh >= 2 && initials == 0 ? .similarLow : .weak }
    if similarLow > 0 || similar > 1 || (similar > 0 && initials > 0) { return .similarLow }
    if similar > 0 { return .similarHigh }
    if initials > 0 { return .initial }
    if nicknames > 0 { return .nickname }
    if restLeft + restRight > 0 { return .missingToken }
    return skeletons > 0 ? .transliterated : .exact
  }
}

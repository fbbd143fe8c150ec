/// The numbers of a chunk that is longer than one number, or that slashes part.
///
/// A slash parts two numbers (`07400 123456/07400 123457`), the groups of one (`01/4000 0`), or a
/// number from the last digits of the next one (`030 1234567/68`). The plan decides: every way to
/// part the chunk is read, and one in which all parts are numbers is taken.
struct ChunkParts {
  static let limit = 4

  private let repair: NumberRepair
  private(set) var count = 0
  private(set) var isAbbreviated = false
  private var findings: (Finding, Finding, Finding, Finding)
  private var ranges = (0..<0, 0..<0, 0..<0, 0..<0)

  init(_ repair: NumberRepair) {
    self.repair = repair
    let none = Finding(refused: .notANumber)
    findings = (none, none, none, none)
  }

  func finding(_ index: Int) -> Finding {
    switch index {
    case 0: findings.0
    case 1: findings.1
    case 2: findings.2
    default: findings.3
    }
  }

  func range(_ index: Int) -> Range<Int> {
    switch index {
    case 0: ranges.0
    case 1: ranges.1
    case 2: ranges.2
    default: ranges.3
    }
  }

  private mutating func append(_ finding: Finding, _ range: Range<Int>) {
    switch count {
    case 0: (findings.0, ranges.0) = (finding, range)
    case 1: (findings.1, ranges.1) = (finding, range)
    case 2: (findings.2, ranges.2) = (finding, range)
    case 3: (findings.3, ranges.3) = (finding, range)
    default: return
    }
    count += 1
  }

  private mutating func removeAll() {
    count = 0
  }

  func read(_ chunk: Chunk) -> ChunkParts {
    var parts = self
    let whole = 0..<chunk.digits.end
    if chunk.slashes != 0 {
      parts.partAtSlashes(chunk)
    } else {
      let finding = repair.read(chunk.written)
      if finding.rule == .cardNumber
        || finding.isValid && !Self.holdsTrunkInside(chunk) || !parts.partAtBlanks(chunk, whole)
      {
        parts.removeAll()
        parts.append(finding, whole)
      }
    }
    return parts
  }

  /// Whether a zero begins an inner group after a blank, as a second national number would.
  private static func holdsTrunkInside(_ chunk: Chunk) -> Bool {
    for place in 7..<max(7, chunk.digits.end - 6)
    where chunk.blanks >> UInt64(place) & 1 == 1 && chunk.digits.at(place) == 0 {
      return true
    }
    return false
  }

  // MARK: Slashes

  private mutating func partAtSlashes(_ chunk: Chunk) {
    let end = chunk.digits.end
    var places = InlineArray<4, Int>(repeating: 0)
    var slashes = 0
    for place in 1..<max(1, end) where chunk.slashes >> UInt64(place) & 1 == 1 && slashes < 4 {
      places[slashes] = place
      slashes += 1
    }
    var best = -1
    var bestScore = 0
    // Bit n of the way: slash n parts.
    for way in 0..<(1 << slashes) {
      let score = score(chunk, places, slashes, way)
      if score > bestScore {
        best = way
        bestScore = score
      }
    }
    if best > 0 && repair.rules.contains(.twoReadings) && isUndecided(chunk, places, slashes) {
      append(undecided(chunk, places[0]), 0..<end)
      return
    }
    if best >= 0 {
      take(chunk, places, slashes, best)
      return
    }
    // No way fits the whole chunk.
    let last = slashes > 0 ? places[slashes - 1] : 0
    if last > 0 && end - last <= 4 && repair.rules.contains(.abbreviatedNumber) {
      let finding = repair.read(chunk.part(0..<last))
      if finding.isValid {
        append(finding, 0..<last)
        isAbbreviated = true
        return
      }
    }
    take(chunk, places, slashes, (1 << slashes) - 1)
    for index in 0..<count where finding(index).isValid { return }
    removeAll()
    let finding = repair.read(chunk.written)
    if !finding.isValid, partAtBlanks(chunk, 0..<end) { return }
    removeAll()
    append(finding, 0..<end)
  }

  /// 0 if a part is no number; otherwise the more the better.
  private mutating func score(
    _ chunk: Chunk, _ places: InlineArray<4, Int>, _ slashes: Int, _ way: Int
  ) -> Int {
    var start = 0
    var parts = 0
    for index in 0...slashes {
      let isLast = index == slashes
      if !isLast && way >> index & 1 == 0 { continue }
      let end = isLast ? chunk.digits.end : places[index]
      if end - start < 7 && way != 0 {
        // The last digits of a second number, shorter than those of the first.
        let isShort =
          isLast && parts > 0 && end - start <= 4 && repair.rules.contains(.abbreviatedNumber)
          && start - (index >= 2 ? places[index - 2] : 0) >= 6
        return isShort ? 50 - parts : 0
      }
      if !repair.read(chunk.part(start..<end)).isValid { return 0 }
      parts += 1
      start = end
    }
    // Two whole numbers are no accident; one number beats one whose last digits are left out
    // only if the plan of its country has a fixed length, which it has shown by being read.
    return parts > 1 ? 90 - parts : 40
  }

  private mutating func take(
    _ chunk: Chunk, _ places: InlineArray<4, Int>, _ slashes: Int, _ way: Int
  ) {
    var start = 0
    for index in 0...slashes {
      let isLast = index == slashes
      if !isLast && way >> index & 1 == 0 { continue }
      let end = isLast ? chunk.digits.end : places[index]
      if isLast && count > 0 && end - start <= 4 {
        isAbbreviated = repair.rules.contains(.abbreviatedNumber)
      } else {
        let written = chunk.part(start..<end)
        let finding = repair.read(written)
        var inner = self
        inner.removeAll()
        if !finding.isValid, inner.partAtBlanks(chunk, start..<end) {
          for part in 0..<inner.count { append(inner.finding(part), inner.range(part)) }
        } else {
          append(finding, start..<end)
        }
      }
      start = end
    }
  }

  /// One slash, and joined or parted the digits are numbers, with nothing to tell which.
  private func isUndecided(
    _ chunk: Chunk, _ places: InlineArray<4, Int>, _ slashes: Int
  ) -> Bool {
    guard slashes == 1, !chunk.written.hasPlus else { return false }
    let place = places[0]
    guard chunk.pluses == 0, chunk.digits.at(place) != 0, chunk.blanks >> UInt64(place) & 1 == 0,
      chunk.digits.end - place >= 7
    else { return false }
    return repair.read(chunk.written).isValid
  }

  private func undecided(_ chunk: Chunk, _ place: Int) -> Finding {
    var finding = Finding(refused: .twoReadings)
    finding.isAmbiguous = true
    finding.confidence = 0.5
    finding.number = repair.read(chunk.written).number
    finding.other = repair.read(chunk.part(0..<place)).number
    finding.digitCount = chunk.digits.count
    return finding
  }

  // MARK: Blanks

  /// Parts digits into two numbers at a blank or sign; false if no place or several are as good.
  private mutating func partAtBlanks(_ chunk: Chunk, _ range: Range<Int>) -> Bool {
    guard range.count >= 14 else { return false }
    var best = 0
    var bestScore = 0
    var isTie = false
    for place in (range.lowerBound + 7)...(range.upperBound - 7) {
      guard chunk.written.breaks >> UInt64(place) & 1 == 1 else { continue }
      let left = chunk.part(range.lowerBound..<place)
      let right = chunk.part(place..<range.upperBound)
      guard repair.read(left).isValid, repair.read(right).isValid else { continue }
      var score = 1
      if chunk.blanks >> UInt64(place) & 1 == 1 { score += 2 }
      if chunk.gaps >> UInt64(place) & 1 == 1 { score += 8 }
      if left.digits.count == right.digits.count { score += 4 }
      if !left.hasPlus, right.digits.at(0) == left.digits.at(0), right.digits.at(0) == 0 {
        score += 4
      }
      if score > bestScore {
        best = place
        bestScore = score
        isTie = false
      } else if score == bestScore {
        isTie = true
      }
    }
    guard bestScore > 0, !isTie else { return false }
    append(repair.read(chunk.part(range.lowerBound..<best)), range.lowerBound..<best)
    append(repair.read(chunk.part(best..<range.upperBound)), best..<range.upperBound)
    return true
  }
}

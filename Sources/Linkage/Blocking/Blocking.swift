/// Calls records together by shared values: by one value that few share, else by two or three
/// values that few share together. A value that many share is split by the others, not dropped.
struct Blocking {
  private let records: Records
  private let limits: LinkageRules.BlockingLimits
  /// Pairs of each aspect or combination, as formed.
  private(set) var counts: [LinkageStatistics.Count] = []
  private(set) var pairs: PairBuckets
  private let sourceOfRow: [UInt32]
  /// Aspects with the entries of their large blocks, by row.
  private var hot: [BlockingAspect] = []
  /// Where keys are judged, no pairs are kept.
  private var recall: KeyRecall?
  /// Entries of two lists from which their combinations are formed in several goes.
  private static let entriesAtOnce = 1 << 23

  /// - Parameter recall: judges the keys by clusters that are known; pairs are formed for it alone.
  init(records: Records, limits: LinkageRules.BlockingLimits, recall: KeyRecall? = nil) {
    self.records = records
    self.limits = limits
    self.recall = recall
    pairs = PairBuckets(rowCount: records.count)
    sourceOfRow = records.sourceOfRow
    chain(records)
  }

  /// The pairs, not yet distinct; leaves none behind.
  mutating func takePairs() -> PairBuckets {
    let taken = pairs
    pairs = PairBuckets(rowCount: 0)
    return taken
  }

  /// Each key with the joined pairs that it found.
  consuming func judgedKeys() -> [LinkageStatistics.Key] { recall?.result() ?? [] }

  /// Forms the pairs. O(records × combinations of aspects).
  mutating func run() {
    forEachBlockingAspect(records) { aspect in
      var aspect = aspect
      let entries = aspect.entries
      aspect.entries = []
      aspect.entries = emit(entries, limit: aspect.pairwiseLimit, name: aspect.name)
      hot.append(aspect)
    }
    for first in hot.indices {
      split(
        hot[first].entries, from: first, name: hot[first].name, isPersonal: hot[first].isPersonal,
        depth: 2)
      // No later one is combined with it.
      hot[first].entries = []
    }
  }

  /// Calls each row together with the next of those that are one beyond doubt: they shall meet even
  /// where all their values are too common to be compared each with each.
  private mutating func chain(_ records: Records) {
    var entries = records.groups.members
    entries.sort { a, b in
      if a >> 32 != b >> 32 { return a < b }
      let x = records.contentHashes[Int(a & 0xFFFF_FFFF)]
      let y = records.contentHashes[Int(b & 0xFFFF_FFFF)]
      return x != y ? x < y : a < b
    }
    for (one, next) in zip(entries, entries.dropFirst()) where one >> 32 == next >> 32 {
      add(UInt32(truncatingIfNeeded: one), UInt32(truncatingIfNeeded: next))
    }
    let name = "equal names and key"
    recall?.end(name)
    if pairs.count > 0 { counts.append(.init(key: name, count: pairs.count)) }
  }

  private mutating func split(
    _ entries: [UInt64], from first: Int, name: String, isPersonal: Bool, depth: Int
  ) {
    if entries.isEmpty { return }
    // A name's words go with each other too.
    for second in (depth == 2 && isPersonal ? first : first + 1)..<max(first + 1, hot.count) {
      let isReason = isPersonal || hot[second].isPersonal
      let other = hot[second].entries
      if other.isEmpty || (depth == limits.combinationLimit && !isReason) { continue }
      let both = name + " + " + hot[second].name
      // Blocks of one value fall into one go, and so do the blocks that they are split into.
      var goes = Goes(bits: 0, number: 0)
      while (entries.count + other.count) >> goes.bits > Self.entriesAtOnce { goes.bits += 1 }
      for number in 0..<(1 << goes.bits) {
        goes.number = UInt64(number)
        let joined =
          second == first ? combinations(entries, goes) : combinations(entries, other, goes)
        let rest = isReason ? emit(joined, limit: limits.combinedLimit, name: both) : joined
        if depth < limits.combinationLimit {
          split(rest, from: second, name: both, isPersonal: isReason, depth: depth + 1)
        }
      }
    }
  }

  /// Emits the pairs of blocks up to `limit`; returns the entries of larger blocks, by row.
  private mutating func emit(
    _ entries: consuming [UInt64], limit: Int, name: String
  ) -> [UInt64] {
    var sorted = entries
    radixSort(&sorted, from: 32)
    let before = pairs.count
    var hot: [UInt64] = []
    var start = 0
    while start < sorted.count {
      let value = sorted[start] >> 32
      var end = start + 1
      while end < sorted.count, sorted[end] >> 32 == value { end += 1 }
      if end - start <= limit {
        for i in start..<end {
          for j in (i + 1)..<max(i + 1, end) {
            add(UInt32(truncatingIfNeeded: sorted[i]), UInt32(truncatingIfNeeded: sorted[j]))
          }
        }
      } else {
        for i in start..<end { hot.append(sorted[i] << 32 | value) }
      }
      start = end
    }
    recall?.end(name)
    if pairs.count > before {
      if let index = counts.firstIndex(where: { $0.key == name }) {
        counts[index].count += pairs.count - before
      } else {
        counts.append(.init(key: name, count: pairs.count - before))
      }
    }
    // By value now, so that sorting by row alone leaves a row's values in order.
    radixSort(&hot, from: 32)
    for index in hot.indices { hot[index] = hot[index] >> 32 | hot[index] << 32 }
    return hot
  }

  private mutating func add(_ left: UInt32, _ right: UInt32) {
    if left == right { return }
    if !sourceOfRow.isEmpty, sourceOfRow[Int(left)] != 0,
      sourceOfRow[Int(left)] == sourceOfRow[Int(right)]
    {
      return
    }
    if recall == nil {
      pairs.add(left, right)
    } else {
      recall?.add(left, right)
    }
  }
}

/// Which of the combinations are formed: those whose value begins with the bits of `number`.
private struct Goes {
  var bits: UInt64
  var number: UInt64

  @inline(__always)
  func includes(_ entry: UInt64) -> Bool { bits == 0 || entry >> (64 - bits) == number }
}

/// Entries of rows that stand in both lists, a value for each two values.
private func combinations(_ a: [UInt64], _ b: [UInt64], _ goes: Goes) -> [UInt64] {
  var result: [UInt64] = []
  var i = 0
  var j = 0
  while i < a.count, j < b.count {
    let row = a[i] & 0xFFFF_FFFF
    let other = b[j] & 0xFFFF_FFFF
    if row < other {
      i += 1
    } else if other < row {
      j += 1
    } else {
      var endJ = j
      while endJ < b.count, b[endJ] & 0xFFFF_FFFF == row { endJ += 1 }
      while i < a.count, a[i] & 0xFFFF_FFFF == row {
        for k in j..<endJ {
          let entry = combined(a[i], b[k], row)
          if goes.includes(entry) { result.append(entry) }
        }
        i += 1
      }
      j = endJ
    }
  }
  return result
}

/// For each row every two of its own values.
private func combinations(_ a: [UInt64], _ goes: Goes) -> [UInt64] {
  var result: [UInt64] = []
  var start = 0
  while start < a.count {
    let row = a[start] & 0xFFFF_FFFF
    var end = start + 1
    while end < a.count, a[end] & 0xFFFF_FFFF == row { end += 1 }
    for i in start..<end {
      for k in (i + 1)..<max(i + 1, end) {
        let entry = combined(min(a[i], a[k]), max(a[i], a[k]), row)
        if goes.includes(entry) { result.append(entry) }
      }
    }
    start = end
  }
  return result
}

@inline(__always)
private func combined(_ a: UInt64, _ b: UInt64, _ row: UInt64) -> UInt64 {
  mixed(mixed(a >> 32) &+ b >> 32) & 0xFFFF_FFFF_0000_0000 | row
}

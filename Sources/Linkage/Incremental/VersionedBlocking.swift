/// Calls rows together as `Blocking` does, but by what values stand for instead of ids, so that
/// which pairs are formed depends on the rows' content and on the version alone.
///
/// A run that makes a version decides which values are too common, and keeps them in `hot`. A later
/// run takes these as they are; it forms all pairs, or only those with a new row.
struct VersionedBlocking {
  /// Of all rows: first those that are one beyond doubt, then by aspect.
  private(set) var entries: [BlockingEntries]
  private var aspects: [BlockingAspect] = []
  private(set) var pairs: PairBuckets
  private(set) var counts: [LinkageStatistics.Count] = []
  /// Values too common to call rows together alone, as `LinkageVersion.hash` has them.
  private(set) var hot: [UInt64] = []
  /// Whether so many rows share a value that the version takes for rare, that it no longer fits.
  private(set) var isOutgrown = false

  private let limits: LinkageRules.BlockingLimits
  private let sourceOfRow: (UInt32) -> UInt32
  private let version: LinkageVersion?
  /// Rows from here on are new: pairs have one of them.
  private let firstNew: UInt32
  /// The version's, or what this run has found to be hot.
  private var hotSet: HashedNumbers
  private var filter = KeyFilter()

  /// Rows to which a block may grow that the version does not know for hot.
  private static let growthLimit = 200

  /// - Parameters:
  ///   - known: the entries of earlier rows; none where all rows are in hand.
  ///   - source: which list a row is of; 0: of none.
  init(
    known: [BlockingEntries], firstNew: Int, rowCount: Int, limits: LinkageRules.BlockingLimits,
    version: LinkageVersion?, source: @escaping (UInt32) -> UInt32
  ) {
    entries = known
    self.firstNew = UInt32(firstNew)
    pairs = PairBuckets(rowCount: rowCount)
    self.limits = limits
    self.version = version
    hotSet = version?.numbers ?? HashedNumbers()
    sourceOfRow = source
  }

  /// The pairs, not yet distinct; leaves none behind.
  mutating func takePairs() -> PairBuckets {
    let taken = pairs
    pairs = PairBuckets(rowCount: 0)
    return taken
  }

  /// Forms the pairs of new rows, and takes them to the known ones.
  ///
  /// - Parameter added: the new rows alone, counted from 0.
  mutating func run(_ added: Records) {
    chain(sureEntries(added))
    var touched: [[UInt64]] = []
    forEachBlockingAspect(added) { aspect in
      var aspect = aspect
      let new = contentEntries(aspect)
      aspect.entries = []
      aspects.append(aspect)
      let number = aspects.count
      if number == entries.count { entries.append(BlockingEntries()) }
      let hot = form(
        new, combination: number, limit: aspect.pairwiseLimit, name: aspect.name,
        known: entries[number].cold)
      filter.removeAll()
      for entry in hot { filter.add(entry) }
      touched.append(known(entries[number].hot, filter) + hot)
      entries[number].hot.append(contentsOf: hot)
      entries[number].cold.append(contentsOf: new.filter { !isHot($0, number) })
    }
    for first in aspects.indices {
      split(
        touched[first], from: first, with: touched, name: aspects[first].name,
        isPersonal: aspects[first].isPersonal, depth: 2, combination: first + 1)
    }
  }

  /// Calls each row together with the one before it among those of equal names and an equal key: they
  /// shall meet even where all their values are too common to be compared each with each.
  private mutating func chain(_ new: [UInt64]) {
    if entries.isEmpty { entries.append(BlockingEntries()) }
    filter.removeAll()
    for entry in new { filter.add(entry) }
    var all = known(entries[0].cold, filter) + new
    radixSort(&all)
    let before = pairs.count
    forEachBlock(all) { block in
      for index in block.indices.dropFirst()
      where UInt32(truncatingIfNeeded: block[index]) >= firstNew {
        addPair(
          UInt32(truncatingIfNeeded: block[index - 1]), UInt32(truncatingIfNeeded: block[index]))
      }
    }
    if pairs.count > before {
      counts.append(.init(key: "equal names and key", count: pairs.count - before))
    }
    entries[0].cold.append(contentsOf: new)
  }

  /// For each row of a whole name and each key that it has, a hash of both.
  private func sureEntries(_ records: Records) -> [UInt64] {
    guard let nameField = records.nameField else { return [] }
    let names = records.names
    let nameHashes = names.keyHashes()
    var result: [UInt64] = []
    for (number, field) in records.fields.enumerated()
    where [.phone, .email, .identifier, .date, .birthday].contains(field.kind) {
      for row in 0..<records.count {
        let name = records.fields[nameField].first(row)
        if names.key(name) == 0 || names.range(name).count < 2 { continue }
        let nameHash = nameHashes[names.key(name)] &+ UInt64(number)
        for index in 0..<field.valueCount(row) {
          let hash = mixed(mixed(nameHash) ^ field.table.contentHash(of: field.value(row, index)))
          result.append(hash & 0xFFFF_FFFF_0000_0000 | UInt64(row) + UInt64(firstNew))
        }
      }
    }
    return result
  }

  private func contentEntries(_ aspect: BlockingAspect) -> [UInt64] {
    guard let key = aspect.contentKey else {
      return aspect.entries.map { $0 + UInt64(firstNew) }
    }
    // Values come again and again; 0 is no key.
    var keys: [UInt32] = []
    return aspect.entries.map { entry in
      let value = Int(entry >> 32)
      if value >= keys.count {
        keys += [UInt32](repeating: 0, count: max(1024, value + 1 - keys.count, keys.count))
      }
      if keys[value] == 0 { keys[value] = key(UInt32(value)) }
      return UInt64(keys[value]) << 32 | (entry & 0xFFFF_FFFF) + UInt64(firstNew)
    }
  }

  private func known(_ entries: Stored<UInt64>, _ filter: KeyFilter) -> [UInt64] {
    var result: [UInt64] = []
    _ = entries.withParts { part in
      for entry in part where filter.mayHold(entry) { result.append(entry) }
    }
    return result
  }

  private func isHot(_ entry: UInt64, _ combination: Int) -> Bool {
    hotSet[LinkageVersion.hash(entry >> 32, .hot, combination)] != nil
  }

  private mutating func split(
    _ entries: [UInt64], from first: Int, with hot: [[UInt64]], name: String, isPersonal: Bool,
    depth: Int, combination: Int
  ) {
    if entries.isEmpty { return }
    // A name's words go with each other too.
    for second in (depth == 2 && isPersonal ? first : first + 1)..<max(first + 1, aspects.count) {
      let isReason = isPersonal || aspects[second].isPersonal
      if hot[second].isEmpty || (depth == limits.combinationLimit && !isReason) { continue }
      let joined = joined(entries, hot[second], isSame: second == first)
      let both = name + " + " + aspects[second].name
      let number = combination << 8 | (second + 1)
      let rest =
        isReason
        ? form(joined, combination: number, limit: limits.combinedLimit, name: both, known: nil)
        : joined
      if depth < limits.combinationLimit {
        split(
          rest, from: second, with: hot, name: both, isPersonal: isReason, depth: depth + 1,
          combination: number)
      }
    }
  }

  /// The combinations of the new rows, and of the earlier ones those that a new row may have.
  private mutating func joined(_ a: [UInt64], _ b: [UInt64], isSame: Bool) -> [UInt64] {
    let startA = startOfNew(a)
    let startB = startOfNew(b)
    var new: [UInt64] = []
    if isSame {
      combinedEntries(a[startA...], filter: nil, into: &new)
    } else {
      combinedEntries(a[startA...], b[startB...], filter: nil, into: &new)
    }
    if startA == 0 || startB == 0 || new.isEmpty { return new }
    filter.removeAll()
    for entry in new { filter.add(entry) }
    var all: [UInt64] = []
    if isSame {
      combinedEntries(a[..<startA], filter: filter, into: &all)
    } else {
      combinedEntries(a[..<startA], b[..<startB], filter: filter, into: &all)
    }
    return all + new
  }

  private func startOfNew(_ entries: [UInt64]) -> Int {
    if firstNew == 0 { return 0 }
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      let row = entries[middle] & 0xFFFF_FFFF
      if row < UInt64(firstNew) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Forms the pairs of blocks that are not too large; returns the entries of the others, by row.
  ///
  /// - Parameter known: entries of earlier rows to look for those that share a key; nil where
  ///   `entries` holds them.
  private mutating func form(
    _ entries: [UInt64], combination: Int, limit: Int, name: String, known: Stored<UInt64>?
  ) -> [UInt64] {
    if version == nil { return count(entries, combination: combination, limit: limit, name: name) }
    var cold: [UInt64] = []
    var hot: [UInt64] = []
    for entry in entries {
      if isHot(entry, combination) { hot.append(entry) } else { cold.append(entry) }
    }
    if let known, known.count > 0 {
      filter.removeAll()
      for entry in cold { filter.add(entry) }
      cold += self.known(known, filter)
    }
    radixSort(&cold)
    let before = pairs.count
    forEachBlock(cold) { block in
      if block.count > Self.growthLimit { isOutgrown = true }
      if !isOutgrown { addPairs(block) }
    }
    if pairs.count > before { counts.append(.init(key: name, count: pairs.count - before)) }
    return hot
  }

  /// The same where no version says what is hot: blocks beyond `limit` are.
  private mutating func count(
    _ entries: [UInt64], combination: Int, limit: Int, name: String
  ) -> [UInt64] {
    var sorted = entries
    radixSort(&sorted)
    let before = pairs.count
    var isAnyHot = false
    forEachBlock(sorted) { block in
      if block.count <= limit {
        addPairs(block)
      } else {
        let hash = LinkageVersion.hash(block[block.startIndex] >> 32, .hot, combination)
        hot.append(hash)
        hotSet.set(hash, 1)
        isAnyHot = true
      }
    }
    if pairs.count > before { counts.append(.init(key: name, count: pairs.count - before)) }
    return isAnyHot ? entries.filter { isHot($0, combination) } : []
  }

  /// Pairs with a new row; rows ascend.
  private mutating func addPairs(_ block: ArraySlice<UInt64>) {
    for j in block.indices.reversed() {
      let right = UInt32(truncatingIfNeeded: block[j])
      if right < firstNew { return }
      for i in block.startIndex..<j {
        addPair(UInt32(truncatingIfNeeded: block[i]), right)
      }
    }
  }

  private mutating func addPair(_ left: UInt32, _ right: UInt32) {
    if left == right { return }
    let source = sourceOfRow(right)
    if source != 0, source == sourceOfRow(left) { return }
    pairs.add(left, right)
  }
}

/// The runs of entries of one key, in ascending entries.
private func forEachBlock(_ sorted: [UInt64], _ body: (ArraySlice<UInt64>) -> Void) {
  var start = 0
  while start < sorted.count {
    var end = start + 1
    while end < sorted.count, sorted[end] >> 32 == sorted[start] >> 32 { end += 1 }
    body(sorted[start..<end])
    start = end
  }
}

/// The pairs worth comparing, `left << 32 | right` with left below right, each once and ascending.
///
/// Keys: phone, e-mail and identifier alone; the name's skeleton together with company, date or
/// address. Counts the people behind phones, e-mails and identifiers on the way, and gives them to `scorer`.
func candidatePairs(
  records: Records, scorer: inout PairScorer, rules: LinkageRules,
  statistics: inout LinkageStatistics
) -> [UInt64] {
  var collector = PairCollector(records: records, limits: rules.blocking)
  for (index, field) in records.fields.enumerated() {
    switch field.kind {
    case .phone, .email, .identifier:
      let limit = rules.blocking.fanOutLimit(field.kind)
      let blocks = Blocks(field, rowCount: records.count)
      let people = countPeople(blocks, kind: field.kind, scorer: &scorer)
      statistics.hotKeys += people.count { Int($0) > limit }
      collector.add(blocks, key: field.name, people: people, fanOutLimit: limit)
      scorer.setPeople(people, field: index)
    case .company, .date, .address:
      let blocks = nameBlocks(records, with: index)
      collector.add(
        blocks, key: "name+" + field.name, people: [], fanOutLimit: .max,
        blockLimit: field.kind == .date ? .max : rules.blocking.namesakeLimit)
    case .name, .exclusive, .text: continue
    }
  }
  statistics.pairsByKey = collector.counts
  let pairs = collector.distinctPairs()
  statistics.candidatePairs = pairs.count
  return pairs
}

extension LinkageRules.BlockingLimits {
  /// Different people behind a key of `kind` beyond which it is hot.
  func fanOutLimit(_ kind: ColumnKind) -> Int {
    kind == .identifier ? identifierFanOutLimit : fanOutLimit
  }
}

private func countPeople(_ blocks: Blocks, kind: ColumnKind, scorer: inout PairScorer) -> [UInt32] {
  var fanOut = FanOut()
  var people = [UInt32](repeating: 1, count: blocks.count)
  for value in 0..<blocks.count {
    let range = blocks.range(value)
    if range.count > 1 {
      people[value] = UInt32(fanOut.people(blocks, range, kind: kind, scorer: &scorer))
    }
  }
  return people
}

/// Blocks of rows whose name has the same skeleton and whose value in `field` agrees.
private func nameBlocks(_ records: Records, with field: Int) -> Blocks {
  guard let nameField = records.nameField else { return Blocks([], valueCount: 0) }
  var table = StringTable()
  var entries: [UInt64] = []
  var bytes: [UInt8] = []
  for row in 0..<records.count {
    for i in 0..<records.fields[field].valueCount(row) {
      let agreement = records.agreementKey(field, records.fields[field].value(row, i))
      if agreement == 0 { continue }
      for j in 0..<records.fields[nameField].valueCount(row) {
        let name = records.names.key(records.fields[nameField].value(row, j))
        if name == 0 { continue }
        bytes.removeAll(keepingCapacity: true)
        for shift in [0, 8, 16, 24] {
          bytes.append(UInt8(truncatingIfNeeded: name >> shift))
          bytes.append(UInt8(truncatingIfNeeded: agreement >> shift))
        }
        entries.append(UInt64(table.intern(bytes.span)) << 32 | UInt64(row))
      }
    }
  }
  return Blocks(entries, valueCount: table.count)
}

/// Gathers the pairs of blocks; large blocks give the pairs of equal names only.
struct PairCollector {
  let records: Records
  let limits: LinkageRules.BlockingLimits
  private(set) var counts: [LinkageStatistics.Count] = []
  private var pairs: [UInt64] = []
  private var members: [UInt32] = []

  init(records: Records, limits: LinkageRules.BlockingLimits) {
    self.records = records
    self.limits = limits
  }

  /// - Parameter blockLimit: records of a block beyond which it gives no pairs.
  mutating func add(
    _ blocks: Blocks, key: String, people: [UInt32], fanOutLimit: Int, blockLimit: Int = .max
  ) {
    let before = pairs.count
    for value in 0..<blocks.count {
      let range = blocks.range(value)
      if range.count < 2 || range.count > blockLimit { continue }
      let count = people.isEmpty ? 1 : Int(people[value])
      if count > fanOutLimit { continue }
      members.removeAll(keepingCapacity: true)
      for position in range { members.append(blocks.rows[position]) }
      if range.count <= limits.pairwiseLimit {
        addAllPairs(0..<members.count)
      } else {
        addLargeBlock(isOnePerson: count <= 1)
      }
    }
    counts.append(.init(key: key, count: pairs.count - before))
  }

  /// Every pair once, ascending; leaves the collector empty.
  mutating func distinctPairs() -> [UInt64] {
    var sorted: [UInt64] = []
    swap(&sorted, &pairs)
    radixSort(&sorted)
    var kept = 0
    for index in sorted.indices where index == 0 || sorted[index] != sorted[kept - 1] {
      sorted[kept] = sorted[index]
      kept += 1
    }
    sorted.removeSubrange(kept...)
    return sorted
  }

  private mutating func addLargeBlock(isOnePerson: Bool) {
    sortByNameAndContent()
    if isOnePerson {
      addNeighbours(0..<members.count)
      return
    }
    var start = 0
    while start < members.count {
      let key = nameKey(members[start])
      var end = start + 1
      while end < members.count, nameKey(members[end]) == key { end += 1 }
      if key != 0 {
        if end - start <= limits.pairwiseLimit {
          addAllPairs(start..<end)
        } else {
          addNeighbours(start..<end)
        }
      }
      start = end
    }
  }

  private mutating func sortByNameAndContent() {
    let hashes = records.contentHashes
    let keys = members.map(nameKey)
    let order = members.indices.sorted { a, b in
      if keys[a] != keys[b] { return keys[a] < keys[b] }
      let x = hashes[Int(members[a])]
      let y = hashes[Int(members[b])]
      return x != y ? x < y : members[a] < members[b]
    }
    members = order.map { members[$0] }
  }

  private func nameKey(_ row: UInt32) -> Int { records.names.key(records.firstName(Int(row))) }

  private mutating func addAllPairs(_ range: Range<Int>) {
    for i in range {
      for j in (i + 1)..<max(i + 1, range.upperBound) { add(members[i], members[j]) }
    }
  }

  private mutating func addNeighbours(_ range: Range<Int>) {
    for i in range {
      for j in (i + 1)..<max(i + 1, min(range.upperBound, i + 1 + limits.neighbours)) {
        add(members[i], members[j])
      }
    }
  }

  private mutating func add(_ a: UInt32, _ b: UInt32) {
    if a == b { return }
    pairs.append(UInt64(min(a, b)) << 32 | UInt64(max(a, b)))
  }
}

/// Counts the different people behind a value: names that are one person's count once.
struct FanOut {
  private var names: [Int] = []
  private var leaders: [Int] = []
  /// Up to this many names are compared with each other; more are counted by their skeletons.
  private static let comparedLimit = 64

  private var otherKeys: [Int] = []
  /// Addresses or numbers that one nameless person may have.
  private static let keysOfOne = 3

  /// People behind the rows at `range` of `blocks`; 0 when nothing tells of any.
  mutating func people(
    _ blocks: Blocks, _ range: Range<Int>, kind: ColumnKind, scorer: inout PairScorer
  ) -> Int {
    max(named(blocks, range, scorer: &scorer), nameless(blocks, range, kind, scorer.records))
  }

  /// Rows without a name are told apart by their other key: a line with many mailboxes is nobody's.
  private mutating func nameless(
    _ blocks: Blocks, _ range: Range<Int>, _ kind: ColumnKind, _ records: Records
  ) -> Int {
    let other: ColumnKind = kind == .email ? .phone : .email
    guard let field = records.fields.firstIndex(where: { $0.kind == other }) else { return 0 }
    otherKeys.removeAll(keepingCapacity: true)
    for position in range {
      let row = Int(blocks.rows[position])
      let value = records.fields[field].first(row)
      if value != 0, records.names.isMissing(records.firstName(row)) { otherKeys.append(value) }
    }
    otherKeys.sort()
    var distinct = 0
    for index in otherKeys.indices where index == 0 || otherKeys[index] != otherKeys[index - 1] {
      distinct += 1
    }
    return (distinct + Self.keysOfOne - 1) / Self.keysOfOne
  }

  private mutating func named(
    _ blocks: Blocks, _ range: Range<Int>, scorer: inout PairScorer
  ) -> Int {
    names.removeAll(keepingCapacity: true)
    let records = scorer.records
    guard let field = records.nameField else { return 0 }
    for position in range {
      let row = Int(blocks.rows[position])
      for index in 0..<records.fields[field].valueCount(row) {
        let name = records.fields[field].value(row, index)
        if !records.names.isMissing(name), names.last != name { names.append(name) }
      }
    }
    if names.count < 2 { return names.count }
    let index = records.names
    if names.count > Self.comparedLimit {
      return Set(names.map(index.key)).count
    }
    // The fullest name first, so that an initial or a first name finds whose it is.
    names.sort { a, b in
      let x = index.letterCount(a)
      let y = index.letterCount(b)
      return x != y ? x > y : index.isOrdered(a, before: b)
    }
    leaders.removeAll(keepingCapacity: true)
    for name in names {
      var isKnown = false
      for leader in leaders where leader == name || scorer.names.compare(leader, name).isSamePerson
      {
        isKnown = true
        break
      }
      if !isKnown { leaders.append(name) }
    }
    return leaders.count
  }
}

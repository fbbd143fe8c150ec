/// Counts the different people behind a value: names that are one person's count once.
struct FanOut {
  private var names: [Int] = []
  private var leaders: [Int] = []
  /// Up to this many names are compared with each other; more are counted by their skeletons.
  private static let comparedLimit = 64

  /// People behind the rows at `range` of `blocks`; 0 when no row has a name.
  mutating func people(
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

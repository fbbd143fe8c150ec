/// Compares attributes: equal, or nearly so.
struct TextComparison: Sendable {
  static let levels = [
    Level("exact", 0.80, 0.80, 0.70, rare: true), Level("similar", 0.05, 0.04, 0.04, 0.01),
    Level("different", 0.15, 0.16, 0.26, 1),
  ]
  let field: Int
  private let column: Field
  /// By value.
  let rarity: [Float]
  private var jaroWinkler = JaroWinkler()
  /// Direct-mapped: pairs of values, and whether they are similar.
  private var memoPairs: [UInt64]
  private var memo: [Bool]

  init(_ records: Records, field: Int) {
    self.field = field
    column = records.fields[field]
    let total = records.groups.count
    rarity =
      records.version?.rarities(records.fields[field].table, .value, field, alone: 0.5)
      ?? records.fields[field].groupsOfValue(records.groups).map {
        rarityBits(count: Int($0), total: total, alone: 0.5)
      }
    let size = memoSize(values: rarity.count, limit: 1 << 14)
    memoPairs = [UInt64](repeating: .max, count: size)
    memo = [Bool](repeating: false, count: size)
  }

  /// The first values of two rows.
  mutating func compareRows(_ left: Int, _ right: Int) -> Agreement {
    let a = column.first(left)
    let b = column.first(right)
    if a == 0 || b == 0 { return .missing }
    return compare(a, b)
  }

  @inline(__always)
  mutating func compare(_ a: Int, _ b: Int) -> Agreement {
    if a == b { return Agreement(level: 0, rarity: rarity[a]) }
    let pair = UInt64(min(a, b)) << 32 | UInt64(max(a, b))
    let slot = Int(mixed(pair) & UInt64(memo.count - 1))
    if memoPairs[slot] != pair {
      memoPairs[slot] = pair
      // From the content's order, so that left and right can be exchanged.
      let isOrdered = column.table.isOrdered(a, before: b)
      memo[slot] = isOrdered ? isSimilar(a, b) : isSimilar(b, a)
    }
    return Agreement(level: memo[slot] ? 1 : 2, rarity: 0)
  }

  private mutating func isSimilar(_ a: Int, _ b: Int) -> Bool {
    let text = column.table.bytes
    let bytes = text.span
    let x = bytes.extracting(column.table.range(a))
    let y = bytes.extracting(column.table.range(b))
    return min(x.count, y.count) >= 4
      && (isOneEdit(x, y) || jaroWinkler.similarity(x, y) >= 0.92)
  }
}

/// Slots of a memory of pairs of values: no more than there are pairs, a power of two.
func memoSize(values: Int, limit: Int) -> Int {
  var size = 64
  while size < limit, size < values * values { size *= 2 }
  return size
}

/// Compares attributes: equal, or nearly so.
struct TextComparison: Sendable {
  static let levels = [
    Level("exact", 0.80, 0.80, 0.70, rare: true), Level("similar", 0.05, 0.04, 0.04, 0.01),
    Level("different", 0.15, 0.16, 0.26, 1),
  ]
  let field: Int
  private let rarity: [Float]
  private var jaroWinkler = JaroWinkler()
  private var memoPairs = [UInt64](repeating: .max, count: 1 << 14)
  private var memo = [Bool](repeating: false, count: 1 << 14)

  init(_ records: Records, field: Int) {
    self.field = field
    let total = records.groups.count
    rarity = records.fields[field].groupsOfValue(records.groups).map {
      rarityBits(count: Int($0), total: total, alone: 0.5)
    }
  }

  mutating func compare(_ left: Int, _ right: Int, _ records: Records) -> Agreement {
    let column = records.fields[field]
    let a = column.first(left)
    let b = column.first(right)
    if a == 0 || b == 0 { return .missing }
    return compare(a, b, column)
  }

  @inline(__always)
  mutating func compare(_ a: Int, _ b: Int, _ column: Field) -> Agreement {
    if a == b { return Agreement(level: 0, rarity: rarity[a]) }
    let pair = UInt64(min(a, b)) << 32 | UInt64(max(a, b))
    let slot = Int(mixed(pair) & 0x3FFF)
    if memoPairs[slot] != pair {
      memoPairs[slot] = pair
      memo[slot] = isSimilar(a, b, column)
    }
    return Agreement(level: memo[slot] ? 1 : 2, rarity: 0)
  }

  private mutating func isSimilar(_ a: Int, _ b: Int, _ column: Field) -> Bool {
    let bytes = column.table.bytes.span
    let x = bytes.extracting(column.table.range(a))
    let y = bytes.extracting(column.table.range(b))
    return min(x.count, y.count) >= 4
      && (isOneEdit(x, y) || jaroWinkler.similarity(x, y) >= 0.92)
  }
}

/// Compares attributes: equal, or nearly so.
struct TextComparison: Sendable {
  static let levels = [
    Level("exact", 0.80, 0.80, 0.70, rare: true), Level("similar", 0.05, 0.04, 0.04, 0.01),
    Level("different", 0.15, 0.16, 0.26, 1),
  ]
  let field: Int
  private let rowsOfValue: [UInt32]
  private let total: Int
  private var jaroWinkler = JaroWinkler()

  init(_ records: Records, field: Int) {
    self.field = field
    rowsOfValue = records.fields[field].groupsOfValue(records.groups)
    total = records.groups.count
  }

  mutating func compare(_ left: Int, _ right: Int, _ records: Records) -> Agreement {
    let column = records.fields[field]
    let a = column.first(left)
    let b = column.first(right)
    if a == 0 || b == 0 { return .missing }
    if a == b {
      return Agreement(
        level: 0, rarity: rarityBits(count: Int(rowsOfValue[a]), total: total, alone: 0.5))
    }
    let bytes = column.table.bytes.span
    let x = bytes.extracting(column.table.range(a))
    let y = bytes.extracting(column.table.range(b))
    if min(x.count, y.count) >= 4,
      isOneEdit(x, y) || jaroWinkler.similarity(x, y) >= 0.92
    {
      return Agreement(level: 1, rarity: 0)
    }
    return Agreement(level: 2, rarity: 0)
  }
}

/// How often each form of a cell was met: exact for the first 1,024 forms, the others together.
///
/// The result depends on the order of the cells alone, not on where batches end.
struct PatternTable: Sendable {
  private static let limit = 1024
  private static let slotCount = 2 * limit

  private(set) var others = 0
  private var patterns: [CellPattern] = []
  private var counts: [Int] = []
  /// Number of a pattern and one, by open addressing; 0 where free.
  private var slots: [UInt16] = []
  /// The pattern met last: neighbours often look alike.
  private var last = 0

  mutating func add(_ pattern: CellPattern, _ count: Int = 1) {
    if last < patterns.count, patterns[last] == pattern {
      counts[last] += count
      return
    }
    if slots.isEmpty { slots = [UInt16](repeating: 0, count: Self.slotCount) }
    var slot = Int(truncatingIfNeeded: pattern.spread) & (Self.slotCount - 1)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if patterns[number] == pattern {
        counts[number] += count
        last = number
        return
      }
      slot = (slot + 1) & (Self.slotCount - 1)
    }
    guard patterns.count < Self.limit else {
      others += count
      return
    }
    last = patterns.count
    patterns.append(pattern)
    counts.append(count)
    slots[slot] = UInt16(patterns.count)
  }

  /// Takes what another table counted, as if its cells came after those of this one.
  mutating func merge(_ other: PatternTable) {
    for (pattern, count) in zip(other.patterns, other.counts) { add(pattern, count) }
    others += other.others
  }

  /// The most frequent forms, the first of equals by its text.
  func commonest(_ limit: Int) -> [(text: String, count: Int)] {
    zip(patterns, counts).map { (text: $0.text, count: $1) }
      .sorted { ($1.count, $0.text) < ($0.count, $1.text) }
      .prefix(limit).map { $0 }
  }
}

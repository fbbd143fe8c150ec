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

  /// Counts a form.
  ///
  /// - Returns: its number, or `nil` where it is among the others.
  @discardableResult
  mutating func add(_ pattern: CellPattern, _ count: Int = 1) -> Int? {
    if slots.isEmpty { slots = [UInt16](repeating: 0, count: Self.slotCount) }
    var slot = Int(truncatingIfNeeded: pattern.spread) & (Self.slotCount - 1)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if patterns[number] == pattern {
        counts[number] += count
        return number
      }
      slot = (slot + 1) & (Self.slotCount - 1)
    }
    guard patterns.count < Self.limit else {
      others += count
      return nil
    }
    patterns.append(pattern)
    counts.append(count)
    slots[slot] = UInt16(patterns.count)
    return patterns.count - 1
  }

  /// Counts a form that has a number once more.
  @inline(__always)
  mutating func addAgain(_ number: Int) { counts[number] += 1 }

  /// Takes what another table counted, as if its cells came after those of this one; exact unless
  /// that one had no room for all of its forms.
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

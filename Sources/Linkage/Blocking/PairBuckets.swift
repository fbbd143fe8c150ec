/// Pairs of rows, kept by ranges of their left row, so that each range can be made distinct by itself.
struct PairBuckets: Sendable {
  private var buckets: [[UInt64]]
  private let shift: UInt32
  /// Pairs added, the same pair as often as it was added.
  private(set) var count = 0

  init(rowCount: Int) {
    var shift: UInt32 = 12
    while rowCount >> shift > 255 { shift += 1 }
    self.shift = shift
    buckets = Array(repeating: [], count: rowCount >> shift + 1)
  }

  @inline(__always)
  mutating func add(_ a: UInt32, _ b: UInt32) {
    let left = min(a, b)
    let index = Int(left >> shift)
    if buckets[index].count == buckets[index].capacity, buckets[index].count >= Self.compactedSize {
      compact(index)
      // Room for half as much again, or it would be made distinct again and again.
      buckets[index].reserveCapacity(buckets[index].count * 3 / 2)
    }
    buckets[index].append(UInt64(left) << 32 | UInt64(max(a, b)))
    count += 1
  }

  /// Makes every bucket ascending and its pairs distinct; O(pairs).
  mutating func makeDistinct() {
    count = 0
    for index in buckets.indices {
      compact(index)
      if buckets[index].capacity > buckets[index].count * 5 / 4 {
        var exact: [UInt64] = []
        exact.reserveCapacity(buckets[index].count)
        exact += buckets[index]
        buckets[index] = exact
      }
      count += buckets[index].count
    }
  }

  /// Pairs of a bucket from which it is made distinct before it grows.
  private static let compactedSize = 1 << 14

  private mutating func compact(_ index: Int) {
    radixSort(&buckets[index])
    var kept = 0
    for position in buckets[index].indices
    where position == 0 || buckets[index][position] != buckets[index][kept - 1] {
      buckets[index][kept] = buckets[index][position]
      kept += 1
    }
    buckets[index].removeSubrange(kept...)
  }

  /// Every pair of rows of different sources.
  static func all(_ records: Records) -> PairBuckets {
    var pairs = PairBuckets(rowCount: records.count)
    for left in 0..<UInt32(records.count) {
      for right in (left + 1)..<max(left + 1, UInt32(records.count))
      where !records.areOfOneSource(left, right) {
        pairs.add(left, right)
      }
    }
    return pairs
  }

  /// Whether the pair is among the distinct ones. O(log pairs).
  func contains(_ a: UInt32, _ b: UInt32) -> Bool {
    let bucket = buckets[Int(min(a, b) >> shift)]
    let pair = UInt64(min(a, b)) << 32 | UInt64(max(a, b))
    var low = 0
    var high = bucket.count
    while low < high {
      let middle = (low + high) / 2
      if bucket[middle] < pair { low = middle + 1 } else { high = middle }
    }
    return low < bucket.count && bucket[low] == pair
  }

  /// Takes a bucket out; its pairs are no longer kept.
  mutating func take(_ index: Int) -> [UInt64] {
    let taken = buckets[index]
    buckets[index] = []
    return taken
  }

  var indices: Range<Int> { buckets.indices }
  subscript(_ index: Int) -> [UInt64] { buckets[index] }
}

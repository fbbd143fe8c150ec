/// Vectors of pairs with how many pairs each stands for, in an order that does not depend on rows.
struct PairSample: Sendable {
  private var weights: [PairVector: Double] = [:]

  mutating func add(_ vector: PairVector, weight: Double) { weights[vector, default: 0] += weight }

  /// By the vectors' codes, so that sums come out the same in every run.
  var histogram: [(vector: PairVector, weight: Double)] {
    weights.map { (vector: $0.key, weight: $0.value) }.sorted { $0.vector.isBefore($1.vector) }
  }

  /// Candidates, thinned by what their rows hold when they are many.
  static func candidates(
    _ pairs: PairBuckets, _ comparison: inout RowComparison, limit: Int = 200_000
  ) -> PairSample {
    let records = comparison.records
    let share = min(1, Double(limit) / Double(max(1, pairs.count)))
    let highest = UInt64(share * 4_294_967_295)
    var sample = PairSample()
    for bucket in pairs.indices {
      for pair in pairs[bucket] {
        let left = Int(pair >> 32)
        let right = Int(pair & 0xFFFF_FFFF)
        let a = records.contentHashes[left]
        let b = records.contentHashes[right]
        if share < 1, mixed(min(a, b) ^ mixed(max(a, b))) >> 32 > highest { continue }
        sample.add(comparison.compare(left, right), weight: 1 / share)
      }
    }
    return sample
  }

  /// Pairs of rows that stand 1, 2, 3 … apart when rows are ordered by what they hold; together they
  /// stand for all pairs that are no candidates.
  static func random(
    _ pairs: PairBuckets, _ comparison: inout RowComparison, limit: Int = 150_000
  ) -> PairSample {
    let records = comparison.records
    let count = records.count
    let all = count * (count - 1) / 2
    let order = firstByContent(records, limit + 1)
    var drawn: [(UInt32, UInt32)] = []
    var step = 1
    while drawn.count < limit, step < count {
      for index in 0..<min(count - step, limit) where drawn.count < limit {
        drawn.append((order[index], order[index + step]))
      }
      step += 1
    }
    let weight = Double(max(0, all - pairs.count)) / Double(max(1, drawn.count))
    var sample = PairSample()
    for (left, right) in drawn
    where !pairs.contains(left, right) && !records.areOfOneSource(left, right)
      && records.groups.group(of: Int(left)) != records.groups.group(of: Int(right))
    {
      sample.add(comparison.compare(Int(left), Int(right)), weight: weight)
    }
    return sample
  }
}

/// The rows in the order of their content's hashes, as far as the first `limit`.
private func firstByContent(_ records: Records, _ limit: Int) -> [UInt32] {
  var counts = [Int](repeating: 0, count: 1 << 16)
  for hash in records.contentHashes { counts[Int(hash >> 48)] += 1 }
  var last = 0
  var below = counts[0]
  while last < counts.count - 1, below < limit {
    last += 1
    below += counts[last]
  }
  var rows: [UInt32] = []
  for row in 0..<records.count where Int(records.contentHashes[row] >> 48) <= last {
    rows.append(UInt32(row))
  }
  rows.sort {
    (records.contentHashes[Int($0)], $0) < (records.contentHashes[Int($1)], $1)
  }
  return rows
}

/// Average linkage of a large component over the pairs that were compared: a pair that never was
/// counts against joining.
struct SparseLinkage {
  private static let unseenBits: Float = -4

  private let rows: [UInt32]
  private var indexOfRow: [UInt32: Int] = [:]
  /// By cluster: sum of bits and number of pairs towards each neighbour.
  private var edges: [[Int: (sum: Float, count: Float)]]

  init(rows: [UInt32]) {
    self.rows = rows
    edges = Array(repeating: [:], count: rows.count)
    for (index, row) in rows.enumerated() { indexOfRow[row] = index }
  }

  mutating func add(_ pair: ScoredPair) {
    guard let a = indexOfRow[pair.left], let b = indexOfRow[pair.right] else { return }
    let bits = Clustering.counted(pair.bits)
    edges[a][b] = (bits, 1)
    edges[b][a] = (bits, 1)
  }

  /// O(pairs × log pairs).
  mutating func run(
    minimumBits: Float, into clusters: inout [UInt32], score: (UInt32, UInt32) -> Float?
  ) {
    var sizes = [Float](repeating: 1, count: rows.count)
    var members = rows.indices.map { [$0] }
    var versions = [UInt32](repeating: 0, count: rows.count)
    var heap = Heap()
    func mean(_ a: Int, _ b: Int) -> Float {
      guard let edge = edges[a][b] else { return Self.unseenBits }
      let all = sizes[a] * sizes[b]
      return (edge.sum + Self.unseenBits * (all - edge.count)) / all
    }
    for a in rows.indices {
      for b in edges[a].keys where b > a {
        heap.push(.init(bits: mean(a, b), a: a, b: b, versionA: 0, versionB: 0))
      }
    }
    while let top = heap.pop(), top.bits >= minimumBits {
      if versions[top.a] != top.versionA || versions[top.b] != top.versionB { continue }
      if contradict(members[top.a], members[top.b], score) {
        edges[top.a][top.b] = (-1e9, 1)
        edges[top.b][top.a] = (-1e9, 1)
        continue
      }
      let keep = edges[top.a].count >= edges[top.b].count ? top.a : top.b
      let gone = keep == top.a ? top.b : top.a
      edges[keep][gone] = nil
      for (other, edge) in edges[gone] where other != keep {
        let own = edges[keep][other] ?? (0, 0)
        let both = (sum: own.sum + edge.sum, count: own.count + edge.count)
        edges[keep][other] = both
        edges[other][keep] = both
        edges[other][gone] = nil
      }
      edges[gone] = [:]
      sizes[keep] += sizes[gone]
      members[keep] += members[gone]
      members[gone] = []
      versions[keep] += 1
      versions[gone] += 1
      for other in edges[keep].keys {
        heap.push(
          .init(
            bits: mean(keep, other), a: min(keep, other), b: max(keep, other),
            versionA: versions[min(keep, other)], versionB: versions[max(keep, other)]))
      }
    }
    for cluster in members where !cluster.isEmpty {
      let first = cluster.map { rows[$0] }.min() ?? 0
      for index in cluster { clusters[Int(rows[index])] = first }
    }
  }

  private func contradict(
    _ a: [Int], _ b: [Int], _ score: (UInt32, UInt32) -> Float?
  ) -> Bool {
    for i in a { for j in b where score(rows[i], rows[j]) == nil { return true } }
    return false
  }
}

/// A binary heap of joins, the likeliest first; equals by their clusters.
private struct Heap {
  struct Join {
    let bits: Float
    let a: Int
    let b: Int
    let versionA: UInt32
    let versionB: UInt32

    func isBefore(_ other: Join) -> Bool {
      if bits != other.bits { return bits > other.bits }
      return (a, b) < (other.a, other.b)
    }
  }

  private var joins: [Join] = []

  mutating func push(_ join: Join) {
    joins.append(join)
    var index = joins.count - 1
    while index > 0, joins[index].isBefore(joins[(index - 1) / 2]) {
      joins.swapAt(index, (index - 1) / 2)
      index = (index - 1) / 2
    }
  }

  mutating func pop() -> Join? {
    guard let first = joins.first else { return nil }
    let last = joins.removeLast()
    if joins.isEmpty { return first }
    joins[0] = last
    var index = 0
    while true {
      var best = index
      for child in [2 * index + 1, 2 * index + 2]
      where child < joins.count && joins[child].isBefore(joins[best]) {
        best = child
      }
      if best == index { return first }
      joins.swapAt(index, best)
      index = best
    }
  }
}

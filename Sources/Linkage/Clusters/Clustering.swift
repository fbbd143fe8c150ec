#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A scored pair of rows.
struct ScoredPair: Sendable {
  var left: UInt32
  var right: UInt32
  /// log2 odds of one entity.
  var bits: Float

  var probability: Double { 1 / (1 + exp2(-Double(bits))) }
}

/// Joins rows by average linkage on log-odds inside connected components, and refuses what
/// would put a contradiction into one cluster.
struct Clustering {
  let minimumBits: Float
  static let clip: Float = 20
  /// What two rows of one cluster count for at least that neither agree nor contradict each other.
  static let silenceBits: Float = -2
  /// What sums of odds may be off by, in bits.
  static let rounding: Float = 1e-3

  /// No pair counts for more than `clip`, for or against.
  static func clipped(_ bits: Float) -> Float { max(-clip, min(clip, bits)) }

  /// A pair labelled as one is joined first, whatever its rows' other pairs say.
  static func counted(_ bits: Float) -> Float {
    bits == PairLabels.certainBits ? bits : clipped(bits)
  }

  /// Rows of a component up to which every pair is compared.
  private static let denseLimit = 500

  /// - Parameter score: bits of any two rows; `nil` where they contradict each other.
  func run(
    _ pairs: [ScoredPair], records: Records, score: (UInt32, UInt32) -> Float?
  ) -> [UInt32] {
    let rowCount = records.count
    var parents = Array(0..<UInt32(rowCount))
    func root(_ row: UInt32) -> UInt32 {
      var x = row
      while parents[Int(x)] != x {
        parents[Int(x)] = parents[Int(parents[Int(x)])]
        x = parents[Int(x)]
      }
      return x
    }
    for pair in pairs where pair.bits >= minimumBits {
      let a = root(pair.left)
      let b = root(pair.right)
      if a != b { parents[Int(max(a, b))] = min(a, b) }
    }
    var members = [UInt64]()
    for row in 0..<UInt32(rowCount) {
      let root = root(row)
      if root != row { members.append(UInt64(root) << 32 | UInt64(row)) }
    }
    var large: [UInt32: SparseLinkage] = [:]
    radixSort(&members)
    var clusters = Array(0..<UInt32(rowCount))
    var start = 0
    while start < members.count {
      let root = UInt32(members[start] >> 32)
      var component = [root]
      while start < members.count, members[start] >> 32 == root {
        component.append(UInt32(truncatingIfNeeded: members[start]))
        start += 1
      }
      if component.count > Self.denseLimit {
        large[root] = SparseLinkage(rows: component)
      } else {
        // By what they hold, so that equals are broken alike whatever the order of rows.
        let rows = component.sorted {
          (records.contentHashes[Int($0)], $0) < (records.contentHashes[Int($1)], $1)
        }
        split(rows, into: &clusters, score: score)
      }
    }
    if large.isEmpty { return clusters }
    for pair in pairs { large[root(pair.left)]?.add(pair) }
    for key in large.keys.sorted() {
      large[key]?.run(minimumBits: minimumBits, into: &clusters, score: score)
    }
    return clusters
  }

  /// Rows labelled as one count alike: what one of them has in common with a third row is not
  /// lost by what the other has not.
  private func shareBest(_ sums: inout [Float], count n: Int) {
    for i in 0..<n {
      for j in (i + 1)..<max(i + 1, n) where sums[i * n + j] == PairLabels.certainBits {
        for k in 0..<n where k != i && k != j {
          let best = max(sums[i * n + k], sums[j * n + k])
          if min(sums[i * n + k], sums[j * n + k]) < -Self.clip { continue }
          if best == PairLabels.certainBits { continue }
          sums[i * n + k] = best
          sums[k * n + i] = best
          sums[j * n + k] = best
          sums[k * n + j] = best
        }
      }
    }
  }

  /// Average linkage by the nearest-neighbour chain (Murtagh 1983): O(n²) for n rows.
  private func split(
    _ rows: [UInt32], into clusters: inout [UInt32], score: (UInt32, UInt32) -> Float?
  ) {
    let n = rows.count
    var sums = [Float](repeating: 0, count: n * n)
    var sizes = [Float](repeating: 1, count: n)
    for i in 0..<n {
      for j in (i + 1)..<max(i + 1, n) {
        let bits = score(rows[i], rows[j]).map(Self.counted) ?? -1e9
        sums[i * n + j] = bits
        sums[j * n + i] = bits
      }
    }
    shareBest(&sums, count: n)
    var owner = Array(0..<n)
    var alive = Array(0..<n)
    var isDone = [Bool](repeating: false, count: n)
    var chain: [Int] = []
    while true {
      if chain.isEmpty {
        guard let start = alive.first(where: { !isDone[$0] }) else { break }
        chain.append(start)
      }
      let i = chain[chain.count - 1]
      var best = -Float.infinity
      var neighbour = -1
      // The one before in the chain first, so that equals end it.
      if chain.count > 1 {
        neighbour = chain[chain.count - 2]
        best = sums[i * n + neighbour] / (sizes[i] * sizes[neighbour])
      }
      for j in alive where j != i {
        let mean = sums[i * n + j] / (sizes[i] * sizes[j])
        if mean > best {
          best = mean
          neighbour = j
        }
      }
      if neighbour < 0 || best < minimumBits {
        // Nothing is near enough, and merging others brings nothing nearer.
        isDone[i] = true
        chain.removeLast()
        continue
      }
      if chain.count > 1 && neighbour == chain[chain.count - 2] {
        chain.removeLast(2)
        let keep = min(i, neighbour)
        let gone = max(i, neighbour)
        for k in alive where k != keep && k != gone {
          sums[keep * n + k] += sums[gone * n + k]
          sums[k * n + keep] = sums[keep * n + k]
        }
        sizes[keep] += sizes[gone]
        alive.removeAll { $0 == gone }
        for k in 0..<n where owner[k] == gone { owner[k] = keep }
      } else {
        chain.append(neighbour)
      }
    }
    var smallest = rows
    for k in 0..<n { smallest[owner[k]] = min(smallest[owner[k]], rows[k]) }
    for k in 0..<n { clusters[Int(rows[k])] = smallest[owner[k]] }
  }
}

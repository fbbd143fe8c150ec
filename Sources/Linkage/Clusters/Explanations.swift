/// The pairs that hold each cluster together, hung from its smallest row: one for every other row.
func merges(
  _ tree: [ScoredPair], clusters: [UInt32], scorer: inout PairScorer
) -> [LinkageResult.Merge] {
  let none = UInt32.max
  var firstEdge = [UInt32](repeating: none, count: clusters.count)
  var nextEdge = [UInt32](repeating: none, count: tree.count * 2)
  for (index, pair) in tree.enumerated() {
    nextEdge[index * 2] = firstEdge[Int(pair.left)]
    firstEdge[Int(pair.left)] = UInt32(index * 2)
    nextEdge[index * 2 + 1] = firstEdge[Int(pair.right)]
    firstEdge[Int(pair.right)] = UInt32(index * 2 + 1)
  }
  var pairOfRow = [UInt32](repeating: none, count: clusters.count)
  var pending: [UInt32] = []
  for anchor in clusters.indices where clusters[anchor] == UInt32(anchor) {
    pending.append(UInt32(anchor))
    while let row = pending.popLast() {
      var edge = firstEdge[Int(row)]
      while edge != none {
        let pair = tree[Int(edge / 2)]
        let other = edge % 2 == 0 ? pair.right : pair.left
        if other != UInt32(anchor), pairOfRow[Int(other)] == none {
          pairOfRow[Int(other)] = edge / 2
          pending.append(other)
        }
        edge = nextEdge[Int(edge)]
      }
    }
  }
  var result: [LinkageResult.Merge] = []
  result.reserveCapacity(tree.count)
  for row in pairOfRow.indices where pairOfRow[row] != none {
    let pair = scorer.explain(tree[Int(pairOfRow[row])])
    result.append(LinkageResult.Merge(row: row, pair: pair))
  }
  return result
}

/// The best doubtful pair between any two clusters, best first.
func reviewPairs(
  _ sorted: [ScoredPair], clusters: [UInt32], limit: Int, scorer: inout PairScorer,
  statistics: inout LinkageStatistics
) -> [LinkedPair] {
  var seen: Set<UInt64> = []
  var result: [LinkedPair] = []
  for pair in sorted {
    let a = clusters[Int(pair.left)]
    let b = clusters[Int(pair.right)]
    if a == b { continue }
    guard seen.insert(UInt64(min(a, b)) << 32 | UInt64(max(a, b))).inserted else { continue }
    statistics.reviewPairs += 1
    if result.count < limit { result.append(scorer.explain(pair)) }
  }
  return result
}

/// How many clusters there are of each size.
func clusterSizes(_ clusters: [UInt32]) -> [LinkageStatistics.ClusterSize] {
  var sizes = [UInt32](repeating: 0, count: clusters.count)
  for cluster in clusters { sizes[Int(cluster)] += 1 }
  sizes.sort()
  var result: [LinkageStatistics.ClusterSize] = []
  for size in sizes where size > 0 {
    if let last = result.last, last.size == Int(size) {
      result[result.count - 1].clusters += 1
    } else {
      result.append(.init(size: Int(size), clusters: 1))
    }
  }
  return result
}

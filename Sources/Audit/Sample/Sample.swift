/// The conversations that are compared: of each stratum those of the smallest ranks.
package struct Sample: Sendable, Equatable {
  package struct Member: Sendable, Hashable {
    package var id: String
    package var stratum: Int
    /// Whether it counts for the bound over all strata.
    package var isBase: Bool
  }

  package let seed: String
  package let allocation: Allocation
  /// By stratum, in each by rank.
  package let members: [Member]

  /// - Complexity: O(N log n).
  package init(of frame: Frame, seed: String, allocation: Allocation) {
    self.seed = seed
    self.allocation = allocation
    var draws = allocation.total.map { SampleDraw(seed: seed, count: $0) }
    for member in frame.members { draws[member.stratum].offer(member.id) }
    members = draws.enumerated().flatMap { stratum, draw in
      draw.drawn().enumerated().map { place, drawn in
        Member(id: drawn.id, stratum: stratum, isBase: place < allocation.base[stratum])
      }
    }
  }

  /// - Parameters:
  ///   - size: conversations in all, before the top-ups of small strata.
  ///   - least: how many a stratum shall have at least.
  package init(of frame: Frame, seed: String, size: Int, least: [Int]) {
    self.init(
      of: frame, seed: seed,
      allocation: Allocation(size: size, populations: frame.stratumCounts, least: least))
  }

  package var count: Int { members.count }

  /// SHA-256 over the lines `id LF` in the order of the draw.
  package var hash: String {
    var hash = ByteHash()
    for member in members {
      hash.add(member.id.escapedLine)
      hash.add("\n")
    }
    return hash.hex
  }
}

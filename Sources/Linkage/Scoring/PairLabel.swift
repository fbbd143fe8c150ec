/// What a person said of two rows.
public struct PairLabel: Sendable, Equatable {
  /// Row indices, in any order.
  public var left: Int
  public var right: Int
  /// Whether both are one entity.
  public var isSame: Bool

  public init(left: Int, right: Int, isSame: Bool) {
    self.left = left
    self.right = right
    self.isSame = isSame
  }
}

/// Labels by pair. Of two that contradict each other `different` stands, which does no harm.
struct PairLabels: Sendable {
  /// The odds of a pair labelled as one: more than all others of a cluster together bring up.
  static let certainBits: Float = 1e5

  private var isSame: [UInt64: Bool] = [:]

  init(_ labels: [PairLabel], rowCount: Int) {
    for label in labels where label.left != label.right {
      guard (0..<rowCount).contains(label.left), (0..<rowCount).contains(label.right) else {
        continue
      }
      let key = Self.key(UInt32(label.left), UInt32(label.right))
      isSame[key] = (isSame[key] ?? true) && label.isSame
    }
  }

  var isEmpty: Bool { isSame.isEmpty }

  subscript(_ a: UInt32, _ b: UInt32) -> Bool? {
    isSame.isEmpty ? nil : isSame[Self.key(a, b)]
  }

  /// Pairs labelled as one whose rows came into two clusters.
  func unjoined(_ clusters: [UInt32]) -> [PairLabel] {
    isSame.filter(\.value).keys.sorted().compactMap { key in
      let left = Int(key >> 32)
      let right = Int(key & 0xFFFF_FFFF)
      if clusters[left] == clusters[right] { return nil }
      return PairLabel(left: left, right: right, isSame: true)
    }
  }

  /// By what the rows hold, so that the order of rows changes nothing.
  func ordered(_ hashes: [UInt64]) -> [PairLabel] {
    isSame.keys.sorted {
      (contentKey($0, hashes), $0) < (contentKey($1, hashes), $1)
    }.map {
      PairLabel(left: Int($0 >> 32), right: Int($0 & 0xFFFF_FFFF), isSame: isSame[$0] ?? false)
    }
  }

  private func contentKey(_ pair: UInt64, _ hashes: [UInt64]) -> UInt64 {
    let a = hashes[Int(pair >> 32)]
    let b = hashes[Int(pair & 0xFFFF_FFFF)]
    return mixed(min(a, b) ^ mixed(max(a, b)))
  }

  private static func key(_ a: UInt32, _ b: UInt32) -> UInt64 {
    UInt64(min(a, b)) << 32 | UInt64(max(a, b))
  }
}

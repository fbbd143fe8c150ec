/// What people and the network do to both sides, as a list that can be run again and made shorter.
struct Step: Hashable, CustomStringConvertible {
  enum Kind: String, CaseIterable {
    case create, createOnBoth, edit, label, changeNumber, delete, recreate, merge
    case optOut, optIn, optInWithoutProof, stopMessage, optOutEvent
    case inbound, order, wait, cycle
  }

  var kind: Kind
  var isCRM: Bool
  /// Chooses a person.
  var person: Int
  /// Chooses everything else, the faults of a cycle among it.
  var choice: UInt64

  var description: String {
    ".init(kind: .\(kind), isCRM: \(isCRM), person: \(person), choice: \(choice))"
  }
}

enum History {
  /// How often each kind comes; a cycle about every fourth step.
  private static let weights: [(Step.Kind, Int)] = [
    (.create, 10), (.createOnBoth, 4), (.edit, 26), (.label, 10), (.changeNumber, 6),
    (.delete, 5), (.recreate, 4), (.merge, 3), (.optOut, 5), (.optIn, 3),
    (.optInWithoutProof, 2), (.stopMessage, 3), (.optOutEvent, 3), (.inbound, 4), (.order, 6),
    (.wait, 4), (.cycle, 34),
  ]
  private static let total = weights.reduce(0) { $0 + $1.1 }

  static func make(seed: UInt64) -> [Step] {
    var random = SplitMix64(seed: seed)
    return (0..<(4 + random.below(28))).map { _ in
      var place = random.below(total)
      var kind = Step.Kind.cycle
      for (candidate, weight) in weights {
        if place < weight {
          kind = candidate
          break
        }
        place -= weight
      }
      return Step(
        kind: kind, isCRM: random.chance(50), person: random.below(1000), choice: random.next())
    }
  }

  /// Leaves steps out as long as the law stays broken.
  static func minimised(_ steps: [Step], fails: ([Step]) -> Bool) -> [Step] {
    var steps = steps
    var size = max(1, steps.count / 2)
    while true {
      var start = 0
      while start < steps.count {
        var shorter = steps
        shorter.removeSubrange(start..<min(start + size, steps.count))
        if fails(shorter) { steps = shorter } else { start += size }
      }
      if size == 1 { return steps }
      size /= 2
    }
  }
}

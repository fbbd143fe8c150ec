#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// How far a comparison's two values may agree, and how often they do before any data is seen.
struct Level: Sendable {
  let name: String
  /// Prior share among pairs of one entity that have both values.
  let same: Double
  /// Prior share among pairs of two people of one household.
  let household: Double
  /// Prior share among pairs of two people of one office.
  let office: Double
  /// Whether agreeing is the less likely by chance the rarer the value: then a pair says how rare.
  let isRare: Bool
  /// Prior share among pairs of strangers, for levels that are not rare.
  let strangers: Double
  /// In how many respects the values agree that are independent of each other: words of a name.
  let words: Int
  /// The greatest share among pairs of one entity, and of two people, that data may give.
  let sameLimit: Double
  let othersLimit: Double

  /// Whether it is likelier for one entity than for strangers.
  var speaksForOne: Bool { isRare || same > strangers }

  init(
    _ name: String, _ same: Double, _ household: Double, _ office: Double, rare: Bool = false,
    _ strangers: Double = 0, words: Int = 1, sameLimit: Double = 1, othersLimit: Double = 1
  ) {
    self.name = name
    self.same = same
    self.household = household
    self.office = office
    isRare = rare
    self.strangers = strangers
    self.words = words
    self.sameLimit = sameLimit
    self.othersLimit = othersLimit
  }
}

/// What comparing two values came to: the number of a level, and how rare the agreement is, in bits.
struct Agreement: Sendable, Equatable {
  var level: Int
  var rarity: Float

  static let missing = Agreement(level: -1, rarity: 0)
}

/// -log2 of the chance that a value which `count` of `total` records hold is met again by chance,
/// two of them being the pair in hand. `alone` is how many strangers a value has that nobody else
/// in the table holds.
func rarityBits(count: Int, total: Int, alone: Double) -> Float {
  let chance = (Double(max(0, count - 2)) + alone) / (Double(total) + 2000)
  return Float(-log2(min(1, chance)))
}

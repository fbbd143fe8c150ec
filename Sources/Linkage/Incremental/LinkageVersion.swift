/// What was counted and estimated from a table at one time: how common values, words and names are,
/// who stands behind shared keys, which values are too common to call rows together, what the levels
/// of agreement are worth, and from where on rows are joined.
///
/// All of it is looked up by content, never by row or id, so that a comparison of two rows depends
/// on these and on the version alone, whatever the table they stand in. What the version has not
/// met is as rare as what nobody else has, one person's, and not too common.
final class LinkageVersion: Sendable {
  /// What a number is of; part of its hash.
  enum Aspect: UInt64, Sendable {
    case value = 1
    case key = 2
    case word = 3
    case people = 4
    case shared = 5
    case name = 6
    case skeletonNames = 7
    case skeletonRows = 8
    case hot = 9
    case domain = 10
  }

  /// Scalars, one after the other as they are stored.
  struct Scalars: Sendable, BitwiseCopyable {
    var rowCount: UInt64 = 0
    /// Entities counted: rows that are one beyond doubt count once.
    var total: UInt64 = 0
    var namedRows: UInt64 = 0
    var affinityBits: Float = 0
    var mergeBits: Float = 0
    var comparesAllPairs: UInt64 = 0
    var iterations: UInt64 = 0
    var hasConverged: UInt64 = 0
    var hasHouseholds: UInt64 = 0
    var sameShare: Double = 0
    var slipHigh: Double = 0
    var slipLow: Double = 0
    /// Number of the part that the others are checked by, counted from 1; 0: none.
    var witness: UInt64 = 0
    var slope: Double = 1
    var offset: Double = 0
    var logShares = SIMD8<Float>()
  }

  let scalars: Scalars
  let numbers: HashedNumbers
  let rarityOfLetter: [Float]
  let rarityOfGroup: [Float]
  /// The names of the people behind shared values, value by value.
  let leaderEnds: Stored<UInt32>
  let leaderNameEnds: Stored<UInt32>
  let leaderBytes: Stored<UInt8>
  /// log2 likelihood ratios by part and code, part after part.
  let weights: [SIMD8<Float>]

  init(
    scalars: Scalars, numbers: HashedNumbers, rarityOfLetter: [Float], rarityOfGroup: [Float],
    leaderEnds: Stored<UInt32>, leaderNameEnds: Stored<UInt32>, leaderBytes: Stored<UInt8>,
    weights: [SIMD8<Float>]
  ) {
    self.scalars = scalars
    self.numbers = numbers
    self.rarityOfLetter = rarityOfLetter
    self.rarityOfGroup = rarityOfGroup
    self.leaderEnds = leaderEnds
    self.leaderNameEnds = leaderNameEnds
    self.leaderBytes = leaderBytes
    self.weights = weights
  }

  var rowCount: Int { Int(scalars.rowCount) }
  var total: Int { Int(scalars.total) }
  var namedRows: Int { Int(scalars.namedRows) }
  var affinityBits: Float { scalars.affinityBits }
  /// Mean log2 odds from which on rows are joined.
  var minimumBits: Float { scalars.mergeBits - Clustering.rounding }

  /// What the model of the version was estimated like.
  var model: ModelSummary {
    ModelSummary(
      iterations: Int(scalars.iterations), hasConverged: scalars.hasConverged != 0,
      hasHouseholds: scalars.hasHouseholds != 0, sameShare: scalars.sameShare)
  }

  /// The hash under which the number of something of this content is kept.
  @inline(__always)
  static func hash(_ content: UInt64, _ aspect: Aspect, _ field: Int = 0) -> UInt64 {
    mixed(content &+ (aspect.rawValue << 32 | UInt64(field)) &* 0x9E37_79B9_7F4A_7C15)
  }

  /// By hash of content: -log2 of the chance to meet it again.
  func rarities(_ hashes: [UInt64], _ aspect: Aspect, _ field: Int, alone: Double) -> [Float] {
    let unmet = rarityBits(count: 0, total: total, alone: alone)
    return hashes.map { hash in
      numbers[Self.hash(hash, aspect, field)].map { Float(bitPattern: $0) } ?? unmet
    }
  }

  /// By string: -log2 of the chance to meet it again.
  func rarities(_ table: StringTable, _ aspect: Aspect, _ field: Int, alone: Double) -> [Float] {
    rarities((0..<table.count).map { table.contentHash(of: $0) }, aspect, field, alone: alone)
  }

  /// By hash of content: how many have it.
  func counts(_ hashes: [UInt64], _ aspect: Aspect) -> [UInt32] {
    hashes.map { numbers[Self.hash($0, aspect)] ?? 0 }
  }

  /// By value: how many people stand behind it.
  func people(_ table: StringTable, _ field: Int) -> [UInt16] {
    (0..<table.count).map { value in
      UInt16(clamping: numbers[Self.hash(table.contentHash(of: value), .people, field)] ?? 1)
    }
  }

  /// By field: who stands behind shared values; the names of these people are added to the values of
  /// the field of names.
  func sharedValues(in fields: inout [Field], nameField: Int?) -> [SharedValues] {
    guard let nameField else { return fields.map { _ in SharedValues() } }
    var result: [SharedValues] = []
    var name: [UInt8] = []
    for field in fields.indices {
      guard fields[field].kind.isKey || fields[field].kind == .identifier else {
        result.append(SharedValues())
        continue
      }
      let table = fields[field].table
      var shared = SharedValues(valueCount: table.count)
      for value in 1..<max(1, table.count) {
        guard let index = numbers[Self.hash(table.contentHash(of: value), .shared, field)],
          Int(index) + 1 < leaderEnds.count
        else { continue }
        var leaders: [Int] = []
        for leader in Int(leaderEnds[Int(index)])..<Int(leaderEnds[Int(index) + 1]) {
          name.removeAll(keepingCapacity: true)
          for offset in Int(leaderNameEnds[leader])..<Int(leaderNameEnds[leader + 1]) {
            name.append(leaderBytes[offset])
          }
          leaders.append(fields[nameField].table.intern(name.span))
        }
        shared.add(value, leaders)
      }
      result.append(shared)
    }
    return result
  }

  /// The classes of pairs for a comparison of the same parts.
  func classes(_ parts: [RowComparison.Part]) -> LatentClasses {
    var tables: [[SIMD8<Float>]] = []
    var start = 0
    for part in parts {
      let count = 1 + part.levels.count * 32
      tables.append(Array(weights[start..<(start + count)]))
      start += count
    }
    return LatentClasses(
      parts: parts, weights: tables, logShares: scalars.logShares,
      witness: scalars.witness == 0 ? nil : Int(scalars.witness) - 1,
      calibration: Calibration(slope: scalars.slope, offset: scalars.offset))
  }

  /// Whether the names of people lie where they are said to.
  var areLeadersSound: Bool {
    func ascend(_ ends: Stored<UInt32>, to limit: Int) -> Bool {
      guard ends.count > 0, ends[0] == 0, Int(ends[ends.count - 1]) == limit else { return false }
      return (1..<max(1, ends.count)).allSatisfy { ends[$0] >= ends[$0 - 1] }
    }
    return ascend(leaderNameEnds, to: leaderBytes.count)
      && ascend(leaderEnds, to: leaderNameEnds.count - 1)
  }
}

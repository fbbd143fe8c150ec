extension LinkageVersion {
  /// Keeps what a run over a whole table counted and estimated.
  ///
  /// - Parameter hot: values that are too common to call rows together, as `hotHash` has them.
  convenience init(
    _ comparison: RowComparison, _ classes: LatentClasses, mergeBits: Float, hot: [UInt64],
    comparesAllPairs: Bool
  ) {
    let records = comparison.records
    var numbers = HashedNumbers()
    for hash in hot { numbers.set(hash, 1) }
    Self.keepRarities(comparison, in: &numbers)
    Self.keepNames(records.names, in: &numbers)
    var leaders = LeaderNames()
    for keys in comparison.keys {
      leaders.keep(keys, records, in: &numbers)
      guard let domains = keys.domains else { continue }
      let hashes = domains.hashes
      for (domain, addresses) in domains.providers {
        numbers.set(Self.hash(hashes[domain], .domain), addresses)
      }
    }
    var scalars = Scalars()
    scalars.rowCount = UInt64(records.count)
    scalars.total = UInt64(records.groups.count)
    scalars.namedRows = UInt64(records.names.words.rows)
    scalars.affinityBits = records.names.affinityBits
    scalars.mergeBits = mergeBits
    scalars.comparesAllPairs = comparesAllPairs ? 1 : 0
    let summary = classes.summary
    scalars.iterations = UInt64(summary.iterations)
    scalars.hasConverged = summary.hasConverged ? 1 : 0
    scalars.hasHouseholds = summary.hasHouseholds ? 1 : 0
    scalars.sameShare = summary.sameShare
    scalars.logShares = classes.logShares
    scalars.slipHigh = comparison.names.chances.high
    scalars.slipLow = comparison.names.chances.low
    scalars.witness = classes.witness.map { UInt64($0) + 1 } ?? 0
    scalars.slope = classes.calibration.slope
    scalars.offset = classes.calibration.offset
    self.init(
      scalars: scalars, numbers: numbers, rarityOfLetter: records.names.words.rarityOfLetter,
      rarityOfGroup: records.names.words.rarityOfGroup, leaderEnds: Stored(leaders.ends),
      leaderNameEnds: Stored(leaders.nameEnds), leaderBytes: Stored(leaders.bytes),
      weights: classes.weights.flatMap(\.self))
  }

  /// The rarities that differ from those of a value that nobody else has.
  private static func keepRarities(_ comparison: RowComparison, in numbers: inout HashedNumbers) {
    let records = comparison.records
    func keep(
      _ rarities: [Float], _ aspect: Aspect, _ field: Int, alone: Double, _ hash: (Int) -> UInt64
    ) {
      let unmet = rarityBits(count: 0, total: records.groups.count, alone: alone)
      for (id, rarity) in rarities.enumerated() where rarity != unmet {
        numbers.set(Self.hash(hash(id), aspect, field), rarity.bitPattern)
      }
    }
    for dates in comparison.dates {
      let table = records.fields[dates.field].table
      keep(dates.rarity, .value, dates.field, alone: 0.3) { table.contentHash(of: $0) }
    }
    for texts in comparison.texts {
      let table = records.fields[texts.field].table
      keep(texts.rarity, .value, texts.field, alone: 0.5) { table.contentHash(of: $0) }
    }
    for words in comparison.words {
      let hashes = records.agreementHashes[words.field]
      keep(words.rarityOfKey, .key, words.field, alone: 0.5) { hashes[$0] }
      keep(words.rarityOfWord, .word, words.field, alone: 1) { words.words.contentHash(of: $0) }
    }
  }

  private static func keepNames(_ names: NameIndex, in numbers: inout HashedNumbers) {
    let words = names.words
    for skeleton in 0..<words.skeletons.count {
      let hash = words.skeletons.contentHash(of: skeleton)
      let count = skeleton < words.namesOfSkeleton.count ? words.namesOfSkeleton[skeleton] : 0
      if count > 0 { numbers.set(Self.hash(hash, .skeletonNames), count) }
      let rows = skeleton < words.rowsOfSkeleton.count ? words.rowsOfSkeleton[skeleton] : 0
      if rows > 0 { numbers.set(Self.hash(hash, .skeletonRows), rows) }
    }
    let hashes = names.keyHashes()
    // Names of two rows and less are as rare as one that nobody has.
    for (key, rows) in names.rowsOfKey.enumerated() where rows > 2 && key < hashes.count {
      numbers.set(Self.hash(hashes[key], .name), rows)
    }
  }
}

/// The names of the people behind shared values, as the version keeps them.
private struct LeaderNames {
  var ends: [UInt32] = [0]
  var nameEnds: [UInt32] = [0]
  var bytes: [UInt8] = []

  mutating func keep(
    _ keys: KeyComparison, _ records: Records, in numbers: inout HashedNumbers
  ) {
    guard let nameField = records.nameField else { return }
    let table = records.fields[keys.field].table
    let names = records.fields[nameField].table
    for value in 1..<max(1, table.count) {
      let hash = table.contentHash(of: value)
      if keys.people[value] > 1 {
        numbers.set(LinkageVersion.hash(hash, .people, keys.field), UInt32(keys.people[value]))
      }
      let leaders = keys.shared.leaders(value)
      if leaders.isEmpty { continue }
      numbers.set(LinkageVersion.hash(hash, .shared, keys.field), UInt32(ends.count - 1))
      for leader in leaders {
        bytes += names.bytes[names.range(Int(leader))]
        nameEnds.append(UInt32(bytes.count))
      }
      ends.append(UInt32(nameEnds.count - 1))
    }
  }
}

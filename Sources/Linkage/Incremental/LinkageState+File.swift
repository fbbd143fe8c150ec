extension LinkageState {
  /// Sections of the file; aspects and fields have several each.
  private enum Tag {
    static let setting: UInt64 = 1
    static let columns: UInt64 = 2
    static let attachment: UInt64 = 3
    static let scalars: UInt64 = 10
    static let hashes: UInt64 = 11
    static let numbers: UInt64 = 12
    static let numberCount: UInt64 = 13
    static let rarityOfLetter: UInt64 = 14
    static let rarityOfGroup: UInt64 = 15
    static let leaderEnds: UInt64 = 16
    static let leaderNameEnds: UInt64 = 17
    static let leaderBytes: UInt64 = 18
    static let weights: UInt64 = 19
    static let idBytes: UInt64 = 20
    static let idEnds: UInt64 = 21
    static let idSlots: UInt64 = 22
    static let pairs: UInt64 = 30
    static let pairBits: UInt64 = 31
    static let components: UInt64 = 32
    static let clusters: UInt64 = 33
    static let counts: UInt64 = 34

    static func aspect(_ index: Int, isHot: Bool) -> UInt64 {
      1_000 + UInt64(index) * 2 + (isHot ? 1 : 0)
    }
    static func field(_ index: Int, _ part: UInt64) -> UInt64 { 100_000 + UInt64(index) * 4 + part }
  }

  /// Writes the state to a file, which is replaced as a whole or stays as it was.
  ///
  /// - Parameter rules: those that it was linked by.
  public mutating func write(to path: String, rules: LinkageRules) throws(StateError) {
    ids.settle()
    var writer = StateWriter()
    writer.add(Tag.setting, Array(Self.setting(rules).utf8))
    writer.add(Tag.columns, Self.encoded(columns))
    writer.add(Tag.attachment, attachment)
    writer.add(Tag.scalars, [version.scalars])
    writer.add(Tag.hashes, version.numbers.hashes)
    writer.add(Tag.numbers, version.numbers.numbers)
    writer.add(Tag.numberCount, [UInt64(version.numbers.count)])
    writer.add(Tag.rarityOfLetter, version.rarityOfLetter)
    writer.add(Tag.rarityOfGroup, version.rarityOfGroup)
    writer.add(Tag.leaderEnds, version.leaderEnds)
    writer.add(Tag.leaderNameEnds, version.leaderNameEnds)
    writer.add(Tag.leaderBytes, version.leaderBytes)
    writer.add(Tag.weights, version.weights)
    writer.add(Tag.idBytes, ids.bytes)
    writer.add(Tag.idEnds, ids.ends)
    writer.add(Tag.idSlots, ids.slots)
    writer.add(Tag.pairs, pairs)
    writer.add(Tag.pairBits, pairBits)
    writer.add(Tag.components, components)
    writer.add(Tag.clusters, clusters)
    writer.add(Tag.counts, [UInt64(aspects.count)])
    for (index, aspect) in aspects.enumerated() {
      writer.add(Tag.aspect(index, isHot: false), aspect.cold)
      writer.add(Tag.aspect(index, isHot: true), aspect.hot)
    }
    for (index, field) in fields.enumerated() {
      writer.add(Tag.field(index, 0), field.bytes)
      writer.add(Tag.field(index, 1), field.ends)
      writer.add(Tag.field(index, 2), field.values)
      writer.add(Tag.field(index, 3), field.further)
    }
    try writer.write(to: path)
  }

  /// Opens a stored state. Its arrays stay in the file until they are needed; the file may be
  /// replaced meanwhile, but not written to.
  ///
  /// - Parameter rules: those to go on with, chosen by the attachment; a state that was made with
  ///   others is refused.
  /// - Throws: `StateError` for a file that cannot be read, is damaged, or was made otherwise.
  public init<Failure>(
    contentsOf path: String, rules: (_ attachment: [UInt8]) throws(Failure) -> LinkageRules
  ) throws {
    let reader = try StateReader(path: path)
    let setting: Stored<UInt8> = try reader.array(Tag.setting)
    let attachment: Stored<UInt8> = try reader.array(Tag.attachment)
    guard setting.array.elementsEqual(Self.setting(try rules(attachment.array)).utf8) else {
      throw StateError(
        .otherSetting, path, "made with other rules, another precision or by another version")
    }
    try self.init(reader)
    self.attachment = attachment.array
  }

  /// The same with rules that are known beforehand.
  public init(contentsOf path: String, rules: LinkageRules) throws {
    try self.init(contentsOf: path) { _ in rules }
  }

  private init(_ reader: StateReader) throws(StateError) {
    let columnBytes: Stored<UInt8> = try reader.array(Tag.columns)
    guard let columns = Self.decoded(columnBytes.array) else { throw reader.inconsistent }
    let version = try Self.version(reader)
    guard
      let ids = StoredIDs(
        bytes: try reader.array(Tag.idBytes), ends: try reader.array(Tag.idEnds),
        slots: try reader.array(Tag.idSlots))
    else { throw reader.inconsistent }
    var fields: [StoredField] = []
    for index in columns.indices {
      var field = StoredField()
      field.bytes = try reader.array(Tag.field(index, 0))
      field.ends = try reader.array(Tag.field(index, 1))
      field.values = try reader.array(Tag.field(index, 2))
      field.further = try reader.array(Tag.field(index, 3))
      guard field.values.count == ids.count, field.isSound else { throw reader.inconsistent }
      fields.append(field)
    }
    self.init(columns: columns, fields: fields, ids: ids, version: version)
    let aspectCount: Stored<UInt64> = try reader.array(Tag.counts)
    guard aspectCount.count == 1, aspectCount[0] < 10_000 else { throw reader.inconsistent }
    for index in 0..<Int(aspectCount[0]) {
      var aspect = BlockingEntries()
      aspect.cold = try reader.array(Tag.aspect(index, isHot: false))
      aspect.hot = try reader.array(Tag.aspect(index, isHot: true))
      guard aspect.isSound(rowCount: ids.count) else { throw reader.inconsistent }
      aspects.append(aspect)
    }
    pairs = try reader.array(Tag.pairs)
    pairBits = try reader.array(Tag.pairBits)
    let components: Stored<UInt32> = try reader.array(Tag.components)
    let clusters: Stored<UInt32> = try reader.array(Tag.clusters)
    self.components = components.array
    self.clusters = clusters.array
    guard pairs.count == pairBits.count, components.count == count, clusters.count == count,
      areRows(components), areRows(clusters), arePairs
    else { throw reader.inconsistent }
  }

  private static func version(_ reader: StateReader) throws(StateError) -> LinkageVersion {
    let scalars: Stored<LinkageVersion.Scalars> = try reader.array(Tag.scalars)
    let numberCount: Stored<UInt64> = try reader.array(Tag.numberCount)
    let letters: Stored<Float> = try reader.array(Tag.rarityOfLetter)
    let groups: Stored<Float> = try reader.array(Tag.rarityOfGroup)
    let weights: Stored<SIMD8<Float>> = try reader.array(Tag.weights)
    guard scalars.count == 1, numberCount.count == 1,
      let numbers = HashedNumbers(
        hashes: try reader.array(Tag.hashes), numbers: try reader.array(Tag.numbers),
        count: Int(clamping: numberCount[0])),
      letters.count == 0 || letters.count == 256
    else { throw reader.inconsistent }
    let version = LinkageVersion(
      scalars: scalars[0], numbers: numbers, rarityOfLetter: letters.array,
      rarityOfGroup: groups.array, leaderEnds: try reader.array(Tag.leaderEnds),
      leaderNameEnds: try reader.array(Tag.leaderNameEnds),
      leaderBytes: try reader.array(Tag.leaderBytes), weights: weights.array)
    guard version.areLeadersSound else { throw reader.inconsistent }
    return version
  }

  private func areRows(_ rows: Stored<UInt32>) -> Bool {
    var highest: UInt32 = 0
    _ = rows.withParts { part in for row in part { highest = max(highest, row) } }
    return rows.count == 0 || Int(highest) < count
  }

  private var arePairs: Bool {
    var left: UInt64 = 0
    var right: UInt64 = 0
    _ = pairs.withParts { part in
      for pair in part {
        left = max(left, pair)
        right = max(right, pair & 0xFFFF_FFFF)
      }
    }
    return pairs.count == 0 || (Int(left >> 32) < count && Int(right) < count)
  }

  /// What a state is only good for together with: the rules, and what the levels of comparisons are.
  private static func setting(_ rules: LinkageRules) -> String {
    var levels = ""
    for group in [
      RowComparison.nameLevels, KeyComparison.levels, KeyComparison.identifierLevels,
      WordsComparison.levels, WordsComparison.nameLevels, DateComparison.levels,
      TextComparison.levels, MailboxComparison.levels,
    ] {
      levels += group.map { "\($0.name) \($0.same) \($0.household) \($0.isRare)" }.joined()
    }
    return "rules \(hash(String(reflecting: rules))) levels \(hash(levels))"
  }

  private static func hash(_ text: String) -> String {
    String(contentHash(Array(text.utf8).span), radix: 16)
  }

  private static func encoded(_ columns: [(name: String, kind: ColumnKind)]) -> [UInt8] {
    var bytes: [UInt8] = []
    for text in columns.flatMap({ [$0.kind.rawValue, $0.name] }) {
      let utf8 = Array(text.utf8)
      for shift in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: utf8.count >> shift)) }
      bytes += utf8
    }
    return bytes
  }

  private static func decoded(_ bytes: [UInt8]) -> [(name: String, kind: ColumnKind)]? {
    var texts: [String] = []
    var start = 0
    while start < bytes.count {
      guard start + 4 <= bytes.count else { return nil }
      let length = (0..<4).reduce(0) { $0 | Int(bytes[start + $1]) << (8 * $1) }
      start += 4
      guard start + length <= bytes.count else { return nil }
      texts.append(String(decoding: bytes[start..<(start + length)], as: UTF8.self))
      start += length
    }
    guard texts.count % 2 == 0 else { return nil }
    var columns: [(name: String, kind: ColumnKind)] = []
    for index in stride(from: 0, to: texts.count, by: 2) {
      guard let kind = ColumnKind(rawValue: texts[index]) else { return nil }
      columns.append((texts[index + 1], kind))
    }
    return columns
  }
}

/// Ranks the encodings before Unicode by how well a sample reads in them.
enum LegacyEncoding {
  struct Reading {
    var encoding: TextEncoding
    /// Quarter bits; lower is better.
    var cost: Int
    /// Whether it makes another text of the sample than the best one does.
    var differs = true
  }

  /// A sample that is enough to leave out what is out of the question.
  private static let firstHighBytes = 200
  private static let kept = 10
  /// Quarter bits that the encoding has ahead that the file itself names.
  private static let declaredWorth = 120

  static func rank(_ sample: EncodingSample, declared: TextEncoding?) -> [Reading] {
    guard sample.highCount > firstHighBytes * 2 else { return readings(sample, nil, declared) }
    let first = EncodingSample(sample.bytes.span, highLimit: firstHighBytes)
    let names = readings(first, nil, declared).prefix(kept).map(\.encoding.name)
    return readings(sample, names, declared)
  }

  private static func readings(
    _ sample: EncodingSample, _ names: [String]?, _ declared: TextEncoding?
  ) -> [Reading] {
    var readings: [Reading] = []
    func add(_ candidate: EncodingCandidate, _ cost: Int) {
      let worth = candidate.encoding == declared ? declaredWorth : 0
      readings.append(
        Reading(encoding: candidate.encoding, cost: cost + candidate.rarity - worth))
    }
    for candidate in EncodingCandidate.singleByte
    where names?.contains(candidate.encoding.name) ?? true {
      guard let table = table(candidate.encoding) else { continue }
      add(candidate, SingleByteHypothesis.cost(of: sample, as: table))
    }
    for candidate in EncodingCandidate.multiByte
    where names?.contains(candidate.encoding.name) ?? true {
      add(candidate, MultiByteHypothesis.cost(of: sample, as: candidate.encoding))
    }
    // The order of the candidates decides between equals.
    readings = readings.enumerated()
      .sorted { ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset) }.map(\.element)
    if let best = readings.first, let bestTable = table(best.encoding) {
      for index in readings.indices {
        guard let other = table(readings[index].encoding) else { continue }
        readings[index].differs = sample.bytes.contains {
          bestTable.scalars[Int($0)] != other.scalars[Int($0)]
        }
      }
      preferUsual(&readings)
    }
    return readings
  }

  /// Of those that make the same text, the most usual one is what is meant.
  private static func preferUsual(_ readings: inout [Reading]) {
    let rarities = EncodingCandidate.singleByte
    func rarity(_ reading: Reading) -> Int {
      rarities.first { $0.encoding == reading.encoding }?.rarity ?? .max
    }
    guard
      let index = readings.indices.filter({ !readings[$0].differs })
        .min(by: { (rarity(readings[$0]), $0) < (rarity(readings[$1]), $1) }), index > 0
    else { return }
    var usual = readings.remove(at: index)
    usual.cost = readings[0].cost
    readings.insert(usual, at: 0)
  }

  /// Quarter bits for the bytes beyond ASCII and those behind them; lower is better.
  static func cost(of sample: EncodingSample, as encoding: TextEncoding) -> Int {
    if let table = table(encoding) { return SingleByteHypothesis.cost(of: sample, as: table) }
    return MultiByteHypothesis.cost(of: sample, as: encoding)
  }

  private static func table(_ encoding: TextEncoding) -> SingleByteTable? {
    SingleByteTable.of(encoding)
  }
}

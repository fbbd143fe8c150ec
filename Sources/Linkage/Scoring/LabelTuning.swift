#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Corrects the odds of pairs by what labelled pairs show: for each level of each comparison, for
/// each doubt, for the other partners that the rows might have, and for the odds as a whole.
///
/// All corrections are small unless labels ask for more (`RidgeLogistic`), so that few labels change
/// little.
struct LabelTuning: Sendable {
  /// Labelled pairs of a doubt from which its pairs may be joined.
  private static let labelsOfDoubt = 5
  /// Labels from which other pairs are corrected: a handful of odd pairs would do harm.
  static let fewestLabels = 50
  /// Labels with which the variance of corrections is half of what it is with many.
  private static let labelsOfHalf = 60.0

  /// How far each kind of correction is to be expected to go, in bits.
  private enum Spread {
    static let all = 1.0, slope = 0.5, doubt = 3.0, level = 1.0, rivals = 1.0
  }

  private let parts: [RowComparison.Part]
  let rivals: Rivals
  private let size: Int
  /// Share of the spreads that so many labels are trusted with.
  private let scale: Double
  /// Where the features of each part begin: two for each level and two for a missing value.
  private let starts: [Int]
  private var model: RidgeLogistic
  private var table: [[Float]] = []
  private var releasedDoubts: Set<Int> = []

  private static let doubtStart = 2
  private static let rivalStart = doubtStart + Doubt.count
  private static let partStart = rivalStart + 6

  /// - Parameter count: labels there are, or are asked for.
  init(_ labels: [PairLabel], count: Int, scorer: inout PairScorer, rivals: Rivals) {
    parts = scorer.comparison.parts
    scale = (Double(count) / (Double(count) + Self.labelsOfHalf)).squareRoot()
    self.rivals = rivals
    var starts: [Int] = []
    var next = Self.partStart
    for part in parts {
      starts.append(next)
      next += 2 * (part.levels.count + 1)
    }
    self.starts = starts
    size = next
    model = RidgeLogistic([], size: size)
    var examples: [RidgeLogistic.Example] = []
    var doubts = [Int](repeating: 0, count: Doubt.count)
    for label in labels {
      let vector = scorer.comparison.compare(label.left, label.right)
      let objection = scorer.objection(label.left, label.right, vector)
      if case .veto = objection { continue }
      let bits = scorer.classes.bits(vector)
      if let doubt = Doubt.number(objection) { doubts[doubt] += 1 }
      examples.append(
        RidgeLogistic.Example(
          features: features(vector, objection, bits, label.left, label.right),
          bits: Double(bits), isSame: label.isSame))
    }
    model = RidgeLogistic(examples, size: size)
    releasedDoubts = Set(doubts.indices.filter { doubts[$0] >= Self.labelsOfDoubt })
    tabulate()
  }

  /// Whether pairs in such doubt may be joined: labels have shown what it is worth.
  func releases(_ objection: Objection) -> Bool {
    Doubt.number(objection).map(releasedDoubts.contains) ?? false
  }

  /// The corrected odds.
  func bits(
    _ vector: PairVector, _ objection: Objection, _ bits: Float, _ left: Int, _ right: Int
  ) -> Float {
    var result = bits + Float(model.weights[0] * Spread.all * scale)
    result += Float(model.weights[1] * Spread.slope * scale) * Self.clipped(bits) / 4
    if let doubt = Doubt.number(objection) {
      result += Float(model.weights[Self.doubtStart + doubt] * Spread.doubt * scale)
    }
    let others = rivalFeatures(bits, left, right)
    for index in 0..<6 {
      result +=
        Float(model.weights[Self.rivalStart + index] * Spread.rivals * scale) * others[index]
    }
    for part in parts.indices { result += table[part][Int(vector.codes[part])] }
    return result
  }

  func features(
    _ vector: PairVector, _ objection: Objection, _ bits: Float, _ left: Int, _ right: Int
  ) -> [Double] {
    var result = [Double](repeating: 0, count: size)
    result[0] = Spread.all * scale
    result[1] = Double(Self.clipped(bits)) / 4 * Spread.slope * scale
    if let doubt = Doubt.number(objection) {
      result[Self.doubtStart + doubt] = Spread.doubt * scale
    }
    let others = rivalFeatures(bits, left, right)
    for index in 0..<6 {
      result[Self.rivalStart + index] = Double(others[index]) * Spread.rivals * scale
    }
    for part in parts.indices {
      let level = vector.level(part)
      let place = starts[part] + 2 * (level + 1)
      result[place] = Spread.level * scale
      if level >= 0 { result[place + 1] = Self.rarity(vector.rarity(part)) * Spread.level * scale }
    }
    return result
  }

  /// `L⁻¹ x` of features `x`: the products of two of these are what is still unknown of two pairs in
  /// common.
  func unknown(_ features: [Double]) -> [Double] { model.precision.forward(features) }

  private mutating func tabulate() {
    table = parts.indices.map { part in
      var row = [Float](repeating: 0, count: 1 + parts[part].levels.count * 32)
      row[0] = Float(model.weights[starts[part]] * Spread.level * scale)
      for level in parts[part].levels.indices {
        let place = starts[part] + 2 * (level + 1)
        for rarity in 0..<32 {
          row[1 + level * 32 + rarity] = Float(
            (model.weights[place] + model.weights[place + 1] * Self.rarity(rarity)) * Spread.level
              * scale)
        }
      }
      return row
    }
  }

  /// What else the rows might be joined with, the one with less before the other.
  private func rivalFeatures(_ bits: Float, _ left: Int, _ right: Int) -> SIMD8<Float> {
    let a = rivals.count(left)
    let b = rivals.count(right)
    let x = min(14, rivals.other(left, besides: bits))
    let y = min(14, rivals.other(right, besides: bits))
    let own = max(Rivals.none, min(14, bits))
    var result = SIMD8<Float>()
    result[0] = log2(1 + min(a, b)) / 1.5
    result[1] = log2(1 + max(a, b)) / 1.5
    result[2] = (min(x, y) - 3) / 8
    result[3] = (max(x, y) - 3) / 8
    result[4] = max(0, min(x, y) - own) / 8
    result[5] = max(0, max(x, y) - own) / 8
    return result
  }

  private static func clipped(_ bits: Float) -> Float { max(-12, min(16, bits)) }

  private static func rarity(_ bits: Int) -> Double { Double(max(0, bits - 12)) / 8 }
}

extension Doubt {
  /// Doubts that labels settle, each by itself; the rarer ones together.
  fileprivate static let count = 4

  fileprivate static func number(_ objection: Objection) -> Int? {
    guard case .doubt(let doubt) = objection else { return nil }
    switch doubt {
    case .namesDiffer: return 0
    case .onlyNamesAgree: return 1
    case .severalPeople: return 2
    case .otherKeys, .otherPlace, .generation, .genders: return 3
    }
  }
}

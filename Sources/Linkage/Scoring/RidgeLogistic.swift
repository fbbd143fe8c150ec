#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A symmetric, positive definite matrix as `L Lᵀ`.
struct Cholesky: Sendable {
  private let size: Int
  private var lower: [Double]

  /// - Parameter matrix: by rows; only its lower half is read. O(size³).
  init(_ matrix: [Double], size: Int) {
    self.size = size
    lower = matrix
    for i in 0..<size {
      for j in 0...i {
        var sum = lower[i * size + j]
        for k in 0..<j { sum -= lower[i * size + k] * lower[j * size + k] }
        lower[i * size + j] = i == j ? max(sum, 1e-12).squareRoot() : sum / lower[j * size + j]
      }
    }
  }

  /// `L⁻¹ x`.
  func forward(_ x: [Double]) -> [Double] {
    var result = x
    for i in 0..<size {
      var sum = result[i]
      for k in 0..<i where result[k] != 0 { sum -= lower[i * size + k] * result[k] }
      result[i] = sum / lower[i * size + i]
    }
    return result
  }

  /// The solution of `L Lᵀ y = x`.
  func solve(_ x: [Double]) -> [Double] {
    var result = forward(x)
    for i in stride(from: size - 1, through: 0, by: -1) {
      var sum = result[i]
      for k in (i + 1)..<max(i + 1, size) { sum -= lower[k * size + i] * result[k] }
      result[i] = sum / lower[i * size + i]
    }
    return result
  }
}

/// Logistic regression on log2 odds that are known beforehand but for corrections, whose weights
/// are normal with mean 0 and variance 1: with few labels little is corrected (MacKay 1992).
struct RidgeLogistic: Sendable {
  struct Example: Sendable {
    /// Scaled so that a weight of 1 is as much as is to be expected.
    var features: [Double]
    /// log2 odds before any correction.
    var bits: Double
    var isSame: Bool
  }

  private(set) var weights: [Double]
  /// The inverse of the weights' covariance.
  private(set) var precision: Cholesky

  /// Newton's method. O(examples × size² + size³) a round.
  init(_ examples: [Example], size: Int) {
    weights = Array(repeating: 0, count: size)
    precision = Self.curvature(examples, weights: weights, size: size)
    for _ in 0..<50 {
      var gradient = weights.map { -$0 }
      for example in examples {
        let share = Self.share(example, weights)
        let pull = ((example.isSame ? 1 : 0) - share) * ln2
        for index in 0..<size { gradient[index] += pull * example.features[index] }
      }
      let step = precision.solve(gradient)
      // A long step may overshoot where the curve is flat.
      let length = step.reduce(0) { max($0, abs($1)) }
      let scale = length > 1 ? 1 / length : 1
      for index in 0..<size { weights[index] += step[index] * scale }
      precision = Self.curvature(examples, weights: weights, size: size)
      if length < 1e-6 { break }
    }
  }

  private static func share(_ example: Example, _ weights: [Double]) -> Double {
    var bits = example.bits
    for index in weights.indices { bits += weights[index] * example.features[index] }
    return 1 / (1 + exp2(-bits))
  }

  private static func curvature(
    _ examples: [Example], weights: [Double], size: Int
  ) -> Cholesky {
    var matrix = [Double](repeating: 0, count: size * size)
    for index in 0..<size { matrix[index * size + index] = 1 }
    for example in examples {
      let share = share(example, weights)
      let weight = share * (1 - share) * ln2 * ln2
      for i in 0..<size where example.features[i] != 0 {
        let own = weight * example.features[i]
        for j in 0...i { matrix[i * size + j] += own * example.features[j] }
      }
    }
    return Cholesky(matrix, size: size)
  }
}

private let ln2 = 0.6931471805599453

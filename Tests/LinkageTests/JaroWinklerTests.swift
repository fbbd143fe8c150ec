import Testing

@testable import Linkage

@Suite struct JaroWinklerTests {
  @Test(arguments: [
    ("martha", "marhta", 0.9611), ("dixon", "dicksonx", 0.8133), ("dwayne", "duane", 0.84),
    ("abc", "xyz", 0), ("anna", "anna", 1),
  ]) func publishedExamples(_ left: String, _ right: String, _ expected: Double) {
    var jaroWinkler = JaroWinkler()
    let value = jaroWinkler.similarity(Array(left.utf8).span, Array(right.utf8).span)
    #expect(abs(value - expected) < 0.0001, "\(left) \(right)")
  }

  /// The way by bits and the way by places say the same, at every length up to 64.
  @Test func bothWaysAgree() {
    var random = SeededGenerator(seed: 5)
    var jaroWinkler = JaroWinkler()
    for _ in 0..<3000 {
      let limit = Int.random(in: 1...64, using: &random)
      let letters = UInt8.random(in: 1...25, using: &random)
      func word() -> [UInt8] {
        (0..<Int.random(in: 1...limit, using: &random)).map { _ in
          0x61 + UInt8.random(in: 0...letters, using: &random)
        }
      }
      let a = word()
      let b = word()
      #expect(
        jaroWinkler.similarity(a.span, b.span) == jaroWinkler.similarityOfScalars(a.span, b.span))
    }
  }
}

import Testing

@testable import Tabular

struct UTF8ValidationTests {
  /// The standard library finds the same first fault, wherever it stands in a word.
  @Test(arguments: 0..<300)
  func `faults are found where the standard library finds them`(seed: UInt64) {
    var generator = SeededGenerator(state: seed)
    var bytes: [UInt8] = []
    for _ in 0..<8 { bytes += Array((generator.text() + "Пример éà 中文字 ").utf8) }
    for _ in 0..<Int.random(in: 0...2, using: &generator) where !bytes.isEmpty {
      let at = Int.random(in: 0..<bytes.count, using: &generator)
      bytes[at] = UInt8.random(in: 0...255, using: &generator)
    }
    let (end, stop) = UTF8Validation.scan(bytes.span, from: 0)
    var valid = 0
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      valid += UTF8.encode(scalar)?.count ?? 0
    }
    #expect(end == valid)
    #expect((stop == .end) == (valid == bytes.count))
  }
}

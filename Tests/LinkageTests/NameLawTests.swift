import Testing

@testable import Linkage

/// What holds for any names, of any script.
@Suite struct NameLawTests {
  private static let words = [
    "Anna", "Maria", "Mario", "Ivanov", "Ivanova", "Иванов", "Наталья", "Natalia", "Саша", "王小明",
    "王", "Xiaoming", "Wang", "محمد", "Mohammed", "علي", "Ali", "김민수", "Kim", "Min-su", "やまだ",
    "Yamada", "Γιώργος", "Giorgos", "Jr", "J.", "Smith", "Smyth", "O’Connor", "משה", "Moshe", "Bob",
    "Robert", "Al-Hassan", "الحسن",
  ]

  /// Each name is indexed once; the laws are asked of all pairs.
  @Test(arguments: [UInt64(1), 2]) func comparingIsSymmetricAndBlindToOrder(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var names: [[String]] = []
    for _ in 0..<60 {
      names.append(
        (0..<Int.random(in: 1...3, using: &random)).compactMap { _ in
          Self.words.randomElement(using: &random)
        })
    }
    let table = foldedTexts(
      names.flatMap { [$0.joined(separator: " "), $0.reversed().joined(separator: ", ")] })
    let rules = LinkageRules()
    let index = NameIndex(names: table, rules: rules)
    index.count([UInt32](repeating: 1, count: table.count))
    func place(_ words: [String]) -> Int {
      var folded: [UInt8] = []
      foldText(Array(words.joined(separator: " ").utf8).span, into: &folded)
      return table.find(folded.span)
    }
    var forward = NameComparison(index: index, rules: rules)
    var backward = NameComparison(index: index, rules: rules)
    for left in names {
      let a = place(left)
      let same = forward.compare(a, a).level
      #expect(index.isMissing(a) || same == .exact || same == .exactSingle, "\(left)")
      for right in names {
        let b = place(right)
        let level = forward.compare(a, b)
        let other = backward.compare(b, a)
        #expect(level.level == other.level && level.rarity == other.rarity, "\(left) \(right)")
        // `Jr` in front is a word, at the end a generation.
        if left.contains("Jr") || right.contains("Jr") { continue }
        let turned = forward.compare(place(left.reversed()), b)
        if place(left.reversed()) != a, a != b, place(left.reversed()) != b {
          #expect(turned.level == level.level, "\(left) \(right)")
        }
      }
    }
  }

  @Test func foldingIsIdempotent() {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<500 {
      var text = Self.words.randomElement(using: &random) ?? ""
      for _ in 0..<6 {
        let scalar = Unicode.Scalar(UInt32.random(in: 0x20...0x1EFF, using: &random))
        text.unicodeScalars.append(scalar ?? " ")
      }
      var once: [UInt8] = []
      foldText(Array(text.utf8).span, into: &once)
      var twice: [UInt8] = []
      foldText(once.span, into: &twice)
      #expect(once == twice, "\(text)")
    }
  }
}

import Testing

@testable import Linkage

/// Names that are told apart at a glance are those that comparing tells apart.
@Suite struct NameContrastTests {
  private static let words = [
    "Anna", "Maria", "Mario", "Annamaria", "Ivanov", "Ivanova", "Иванов", "Иванова", "Наталья",
    "Natalia", "Natalya", "Саша", "Александр", "Петров", "Петрова", "Ян", "Яна", "王小明", "Wang",
    "محمد", "Mohammed", "Müller", "Mueller", "Muller", "Miller", "Jr", "J.", "Smith", "Smyth",
    "Schmidt", "O’Connor", "Bob", "Robert", "Roberta", "Alexander", "Alexandra", "Kowalski",
    "Kowalska", "Hall", "Hill", "Halle", "Dr", "Christopher", "Chistopher", "de", "la", "Garcia",
  ]

  @Test(arguments: [0.85, 0.92, 0.75], [UInt64(1), 2])
  func neverAgainstComparing(similarLow: Double, seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let names = (0..<150).map { _ in
      (0..<Int.random(in: 1...4, using: &random)).map { _ in
        // Now and then with a slip.
        var word = Array(Self.words[Int.random(in: 0..<Self.words.count, using: &random)])
        if Int.random(in: 0..<4, using: &random) == 0 {
          word.swapAt(0, Int.random(in: 0..<word.count, using: &random))
        }
        return String(word)
      }.joined(separator: " ")
    }
    let table = foldedTexts(names)
    var rules = LinkageRules()
    rules.similarLow = similarLow
    rules.similarHigh = max(similarLow, rules.similarHigh)
    // Otherwise two words that both are names are as different as can be.
    rules.establishedNames = 1000
    let index = NameIndex(names: table, rules: rules)
    index.count([UInt32](repeating: 1, count: table.count))
    var comparison = NameComparison(index: index, rules: rules)
    let contrast = NameContrast(index, similarLow: similarLow)
    var told = 0
    var conflicts = 0
    for left in 1..<table.count {
      for right in 1..<table.count {
        let level = comparison.compare(left, right).level
        if level.isConflict { conflicts += 1 }
        guard contrast.areTwo(left, right) else { continue }
        told += 1
        #expect(
          level == .different || level == .sharedWord,
          "\(table.string(left)), \(table.string(right)): \(level)")
      }
    }
    #expect(told > conflicts / 4)
  }
}

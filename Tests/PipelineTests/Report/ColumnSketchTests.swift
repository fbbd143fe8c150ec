import Reports
import Testing

@testable import Pipeline

struct DistinctCountTests {
  @Test(arguments: [0, 1, 2, 31, 1_023, 1_024])
  func isExactWhileThereAreFew(_ count: Int) {
    var distinct = DistinctCount()
    for _ in 0..<3 {
      var generator = SplitMix64(state: 5)
      for _ in 0..<count { distinct.insert(generator.next()) }
    }
    #expect(distinct.count == count)
    #expect(!distinct.isEstimate)
  }

  /// Four standard errors of 0.8 %.
  @Test(arguments: [1_025, 5_000, 60_000, 300_000], [1, 2])
  func isCloseWhereThereAreMany(_ count: Int, _ seed: UInt64) {
    var distinct = DistinctCount()
    var generator = SplitMix64(state: seed)
    for _ in 0..<count { distinct.insert(generator.next()) }
    #expect(distinct.isEstimate)
    #expect(
      abs(Double(distinct.count) / Double(count) - 1) < 0.033, "\(distinct.count) of \(count)")
  }

  @Test(arguments: [100, 1_000, 50_000])
  func doesNotDependOnOrderOrParts(_ count: Int) {
    var generator = SplitMix64(state: 9)
    let hashes = (0..<count).map { _ in generator.next() }
    var whole = DistinctCount()
    for hash in hashes { whole.insert(hash) }
    var backwards = DistinctCount()
    for part in [hashes[(count / 3)...], hashes[..<(count / 2)]] {
      var later = DistinctCount()
      for hash in part.reversed() { later.insert(hash) }
      backwards.merge(later)
    }
    #expect(backwards.count == whole.count)
    #expect(backwards.isEstimate == whole.isEstimate)
  }
}

struct PatternTableTests {
  private func pattern(_ text: String) -> CellPattern { CellPattern(text.utf8Span.span) }

  @Test func ranksByCountThenText() {
    var table = PatternTable()
    for text in ["1", "ab", "1", "2-", "3-", "AB"] { table.add(pattern(text)) }
    #expect(table.commonest(3).map(\.text) == ["9", "9-", "AAAA"])
    #expect(table.commonest(3).map(\.count) == [2, 2, 1])
  }

  @Test func countsWhatItHasNoRoomForTogether() {
    var table = PatternTable()
    // 2^12 forms of twelve signs, of which 1,024 fit.
    for number in 0..<4_096 {
      let signs = (0..<12).map { bit in number >> bit & 1 == 0 ? "-" : "+" as Character }
      table.add(pattern(String(signs)))
    }
    table.add(pattern("------------"))
    #expect(table.others == 4_096 - 1_024)
    #expect(table.commonest(1).map(\.count) == [2])
  }

  @Test func mergesAsIfOneHadSeenAll() {
    let texts = (0..<3_000).map { number in
      String((0..<10).map { bit in (number * 7) >> bit & 1 == 0 ? "." : "," as Character })
    }
    var whole = PatternTable()
    for text in texts { whole.add(pattern(text)) }
    var (first, second) = (PatternTable(), PatternTable())
    for text in texts[..<900] { first.add(pattern(text)) }
    for text in texts[900...] { second.add(pattern(text)) }
    first.merge(second)
    #expect(first.commonest(2_000).map(\.text) == whole.commonest(2_000).map(\.text))
  }
}

struct ColumnSketchTests {
  @Test func tellsFilledDistinctAndForms() throws {
    var sketch = ColumnSketch()
    for cell in ["Anna", "Bo", "Anna", "12"] { sketch.observe(cell.utf8Span.span) }
    let profile = try #require(sketch.profile)
    #expect(profile.filled == 4)
    #expect(profile.distinct == 3)
    #expect(!profile.isEstimate)
    #expect(profile.patterns.map(\.pattern) == ["Aaaa", "99"])
    #expect(ColumnSketch().profile == nil)
  }

  /// Cells that differ in one byte only, wherever it stands, are told apart.
  @Test func everyByteCounts() {
    var sketch = ColumnSketch()
    for length in 1...20 {
      for place in 0..<length {
        var cell = [UInt8](repeating: 0x61, count: length)
        cell[place] = 0x62
        sketch.observe(cell.span)
      }
    }
    #expect(sketch.profile?.distinct == 210)
  }
}

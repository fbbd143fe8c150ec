import Audit
import Testing

@Suite("Weeks and times")
struct WeekTests {
  @Test(arguments: [
    ("2026-W49", "2026-11-30T00:00:00Z"), ("2026-W01", "2025-12-29T00:00:00Z"),
    ("2020-W53", "2020-12-28T00:00:00Z"), ("2021-W01", "2021-01-04T00:00:00Z"),
    ("2024-W09", "2024-02-26T00:00:00Z"),
  ])
  func weekBegins(name: String, monday: String) throws {
    let week = try #require(AuditWeek(name))
    #expect(week.start.iso == monday)
    #expect(week.description == name)
    #expect(AuditWeek(containing: week.start) == week)
    #expect(AuditWeek(containing: Moment(milliseconds: week.end.milliseconds - 1)) == week)
    #expect(AuditWeek(containing: week.end) == week.next)
    #expect(week.next.previous == week)
  }

  @Test(arguments: ["2026-W54", "2021-W53", "2026-W00", "2026-49", "2026-W9", "W49-2026", ""])
  func noWeek(text: String) {
    #expect(AuditWeek(text) == nil)
  }

  @Test(arguments: [
    ("2026-11-23T10:00:00Z", "2026-11-23T10:00:00Z"),
    ("2026-11-23T10:00:00.25+08:00", "2026-11-23T02:00:00.250Z"),
    ("2026-11-23 10:00", "2026-11-23T10:00:00Z"), ("2026-11-23", "2026-11-23T00:00:00Z"),
    ("1969-12-31T23:59:59-0130", "1970-01-01T01:29:59Z"),
    ("2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z"),
  ])
  func reads(text: String, expected: String) {
    #expect(Moment(iso: text)?.iso == expected)
  }

  @Test(arguments: ["2026-02-29", "2026-13-01", "26-01-01", "2026-11-23T25:00", "yesterday", ""])
  func refuses(text: String) {
    #expect(Moment(iso: text) == nil)
  }

  @Test func everyDayOfFourCenturiesComesBack() throws {
    for day in stride(from: Int64(-146_097), to: 146_097, by: 13) {
      let moment = Moment(milliseconds: day * 86_400_000)
      #expect(Moment(iso: moment.iso) == moment)
    }
  }
}

@Suite("Frame and sample")
struct SampleTests {
  private func frame(_ ids: [String]) throws -> Frame {
    Frame(
      week: try #require(AuditWeek("2026-W48")), strata: ["a", "b"],
      members: ids.map { Frame.Member(id: $0, stratum: $0.utf8.reduce(0) { $0 + Int($1) } % 2) })
  }

  /// The same seed and frame draw the same, whatever the order.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func orderDoesNotMatter(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let ids = (0..<3000).map { "4917\(1_000_000 + $0)" }
    let (one, other) = (try frame(ids), try frame(ids.shuffled(using: &random)))
    #expect(one.hash == other.hash)
    let least = [0, 700]
    #expect(
      Sample(of: one, seed: "s", size: 100, least: least)
        == Sample(of: other, seed: "s", size: 100, least: least))
    #expect(one.hash != (try frame(ids.dropLast())).hash)
  }

  /// `printf 'seed17' | sha256sum` and so on, sorted.
  @Test func ranksAreSHA256OfSeedAndID() {
    var draw = SampleDraw(seed: "seed", count: 3)
    for id in 0..<20 { draw.offer("\(id)") }
    let drawn = draw.drawn()
    let all = (0..<20).map { (ByteHash.hex("seed\($0)"), "\($0)") }.sorted { $0.0 < $1.0 }
    #expect(drawn.map(\.id) == all.prefix(3).map(\.1))
    #expect(drawn.map(\.rank.hex) == all.prefix(3).map(\.0))
  }

  @Test func allocationIsProportionalAndRoundedUp() {
    let allocation = Allocation(size: 1000, populations: [9000, 990, 10, 0], least: [0, 0, 30, 5])
    #expect(allocation.base == [900, 99, 1, 0])
    #expect(allocation.total == [900, 99, 10, 0])
    let small = Allocation(size: 1000, populations: [400, 20], least: [0, 0])
    #expect(small.base == [400, 20])
  }

  /// Every conversation is drawn about equally often.
  @Test func drawsAreEven() {
    var counts = Array(repeating: 0, count: 50)
    for seed in 0..<2000 {
      var draw = SampleDraw(seed: "seed \(seed) ", count: 10)
      for id in counts.indices { draw.offer("\(id)") }
      for drawn in draw.drawn() { counts[Int(drawn.id) ?? 0] += 1 }
    }
    // 400 expected each, with a standard deviation of 18.
    #expect(counts.allSatisfy { (310...490).contains($0) })
  }

  @Test func aSeedChosenLaterDoesNotFit() {
    let commitment = SeedCommitment.commitment(of: "s1")
    #expect(SeedCommitment.isKept(commitment, by: "s1"))
    #expect(!SeedCommitment.isKept(commitment, by: "s2"))
  }

  @Test(arguments: ["plain", "tab\there", "50%", "%09", "line\nend", "ä\u{1}"])
  func escapedLinesComeBack(text: String) {
    #expect(text.escapedLine.unescapedLine == text)
    #expect(!text.escapedLine.utf8.contains { $0 < 0x20 })
  }
}

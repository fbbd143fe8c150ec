import Audit
import Foundation
import Testing

/// Prints what drawing and the census cost; asserts nothing about time.
///
/// `ROLLCALL_MEASURE=10000000 swift test --filter MeasureTests` offers so many ids, and compares two sides of a tenth as many
/// conversations.
@Suite(
  "What it costs",
  .enabled(if: ProcessInfo.processInfo.environment["ROLLCALL_MEASURE"] != nil), .serialized)
struct MeasureTests {
  private let count =
    ProcessInfo.processInfo.environment["ROLLCALL_MEASURE"].flatMap(Int.init) ?? 0

  @Test func drawing() {
    let start = Self.cpuSeconds()
    var draw = SampleDraw(seed: "3b9f4a", count: 1000)
    for number in 0..<count { draw.offer("4915\(100_000_000 + number)") }
    #expect(draw.drawn().count == min(count, 1000))
    print(
      "drawing 1000 of \(count): \(Self.cpuSeconds() - start) CPU s, peak of the process \(Self.peakMB()) MB"
    )
  }

  @Test func census() {
    func side(_ changed: Set<Int>) -> [CensusEntry] {
      (0..<count / 10).map {
        CensusEntry(
          id: "4915\(100_000_000 + $0)",
          digest: Digest256((1, 2, 3, UInt64($0) + (changed.contains($0) ? 1 << 40 : 0))))
      }
    }
    let changed = Set((0..<100).map { $0 * (count / 1000) })
    let (left, right) = (side([]), side(changed))
    let depth = HashTree.depth(for: left.count)
    let start = Self.cpuSeconds()
    let crm = HashTree(left, depth: depth)
    let messaging = HashTree(right, depth: depth)
    let built = Self.cpuSeconds()
    let found = crm.differences(from: messaging)
    print(
      "census of two sides of \(left.count): trees \(built - start) CPU s, comparison \(Self.cpuSeconds() - built) CPU s, "
        + "\(found.ids.count) differences, \(found.visitedNodes) of \(2 << depth) nodes, peak \(Self.peakMB()) MB"
    )
    #expect(found.ids.count == changed.count)
  }

  private static func cpuSeconds() -> Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
      + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
  }

  private static func peakMB() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss / 1024
  }
}

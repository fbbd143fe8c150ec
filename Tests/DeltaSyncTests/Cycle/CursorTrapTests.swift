import DeltaSync
import Testing

/// Ways in which a feed by time loses or doubles rows.
@Suite struct CursorTrapTests {
  private let world = World()

  private func put(
    _ side: Side, _ id: String, _ person: Int, secondsAgo: Double = 0, city: String = ""
  ) {
    world.sides[side].records[id] = SimulatedRecord(
      person: person,
      values: FieldValues([
        .fullName: "Person \(person)", .phone: "+1555\(person)", .city: city,
      ]),
      modifiedAt: world.sides[side].now.adding(seconds: -secondsAgo))
  }

  private func cities(_ side: Side) -> [Int: String] {
    world.sides[side].records.values.filter { !$0.isDeleted }
      .reduce(into: [:]) { $0[$1.person] = $1.values[.city] }
  }

  private func expectEqual(count: Int) {
    #expect(cities(.crm).count == count)
    #expect(cities(.crm) == cities(.messaging))
    #expect(world.sides.messaging.records.values.count { !$0.isDeleted } == count)
    #expect(world.violations.isEmpty)
  }

  @Test func equalTimesOverPageBoundaries() {
    for person in 1...20 { put(.crm, "c\(person)", person) }
    world.cycle(.none)
    expectEqual(count: 20)
  }

  @Test func rowChangedWhilePaging() {
    for person in 1...9 { put(.crm, "c\(person)", person, secondsAgo: Double(10 - person)) }
    // Each request lets somebody change the row that was read first, which moves it to the end of the feed.
    world.onRequest = { [unowned world] side in
      guard side == .crm, var row = world.sides.crm.records["c1"], row.values[.city].isEmpty else {
        return
      }
      row.values[.city] = "Kiel"
      row.modifiedAt = world.sides.crm.now
      world.sides.crm.records["c1"] = row
    }
    world.cycle(.none)
    world.onRequest = { _ in }
    world.cycle(.none)
    expectEqual(count: 9)
    #expect(cities(.messaging)[1] == "Kiel")
  }

  /// A child's change without its parent's time is told by a stream of its own.
  @Test func childChangedWithoutItsParentsTime() {
    put(.crm, "c1", 1)
    world.cycle(.none)
    world.sides.crm.records["c1"]?.values[.city] = "Kiel"
    world.sides.crm.children["c1"] = world.sides.crm.now
    world.cycle(.none)
    #expect(cities(.messaging)[1] == "Kiel")
    expectEqual(count: 1)
  }

  @Test func lateCommitBehindTheWatermark() {
    put(.crm, "c1", 1)
    world.cycle(.none)
    world.clock.time = world.clock.time.adding(seconds: -550)
    put(.crm, "c2", 2, secondsAgo: 120)
    world.cycle(.none)
    expectEqual(count: 2)
  }

  @Test func clockOfASideIsBehind() {
    world.sides.crm.clockOffsetSeconds = -180
    put(.crm, "c1", 1)
    world.cycle(.none)
    put(.crm, "c2", 2)
    world.cycle(.none)
    expectEqual(count: 2)
  }

  @Test func deletedAndCreatedAgain() {
    put(.crm, "c1", 1, city: "Kiel")
    world.cycle(.none)
    world.sides.crm.records["c1"]?.isDeleted = true
    world.sides.crm.records["c1"]?.modifiedAt = world.sides.crm.now
    put(.crm, "c2", 1, city: "Bonn")
    // Whoever made it again has seen what she deleted.
    world.parents["Bonn"] = "Kiel"
    let messagingIDs = Set(world.sides.messaging.records.keys)
    world.cycle(.none)
    expectEqual(count: 1)
    #expect(cities(.messaging)[1] == "Bonn")
    // The same record as before, not a second one.
    #expect(Set(world.sides.messaging.records.keys) == messagingIDs)
  }

  @Test func timesOfOtherZonesAreTheSameMoments() {
    #expect(
      Instant(iso: "2026-12-01T00:30:00+08:00") == Instant(iso: "2026-11-30T16:30:00Z"))
    #expect(
      Instant(iso: "2026-10-25T02:30:00+02:00") != Instant(iso: "2026-10-25T02:30:00+01:00"))
  }
}

import Audit
import Foundation
import Pipeline
import Reports
import Testing

/// The sync and the audit together, over five weeks: what breaks outside of the sync is found, traced to its cause, mended
/// by the next cycle where it can be, and gone the week after.
@Suite("Weeks of sync and audit")
struct AuditWeeksTests {
  @Test func breaksAreFoundTracedRepairedAndGone() throws {
    let world = try AuditWorld(people: 6)
    var monday = try #require(AuditWeek("2026-W45"))
    func time(_ day: Int64, _ hour: Int64) -> String {
      Moment(milliseconds: monday.start.milliseconds + (day * 24 + hour) * 3_600_000).iso
    }
    func week(drops: Set<Int> = [], _ breaks: () throws -> Void) throws {
      for person in 0..<6 {
        try world.write(
          person: person, id: "\(monday) \(person)", text: "Question \(person)",
          at: time(1, Int64(person)), isDropped: drops.contains(person))
      }
      try world.sync(at: time(2, 0))
      try breaks()
      try world.export(at: time(7, 1))
    }
    func audit() throws -> AuditResult {
      var audit = try Auditing(world.folder, exports: world.folder.path + "/exports")
      audit.week = monday.description
      audit.repairs = true
      audit.nextSeed = "seed after \(monday)"
      let result = try audit.run()
      #expect(try audit.verify().holds)
      return result
    }
    func causes(_ result: AuditResult) -> [String: Set<String>] {
      result.report.defects.reduce(into: [:]) { $0[$1.field, default: []].insert($1.cause) }
    }

    // Nothing is broken.
    try world.tellContacts(at: time(0, 1))
    try world.sync(at: time(0, 2))
    try week {}
    let first = try audit()
    #expect(first.isMet)
    #expect(first.report.defects.isEmpty)

    // A record is edited outside of the sync, and a webhook is dropped.
    monday = monday.next
    try week(drops: [3]) { world.platformContacts[1]["email"] = "new@example.org" }
    let second = try audit()
    #expect(!second.isMet)
    #expect(causes(second) == ["email": ["change_not_read"], "messages": ["event_never_came"]])
    #expect(second.report.census?.disagreements == 0)

    // The next cycle has mended both. A message is lost in the CRM.
    monday = monday.next
    try week {
      #expect(world.crmContacts[1]["email"] == "new@example.org")
      #expect(
        world.crmMessages.contains { $0["message_id"] == "2026-W46 3" && $0["follow_up"] == "task" }
      )
      world.crmMessages.removeAll { $0["message_id"] == "2026-W47 5" }
    }
    let third = try audit()
    #expect(causes(third) == ["messages": ["lost_after_write"]])

    // It is back. Two people are merged into one in the CRM.
    monday = monday.next
    try week {
      #expect(world.crmMessages.contains { $0["message_id"] == "2026-W47 5" })
      world.crmContacts[2]["merged_into"] = "C5"
    }
    let fourth = try audit()
    #expect(Set(causes(fourth).values.joined()) == ["merge"])
    #expect(causes(fourth)["lineage"] != nil && causes(fourth)["whatsapp_id"] != nil)

    // A person has taken the merge back; nothing of one reached the other.
    monday = monday.next
    try week { world.crmContacts[2]["merged_into"] = "" }
    let fifth = try audit()
    #expect(fifth.isMet)
    #expect(fifth.report.defects.isEmpty)
    #expect(fifth.report.weeks.map(\.defective) == [0, 2, 1, 2, 0])
    #expect(fifth.report.proof.isSeedAsCommitted)
    #expect(world.platformContacts[2]["whatsapp_id"] == world.crmContacts[2]["whatsapp_id"])
  }
}

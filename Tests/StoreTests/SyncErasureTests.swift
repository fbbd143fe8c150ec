import Testing

@testable import Store

@Suite struct SyncErasureTests {
  private let phone = "+491711234567"

  private func row(_ keys: [SyncKeyRow]) -> SyncLinkRow {
    SyncLinkRow(
      linkID: 0, crmID: "C1", messagingID: "W1", base: "full_name=Anna\u{1E}phone=\(phone)",
      crmState: "base", messagingState: "base", carriedConsent: "", generation: 0,
      isPending: false, isTombstone: false, keys: keys)
  }

  @Test func erasedPersonIsNoLongerInTheSync() throws {
    let store = try ContactStore(path: "")
    let tables = SyncTables(store, startedAt: "2026-12-01T00:00:00Z")
    let optOut = ConsentRow(
      contactID: "sync:1", address: phone, kind: "phone", tier: "none", isOptedOut: true,
      effectiveAt: "2026-12-01T00:00:00Z", source: "message", proof: "")
    try tables.transaction {
      let link = try tables.insert(row([SyncKeyRow(kind: "phone", value: phone, isFormer: false)]))
      try tables.suppress(optOut, linkID: link)
      try tables.recordConflict(
        key: "k", linkID: link, conflict: "{\"crm\":\"\(phone)\"}", at: 0)
      try tables.save(
        SyncMessageRow(
          messageID: "m", linkID: link, contactKind: "whatsapp_id", contact: "491711234567",
          record: "{\"text\":\"call \(phone)\"}", isWritten: true, needsFollowUp: false))
      try tables.save(
        SyncOutboxRow(
          subject: "link:\(link)", side: "crm", request: phone, state: "waiting", attempts: 1,
          notBefore: 0, ticketID: nil))
    }
    let people = try store.people(meantBy: phone)
    #expect(people.count == 1)
    for person in people {
      try store.erase(person, personKey: "", at: "2026-12-02T00:00:00Z") {}
    }
    #expect(try store.traces(of: phone).isEmpty)
    #expect(try store.traces(of: "491711234567").isEmpty)
    #expect(try tables.linkCount() == 0)
    #expect(try store.checkLedger().broken == nil)
  }

  /// Somebody else's number may begin like the one that is erased.
  @Test func aLongerNumberIsSomebodyElses() throws {
    let store = try ContactStore(path: "")
    let tables = SyncTables(store, startedAt: "2026-12-01T00:00:00Z")
    try tables.transaction {
      _ = try tables.insert(row([SyncKeyRow(kind: "phone", value: phone, isFormer: false)]))
      for number in [phone, phone + "8"] {
        let digits = String(number.dropFirst())
        try tables.save(
          SyncMessageRow(
            messageID: "m\(digits)", linkID: nil, contactKind: "whatsapp_id", contact: digits,
            record: "{\"author\":\"\(digits)\"}", isWritten: true, needsFollowUp: true))
        try tables.saveHeld(
          side: "crm", remoteID: number, record: "{\"phone\":\"\(number)\"}", reason: "")
      }
    }
    for person in try store.people(meantBy: phone) {
      try store.erase(person, personKey: "", at: "2026-12-02T00:00:00Z") {}
    }
    #expect(try tables.heldRecords().map(\.record) == ["{\"phone\":\"\(phone)8\"}"])
    #expect(try tables.unwrittenMessages().map(\.contact) == ["4917112345678"])
  }

  @Test func otherRunEndsTheLease() throws {
    let store = try ContactStore(path: "")
    let first = SyncTables(store, startedAt: "")
    let second = SyncTables(store, startedAt: "")
    #expect(try first.acquireLease(holder: "a:1", now: 0, milliseconds: 1000))
    #expect(try !second.acquireLease(holder: "b:1", now: 500, milliseconds: 1000))
    // Of the same machine: there the file lock has told that the first one is dead.
    #expect(try second.acquireLease(holder: "a:2", now: 500, milliseconds: 1000))
    #expect(throws: SyncTables.LostLease.self) {
      try first.transaction { try first.setValue("x", "1") }
    }
    try second.transaction { try second.setValue("x", "2") }
    #expect(try second.value("x") == "2")
  }

  @Test func cleaningReadsWhatTheSyncHasLearned() throws {
    let store = try ContactStore(path: "")
    let tables = SyncTables(store, startedAt: "2026-12-01T00:00:00Z")
    try tables.transaction {
      try tables.suppress(
        ConsentRow(
          contactID: "sync:1", address: phone, kind: "phone", tier: "none", isOptedOut: true,
          effectiveAt: "2026-12-01T00:00:00Z", source: "message", proof: ""), linkID: 1)
    }
    #expect(try store.suppressions().map(\.address) == [phone])
    #expect(try tables.isSuppressed(phone))
  }
}

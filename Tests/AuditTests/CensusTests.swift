import Audit
import Foundation
import Testing

private let rules: ComparisonRules = {
  guard let week = AuditWeek("2026-W48") else {
    return ComparisonRules(end: Moment(milliseconds: 0))
  }
  return ComparisonRules(end: week.end)
}()

@Suite("Comparison")
struct ComparisonTests {
  @Test func twinsAgree() {
    var random = SplitMix64(seed: 5)
    for number in 0..<50 {
      let twin = Twin(number, &random)
      let compared = rules.compare(
        id: twin.id, crm: twin.conversation(.crm), messaging: twin.conversation(.messaging))
      #expect(compared.defects.isEmpty)
      #expect(compared.results.count == AuditField.allCases.count)
    }
  }

  /// Each kind of defect is found by the field that is there for it, on whichever side it is.
  @Test(arguments: Planted.allCases, AuditSide.allCases)
  func plantedDefectIsFound(kind: Planted, side: AuditSide) throws {
    var random = SplitMix64(seed: 5)
    var twin = Twin(1, &random)
    kind.plant(in: &twin, side: side)
    let compared = rules.compare(
      id: twin.id, crm: twin.conversation(.crm), messaging: twin.conversation(.messaging))
    let field = try #require(AuditField(rawValue: kind.rawValue))
    #expect(compared.defects.map(\.field).contains(field))
    #expect(compared.severity(rules) != nil)
  }

  @Test func whatCannotBeReadIsACriticalDefect() {
    var random = SplitMix64(seed: 5)
    var twin = Twin(1, &random)
    Planted.readable.plant(in: &twin, side: .crm)
    let compared = rules.compare(
      id: twin.id, crm: twin.conversation(.crm), messaging: twin.conversation(.messaging))
    #expect(compared.severity(rules) == .critical)
    #expect(compared.results.filter { $0.verdict == .open }.count == AuditField.allCases.count - 2)
  }

  @Test func theStatedNormalisationCountsAndNothingElse() {
    let normal = Normalisation()
    #expect(normal.text("  e\u{301}\r\nb ") == normal.text("é\nb"))
    #expect(normal.text("a  b") != normal.text("a b"))
    #expect(normal.text("A") != normal.text("a"))
    var plain = Normalisation()
    plain.trims = false
    #expect(plain.text(" a") != plain.text("a"))
  }

  /// What happens after the end of the week counts on neither side.
  @Test func afterTheWeekNothingCounts() {
    var random = SplitMix64(seed: 5)
    var twin = Twin(1, &random)
    twin.messages[.messaging]?[1][.history]? += "; read 2026-11-30T00:00:01Z"
    twin.messages[.messaging]?[1][.status] = "read"
    twin.messages[.messaging]?.append([
      .messageID: "late", .conversationID: twin.id, .direction: "inbound", .text: "Late",
      .at: "2026-11-30T00:00:00Z",
    ])
    let compared = rules.compare(
      id: twin.id, crm: twin.conversation(.crm), messaging: twin.conversation(.messaging))
    #expect(compared.defects.isEmpty)
  }

  @Test(arguments: [
    ("service", "opted_out", true, true), ("service", "opted_out", false, false),
    ("service", "none", false, true), ("transactional", "none", false, false),
    ("transactional", "none", true, true), ("transactional", "opted_out", true, false),
    ("marketing", "transactional", true, false), ("marketing", "marketing", false, true),
  ])
  func consentWhenSent(purpose: String, level: String, hasWritten: Bool, isAllowed: Bool) throws {
    var rows: [[AuditColumn: String]] = [
      [
        .messageID: "2", .conversationID: "c", .direction: "outbound", .purpose: purpose,
        .at: "2026-11-25T10:00:00Z",
      ]
    ]
    if hasWritten {
      rows.insert(
        [
          .messageID: "1", .conversationID: "c", .direction: "inbound",
          .at: "2026-11-24T10:30:00Z", .followUp: "t",
        ], at: 0)
    }
    let contact = try ContactRecord {
      [.id: "1", .consentHistory: "\(level) 2026-01-01T00:00:00Z"][$0] ?? ""
    }
    let conversation = SideConversation(
      id: "c", side: .crm, contact: contact,
      messages: try rows.map { row in try MessageRecord { row[$0] ?? "" } })
    let isBroken = rules.breaches(of: conversation).contains { $0.field == .consentAtSend }
    #expect(isBroken == !isAllowed)
  }

  @Test func mergesAreFollowedToTheirEnd() throws {
    func contact(_ id: String, into: String) throws -> ContactRecord {
      try ContactRecord { [.id: id, .mergedInto: into, .phone: "+4477009000\(id)"][$0] ?? "" }
    }
    var book = ContactBook()
    for (id, into) in [
      ("01", "02"), ("02", "03"), ("03", ""), ("04", "05"), ("05", "04"), ("06", "99"),
    ] {
      book.add(try contact(id, into: into))
    }
    let (survivor, lineage) = book.survivor(of: "01")
    #expect(survivor?.id == "03")
    #expect(lineage.merged == ["+447700900001", "+447700900002"])
    #expect(book.survivor(of: "04").lineage.fault == "merged in a circle")
    #expect(book.survivor(of: "06").lineage.fault == "merged into a contact that is not there")
  }
}

/// The full size: `ROLLCALL_CENSUS=100000 swift test --filter CensusTests`.
@Suite("Census")
struct CensusTests {
  static let conversations =
    ProcessInfo.processInfo.environment["ROLLCALL_CENSUS"].flatMap(Int.init) ?? 3000

  /// Every planted defect is found, and nothing else; the census and the comparison field by field say the same.
  @Test(arguments: [21, 22] as [UInt64])
  func findsAllAndNothingElse(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let defects = 200
    let planted = Set((0..<Self.conversations).shuffled(using: &random).prefix(defects))
    var entries: [AuditSide: [CensusEntry]] = [.crm: [], .messaging: []]
    var expected: [String: Planted] = [:]
    var twins: [String: Twin] = [:]
    for number in 0..<Self.conversations {
      var twin = Twin(number, &random)
      if planted.contains(number) {
        let kind = Planted.allCases[expected.count % Planted.allCases.count]
        kind.plant(in: &twin, side: expected.count % 2 == 0 ? .crm : .messaging)
        expected[twin.id] = kind
        twins[twin.id] = twin
      }
      for side in AuditSide.allCases {
        guard let conversation = twin.conversation(side) else { continue }
        entries[side]?.append(
          CensusEntry(id: twin.id, digest: rules.digest(of: conversation)))
      }
    }
    let depth = HashTree.depth(for: Self.conversations)
    let crm = HashTree(entries[.crm] ?? [], depth: depth)
    let messaging = HashTree((entries[.messaging] ?? []).shuffled(using: &random), depth: depth)
    let found = crm.differences(from: messaging)
    #expect(Set(found.ids) == Set(expected.keys), "seed \(seed)")
    #expect(found.ids.count == defects)
    #expect(found.visitedNodes <= defects * (2 * depth + 1) + 1)
    for (id, kind) in expected {
      let twin = try #require(twins[id])
      let compared = rules.compare(
        id: id, crm: twin.conversation(.crm), messaging: twin.conversation(.messaging))
      #expect(compared.defects.map(\.field.rawValue).contains(kind.rawValue))
    }
  }

  @Test func equalSidesHaveEqualRoots() {
    var random = SplitMix64(seed: 3)
    let entries = (0..<500).map {
      CensusEntry(id: "\($0)", digest: Digest256((1, 2, 3, UInt64($0))))
    }
    let depth = HashTree.depth(for: entries.count)
    let (one, other) = (
      HashTree(entries, depth: depth), HashTree(entries.shuffled(using: &random), depth: depth)
    )
    #expect(one.root == other.root)
    #expect(one.differences(from: other).ids.isEmpty)
    #expect(one.differences(from: other).visitedNodes == 1)
    #expect(HashTree([], depth: 0).root != one.root)
  }
}

import Contacts
import DeltaSync
import Testing

/// Whatever both sides and the base are, doing what the planner says makes both sides equal, and a second plan is empty.
@Suite struct PlannerLawTests {
  private static let rules = SyncRules(fields: [
    FieldRule(.fullName, .crm), FieldRule(.company, .mostRecent), FieldRule(.city, .messaging),
    FieldRule(.labels, .union), FieldRule(.consent, .mostRestrictive),
  ])

  private static let consents = [
    "", "marketing|2026-01-01T00:00:00Z|form", "marketing|2026-05-01T00:00:00Z|form",
    "marketing||", "opted_out|2026-03-01T00:00:00Z|agent", "opted_out||", "transactional||order",
  ]

  private func values(_ random: inout SplitMix64) -> FieldValues {
    FieldValues([
      .fullName: ["", "Anna", "Bea"][random.below(3)],
      .company: ["", "x", "y", "z"][random.below(4)],
      .city: ["", "x", "y", "z"][random.below(4)],
      .labels: FieldValues.set((0..<4).filter { _ in random.chance(50) }.map { "l\($0)" }),
      .consent: Self.consents[random.below(Self.consents.count)],
    ])
  }

  private func link(_ random: inout SplitMix64) -> Link {
    var link = Link(id: 1)
    link.remoteIDs = Sides(crm: "c", messaging: "m")
    link.base = values(&random)
    for side in Side.allCases {
      let at = Instant(milliseconds: Int64(random.below(3)))
      link.states[side] = random.chance(20) ? .asBase : .present(values(&random), at)
    }
    if random.chance(20) {
      link.carriedConsent = ConsentState(tier: .none, isOptedOut: true, evidence: "carried")
    }
    return link
  }

  /// Does what a plan says.
  private func applied(_ plan: LinkPlan) -> Link {
    var link = plan.link
    for action in plan.actions {
      guard case .update(_, let changes) = action.kind else { continue }
      var values = link.values(on: action.side) ?? FieldValues()
      for change in changes {
        #expect(values[change.field] == change.old)
        values[change.field] = change.new
      }
      link.states[action.side] = .present(values, .distantPast)
    }
    link.settle(Self.rules.fields.map(\.field))
    return link
  }

  @Test(arguments: UInt64(1)...20) func bothSidesBecomeEqual(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let planner = Planner(rules: Self.rules)
    for _ in 0..<200 {
      let before = link(&random)
      let after = applied(planner.plan(before))
      #expect(after.values(on: .crm) == after.values(on: .messaging))
      #expect(after.values(on: .crm) == after.base)
      #expect(planner.plan(after).actions.isEmpty)
      #expect(planner.plan(after).conflicts.isEmpty)
      #expect(!after.isPending)
    }
  }

  /// Which side is called the CRM decides conflicts of policies that name a side, and nothing else.
  @Test(arguments: UInt64(1)...10) func sidesAreAlike(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var mirrored = Self.rules
    mirrored.fields[0].policy = .messaging
    mirrored.fields[2].policy = .crm
    for _ in 0..<200 {
      let before = link(&random)
      // A tie of times goes to the CRM on both sides of the mirror.
      if before.states.crm != .asBase, before.states.messaging != .asBase { continue }
      var mirror = before
      mirror.states = Sides(crm: before.states.messaging, messaging: before.states.crm)
      let straight = applied(Planner(rules: Self.rules).plan(before))
      let turned = applied(Planner(rules: mirrored).plan(mirror))
      #expect(straight.base == turned.base)
    }
  }

  @Test func pairThatDiffersThoughNothingChangedIsRepaired() {
    var link = Link(id: 1)
    link.remoteIDs = Sides(crm: "c", messaging: "m")
    // Nothing was agreed on the company, as after a field was added to the rules.
    link.base = FieldValues([.fullName: "Anna"])
    link.states.crm = .present(
      FieldValues([.fullName: "Anna", .company: "x"]), Instant(milliseconds: 1))
    link.states.messaging = .present(
      FieldValues([.fullName: "Anna", .company: "y"]), Instant(milliseconds: 2))
    let plan = Planner(rules: Self.rules).plan(link)
    #expect(
      plan.actions.map(\.kind) == [.update(id: "c", [FieldChange(.company, old: "x", new: "y")])])
    #expect(plan.conflicts.map(\.kind) == [.neverAgreed])
  }

  @Test func askLeavesBothAsTheyAre() {
    var rules = Self.rules
    rules.fields[1].policy = .ask
    var link = Link(id: 1)
    link.remoteIDs = Sides(crm: "c", messaging: "m")
    link.base = FieldValues([.company: "x"])
    link.states.crm = .present(FieldValues([.company: "y"]), .distantPast)
    link.states.messaging = .present(FieldValues([.company: "z"]), .distantPast)
    let plan = Planner(rules: rules).plan(link)
    #expect(plan.actions.isEmpty)
    #expect(plan.conflicts.map(\.resolution) == [nil])
    #expect(plan.link.isPending)
  }

  @Test func clearedFieldIsClearedOnTheOtherSide() {
    var link = Link(id: 1)
    link.remoteIDs = Sides(crm: "c", messaging: "m")
    link.base = FieldValues([.company: "x"])
    link.states = Sides(crm: .present(FieldValues(), .distantPast), messaging: .asBase)
    #expect(
      Planner(rules: Self.rules).plan(link).actions.map(\.kind)
        == [.update(id: "m", [FieldChange(.company, old: "x", new: "")])])
  }

  @Test func editOutlivesDeletion() {
    var link = Link(id: 1)
    link.remoteIDs = Sides(crm: "c", messaging: "m")
    link.base = FieldValues([.company: "x"])
    link.states = Sides(
      crm: .deleted(mergedInto: nil),
      messaging: .present(FieldValues([.company: "y"]), .distantPast))
    let plan = Planner(rules: Self.rules).plan(link)
    #expect(plan.actions.map(\.kind) == [.create([FieldChange(.company, old: "", new: "y")])])
    #expect(plan.conflicts.map(\.kind) == [.editedAndDeleted])
  }

  @Test func deletionOfWhatNobodyChangedGoesToTheOtherSide() {
    var link = Link(id: 1)
    link.remoteIDs = Sides(crm: "c", messaging: "m")
    link.base = FieldValues([.company: "x"])
    link.states = Sides(crm: .deleted(mergedInto: nil), messaging: .asBase)
    let plan = Planner(rules: Self.rules).plan(link)
    guard case .delete(id: "m", _) = plan.actions.first?.kind else {
      Issue.record("no deletion: \(plan.actions)")
      return
    }
    #expect(plan.conflicts.isEmpty)
  }
}

import DeltaSync
import Testing

@Suite struct IdentityTests {
  private func link(_ id: Int64, _ values: [SyncField: String], crm: String? = "c") -> Link {
    var link = Link(id: id)
    link.base = FieldValues(values)
    link.remoteIDs.crm = crm
    link.states.crm = .asBase
    return link
  }

  private func resolve(
    _ values: [SyncField: String], _ links: [Link], side: Side = .messaging
  ) -> IdentityResolution {
    resolveIdentity(of: FieldValues(values), among: links) { $0.isFree(side) }
  }

  @Test func sameNumberAndNameIsLinked() {
    let known = link(1, [.fullName: "Anna Berg", .phone: "+491711234567"])
    #expect(
      resolve([.fullName: "Berg, Anna", .phone: "+491711234567"], [known]) == .linked(1))
    #expect(resolve([.phone: "+491711234567"], [known]) == .linked(1))
  }

  @Test func namesInTwoScriptsAreOne() {
    let known = link(1, [.fullName: "Ivan Petrov", .phone: "+79123456789"])
    #expect(
      resolve([.fullName: "Петров Иван", .phone: "+79123456789"], [known]) == .linked(1))
  }

  @Test func numberAloneDoesNotJoinTwoNames() {
    let known = link(1, [.fullName: "Anna Berg", .phone: "+491711234567"])
    #expect(resolve([.fullName: "Otto Berg", .phone: "+491711234567"], [known]) == .new)
  }

  @Test func businessScopedIDGoesBeforeNameAndNumber() {
    let known = link(1, [.fullName: "Anna", .businessScopedID: "US.1"])
    #expect(
      resolve([.fullName: "anna_92", .businessScopedID: "US.1", .phone: "+1"], [known])
        == .linked(1))
  }

  @Test func severalCandidatesAreLeftToAPerson() {
    let links = [1, 2].map { link($0, [.phone: "+491711234567"]) }
    #expect(resolve([.phone: "+491711234567"], links) == .ambiguous([1, 2]))
  }

  @Test func secondRecordOfOneSideIsNoContactOfItsOwn() {
    let known = link(1, [.fullName: "Anna", .phone: "+491711234567"])
    #expect(
      resolve([.fullName: "Anna", .phone: "+491711234567"], [known], side: .crm)
        == .duplicate(of: 1))
  }
}

import Contacts
import DeltaSync
import Testing

@Suite struct ConsentStateTests {
  private let optOut = ConsentState(text: "opted_out|2026-03-01T00:00:00Z|agent")

  @Test func optInWithoutNewerProofDoesNotLift() {
    for text in [
      "marketing|2026-02-01T00:00:00Z|form", "marketing|2026-04-01T00:00:00Z|", "marketing||form",
    ] {
      let claim = ConsentState(text: text)
      #expect(ConsentState.mostRestrictive([optOut, claim]) == optOut)
      #expect(ConsentState.merge(base: optOut, claim, optOut) == optOut)
      #expect(ConsentState.merge(base: optOut, claim, claim) == optOut)
    }
  }

  @Test func newerProvenOptInLifts() {
    let claim = ConsentState(text: "marketing|2026-04-01T00:00:00Z|form")
    #expect(ConsentState.merge(base: optOut, claim, optOut) == claim)
  }

  @Test func optOutWithoutDateIsNeverLifted() {
    let undated = ConsentState(text: "opted_out||")
    let claim = ConsentState(text: "marketing|2026-04-01T00:00:00Z|form")
    #expect(ConsentState.mostRestrictive([claim, undated]) == undated)
  }

  @Test func unknownAllowsNoMarketing() {
    #expect(!ConsentState.unknown.allowsMarketing)
    #expect(!ConsentState(text: "marketing||").allowsMarketing)
    #expect(ConsentState(text: "marketing||form").allowsMarketing)
  }

  @Test func textIsReadBack() {
    for text in [
      "", "opted_out|2026-03-01T00:00:00Z|a|b", "marketing||form",
      "transactional|2026-03-01T00:00:00Z|",
    ] {
      #expect(ConsentState(text: text).text == text)
    }
  }
}

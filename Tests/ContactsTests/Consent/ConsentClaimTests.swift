import Testing

@testable import Contacts

private func optOut(_ seconds: Int64?) -> ConsentClaim {
  var claim = ConsentClaim()
  claim.isOptedOut = true
  claim.optOutSeconds = seconds
  return claim
}

private func stated(
  _ tier: ConsentTier?, _ seconds: Int64? = nil, proven: Bool = true
) -> ConsentClaim {
  var claim = ConsentClaim()
  claim.tier = tier
  claim.consentSeconds = seconds
  claim.hasProof = proven
  return claim
}

extension Seeded {
  /// A claim with small times, so that ties are frequent.
  fileprivate mutating func claim(mayOptOut: Bool = true) -> ConsentClaim {
    var claim = ConsentClaim()
    claim.tier =
      [nil, ConsentTier.none, .transactional, .marketing, .marketing]
      .randomElement(using: &self) ?? nil
    if mayOptOut, Int.random(in: 0..<3, using: &self) == 0 {
      claim.optOut(
        of: [.all, .all, .email, [.phone, .sms]].randomElement(using: &self) ?? .all,
        blocking: .all)
    }
    claim.consentChannels =
      [.all, .all, .all, .whatsApp, .email].randomElement(using: &self) ?? .all
    claim.hasProof = Bool.random(using: &self)
    if Bool.random(using: &self) {
      claim.consentSeconds = Int64.random(in: 0..<6, using: &self)
    }
    if claim.isOptedOut, Int.random(in: 0..<4, using: &self) > 0 {
      claim.optOutSeconds = Int64.random(in: 0..<6, using: &self)
    }
    return claim
  }

  fileprivate mutating func claims(mayOptOut: Bool = true) -> [ConsentClaim] {
    (0..<Int.random(in: 1...6, using: &self)).map { _ in claim(mayOptOut: mayOptOut) }
  }
}

@Suite struct ConsentClaimTests {
  @Test(arguments: [
    ([], false, ConsentTier.none), ([stated(nil)], false, .none),
    ([stated(.marketing)], false, .marketing),
    ([stated(.marketing), stated(nil)], false, .marketing),
    ([stated(.marketing), stated(.transactional)], false, .transactional),
    ([stated(.marketing), stated(ConsentTier.none)], false, .none),
    ([optOut(nil)], true, .none), ([stated(.marketing, 9), optOut(nil)], true, .none),
    ([stated(.marketing, 9), optOut(5)], false, .marketing),
    ([stated(.marketing, 5), optOut(5)], true, .none),
    ([stated(.marketing, 9, proven: false), optOut(5)], true, .none),
    ([stated(.transactional, 9), optOut(5)], true, .none),
    ([stated(.marketing, nil), optOut(5)], true, .none),
    ([stated(.marketing, 9), optOut(5), optOut(8)], false, .marketing),
    ([stated(.marketing, 9), optOut(5), optOut(10)], true, .none),
    ([stated(.marketing, 9), optOut(5), optOut(nil)], true, .none),
  ])
  func merges(claims: [ConsentClaim], isOptedOut: Bool, tier: ConsentTier) {
    let merged = ConsentClaim.merge(claims)
    #expect(merged.claim.isOptedOut == isOptedOut)
    #expect(merged.claim.effectiveTier == tier)
  }

  @Test func saysWhoseWordStands() {
    let merged = ConsentClaim.merge([stated(.marketing, 2), optOut(3), optOut(7)])
    #expect(merged.optOutRecord == 2)
    #expect(merged.consentRecord == nil)
    #expect(merged.keptThroughMerge)
    #expect(!merged.overridden)
    let lifted = ConsentClaim.merge([optOut(3), stated(.marketing, 5), stated(.marketing, 8)])
    #expect(lifted.consentRecord == 2)
    #expect(lifted.optOutRecord == nil)
    #expect(lifted.overridden)
    #expect(!ConsentClaim.merge([optOut(1), optOut(2)]).keptThroughMerge)
  }

  /// Without the opt-out these would be in tier none: an old opt-out must not make them more.
  @Test func anOptOutThatIsReplacedDoesNotHideARecordThatRefuses() {
    let refusing = [stated(.marketing, 20), stated(ConsentTier.none)]
    #expect(ConsentClaim.merge(refusing).claim.effectiveTier == .none)
    #expect(ConsentClaim.merge(refusing + [optOut(10)]).claim.effectiveTier == .none)
  }
}

@Suite struct ConsentClaimLaws {
  @Test func anOptOutIsNeverLostUnlessAProvenOptInIsNewerThanAll() {
    var seeded = Seeded(state: 1)
    for _ in 0..<3000 {
      let claims = seeded.claims()
      let optOuts = claims.filter(\.isOptedOut)
      let isAnswered = claims.contains { claim in
        !claim.isOptedOut && claim.tier == .marketing && claim.hasProof
          && claim.consentChannels.contains(.whatsApp)
          && optOuts.allSatisfy { optOut in
            guard let left = optOut.optOutSeconds, let back = claim.consentSeconds
            else { return false }
            return back > left
          }
      }
      let merged = ConsentClaim.merge(claims)
      #expect(merged.claim.isOptedOut == (!optOuts.isEmpty && !isAnswered), "\(claims)")
      #expect(merged.overridden == (!optOuts.isEmpty && isAnswered))
    }
  }

  @Test func aChannelIsRefusedUntilAnOptInForItIsNewer() {
    var seeded = Seeded(state: 9)
    for _ in 0..<3000 {
      let claims = seeded.claims()
      let merged = ConsentClaim.merge(claims).claim.optOutChannels
      for (_, channel) in ConsentChannels.named {
        let optOuts = claims.filter { $0.optOutChannels.contains(channel) }
        let isAnswered = claims.contains { claim in
          optOuts.allSatisfy { claim.overrides(optOut: $0, of: channel) }
        }
        if !optOuts.isEmpty, !isAnswered { #expect(merged.contains(channel), "\(claims)") }
        if optOuts.isEmpty { #expect(!merged.contains(channel), "\(claims)") }
      }
    }
  }

  @Test func unknownNeverGivesMarketing() {
    var seeded = Seeded(state: 2)
    for _ in 0..<1000 {
      let claims = seeded.claims().map { claim in
        var claim = claim
        if claim.tier == .marketing { claim.tier = nil }
        return claim
      }
      #expect(ConsentClaim.merge(claims).claim.effectiveTier != .marketing)
    }
  }

  @Test func noRecordGetsMoreThanItStated() {
    var seeded = Seeded(state: 3)
    for _ in 0..<3000 {
      let claims = seeded.claims()
      let merged = ConsentClaim.merge(claims).claim.effectiveTier
      for claim in claims where !claim.isOptedOut {
        if let tier = claim.tier { #expect(merged <= tier, "\(claims)") }
      }
    }
  }

  @Test func oneMoreRecordNeverAllowsMoreUnlessItIsTheOptInThatAnswers() {
    var seeded = Seeded(state: 4)
    for _ in 0..<3000 {
      let claims = seeded.claims()
      let optOut = optOut([nil, 0, 3, 5].randomElement(using: &seeded) ?? nil)
      let before = ConsentClaim.merge(claims).claim
      let after = ConsentClaim.merge(claims + [optOut]).claim
      if before.tier != nil || before.isOptedOut {
        #expect(after.effectiveTier <= before.effectiveTier, "\(claims) \(optOut)")
      }
      if before.isOptedOut { #expect(after.isOptedOut) }
    }
  }

  @Test func theOrderOfRecordsDoesNotMatter() {
    var seeded = Seeded(state: 5)
    for _ in 0..<2000 {
      let claims = seeded.claims()
      let merged = ConsentClaim.merge(claims)
      let other = ConsentClaim.merge(claims.shuffled(using: &seeded))
      #expect(other.claim.isOptedOut == merged.claim.isOptedOut)
      #expect(other.claim.effectiveTier == merged.claim.effectiveTier)
      #expect(other.claim.optOutSeconds == merged.claim.optOutSeconds || !merged.claim.isOptedOut)
      #expect(other.keptThroughMerge == merged.keptThroughMerge)
      #expect(other.overridden == merged.overridden)
    }
  }

  @Test func mergingTwiceIsMergingOnce() {
    var seeded = Seeded(state: 6)
    for _ in 0..<1000 {
      let merged = ConsentClaim.merge(seeded.claims()).claim
      #expect(ConsentClaim.merge([merged]).claim.effectiveTier == merged.effectiveTier)
      #expect(ConsentClaim.merge([merged, merged]).claim.isOptedOut == merged.isOptedOut)
    }
  }

  /// Of records that opt nobody out, every grouping gives the same tier.
  @Test func tiersMergeInStepsAsAtOnce() {
    var seeded = Seeded(state: 7)
    for _ in 0..<2000 {
      let (left, right) = (seeded.claims(mayOptOut: false), seeded.claims(mayOptOut: false))
      let atOnce = ConsentClaim.merge(left + right).claim
      let inSteps = ConsentClaim.merge([
        ConsentClaim.merge(left).claim, ConsentClaim.merge(right).claim,
      ]).claim
      #expect(inSteps.tier == atOnce.tier)
      #expect(inSteps.isOptedOut == atOnce.isOptedOut)
    }
  }

  /// Steps may lose the proof that answers an opt-out, so they may be stricter, never laxer.
  @Test func stepsNeverLoseAnOptOut() {
    var seeded = Seeded(state: 8)
    for _ in 0..<3000 {
      let (left, right) = (seeded.claims(), seeded.claims())
      let atOnce = ConsentClaim.merge(left + right).claim
      let inSteps = ConsentClaim.merge([
        ConsentClaim.merge(left).claim, ConsentClaim.merge(right).claim,
      ]).claim
      if atOnce.isOptedOut { #expect(inSteps.isOptedOut, "\(left) \(right)") }
    }
  }
}

@Suite struct StandingOptOutTests {
  @Test(arguments: [
    ("", nil), ("2024-03-01T12:00:00Z", 1_709_294_400),
    ("2024-03-01T14:00:00+02:00", 1_709_294_400),
    ("unreadable", nil),
  ])
  func keepsItsTime(since: String, seconds: Int64?) {
    let standing = StandingOptOut(since: since, source: "run 1")
    #expect(standing.claim.isOptedOut)
    #expect(standing.claim.optOutSeconds == seconds)
  }
}

@Suite struct OneClaimTests {
  @Test func aClaimAloneIsMergedAsAmongOthers() {
    var seeded = Seeded(state: 51)
    for _ in 0..<500 {
      let claim = seeded.claim()
      #expect(MergedConsent(of: claim) == ConsentClaim.merge([claim]))
    }
  }
}

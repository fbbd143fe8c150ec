import Contacts
import Foundation
import Store
import Testing

@testable import Pipeline

/// What was said at some import: by whom, about which numbers.
private struct Statement {
  var claim: ConsentClaim
  var contactID: String
  var numbers: Set<Int>

  /// Whether it is about a contact: the same id, or a number in common.
  func concerns(_ contactID: String, _ numbers: Set<Int>) -> Bool {
    self.contactID == contactID || !self.numbers.isDisjoint(with: numbers)
  }

  /// A proven opt-in for a channel, newer than an opt-out.
  func answers(_ optOut: Statement, channel: ConsentChannels) -> Bool {
    guard claim.tier == .marketing, claim.hasProof, !claim.isOptedOut,
      claim.consentChannels.contains(channel), let given = claim.consentSeconds,
      let taken = optOut.claim.optOutSeconds
    else { return false }
    return given > taken
  }
}

/// Everything that was said so far, in the order of the imports, and what it forbids.
private struct Memory {
  private var optOuts: [Statement] = []
  private var optIns: [Statement] = []

  mutating func hear(_ outcomes: [LifeRun.Outcome]) {
    for outcome in outcomes {
      let numbers = Set(outcome.records.flatMap(\.phones))
      for record in outcome.records {
        let statement = Statement(
          claim: record.claim, contactID: outcome.contactID, numbers: numbers)
        if !record.claim.optOutChannels.isEmpty { optOuts.append(statement) }
        if record.claim.tier == .marketing { optIns.append(statement) }
      }
    }
  }

  /// An opt-out that holds for a contact though it may be messaged.
  func brokenOptOut(_ outcome: LifeRun.Outcome, blocking: ConsentChannels) -> Statement? {
    let numbers = Set(outcome.records.flatMap(\.phones))
    guard outcome.isMessageable else { return nil }
    return optOuts.first { optOut in
      !optOut.claim.optOutChannels.isDisjoint(with: blocking)
        && optOut.concerns(outcome.contactID, numbers)
        && !isAnswered(optOut, numbers, outcome.contactID, channel: .whatsApp)
    }
  }

  /// A channel that the contact itself refused and that is refused no more.
  func lostChannel(_ outcome: LifeRun.Outcome) -> ConsentChannels? {
    let numbers = Set(outcome.records.flatMap(\.phones))
    let refused = outcome.golden.consent.claim.optOutChannels
    for optOut in optOuts where optOut.contactID == outcome.contactID {
      for (_, channel) in ConsentChannels.named
      where optOut.claim.optOutChannels.contains(channel) && !refused.contains(channel)
        && !isAnswered(optOut, numbers, outcome.contactID, channel: channel)
      {
        return channel
      }
    }
    return nil
  }

  private func isAnswered(
    _ optOut: Statement, _ numbers: Set<Int>, _ contactID: String, channel: ConsentChannels
  ) -> Bool {
    optIns.contains { optIn in
      optIn.answers(optOut, channel: channel)
        && (optIn.concerns(optOut.contactID, optOut.numbers) || optIn.concerns(contactID, numbers))
    }
  }
}

@Suite struct ConsentLifeLaws {
  /// 3,000 lives; `ROLLCALL_HISTORIES=1000000` for more.
  private static let lives =
    ProcessInfo.processInfo.environment["ROLLCALL_HISTORIES"].flatMap(Int.init) ?? 3_000
  private static let shares = 4

  /// Over any imports, merges, splits and conflicts: an opt-out is never lost, and an opt-in without newer proof never
  /// wins.
  @Test(arguments: 0..<shares)
  func noOptOutIsLost(share: Int) {
    var messageable = 0
    var answered = 0
    for life in 0..<(Self.lives / Self.shares) {
      var random = SplitMix(state: UInt64(life * Self.shares + share))
      let history = ConsentLife(&random)
      var run = LifeRun()
      var memory = Memory()
      for records in history.imports where !records.isEmpty {
        let outcomes = run.take(records, blocking: history.blocking)
        memory.hear(outcomes)
        for outcome in outcomes {
          if outcome.isMessageable { messageable += 1 }
          if outcome.golden.consent.overridden { answered += 1 }
          if let optOut = memory.brokenOptOut(outcome, blocking: history.blocking) {
            Issue.record("life \(life * Self.shares + share): \(optOut) forgotten")
            return
          }
          if let channel = memory.lostChannel(outcome) {
            Issue.record("life \(life * Self.shares + share): channel \(channel.text) forgotten")
            return
          }
        }
      }
    }
    // Lives in which nobody may be messaged, or no opt-in ever answers, would prove nothing.
    #expect(messageable > Self.lives / Self.shares / 4)
    #expect(answered > Self.lives / Self.shares / 100)
  }

  @Test func theOrderOfRowsDoesNotMatter() {
    for life in 0..<(Self.lives / 20) {
      var random = SplitMix(state: UInt64(life) | 1 << 32)
      let history = ConsentLife(&random)
      var (run, other) = (LifeRun(), LifeRun())
      for records in history.imports where !records.isEmpty {
        let outcomes = run.take(records, blocking: history.blocking)
        let shuffled = other.take(records.shuffled(using: &random), blocking: history.blocking)
        #expect(outcomes.map(\.contactID) == shuffled.map(\.contactID), "life \(life)")
        #expect(outcomes.map(\.isMessageable) == shuffled.map(\.isMessageable), "life \(life)")
        #expect(
          outcomes.map(\.golden.consent.claim.optOutChannels)
            == shuffled.map(\.golden.consent.claim.optOutChannels), "life \(life)")
      }
      #expect(run.suppressions == other.suppressions, "life \(life)")
    }
  }

  /// What an import says twice it says once.
  @Test func anImportThatComesTwiceChangesNothing() {
    for life in 0..<(Self.lives / 20) {
      var random = SplitMix(state: UInt64(life) | 1 << 33)
      let history = ConsentLife(&random)
      var run = LifeRun()
      for records in history.imports where !records.isEmpty {
        let first = run.take(records, blocking: history.blocking)
        let second = run.take(records, blocking: history.blocking)
        for (once, twice) in zip(first, second) {
          #expect(!twice.isMessageable || once.isMessageable, "life \(life)")
        }
      }
    }
  }
}

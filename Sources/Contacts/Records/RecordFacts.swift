/// What is known of a source record besides its texts.
package struct RecordFacts: Sendable {
  /// Number of the input, line and byte of the record in it.
  package var input: UInt16 = 0
  package var line: UInt64 = 0
  package var byteOffset: UInt64 = 0
  /// Identity that does not depend on the order of rows: the source's own id, or the content.
  package var key: UInt64 = 0
  /// Unix seconds, if the record says when it was created and last changed.
  package var createdSeconds: Int64?
  package var updatedSeconds: Int64?
  package var flags: FlagSet = []
  package var claim = ConsentClaim()

  package init() {}
}

/// `RecordFacts` in 56 bytes, with the places of a record's texts, numbers and times in its batch.
struct PackedFacts: Sendable {
  /// Bit c: column c has a text; above them what `ContactBatch` keeps beside the columns.
  var filled: UInt64
  var key: UInt64
  var line: UInt64
  var byteOffset: UInt64
  var textStart: UInt32
  var phoneStart: UInt32
  var timeStart: UInt32
  var flags: FlagSet
  var input: UInt16
  /// Tier (0: none stated), opted out, has proof.
  private var claim: UInt8
  private var optOutChannels: ConsentChannels
  private var consentChannels: ConsentChannels
  /// Bit t: time t is known; times that are not known take no place.
  private var times: UInt8

  /// Packs the facts and appends their times.
  init(
    _ facts: RecordFacts, filled: UInt64, textStart: Int, phoneStart: Int,
    times seconds: inout [Int64]
  ) {
    self.filled = filled
    key = facts.key
    line = facts.line
    byteOffset = facts.byteOffset
    self.textStart = UInt32(textStart)
    self.phoneStart = UInt32(phoneStart)
    timeStart = UInt32(seconds.count)
    flags = facts.flags
    input = facts.input
    claim =
      UInt8(facts.claim.tier.map { $0.rawValue + 1 } ?? 0) | (facts.claim.isOptedOut ? 16 : 0)
      | (facts.claim.hasProof ? 32 : 0)
    optOutChannels = facts.claim.optOutChannels
    consentChannels = facts.claim.consentChannels
    times = 0
    let all = (
      facts.createdSeconds, facts.updatedSeconds, facts.claim.optOutSeconds,
      facts.claim.consentSeconds
    )
    func add(_ time: Int64?, _ bit: UInt8) {
      guard let time else { return }
      seconds.append(time)
      times |= bit
    }
    add(all.0, 1)
    add(all.1, 2)
    add(all.2, 4)
    add(all.3, 8)
  }

  private func time(_ bit: UInt8, _ seconds: [Int64]) -> Int64? {
    guard times & bit != 0 else { return nil }
    return seconds[Int(timeStart) + (times & (bit - 1)).nonzeroBitCount]
  }

  /// The facts as they were.
  ///
  /// - Parameter seconds: the times of the batch.
  func unpacked(_ seconds: [Int64]) -> RecordFacts {
    var facts = RecordFacts()
    facts.input = input
    facts.line = line
    facts.byteOffset = byteOffset
    facts.key = key
    facts.flags = flags
    facts.createdSeconds = time(1, seconds)
    facts.updatedSeconds = time(2, seconds)
    facts.claim.tier = ConsentTier(rawValue: Int(claim & 15) - 1)
    facts.claim.isOptedOut = claim & 16 != 0
    facts.claim.hasProof = claim & 32 != 0
    facts.claim.optOutChannels = optOutChannels
    facts.claim.consentChannels = consentChannels
    facts.claim.optOutSeconds = time(4, seconds)
    facts.claim.consentSeconds = time(8, seconds)
    return facts
  }
}

internal import Foundation

/// What an audit fixes, for others to check: `audit-YYYY-Www.signature.json`.
///
/// Each signature holds the hash of the week before, so that a week cannot be changed later without all that follow, and
/// the commitment of the next week's seed.
package struct AuditSignature: Sendable, Hashable, Codable {
  package var week: String
  /// How often this week was audited, this time too: a sample that was drawn again until it pleased would show.
  package var run: Int
  package var seed: String
  /// The commitment that the week before held; empty where there was none.
  package var seedCommitment: String
  package var population: Int
  package var frameSHA256: String
  package var drawn: Int
  package var baseDrawn: Int
  package var sampleSHA256: String
  /// Base and whole sample of each stratum, in the order of the frame's strata.
  package var strata: [StratumCount]
  /// Severities that make a conversation defective.
  package var counts: [String]
  package var standard: Double
  package var confidence: Double
  package var defective: Int
  package var upper: Double
  package var verdict: AuditVerdict
  /// SHA-256 of the other files, by name.
  package var files: [String: String]
  /// SHA-256 of the rules file.
  package var rulesSHA256: String
  /// The week before and its signature's hash; empty where there is none.
  package var previousWeek: String
  package var previousSHA256: String
  /// Of the seed that draws the next week.
  package var nextSeedCommitment: String
  /// Over all above.
  package var sha256 = ""

  package init(
    week: String, run: Int, seed: String, seedCommitment: String, population: Int,
    frameSHA256: String, drawn: Int, baseDrawn: Int, sampleSHA256: String,
    strata: [StratumCount], counts: [String], standard: Double, confidence: Double,
    defective: Int, upper: Double, verdict: AuditVerdict, files: [String: String],
    rulesSHA256: String, previousWeek: String, previousSHA256: String,
    nextSeedCommitment: String
  ) throws {
    self.week = week
    self.run = run
    self.seed = seed
    self.seedCommitment = seedCommitment
    self.population = population
    self.frameSHA256 = frameSHA256
    self.drawn = drawn
    self.baseDrawn = baseDrawn
    self.sampleSHA256 = sampleSHA256
    self.strata = strata
    self.counts = counts
    self.standard = standard
    self.confidence = confidence
    self.defective = defective
    self.upper = upper
    self.verdict = verdict
    self.files = files
    self.rulesSHA256 = rulesSHA256
    self.previousWeek = previousWeek
    self.previousSHA256 = previousSHA256
    self.nextSeedCommitment = nextSeedCommitment
    sha256 = try recomputed()
  }

  /// The hash of everything else in it: SHA-256 of its JSON, keys in order, without spaces and with an empty `sha256`.
  package func recomputed() throws -> String {
    var copy = self
    copy.sha256 = ""
    return ByteHash.hex(
      Array(try Self.encoder([.sortedKeys, .withoutEscapingSlashes]).encode(copy)))
  }

  /// The file.
  package func encoded() throws -> [UInt8] {
    Array(
      try Self.encoder([.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]).encode(self))
      + [0x0A]
  }

  package init(file: [UInt8]) throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    self = try decoder.decode(Self.self, from: Data(file))
  }

  private static func encoder(_ formatting: JSONEncoder.OutputFormatting) -> JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = formatting
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return encoder
  }

  private enum CodingKeys: String, CodingKey {
    case week, run, seed, seedCommitment, population, drawn, baseDrawn, strata, counts, standard
    case confidence, defective, upper, verdict, files, previousWeek, nextSeedCommitment
    case frameSHA256 = "frameSha256"
    case sampleSHA256 = "sampleSha256"
    case rulesSHA256 = "rulesSha256"
    case previousSHA256 = "previousSha256"
    case sha256
  }
}

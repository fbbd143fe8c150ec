internal import Audit
internal import Foundation
internal import Tabular

/// Recomputes what a signature says from the files beside it: nothing is taken from the store.
package struct AuditVerification: Sendable {
  /// One thing that was recomputed.
  package struct Check: Sendable {
    package enum Outcome: String, Sendable {
      case holds
      case broken
      /// Nothing is there to check it by.
      case open
    }

    package var name: String
    package var outcome: Outcome
    package var words: String
  }

  package private(set) var checks: [Check] = []

  package var holds: Bool { !checks.contains { $0.outcome == .broken } }

  /// - Parameter path: of `audit-YYYY-Www.signature.json`; the other files of the audit stand beside it.
  /// - Throws: `PipelineError` where it is no signature.
  package static func verify(_ path: String) throws(PipelineError) -> AuditVerification {
    do {
      var verification = AuditVerification()
      try verification.run(path)
      return verification
    } catch {
      throw PipelineError(any: error)
    }
  }

  private mutating func run(_ path: String) throws {
    let signature = try Self.signature(path)
    let folder = URL(filePath: path).deletingLastPathComponent().path
    add(
      "signature", try signature.recomputed() == signature.sha256,
      "its own hash fits", "its own hash does not fit: the file was changed")
    for (name, hash) in signature.files.sorted(by: { $0.key < $1.key }) {
      guard let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)") else {
        checks.append(Check(name: name, outcome: .open, words: "not beside the signature"))
        continue
      }
      add(name, ByteHash.hex(Array(bytes)) == hash, "unchanged", "changed since it was signed")
    }
    try checkSample(signature, folder)
    try checkResult(signature, folder)
    try checkChain(signature, folder)
  }

  private mutating func add(
    _ name: String, _ holds: Bool, _ words: String, _ fault: @autoclosure () -> String
  ) {
    checks.append(
      Check(name: name, outcome: holds ? .holds : .broken, words: holds ? words : fault()))
  }

  static func signature(_ path: String) throws(PipelineError) -> AuditSignature {
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw PipelineError(
        .missingInput, "\(path): no such file; name an audit-YYYY-Www\(AuditFiles.signatureEnding)")
    }
    do {
      return try AuditSignature(file: Array(bytes))
    } catch {
      throw PipelineError(
        .badInput,
        "\(path): no signature of an audit; name an audit-YYYY-Www\(AuditFiles.signatureEnding)")
    }
  }
}

// MARK: - Frame, sample, result, chain

extension AuditVerification {
  /// Draws the sample again from the frame and the seed.
  private mutating func checkSample(_ signature: AuditSignature, _ folder: String) throws {
    guard let week = AuditWeek(signature.week),
      let bytes = FileManager.default.contents(
        atPath: folder + "/" + AuditFiles(week: week).frame)
    else {
      checks.append(Check(name: "sample", outcome: .open, words: "the frame is not there"))
      return
    }
    let strata = signature.strata.map(\.name)
    var members: [Frame.Member] = []
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard parts.count == 2, let stratum = strata.firstIndex(of: String(parts[1])) else {
        return add("frame", false, "", "a line is no conversation and stratum")
      }
      members.append(Frame.Member(id: String(parts[0]).unescapedLine, stratum: stratum))
    }
    let frame = Frame(week: week, strata: strata, members: members)
    add(
      "frame", frame.hash == signature.frameSHA256 && frame.count == signature.population,
      "\(frame.count) conversations, hash recomputed",
      "its hash is \(frame.hash), not what was signed")
    let totals = signature.strata.map(\.drawn)
    let sample = Sample(
      of: frame, seed: signature.seed,
      allocation: Allocation(base: signature.strata.map(\.baseDrawn), total: totals))
    add(
      "sample", sample.hash == signature.sampleSHA256,
      "\(sample.count) conversations, drawn again with the seed",
      "the seed draws other conversations than those that were compared")
  }

  /// Counts the defective conversations again, and the bound that follows.
  private mutating func checkResult(_ signature: AuditSignature, _ folder: String) throws {
    guard let week = AuditWeek(signature.week),
      FileManager.default.fileExists(atPath: folder + "/" + AuditFiles(week: week).results)
    else {
      checks.append(Check(name: "result", outcome: .open, words: "the results are not there"))
      return
    }
    let strata = try Self.count(
      folder + "/" + AuditFiles(week: week).results, like: signature.strata,
      severities: Set(signature.counts))
    let bound = SampleBound(strata, confidence: signature.confidence)
    let isSame =
      strata == signature.strata && bound.defective == signature.defective
      && abs(bound.upper - signature.upper) < 1e-12
      && AuditVerdict(bound, standard: signature.standard) == signature.verdict
    add(
      "result", isSame,
      "\(bound.defective) of \(bound.drawn) defective, at most \(percent(bound.upper)), \(signature.verdict.rawValue)",
      "count, bound or verdict do not follow from the results")
  }

  /// What the results say of each stratum.
  private static func count(
    _ path: String, like strata: [StratumCount], severities: Set<String>
  ) throws -> [StratumCount] {
    struct Drawn { var (stratum, isBase, isDefective) = ("", false, false) }
    var options = ReadOptions()
    options.format = .csv
    options.hasHeader = true
    var reader = try TableReader(path: path, options: options)
    let names = reader.columns
    let places = ["number", "stratum", "base", "severity"].map { names.firstIndex(of: $0) ?? -1 }
    guard !places.contains(-1) else {
      throw PipelineError(.badInput, "\(path): not the results of an audit; restore the file")
    }
    var drawn: [String: Drawn] = [:]
    while let batch = try reader.next() {
      for row in 0..<batch.count {
        let cells = places.map { batch.string(row: row, column: $0) }
        if cells[0] == "0" { continue }
        var known = drawn[cells[0]] ?? Drawn()
        known.stratum = cells[1]
        known.isBase = cells[2] == "yes"
        known.isDefective = known.isDefective || severities.contains(cells[3])
        drawn[cells[0]] = known
      }
    }
    return strata.map { stratum in
      let members = drawn.values.filter { $0.stratum == stratum.name }
      return StratumCount(
        name: stratum.name, population: stratum.population, drawn: members.count,
        defective: members.count { $0.isDefective }, baseDrawn: members.count { $0.isBase },
        baseDefective: members.count { $0.isBase && $0.isDefective })
    }
  }

  /// Compares with the signature of the week before, if it stands in the same folder.
  private mutating func checkChain(_ signature: AuditSignature, _ folder: String) throws {
    guard !signature.previousWeek.isEmpty else {
      checks.append(
        Check(
          name: "seed", outcome: .open,
          words: "the first week: nobody had fixed the seed before"))
      return
    }
    let path = "\(folder)/audit-\(signature.previousWeek)\(AuditFiles.signatureEnding)"
    guard FileManager.default.fileExists(atPath: path) else {
      checks.append(
        Check(
          name: "chain", outcome: .open,
          words: "the signature of \(signature.previousWeek) is not beside this one"))
      return
    }
    let previous = try Self.signature(path)
    let isWhole = try previous.recomputed() == previous.sha256
    add(
      "chain", isWhole && previous.sha256 == signature.previousSHA256,
      "follows \(previous.week)",
      "the signature of \(previous.week) is not the one that this stands on")
    guard AuditWeek(previous.week)?.next.description == signature.week else {
      checks.append(
        Check(
          name: "seed", outcome: .open, words: "a week was left out, so nobody had fixed the seed"))
      return
    }
    add(
      "seed", SeedCommitment.isKept(previous.nextSeedCommitment, by: signature.seed),
      "as fixed by \(previous.week), before this week closed",
      "not the one that \(previous.week) had fixed: it was chosen afterwards")
  }
}

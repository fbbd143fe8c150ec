internal import Audit
internal import Foundation
internal import Reports
internal import Store
internal import Tabular

/// The files of an audit, and the signature that stands on them.
struct AuditOutput {
  private let findings: AuditFindings
  private let files: AuditFiles
  private let bytes: [(name: String, bytes: [UInt8])]
  let signature: AuditSignature
  let report: AuditReport

  /// - Parameter rulesHash: SHA-256 of the rules file.
  init(_ findings: AuditFindings, version: String, rulesHash: String) throws {
    self.findings = findings
    let reading = findings.reading
    files = AuditFiles(week: reading.week)
    let table = AuditResultTable(
      frame: reading.frame, rules: reading.comparison, masking: findings.memory.masking)
    let results = table.bytes(findings.audited, isClear: false)
    let frame = AuditResultTable.bytes(reading.frame)
    let last = findings.memory.before.last
    report = try AuditReportBuilder(
      findings, version: version, resultHash: ByteHash.hex(results)
    ).report()
    let page = renderAudit(report)
    let json = try encodeAudit(report)
    bytes = [
      (files.results, results), (files.frame, frame), (files.page, page), (files.report, json),
      (files.clear, table.bytes(findings.audited, isClear: true)),
    ]
    let bound = findings.bound
    signature = try AuditSignature(
      week: reading.week.description, run: findings.memory.earlierRuns + 1,
      seed: findings.sample.seed,
      seedCommitment: findings.memory.committed?.commitment ?? "",
      population: reading.frame.count, frameSHA256: reading.frame.hash,
      drawn: findings.sample.count, baseDrawn: bound.drawn,
      sampleSHA256: findings.sample.hash, strata: findings.strata,
      counts: Severity.allCases.filter(reading.rules.counted.contains).map(\.rawValue),
      standard: reading.rules.standard, confidence: bound.confidence,
      defective: bound.defective, upper: bound.upper, verdict: findings.verdict,
      files: Dictionary(
        uniqueKeysWithValues: bytes.map { ($0.name, ByteHash.hex($0.bytes)) }),
      rulesSHA256: rulesHash, previousWeek: last?.week ?? "",
      previousSHA256: last?.signatureSHA256 ?? "",
      nextSeedCommitment: SeedCommitment.commitment(of: findings.nextSeed))
  }

  /// Stages all files; only their owner may read them.
  func write(into folder: OutputFolder) throws {
    for (name, bytes) in bytes + [(files.signature, try signature.encoded())] {
      let path = folder.stage(name)
      guard
        FileManager.default.createFile(
          atPath: path, contents: Data(bytes), attributes: [.posixPermissions: 0o600])
      else {
        throw PipelineError(
          .cannotWrite, "\(path): cannot be written; check permissions and disk, and run again")
      }
    }
  }
}

internal import Audit
internal import Contacts
package import DeltaSync
internal import Foundation
package import Reports
internal import Store

/// One audit of a week: both sides are read again, a sample of their conversations is compared, and what that shows is
/// written, signed and kept.
package struct AuditJob {
  private let options: AuditOptions
  private let clock: any SyncClock
  private let randomSeed: () -> String

  /// - Parameter randomSeed: gives a seed that nobody can guess.
  package init(
    _ options: AuditOptions, clock: any SyncClock = SystemClock(),
    randomSeed: @escaping () -> String = AuditJob.randomSeed
  ) {
    self.options = options
    self.clock = clock
    self.randomSeed = randomSeed
  }

  /// 256 random bits in hexadecimal.
  package static func randomSeed() -> String {
    var random = SystemRandomNumberGenerator()
    return (0..<4).map { _ in
      let digits = String(UInt64.random(in: .min ... .max, using: &random), radix: 16)
      return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }.joined()
  }

  /// - Throws: `PipelineError`; there is no verdict then, and earlier results are as they were.
  package func run() throws(PipelineError) -> AuditResult {
    do {
      return try audit()
    } catch let error as AuditSourceError {
      throw PipelineError(error)
    } catch {
      throw PipelineError(any: error)
    }
  }

  private func audit() throws -> AuditResult {
    let rules = try AuditRules(options.rules.open(AuditRules.fileName))
    let week = try self.week()
    // Holds the lock that keeps a second run away.
    let folder = try OutputFolder(options.outputFolder)
    let store = try open()
    let memory = try AuditMemory(store, week: week)
    var comparison = rules.comparison(of: week)
    comparison.isErased = try Self.erasure(store)
    let reading = try AuditReading(
      rules, comparison, week: week, sources: try sources(rules),
      keepsHashes: options.withCensus)
    let seed = options.seed ?? memory.committed?.seed ?? randomSeed()
    let sample = Sample(
      of: reading.frame, seed: seed, size: options.sampleSize ?? rules.sampleSize,
      least: rules.strata.map(\.least) + [0])
    let census = options.withCensus ? reading.census() : nil
    let drawn = sample.members.map(\.id)
    let others = Set(census?.differences.ids ?? []).subtracting(drawn).sorted()
    let compared = try reading.compare(drawn + others)
    var audited = compared.enumerated().map { place, compared in
      AuditedConversation(
        number: place < drawn.count ? place + 1 : 0,
        member: place < drawn.count ? sample.members[place] : nil, compared: compared,
        severity: compared.severity(comparison))
    }
    let tracing = try self.tracing(store)
    for place in audited.indices {
      audited[place].causes =
        try tracing?.causes(audited[place].compared)
        ?? audited[place].compared.defects.map { _ in TracedCause(cause: .noSync, trace: "") }
    }
    let findings = AuditFindings(
      reading: reading, sample: sample, audited: audited, census: census, memory: memory,
      nextSeed: memory.nextSeed ?? randomSeed(), madeAt: Moment(clock.now()))
    let output = try AuditOutput(
      findings, version: options.version,
      rulesHash: try Self.hash(options.rules.path(of: AuditRules.fileName)))
    try output.write(into: folder)
    let plan = try options.repairs ? repair(store, findings, tracing) : nil
    try memory.record(findings, output.signature)
    try folder.publish()
    return AuditResult(
      report: output.report, isMet: findings.verdict == .met && !findings.isMissedByCensus,
      repairLines: plan, clearFile: options.outputFolder + "/" + AuditFiles(week: week).clear)
  }

  /// - Throws: `.badInput` for a store that is none, or of a later version: it is read before anything is written.
  private func open() throws -> ContactStore {
    let isThere = FileManager.default.fileExists(atPath: options.store)
    do {
      return try ContactStore(path: options.store)
    } catch {
      throw PipelineError(isThere ? .badInput : .cannotWrite, error.description)
    }
  }

  private func week() throws(PipelineError) -> AuditWeek {
    guard let text = options.week else {
      return AuditWeek(containing: Moment(clock.now())).previous
    }
    guard let week = AuditWeek(text) else {
      throw PipelineError(.usage, "'\(text)' is no week; write it as 2026-W48")
    }
    return week
  }

  private func sources(
    _ rules: AuditRules
  ) throws -> (crm: any AuditSource, messaging: any AuditSource) {
    func folder(_ side: AuditSide) throws -> ExportFolder {
      try ExportFolder(side, rules.exports[side] ?? ExportRules(folder: ""))
    }
    return (try folder(.crm), try folder(.messaging))
  }

  private static func erasure(_ store: ContactStore) throws -> @Sendable (ContactRecord) -> Bool {
    let erased = try SyncTables(store, startedAt: "").erasedAddresses()
    if erased.isEmpty { return { _ in false } }
    return { contact in
      let person = PersonTraces.key(ofName: contact.fullName)
      let whatsApp = contact.whatsAppID.isEmpty ? "" : "+" + contact.whatsAppID
      return [contact.phone, contact.email, whatsApp].contains {
        !$0.isEmpty && erased.contains($0, person: person)
      }
    }
  }

  /// Nil where there are no rules for a sync.
  private func tracing(_ store: ContactStore) throws -> AuditTracing? {
    guard let rules = try? SyncRules(options.rules.open(SyncRules.fileName)) else { return nil }
    return try AuditTracing(StoredSync(store, startedAt: clock.now().iso), rules: rules)
  }

  /// Marks what differs for the next cycle of the sync.
  private func repair(
    _ store: ContactStore, _ findings: AuditFindings, _ tracing: AuditTracing?
  ) throws -> [String] {
    guard let tracing else {
      throw PipelineError(
        .badRules, "no \(SyncRules.fileName) in the rules, so nothing can be planned; add it")
    }
    var repair = AuditRepair(
      tracing.sync, rules: tracing.rules, tracing: tracing, now: clock.now(),
      masking: findings.memory.masking)
    try repair.mark(findings.audited, findings.reading)
    return repair.lines
  }

  private static func hash(_ path: String) -> String {
    ByteHash.hex(Array(FileManager.default.contents(atPath: path) ?? Data()))
  }
}

/// What an audit came to.
package struct AuditResult: Sendable {
  package var report: AuditReport
  /// Whether the standard is met, by the sample and, where there is one, by the census.
  package var isMet: Bool
  /// What the repair would do; nil where none was asked for.
  package var repairLines: [String]?
  /// Where the values stand in clear.
  package var clearFile: String
}

extension Moment {
  init(_ instant: Instant) { self.init(milliseconds: instant.milliseconds) }
}

extension PipelineError {
  init(_ error: AuditSourceError) {
    let code: Code =
      switch error.kind {
      case .unavailable: .unavailable
      case .missing: .missingInput
      case .malformed: .badInput
      }
    self.init(code, error.description)
  }
}

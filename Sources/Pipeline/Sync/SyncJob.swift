package import Contacts
package import DeltaSync
internal import Foundation
internal import Linkage
internal import Store

/// What `rollcall sync` is asked to do.
package struct SyncJobOptions: Sendable {
  package var outputFolder: String
  /// Nil: `rollcall.sqlite` in the output folder.
  package var storePath: String?
  package var rules: RuleFiles
  package var environment: [String: String]
  /// Only print the plan: nothing is written anywhere.
  package var isPlanOnly = false
  /// The one side that is written to.
  package var only: Side?
  package var accepted: Set<GuardName> = []
  /// What a person says of a ticket.
  package var decision: TicketDecision?

  package init(
    outputFolder: String, storePath: String?, rules: RuleFiles, environment: [String: String]
  ) {
    self.outputFolder = outputFolder
    self.storePath = storePath
    self.rules = rules
    self.environment = environment
  }

  /// The path of the store.
  package var store: String { storePath ?? outputFolder + "/rollcall.sqlite" }
}

/// One cycle of the sync between the systems that `Rules/sync.yaml` names.
package struct SyncJob {
  private let options: SyncJobOptions
  private let clock: any SyncClock

  package static let reportName = "sync-report.json"

  package init(_ options: SyncJobOptions, clock: any SyncClock = SystemClock()) {
    self.options = options
    self.clock = clock
  }

  /// - Throws: `PipelineError`; whatever it is, the next run goes on from where this one stopped.
  package func run() throws(PipelineError) -> SyncResult {
    do {
      let rules = try SyncRules(options.rules.open(SyncRules.fileName))
      if options.isPlanOnly { return try cycle(rules, store: planningStore()).run() }
      // Holds the lock that keeps a second run of this machine away.
      let folder = try OutputFolder(options.outputFolder)
      let store = StoredSync(
        try ContactStore(path: options.store), startedAt: clock.now().iso)
      if let decision = options.decision { try checkOpen(decision.ticketID, store) }
      let result = try cycle(rules, store: store).run()
      try write(result.report, into: folder)
      return result
    } catch {
      throw Self.translate(error)
    }
  }

  private func cycle(_ rules: SyncRules, store: StoredSync) throws -> SyncCycle {
    var cycleOptions = SyncOptions()
    cycleOptions.isPlanOnly = options.isPlanOnly
    cycleOptions.only = options.only
    cycleOptions.accepted = options.accepted
    cycleOptions.decision = options.decision
    let files = options.rules
    // Read only by the first cycle.
    cycleOptions.matcher = {
      RecordMatcher(rules: try LinkageRules(files.open("linkage.yaml")))
    }
    cycleOptions.holder =
      "\(ProcessInfo.processInfo.hostName):\(ProcessInfo.processInfo.processIdentifier)"
    var rules = rules
    for side in Side.allCases {
      guard let name = rules.connections[side].connector else { continue }
      rules.limits[side] = rules.limits[side].within(try Connector.open(name, options.rules))
    }
    return SyncCycle(
      rules: rules,
      sides: Sides(
        crm: try side(.crm, rules, store), messaging: try side(.messaging, rules, store)),
      store: store, clock: clock, options: cycleOptions)
  }

  private func side(
    _ side: Side, _ rules: SyncRules, _ store: StoredSync
  ) throws -> any SyncSide {
    let connection = rules.connections[side]
    let secret = connection.secretVariable.flatMap { options.environment[$0] }
    guard let name = connection.connector else {
      return try FileSide(
        side, rules: rules, secret: secret, clock: clock, isReadOnly: options.isPlanOnly)
    }
    let connector = try Connector.open(name, options.rules)
    return try ConnectorSide(
      side, connector, rules: rules,
      credentials: Credentials(connector, environment: options.environment),
      http: Transport(connector.transportOptions(caFile: connection.caFile)), clock: clock,
      spoolSecret: secret, knownIDs: { try store.recordIDs(side) })
  }

  /// What a plan is made from: the store as it is, or an empty one where the sync has none yet.
  private func planningStore() throws -> StoredSync {
    if FileManager.default.fileExists(atPath: options.store) {
      let store = try ContactStore(path: options.store, isReadOnly: true)
      if try SyncTables.exist(in: store) {
        return StoredSync(store, startedAt: clock.now().iso)
      }
    }
    // Without a name SQLite keeps the database in a temporary file of its own.
    return StoredSync(try ContactStore(path: ""), startedAt: clock.now().iso)
  }

  private func checkOpen(_ ticketID: Int64, _ store: StoredSync) throws {
    guard try store.openTickets().contains(where: { $0.id == ticketID }) else {
      throw PipelineError(
        .usage, "there is no open ticket \(ticketID); rollcall status lists those that are open")
    }
  }

  private func write(_ report: SyncReport, into folder: OutputFolder) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    let path = folder.stage(Self.reportName)
    do {
      try (try encoder.encode(report) + Data("\n".utf8)).write(to: URL(filePath: path))
    } catch {
      throw PipelineError(
        .cannotWrite, "\(path): cannot be written (\(error.localizedDescription))")
    }
    try folder.publish()
  }

  private static func translate(_ error: any Error) -> PipelineError {
    switch error {
    case SyncStop.locked:
      PipelineError(.locked, "another machine holds the lease of the sync; try again later")
    case is LeaseLost:
      PipelineError(.locked, "another run has taken over; what this one confirmed is kept")
    case SyncStop.unreadable(_, let fault): translate(fault)
    case let fault as SideError: translate(fault)
    case let missing as Credentials.Missing: PipelineError(.badRules, missing.description)
    default: PipelineError(any: error)
    }
  }

  private static func translate(_ fault: SideError) -> PipelineError {
    let code: PipelineError.Code =
      switch fault.kind {
      case .unavailable: .unavailable
      case .malformed: .badInput
      case .configuration: .badRules
      }
    return PipelineError(code, fault.description)
  }
}

/// The time of this machine.
package final class SystemClock: SyncClock {
  package init() {}

  package func now() -> Instant {
    Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded()))
  }

  package func sleep(seconds: Double) { Thread.sleep(forTimeInterval: seconds) }
}

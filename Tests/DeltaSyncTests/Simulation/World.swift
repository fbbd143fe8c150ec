import DeltaSync

/// Two sides, the people who work on them, and the engine between, in one process.
///
/// It remembers every value that a person wrote, so that it can tell without the engine's help whether one was lost.
final class World {
  let clock = SimulatedClock()
  let store: any SyncStore & SimulatedStore
  private(set) var sides: Sides<SimulatedSide>!
  var rules = World.rules()
  var faults = Faults.none
  var violations: [String] = []
  /// The steps that were carried out, for a person to read.
  var log: [String] = []
  var isLogging = false

  // What people did.
  var personCount = 0
  var lastToken = 0
  /// The value that a person saw where she wrote this one.
  var parents: [String: String] = [:]
  /// What stood in a field when a record was deleted, by side, person and field.
  var lastValues: [String: String] = [:]
  /// On which sides a value has been.
  var seenOn: [String: Set<Side>] = [:]
  /// Opt-outs by person, with the phone of then, and proven opt-ins.
  var optOuts: [Int: [(at: Instant, phone: String)]] = [:]
  var optIns: [Int: [Instant]] = [:]
  var merged: [Int: Int] = [:]
  var removedLabels: Set<String> = []

  // The platform's events, the CRM's orders and timeline.
  var events: [MessagingEvent] = []
  var orders: [SendOrder] = []
  var timeline: [String: MessageRecord] = [:]
  var followUps: [String: Int] = [:]
  var sent: [String: Int] = [:]
  var expectedStatus: [String: MessageStatus] = [:]
  var inbound: Set<String> = []

  // The present cycle.
  var isDead = false
  private var effects = 0
  var cycleStart = Instant.distantPast
  private var accepted: Set<GuardName> = []
  private var isQuiet = false
  private var isInUserEdit = false
  /// Called at each request, for tests that need a certain moment.
  var onRequest: (Side) -> Void = { _ in }
  var requestTimes = Sides<[Instant]>(crm: [], messaging: [])

  init(store: any SyncStore & SimulatedStore = MemoryStore()) {
    self.store = store
    sides = Sides(crm: SimulatedSide(.crm, self), messaging: SimulatedSide(.messaging, self))
    store.atCommit = { [unowned self] in try effect() }
    clock.onSleep = { [unowned self] in meddle() }
  }

  static func rules() -> SyncRules {
    var rules = SyncRules(fields: [
      FieldRule(.fullName, .crm), FieldRule(.phone, .mostRecent), FieldRule(.company, .mostRecent),
      FieldRule(.city, .messaging), FieldRule(.labels, .union),
      FieldRule(.consent, .mostRestrictive),
    ])
    rules.deletions = Sides(crm: .propagate, messaging: .propagate)
    rules.templates["offer"] = MessageTemplate(
      name: "offer", purpose: .marketing, variables: ["phone_number": .phone])
    rules.limits.messaging.requestsPerMinute = 300
    rules.limits.crm.batch = 2
    rules.limits.messaging.batch = 2
    return rules
  }

  /// Adds a line to the log, if there is one.
  func note(_ line: @autoclosure () -> String) {
    if isLogging { log.append(line()) }
  }

  func fail(_ what: String) { violations.append(what) }

  func person(named name: String) -> Int { Int(name.dropFirst("Person ".count)) ?? -1 }

  // MARK: - Effects

  /// Every write to the store or a side is a moment at which the process may be killed.
  private func effect() throws {
    if isDead { throw Crash() }
    defer { effects += 1 }
    if effects == faults.crashAt {
      isDead = true
      throw Crash()
    }
  }

  func request(_ side: Side) {
    // A killed process asks nothing more; its last request may still arrive.
    if !isDead { try? effect() }
    requestTimes[side].append(clock.now())
    clock.time = clock.time.adding(seconds: Double(faults.random.below(2000)) / 1000)
    meddle()
    onRequest(side)
  }

  /// While the engine works, so do people.
  private func meddle() {
    guard faults.percent > 0, faults.random.chance(15), !isInUserEdit else { return }
    isInUserEdit = true
    defer { isInUserEdit = false }
    apply(
      Step(
        kind: [.edit, .label, .optOut, .stopMessage][faults.random.below(4)],
        isCRM: faults.random.chance(50), person: faults.random.below(1000),
        choice: faults.random.next()))
  }

  // MARK: - Cycles

  func cycle(_ faults: Faults) {
    self.faults = faults
    isDead = false
    effects = 0
    cycleStart = clock.now()
    note(
      "\(clock.now().iso) cycle, \(faults.percent) % faults, killed at \(faults.crashAt.map(String.init) ?? "-")"
    )
    do {
      var options = SyncOptions()
      options.accepted = accepted
      let result = try SyncCycle(
        rules: rules, sides: Sides(crm: sides.crm, messaging: sides.messaging), store: store,
        clock: clock, options: options
      ).run()
      isQuiet = isQuiet && result.report.planned == 0 && result.report.alarms.isEmpty
      // After an alarm a person looks at the plan, and lets the next cycle go on.
      for alarm in result.report.alarms { note("  alarm: \(alarm)") }
      accepted = result.report.alarms.isEmpty ? [] : Set(GuardName.allCases)
    } catch is Crash {
    } catch SyncStop.unreadable {
    } catch {
      fail("a cycle ended with \(error)")
    }
    note("\(clock.now().iso) the cycle is over\(isDead ? ", killed" : "")")
    isDead = false
    self.faults = .none
    clock.time = clock.time.adding(seconds: 600)
  }

  /// People stop, the network heals, tickets are closed: then nothing may be left to do.
  func comeToRest() {
    var quietCycles = 0
    for _ in 0..<12 where quietCycles < 2 {
      isQuiet = true
      cycle(.none)
      store.releaseAll()
      quietCycles = isQuiet ? quietCycles + 1 : 0
    }
    if quietCycles < 2 { fail("the sync does not come to rest") }
    checkRest()
  }

  func run(_ steps: [Step]) -> [String] {
    for step in steps where violations.isEmpty {
      if step.kind == .cycle { cycle(Faults(choice: step.choice)) } else { apply(step) }
    }
    if violations.isEmpty { comeToRest() }
    return violations
  }
}

/// What a simulation must be able to do with a store.
protocol SimulatedStore: AnyObject {
  var atCommit: () throws -> Void { get set }
  /// A person closes every ticket by letting each write be tried once more.
  func releaseAll()
  func allConflicts() -> [Conflict]
}

extension MemoryStore: SimulatedStore {
  func allConflicts() -> [Conflict] { Array(state.conflicts.rows.values) }
}

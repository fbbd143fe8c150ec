import DeltaSync

/// A system with records, a change feed by time, and a network between.
///
/// It compares before it writes, refuses a second record of one person, and forgets nothing about keys. It does not
/// recognise a repeated key by itself: whoever repeats a create makes a duplicate.
final class SimulatedSide: SyncSide {
  let side: Side
  unowned let world: World
  var records: [String: SimulatedRecord] = [:]
  private(set) var doneKeys: [String: String?] = [:]
  private var lastID = 0
  /// When parts of records were changed that leave the record's own time as it was.
  var children: [String: Instant] = [:]
  /// How far its clock is from the true time.
  var clockOffsetSeconds = 0.0
  let overlap: Int64 = 400_000
  let pageSize = 3

  init(_ side: Side, _ world: World) {
    self.side = side
    self.world = world
  }

  func streams() -> [String] {
    side == .messaging ? ["contacts", "events"] : ["contacts", "children", "orders"]
  }

  var now: Instant { world.clock.now().adding(seconds: clockOffsetSeconds) }

  func makeID() -> String {
    lastID += 1
    return "\(side == .crm ? "c" : "m")\(lastID)"
  }

  // MARK: Reading

  func changes(_ stream: String, from watermark: Watermark) throws(SideError) -> ChangePage {
    world.request(side)
    if world.faults.random.chance(world.faults.percent / 2) {
      throw SideError(.unavailable, "\(side) does not answer")
    }
    switch stream {
    case "events": return world.eventPage(from: watermark)
    case "orders": return world.orderPage(from: watermark)
    case "children": return childPage(from: watermark)
    default: return recordPage(from: watermark)
    }
  }

  private func recordPage(from watermark: Watermark) -> ChangePage {
    let due =
      records
      .map { (Watermark(position: $1.modifiedAt.milliseconds, id: $0), $1) }
      .filter { $0.0 >= watermark }
      .sorted { $0.0 < $1.0 }
    let isFromStart = due.first?.0 == watermark
    let part = due.prefix(pageSize + (isFromStart ? 1 : 0))
    return ChangePage(
      items: part.map { .record(remote($0.0.id, $0.1)) }, watermark: part.last?.0 ?? watermark,
      isLast: part.count == due.count, serverTime: now)
  }

  /// The records whose parts have changed.
  private func childPage(from watermark: Watermark) -> ChangePage {
    let due = children.map { Watermark(position: $1.milliseconds, id: $0) }
      .filter { $0 >= watermark }.sorted()
    let items = due.compactMap { mark in
      records[mark.id].map { FeedItem.record(remote(mark.id, $0)) }
    }
    return ChangePage(items: items, watermark: due.last ?? watermark, isLast: true)
  }

  private func remote(_ id: String, _ record: SimulatedRecord) -> RemoteRecord {
    var values: [SyncField: String] = [:]
    if !record.isDeleted {
      for rule in world.rules.fields { values[rule.field] = record.values[rule.field] }
    }
    return RemoteRecord(
      id: id, key: record.key, values: values, modifiedAt: record.modifiedAt,
      isDeleted: record.isDeleted, mergedInto: record.mergedInto)
  }

  // MARK: Writing

  func write(_ batches: [[WriteRequest]]) -> [[WriteOutcome]] {
    batches.map { batch in
      world.request(side)
      if world.isDead { return batch.map { _ in .unknown } }
      let fault = world.faults.random.below(100)
      let percent = world.faults.percent
      if fault < percent / 4 {
        return batch.map { _ in .retriable(afterSeconds: nil, isThrottled: true) }
      }
      // The request is lost, or only its answer.
      if fault < percent / 2 { return batch.map { _ in .unknown } }
      let outcomes = batch.map(apply)
      if fault < percent { return batch.map { _ in .unknown } }
      return outcomes
    }
  }

  func resolve(_ request: WriteRequest) throws(SideError) -> WriteResolution {
    world.request(side)
    if world.isDead || world.faults.random.chance(world.faults.percent / 3) { return .undecided }
    if case .update(let id, let changes) = request.payload, !id.hasPrefix("wa:") {
      guard let record = records[id], !record.isDeleted else { return .notApplied }
      return changes.allSatisfy { record.values[$0.field] == $0.new }
        ? .applied(id: nil) : .notApplied
    }
    guard let id = doneKeys[request.key] else { return .notApplied }
    return .applied(id: id)
  }

  private func apply(_ request: WriteRequest) -> WriteOutcome {
    let outcome = perform(request)
    if case .done(let id) = outcome {
      if doneKeys[request.key] != nil, !request.payload.isRepeatable {
        world.fail("\(side): \(request.key) was done twice")
      }
      doneKeys[request.key] = .some(id)
    }
    return outcome
  }

  private func perform(_ request: WriteRequest) -> WriteOutcome {
    switch request.payload {
    case .create(let changes):
      var values = FieldValues()
      for change in changes { values[change.field] = change.new }
      let isThere = records.values.contains { record in
        !record.isDeleted && record.values[.phone] == values[.phone]
      }
      if isThere { return .stale }
      let id = makeID()
      let person = world.person(named: values[.fullName])
      records[id] = SimulatedRecord(
        person: person, values: values, modifiedAt: now, key: request.key)
      world.engineWrote(side, nil, values)
      return .done(id: id)
    case .update(let id, _) where id.hasPrefix("wa:"), .delete(let id, _) where id.hasPrefix("wa:"):
      return .done(id: nil)
    case .update(let id, let changes):
      guard var record = records[id], !record.isDeleted,
        changes.allSatisfy({ record.values[$0.field] == $0.old })
      else { return .stale }
      let before = record.values
      for change in changes { record.values[change.field] = change.new }
      world.engineWrote(side, before, record.values)
      record.modifiedAt = now
      records[id] = record
      return .done(id: nil)
    case .delete(let id, let known):
      guard var record = records[id], !record.isDeleted else { return .done(id: nil) }
      guard known.allSatisfy({ record.values[$0.field] == $0.old }) else { return .stale }
      world.engineDeletes(side, record)
      record.isDeleted = true
      record.modifiedAt = now
      records[id] = record
      return .done(id: nil)
    case .message(_, let message):
      world.timeline[message.id] = message
      return .done(id: nil)
    case .followUp(_, let messageID, _):
      world.followUps[messageID, default: 0] += 1
      return .done(id: nil)
    case .send(let order, let recipient, _):
      return .done(id: world.deliver(order, to: recipient))
    }
  }
}

extension WriteRequest.Payload {
  /// Whether doing it twice is as doing it once.
  var isRepeatable: Bool {
    switch self {
    case .message, .update, .delete: true
    case .create, .followUp, .send: false
    }
  }
}

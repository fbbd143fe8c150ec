import Contacts
import DeltaSync

extension World {
  /// What a person does on a side.
  func apply(_ step: Step) {
    clock.time = clock.time.adding(seconds: 1)
    var random = SplitMix64(seed: step.choice)
    // Messages come from the number that the platform knows.
    let isReport = [.stopMessage, .optOutEvent, .inbound].contains(step.kind)
    let side: Side = step.isCRM && !isReport ? .crm : .messaging
    switch step.kind {
    case .cycle: break
    case .wait: clock.time = clock.time.adding(seconds: Double(random.below(1200)))
    case .create: create(on: [side])
    case .createOnBoth: create(on: Side.allCases)
    case .recreate: recreate(side, step.person)
    default:
      guard let (id, record) = living(side, step.person) else { return }
      change(step.kind, side, id, record, &random, other: Int(step.choice % 1000))
    }
  }

  private func living(_ side: Side, _ choice: Int) -> (String, SimulatedRecord)? {
    let all = sides[side].records.filter { !$0.value.isDeleted }.sorted { $0.key < $1.key }
    if all.isEmpty { return nil }
    let chosen = all[choice % all.count]
    return (chosen.key, chosen.value)
  }

  private func token(_ prefix: String) -> String {
    lastToken += 1
    return "\(prefix)\(lastToken)"
  }

  private func create(on sides: [Side]) {
    personCount += 1
    let name = "Person \(personCount)"
    let phone = token("+1555")
    let consent =
      personCount % 3 == 0
      ? "" : ConsentState(tier: .marketing, at: clock.now(), evidence: "form").text
    if !consent.isEmpty { optIns[personCount] = [clock.now()] }
    for side in sides {
      write(
        side, self.sides[side].makeID(),
        SimulatedRecord(
          person: personCount,
          values: FieldValues([
            .fullName: name, .phone: phone, .company: token("v"), .consent: consent,
          ]), modifiedAt: self.sides[side].now))
    }
  }

  /// A person that was deleted here comes back, under a new identifier and the number she had last.
  private func recreate(_ side: Side, _ choice: Int) {
    let gone = sides[side].records.filter { $0.value.isDeleted && $0.value.mergedInto == nil }
      .sorted { $0.key < $1.key }
    if gone.isEmpty { return }
    let before = gone[choice % gone.count].value
    // Under a number that nobody has told yet it would be somebody else.
    let key = IdentityKey(kind: .phone, value: before.values[.phone])
    guard merged[before.person] == nil, (try? store.links(sharing: [key]))?.isEmpty == false,
      !sides[side].records.values.contains(where: { $0.person == before.person && !$0.isDeleted })
    else { return }
    write(
      side, sides[side].makeID(),
      SimulatedRecord(
        person: before.person,
        values: FieldValues([
          .fullName: before.values[.fullName], .phone: before.values[.phone],
          .company: token("v"),
          .consent: ConsentState(tier: .marketing, at: before.modifiedAt, evidence: "").text,
        ]), modifiedAt: sides[side].now))
  }

  private func change(
    _ kind: Step.Kind, _ side: Side, _ id: String, _ record: SimulatedRecord,
    _ random: inout SplitMix64, other: Int
  ) {
    var record = record
    let consent = ConsentState(text: record.values[.consent])
    switch kind {
    case .edit: record.values[random.chance(60) ? .company : .city] = token("v")
    case .label:
      var labels = FieldValues.members(record.values[.labels])
      if let label = labels.sorted().first, random.chance(30) {
        labels.remove(label)
        removedLabels.insert(label)
      } else {
        labels.insert(token("l"))
      }
      record.values[.labels] = FieldValues.set(labels)
    case .changeNumber:
      // Before both sides are linked nothing but the number says that they are one person.
      guard isLinked(side, id) else { return }
      let former = record.values[.phone]
      record.values[.phone] = token("+1555")
      if side == .messaging {
        let phone = record.values[.phone]
        events.append(
          MessagingEvent(
            id: "n\(events.count)", contact: String(former.dropFirst()), at: clock.now(),
            content: .numberChanged(whatsAppID: String(phone.dropFirst()), phone: phone)))
      }
    case .optOut:
      let state = ConsentState(tier: .none, isOptedOut: true, at: clock.now(), evidence: "agent")
      record.values[.consent] = state.text
      noteOptOut(record)
    case .optIn, .optInWithoutProof:
      guard consent.isOptedOut, isOptedOutElsewhere(side, record.person) else { return }
      let proof = kind == .optIn ? "form" : ""
      record.values[.consent] =
        ConsentState(tier: .marketing, at: clock.now(), evidence: proof).text
      if kind == .optIn { optIns[record.person, default: []].append(clock.now()) }
    case .delete:
      guard isSettled(side, record) else { return }
      record.isDeleted = true
    case .merge:
      guard isSettled(side, record), let (winnerID, winner) = living(side, other),
        winner.person != record.person, merged[winner.person] == nil, isLinked(side, id),
        isLinked(side, winnerID)
      else { return }
      record.isDeleted = true
      record.mergedInto = winnerID
      merged[record.person] = winner.person
      if consent.isOptedOut {
        optOuts[winner.person, default: []] += optOuts[record.person] ?? []
      }
    case .stopMessage, .optOutEvent, .inbound: return report(kind, record)
    case .order:
      orders.append(SendOrder(id: "o\(orders.count)", contactID: id, template: "offer"))
      return
    case .create, .createOnBoth, .recreate, .wait, .cycle: return
    }
    record.modifiedAt = sides[side].now
    // Some systems commit late: the row shows up with a time that has passed.
    if random.chance(20) {
      record.modifiedAt = record.modifiedAt.adding(seconds: -Double(random.below(90)))
    }
    write(side, id, record)
  }

  private func noteOptOut(_ record: SimulatedRecord) {
    optOuts[record.person, default: []].append((clock.now(), record.values[.phone]))
  }

  /// The platform reports something about a person; some reports come twice, and later than others.
  private func report(_ kind: Step.Kind, _ record: SimulatedRecord) {
    guard merged[record.person] == nil else { return }
    let contact = String(record.values[.phone].dropFirst())
    let id = "e\(events.count)"
    let content: MessagingEvent.Content
    if kind == .optOutEvent {
      content = .optOut
    } else {
      let text = kind == .stopMessage ? "STOP!" : "hello \(id)"
      inbound.insert(id)
      content = .message(
        MessageRecord(
          id: id, conversationID: contact, direction: .inbound, author: contact, text: text,
          at: clock.now()))
    }
    if kind != .inbound { noteOptOut(record) }
    let event = MessagingEvent(
      id: id, contact: contact, at: clock.now(), content: content,
      profileName: record.values[.fullName])
    events.append(event)
    if events.count % 3 == 0 { events.append(event) }
  }

  private func isLinked(_ side: Side, _ id: String) -> Bool {
    (try? store.links(side, remoteIDs: [id]))?.first.map { link in
      Side.allCases.allSatisfy { link.values(on: $0) != nil }
    } ?? false
  }

  /// Nobody deletes a record of which an opt-out was not told yet: what was never told nobody can keep.
  private func isSettled(_ side: Side, _ record: SimulatedRecord) -> Bool {
    !ConsentState(text: record.values[.consent]).isOptedOut
      || sides[side.other].records.values.contains {
        $0.person == record.person && !$0.isDeleted
          && $0.values[.consent] == record.values[.consent]
      }
  }

  private func isOptedOutElsewhere(_ side: Side, _ person: Int) -> Bool {
    sides[side.other].records.values.contains {
      $0.person == person && !$0.isDeleted && ConsentState(text: $0.values[.consent]).isOptedOut
    }
  }

  private func write(_ side: Side, _ id: String, _ record: SimulatedRecord) {
    // Who makes a person again knows what was deleted.
    let before =
      sides[side].records[id]?.values
      ?? sides[side].records.values.filter { $0.person == record.person }
      .max { $0.modifiedAt < $1.modifiedAt }?.values ?? FieldValues()
    if !record.isDeleted {
      for field in World.tokenFields where record.values[field] != before[field] {
        // Who fills a field that was lost with an earlier record had seen what stood there.
        let place = "\(side) \(record.person) \(field)"
        parents[record.values[field]] = before[field].isEmpty ? lastValues[place] : before[field]
        seenOn[record.values[field], default: []].insert(side)
      }
    }
    if record.isDeleted {
      for field in World.tokenFields where !before[field].isEmpty {
        lastValues["\(side) \(record.person) \(field)"] = before[field]
      }
    }
    note("\(clock.now().iso) \(side) \(id) \(record.isDeleted ? "deleted" : record.values.encoded)")
    sides[side].records[id] = record
  }
}

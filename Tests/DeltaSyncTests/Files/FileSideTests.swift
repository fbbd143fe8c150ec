import Foundation
import Linkage
import Testing

@testable import DeltaSync

/// A folder that goes with its owner.
final class ExchangeFolder {
  let path: String

  init() throws {
    path =
      FileManager.default.temporaryDirectory.appending(path: "rollcall-\(UUID().uuidString)").path
    for side in Side.allCases {
      try FileManager.default.createDirectory(
        atPath: "\(path)/\(side)/in", withIntermediateDirectories: true)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ text: String, _ name: String) throws {
    try Data(text.utf8).write(to: URL(filePath: "\(path)/\(name)"))
  }

  /// The lines that were handed to a side, as JSON objects.
  func lines(_ side: Side) throws -> [[String: String]] {
    try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(side)/out").sorted()
      .flatMap { name in
        try String(contentsOfFile: "\(path)/\(side)/out/\(name)", encoding: .utf8)
          .split(separator: "\n").map {
            try JSONDecoder().decode([String: String].self, from: Data($0.utf8))
          }
      }
  }

  var rules: SyncRules {
    var rules = SyncRules(fields: [
      FieldRule(.fullName, .mostRecent), FieldRule(.phone, .mostRecent),
      FieldRule(.labels, .union, columns: Sides(crm: "tags", messaging: "labels")),
      FieldRule(.consent, .mostRestrictive),
    ])
    rules.connections.crm.folder = "\(path)/crm"
    rules.connections.messaging.folder = "\(path)/messaging"
    return rules
  }
}

@Suite struct FileSideTests {
  private let folder: ExchangeFolder
  private let clock = SimulatedClock()
  private let store = MemoryStore()

  init() throws {
    folder = try ExchangeFolder()
    clock.time = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000) + 3_600_000)
  }

  @discardableResult
  private func sync(
    _ rules: SyncRules? = nil, secret: String? = nil, decision: TicketDecision? = nil,
    options: SyncOptions = SyncOptions()
  ) throws -> SyncResult {
    let rules = rules ?? folder.rules
    var options = options
    options.decision = decision
    clock.time = clock.time.adding(seconds: 600)
    return try SyncCycle(
      rules: rules,
      sides: Sides(
        crm: try FileSide(.crm, rules: rules, secret: secret, clock: clock, isReadOnly: false),
        messaging: try FileSide(
          .messaging, rules: rules, secret: secret, clock: clock, isReadOnly: false)),
      store: store, clock: clock, options: options
    ).run()
  }

  @Test func changesOfEachSideReachTheOther() throws {
    try folder.write(
      "id,updated_at,full_name,phone,tags\nC1,2026-12-01T08:00:00Z,Anna,+491711234567,VIP; b2b\n",
      "crm/in/1.csv")
    try folder.write(
      #"{"id":"W1","full_name":"Anna","phone":"+49 171 1234567","labels":["spring"]}"# + "\n",
      "messaging/in/1.ndjson")
    try sync()
    #expect(try folder.lines(.crm).map { $0["tags"] } == ["VIP; b2b; spring"])
    #expect(try folder.lines(.messaging).map { $0["labels"] } == ["VIP; b2b; spring"])
    #expect(try folder.lines(.messaging).map { $0["old.labels"] } == ["spring"])
    let second = try sync()
    #expect(second.report.read == 0)
    #expect(second.report.pushed == 0)
  }

  @Test func recordThatWasMadeIsKnownByItsKey() throws {
    try folder.write("id,full_name\nC1,Anna\n", "crm/in/1.csv")
    try sync()
    let key = try #require(try folder.lines(.messaging).first?["key"])
    try folder.write(
      #"{"id":"W9","key":"\#(key)","full_name":"Anna B."}"# + "\n", "messaging/in/1.ndjson")
    try sync()
    #expect(
      try folder.lines(.crm).map { [$0["op"], $0["id"], $0["full_name"]] } == [
        ["update", "C1", "Anna B."]
      ])
    #expect(store.linkCount() == 1)
  }

  @Test func fileThatGrowsIsReadOn() throws {
    try folder.write("id,full_name\nC1,Anna\n", "crm/in/1.csv")
    try sync()
    try folder.write("id,full_name\nC1,Anna\nC2,Bea\n", "crm/in/1.csv")
    #expect(try sync().report.read == 1)
    #expect(try folder.lines(.messaging).map { $0["full_name"] } == ["Anna", "Bea"])
  }

  @Test func fileThatShrankStopsTheRun() throws {
    try folder.write("id,full_name\nC1,Anna\n", "crm/in/1.csv")
    try sync()
    try folder.write("id\n", "crm/in/1.csv")
    #expect(throws: SyncStop.self) { try sync() }
  }

  @Test func lineWithoutAnEndWaits() throws {
    clock.time = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000) - 600_000)
    try folder.write("id,full_name\nC1,Anna\nC2,Be", "crm/in/1.csv")
    try sync()
    #expect(try folder.lines(.messaging).map { $0["full_name"] } == ["Anna"])
  }

  @Test func missingFolderStopsTheRun() throws {
    try FileManager.default.removeItem(atPath: "\(folder.path)/crm/in")
    #expect(throws: SyncStop.self) { try sync() }
  }

  @Test func fileWithoutIDsStopsTheRun() throws {
    try folder.write("full_name\nAnna\n", "crm/in/1.csv")
    do {
      try sync()
      Issue.record("it was read")
    } catch SyncStop.unreadable(.crm, let error) {
      #expect(error.description.contains("1.csv:1: no column 'id'"))
    }
    #expect(store.watermark(.crm, "1.csv") == nil)
  }

  private static let badRows = [
    ("id,updated_at\nC1,today\nC2,\n", "ISO 8601"),
    ("id,deleted\nC1,maybe\nC2,\n", "true or false"),
    ("id,consent\nC1,sure\nC2,none\n", "opted_out"), ("id,tags\n,VIP\nC2,b2b\n", "'id'"),
    ("id,tags\nC1,a,b,c\nC2,b2b\n", "corrected row"),
  ]

  @Test(arguments: badRows) func badRowIsKeptAndTheNextOneCounts(text: String, part: String) throws
  {
    try folder.write(text, "crm/in/1.csv")
    let result = try sync()
    #expect(!result.report.isComplete)
    #expect(store.unreadRows().map(\.place) == ["line 2"])
    #expect(store.unreadRows().allSatisfy { $0.reason.contains(part) && $0.ticketID == 1 })
    #expect(store.openTickets().map(\.subject) == ["rows:1.csv"])
    #expect(store.linkCount() == 1)
    #expect(try sync().report.isComplete)
    #expect(store.openTickets().count == 1)
  }

  @Test func rowIsReadAgainByCorrectedRules() throws {
    try folder.write("id,when,deleted\nC1,,maybe\n", "crm/in/1.csv")
    try sync()
    let ticket = try #require(store.openTickets().first?.id)
    try sync(decision: TicketDecision(ticketID: ticket, outcome: nil))
    #expect(store.unreadRows().count == 1)
    try store.transaction {
      var row = try #require(store.unreadRows().first)
      row.raw = #"{"id":"C1","full_name":"Anna"}"#
      store.save(row)
    }
    try sync(decision: TicketDecision(ticketID: ticket, outcome: nil))
    #expect(store.unreadRows().isEmpty)
    #expect(store.openTickets().isEmpty)
    #expect(try folder.lines(.messaging).map { $0["full_name"] } == ["Anna"])
  }

  @Test func rowOfAKnownRecordIsNotTakenIn() throws {
    try folder.write("id,updated_at,full_name\nC1,today,Old\n", "crm/in/1.csv")
    try sync()
    try folder.write("id,updated_at,full_name\nC1,2026-12-02T00:00:00Z,New\n", "crm/in/2.csv")
    try sync()
    let ticket = try #require(store.unreadRows().first?.ticketID)
    try store.transaction {
      var row = try #require(store.unreadRows().first)
      row.raw = #"{"id":"C1","updated_at":"2026-12-01T00:00:00Z","full_name":"Old"}"#
      store.save(row)
    }
    try sync(decision: TicketDecision(ticketID: ticket, outcome: nil))
    #expect(store.unreadRows().map { $0.reason.contains("C1 is known") } == [true])
    try sync(decision: TicketDecision(ticketID: ticket, outcome: .done))
    #expect(store.unreadRows().isEmpty && store.openTickets().isEmpty)
    #expect(try folder.lines(.messaging).map { $0["full_name"] } == ["New"])
  }

  @Test func manyBadRowsStopTheRun() throws {
    let rows = (1...100).map { "C\($0),\($0 % 5 == 0 ? "maybe" : "")\n" }
    try folder.write("id,deleted\n" + rows.joined(), "crm/in/1.csv")
    let result = try sync()
    #expect(result.report.alarms.count == 1)
    #expect(result.report.alarms.first?.contains("20 of 100 rows of crm") == true)
    #expect(store.watermark(.crm, "1.csv") == nil)
    #expect(store.unreadRows().isEmpty)
  }

  @Test func filesAreWrittenAsCSVOnRequest() throws {
    var rules = folder.rules
    rules.connections.messaging.format = .csv
    try folder.write(
      #"{"id":"W1","full_name":"Li, Wei","phone":"+8613800138000","labels":["a"]}"# + "\n",
      "messaging/in/1.ndjson")
    try folder.write("id,full_name,phone\nC2,Bea,+491711234567\n", "crm/in/1.csv")
    try sync(rules)
    try folder.write(#"{"id":"W1","labels":[]}"# + "\n", "messaging/in/2.ndjson")
    try folder.write(
      "id,updated_at,phone,full_name\nC9,2099-01-01T00:00:00Z,+8613800138000,\"Li Wei, MD\"\n",
      "crm/in/2.csv")
    try sync(rules)
    let out = folder.path + "/messaging/out"
    let texts = try FileManager.default.contentsOfDirectory(atPath: out).sorted().map {
      #expect($0.hasSuffix(".csv"))
      return try String(contentsOfFile: "\(out)/\($0)", encoding: .utf8)
    }
    #expect(texts.count == 2)
    #expect(texts.first?.hasPrefix("key,op,full_name,phone,changed\r\n") == true)
    #expect(texts.first?.hasSuffix("create,Bea,+491711234567,full_name;phone\r\n") == true)
    #expect(
      texts.last?.hasSuffix("update,W1,\"Li Wei, MD\",\"Li, Wei\",full_name\r\n") == true)
  }

  @Test(arguments: ChangeFileFormat.allCases)
  func keyIsFoundWholeAtTheBeginningOfItsRow(format: ChangeFileFormat) throws {
    let columns = RecordColumns(side: .crm, rules: folder.rules.fields)
    let keys = ["rc-1-crm-g0", "rc-12-crm-g0", "order-a,\"b\""]
    let data = Data(
      format.bytes(
        keys.map {
          ChangeLine(
            WriteRequest(
              key: $0, payload: .followUp(contactID: "C1", messageID: "rc-7-crm-g0", text: "x")),
            columns)
        }))
    for key in keys { #expect(format.contains(key: key, data)) }
    for key in ["rc-7-crm-g0", "c-1-crm-g0", "rc-1-crm-g", "order-a"] {
      #expect(!format.contains(key: key, data))
    }
  }

  @Test func orderIsCarriedOutOnceAndItsStatusReachesTheCRM() throws {
    var rules = folder.rules
    rules.templates["hello"] = MessageTemplate(
      name: "hello", purpose: .transactional, variables: ["name": .fullName])
    rules.connections.messaging.spool = folder.path + "/spool.ndjson"
    try folder.write(
      """
      id,full_name,phone,consent,consent_at,consent_proof
      C1,Anna,+491713920001,transactional,2026-01-01T00:00:00Z,order 7
      C2,Bea,+491713920002,,,

      """, "crm/in/1.csv")
    try folder.write(
      "id,order_id,template\nC1,7,hello\nC2,8,hello\nC1,9,goodbye\nC3,10,hello\n",
      "crm/in/2.csv")
    let first = try sync(rules, secret: "spool secret")
    #expect(first.report.refused == 3)
    let sent = try folder.lines(.messaging).filter { $0["op"] == "send" }
    #expect(sent.map { $0["key"] } == ["order-7"])
    #expect(sent.map { $0["variable.name"] } == ["Anna"])
    #expect(store.order("8")?.reason.contains("consent") == true)
    #expect(store.order("9")?.reason.contains("no template 'goodbye'") == true)
    #expect(store.order("10")?.reason.contains("no contact 'C3'") == true)

    try folder.write(SignedWebhook.deliveredOrder.line(), "spool.ndjson")
    try sync(rules, secret: "spool secret")
    #expect(try folder.lines(.messaging).count { $0["op"] == "send" } == 1)
    let messages = store.state.messages.rows.values
    #expect(messages.map(\.record.id) == ["order-7"])
    #expect(messages.first?.record.text == "template hello")
    #expect(messages.first?.record.status == .delivered)
    #expect(messages.map(\.isWritten) == [true])
  }

  @Test func refusalForAnOptOutHoldsOnBothSidesInTheSameCycle() throws {
    var rules = folder.rules
    rules.templates["offer"] = MessageTemplate(name: "offer", purpose: .marketing, variables: [:])
    try folder.write(
      """
      id,full_name,phone,consent,consent_at,consent_proof
      C1,Anna,+491713920001,marketing,2026-01-01T00:00:00Z,form 7

      """, "crm/in/1.csv")
    try folder.write("id,order_id,template\nC1,7,offer\nC1,8,offer\n", "crm/in/2.csv")
    _ = try SyncCycle(
      rules: rules,
      sides: Sides(
        crm: try FileSide(.crm, rules: rules, secret: nil, clock: clock, isReadOnly: false),
        messaging: MessagingThatCannotTell(
          try FileSide(.messaging, rules: rules, secret: nil, clock: clock, isReadOnly: false),
          answer: .optedOut("error 131050"))),
      store: store, clock: clock
    ).run()
    #expect(store.order("7")?.state == .refused)
    #expect(store.order("8")?.reason.contains("no valid consent") == true)
    #expect(store.isSuppressed("+491713920001"))
    for side in Side.allCases {
      let last = try folder.lines(side).last
      #expect(last?["op"] == "update")
      #expect(last?["consent"] == "opted_out")
      #expect(last?["consent_proof"] == "error 131050")
    }
  }

  @Test func firstCycleFindsWhoIsOnBothSidesByAllThatIsKnown() throws {
    var rules = folder.rules
    rules.fields.append(FieldRule(.birthday, .crm))
    rules.fields.append(FieldRule(.company, .crm))
    let names = ["Berta Winter", "Chiara Rossi", "Dmitri Orlov", "Elif Kaya", "Farid Haddad"]
    let others = (1...200).map { number in
      let name = "\(names[number % 5]) \(number)"
      return
        "D\(number),\(name),+4917130\(10_000 + number),19\(50 + number % 50)-03-07,Works \(number)\n"
    }
    try folder.write(
      "id,full_name,phone,birthday,company\n" + others.joined()
        + "C1,Katharina Zwetkow,,1981-04-09,Lindenhof Imkerei\nC2,Otto Brand,,,\n", "crm/in/1.csv")
    try folder.write(
      "id,full_name,phone,birthday,company\n" + others.map { "W" + $0 }.joined()
        + "W1,Катарина Цветков,+491719999999,1981-04-09,Lindenhof Imkerei\nW2,Otto Brandt,,,\n",
      "messaging/in/1.csv")
    var options = SyncOptions()
    options.matcher = { RecordMatcher(rules: LinkageRules()) }
    try sync(rules, options: options)
    let messaging = try folder.lines(.messaging).filter { $0["op"] == "create" }
    #expect(messaging.map { $0["full_name"] } == ["Otto Brand"])
    let crm = try folder.lines(.crm)
    #expect(crm.first { $0["id"] == "C1" }?["phone"] == "+491719999999")
    #expect(crm.filter { $0["op"] == "create" }.map { $0["full_name"] } == ["Otto Brandt"])
  }

  @Test func statusProvesAnOrderOfUnknownOutcome() throws {
    var rules = folder.rules
    rules.connections.messaging.spool = folder.path + "/spool.ndjson"
    let order = SendOrder(id: "7", contactID: "C1", template: "hello")
    try folder.write("id,full_name,phone\nC1,Anna,+491713920001\n", "crm/in/1.csv")
    try sync(rules, secret: "spool secret")
    try store.transaction {
      store.save(StoredOrder(order: order))
      var entry = OutboxEntry(
        subject: .order("7"), side: .messaging,
        request: WriteRequest(
          key: "order-7", payload: .send(order, recipient: "+491713920001", variables: [:])),
        state: .unknown)
      entry.ticketID = store.open(
        Ticket(
          subject: "order:7", side: .messaging, reason: "nobody can tell", openedAt: clock.now(),
          dueAt: clock.now()))
      store.save(entry)
    }
    try folder.write(SignedWebhook.deliveredOrder.line(), "spool.ndjson")
    let side = MessagingThatCannotTell(
      try FileSide(
        .messaging, rules: rules, secret: "spool secret", clock: clock, isReadOnly: false))
    clock.time = clock.time.adding(seconds: 600)
    _ = try SyncCycle(
      rules: rules,
      sides: Sides(
        crm: try FileSide(.crm, rules: rules, secret: nil, clock: clock, isReadOnly: false),
        messaging: side),
      store: store, clock: clock
    ).run()
    #expect(store.order("7")?.state == .sent)
    #expect(store.outbox().isEmpty)
    #expect(store.openTickets().isEmpty)
    #expect(store.state.messages["wamid.7"]?.record.status == .delivered)
    #expect(store.state.messages["wamid.7"]?.record.text == "template hello")
  }
}

/// A platform that has no way to look for what was sent.
private final class MessagingThatCannotTell: SyncSide {
  private let files: FileSide
  /// What it answers to messages.
  private let answer: WriteOutcome?
  let side = Side.messaging
  let overlap: Int64 = 0

  init(_ files: FileSide, answer: WriteOutcome? = nil) {
    self.files = files
    self.answer = answer
  }

  func streams() throws(SideError) -> [String] { try files.streams() }
  func changes(_ stream: String, from watermark: Watermark) throws(SideError) -> ChangePage {
    try files.changes(stream, from: watermark)
  }
  func write(_ batches: [[WriteRequest]]) -> [[WriteOutcome]] {
    zip(batches, files.write(batches)).map { batch, outcomes in
      zip(batch, outcomes).map { request, outcome in
        if case .send = request.payload, let answer { return answer }
        return outcome
      }
    }
  }
  func resolve(_ request: WriteRequest) throws(SideError) -> WriteResolution { .undecided }
}

import DeltaSync
import Foundation
import Testing

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
  private func sync(_ rules: SyncRules? = nil, secret: String? = nil) throws -> SyncResult {
    let rules = rules ?? folder.rules
    clock.time = clock.time.adding(seconds: 600)
    return try SyncCycle(
      rules: rules,
      sides: Sides(
        crm: try FileSide(.crm, rules: rules, secret: secret, clock: clock, isReadOnly: false),
        messaging: try FileSide(
          .messaging, rules: rules, secret: secret, clock: clock, isReadOnly: false)),
      store: store, clock: clock
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

  @Test(arguments: [
    ("full_name\nAnna\n", "'id'"), ("id,updated_at\nC1,today\n", "ISO 8601"),
    ("id,deleted\nC1,maybe\n", "true or false"), ("id,consent\nC1,sure\n", "opted_out"),
  ]) func badRowIsNamed(text: String, part: String) throws {
    try folder.write(text, "crm/in/1.csv")
    do {
      try sync()
      Issue.record("it was read")
    } catch SyncStop.unreadable(.crm, let error) {
      #expect(error.description.contains("1.csv:2"))
      #expect(error.description.contains(part))
    }
    // Nothing was read past it.
    #expect(store.watermark(.crm, "1.csv") == nil)
  }
}

import Testing

@testable import Store

private func start(_ kind: RunStart.Kind = .clean, _ name: String) -> RunStart {
  RunStart(
    kind: kind, startedAt: "2025-01-01T10:00:00+00:00", version: "1.0", numberingPlan: "9.0",
    inputs: name)
}

@Suite struct SourceTests {
  @Test(arguments: [0, 1, 77, 100_000])
  func whatIsPackedIsUnpacked(count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7919 >> 3) }
    #expect(try PackedBlob.unpack(PackedBlob.pack(bytes)) == bytes)
  }

  @Test func damagedBytesAreAnError() throws {
    var packed = PackedBlob.pack(Array("Anna Berg, +491713920001".utf8))
    #expect(throws: PackedBlob.Damaged.self) { try PackedBlob.unpack([]) }
    #expect(throws: PackedBlob.Damaged.self) { try PackedBlob.unpack(packed.dropLast(3) + []) }
    packed[0] ^= 0xff
    #expect(throws: PackedBlob.Damaged.self) { try PackedBlob.unpack(packed) }
  }

  /// Adds an input of one batch, as a run of its own.
  private func read(_ name: String, _ bytes: [UInt8], _ store: ContactStore) throws {
    try store.record(start(name)) { run in
      let input = try run.addInput(name: name, country: "DE")
      try run.add(bytes, ordinal: 0, to: input)
      try run.finish(input)
    }
  }

  /// The names and bytes of all live inputs, in their order.
  private func live(_ store: ContactStore) throws -> [[String: [UInt8]]] {
    var found: [[String: [UInt8]]] = []
    try store.record(start(.undo, "look"), isKept: false) { run in
      for input in try run.inputs() {
        found.append([input.name: try run.batch(0, of: input) ?? []])
        #expect(try run.batch(1, of: input) == nil)
      }
    }
    return found
  }

  @Test func anInputOfTheSameNameTakesThePlaceOfTheOneBefore() throws {
    let file = try TemporaryStore()
    let store = try file.open()
    try read("a", [1], store)
    try read("b", [2], store)
    try read("a", [3], store)
    #expect(try live(store) == [["a": [3]], ["b": [2]]])
    try store.record(start("fresh")) { run in
      _ = try run.addInput(name: "c", country: "")
      try run.retireEarlierInputs()
    }
    #expect(try live(store) == [["c": []]])
  }

  @Test func runsAreUndoneFromTheLastOneBack() throws {
    let file = try TemporaryStore()
    let store = try file.open()
    try read("a", [1], store)
    try read("b", [2], store)
    try read("a", [3], store)
    for expected in [[["a": [1]], ["b": [2]]], [["a": [1]]], []] as [[[String: [UInt8]]]] {
      try store.record(start(.undo, "last")) { run in
        let last = try #require(try run.lastRun())
        try run.undo(last)
      }
      #expect(try live(store) == expected)
    }
    try store.record(start(.undo, "last"), isKept: false) { run in
      #expect(try run.lastRun() == nil)
    }
  }

  @Test func undoBringsSuppressionsBack() throws {
    let file = try TemporaryStore()
    let store = try file.open()
    func row(_ address: String, since: String) -> SuppressionRow {
      SuppressionRow(
        address: address, kind: "phone", scope: "all", since: since, source: "a", contactID: "c1")
    }
    let first = [row("+4930231250", since: "2024"), row("+4930231251", since: "2024")]
    try store.record(start("a")) { run in
      try run.writeResult { writer in for row in first { try writer.add(row) } }
    }
    try store.record(start("b")) { run in
      try run.writeResult { writer in
        try writer.add(row("+4930231250", since: "2025"))
        try writer.add(row("+4930231252", since: "2025"))
        try writer.lift(address: "+4930231251", contactID: "c1")
      }
    }
    #expect(try store.suppressions().map(\.since) == ["2025", "2025"])
    try store.record(start(.undo, "last")) { run in
      try run.undo(try #require(try run.lastRun()))
    }
    #expect(try store.suppressions() == first)
  }

  @Test func theLastDecisionOnAPairCounts() throws {
    let file = try TemporaryStore()
    let store = try file.open()
    for isSame in [true, false, nil, true] as [Bool?] {
      try store.record(start(.review, "r.csv")) { run in
        try run.add(StoredDecision(pairID: "p1", leftKey: 1, rightKey: .max, isSame: isSame))
        #expect(try run.decisions().map(\.isSame) == (isSame == nil ? [] : [isSame]))
      }
    }
    try store.record(start(.undo, "last")) { run in
      try run.undo(try #require(try run.lastRun()))
      #expect(try run.decisions().isEmpty)
    }
  }

  @Test func aRunThatIsNotKeptLeavesNothing() throws {
    let file = try TemporaryStore()
    let store = try file.open()
    try read("a", [1], store)
    let before = try file.query("SELECT * FROM inputs")
    try store.record(start("b"), isKept: false) { run in
      _ = try run.addInput(name: "a", country: "")
    }
    #expect(try file.query("SELECT * FROM inputs") == before)
    #expect(try store.counts()["runs"] == 1)
  }
}

import Foundation
import Linkage
import Testing

/// Calls `body` with the path of a file that is removed afterwards.
func withTemporaryFile<Result>(_ body: (String) throws -> Result) rethrows -> Result {
  let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
  defer { try? FileManager.default.removeItem(atPath: path) }
  return try body(path)
}

@Suite struct StateFileTests {
  private func state() -> LinkageState {
    let people = crowd(60, seed: 11)
    return LinkageState.link(columns(people), ids: people.indices.map { Array("row \($0)".utf8) })
      .state
  }

  private func code(_ path: String, rules: LinkageRules = LinkageRules()) -> StateError.Code? {
    do {
      _ = try LinkageState(contentsOf: path, rules: rules)
      return nil
    } catch let error as StateError {
      #expect(error.path == path && error.description.hasPrefix(path))
      return error.code
    } catch {
      Issue.record("\(error)")
      return nil
    }
  }

  @Test func comesBackAsItWas() throws {
    try withTemporaryFile { path in
      var state = state()
      state.attachment = [1, 2, 3]
      try state.write(to: path, rules: LinkageRules())
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      var read = try LinkageState(contentsOf: path, rules: LinkageRules())
      #expect(read.clusters == state.clusters)
      #expect(read.count == 60 && read.versionCount == 60 && read.attachment == [1, 2, 3])
      #expect(read.row(ofID: Array("row 17".utf8).span) == 17)
      #expect(read.row(ofID: Array("row 60".utf8).span) == nil)
      let table = columns(crowd(60, seed: 11))
      #expect((0..<60).allSatisfy { read.isEqual($0, to: $0, of: table) })
      #expect((1..<60).contains { !read.isEqual($0, to: $0 - 1, of: table) })
      // Written again while it is read from the same place, it is the same.
      try read.write(to: path, rules: LinkageRules())
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
    }
  }

  @Test func damageIsFound() throws {
    try withTemporaryFile { path in
      var state = state()
      try state.write(to: path, rules: LinkageRules())
      let whole = try Data(contentsOf: URL(fileURLWithPath: path))
      var random = SeededGenerator(seed: 12)
      var found = 0
      for _ in 0..<300 {
        var damaged = whole
        let place = Int.random(in: 0..<whole.count, using: &random)
        damaged[place] ^= UInt8(1) << UInt8.random(in: 0..<8, using: &random)
        try damaged.write(to: URL(fileURLWithPath: path))
        // What lies between sections means nothing.
        if let code = code(path) {
          #expect(code == .damaged || place < 16)
          found += 1
        } else {
          #expect(whole[place] == 0)
        }
      }
      #expect(found > 250)
      for count in [0, 1, 31, 32, 500, whole.count / 2, whole.count - 1] {
        try whole.prefix(count).write(to: URL(fileURLWithPath: path))
        #expect(code(path) == (count < 32 ? .notAState : .damaged))
      }
      try (whole + [0]).write(to: URL(fileURLWithPath: path))
      #expect(code(path) == .damaged)
    }
  }

  @Test func whatDoesNotBelongIsRefused() throws {
    try withTemporaryFile { path in
      #expect(code(path) == .unreadable)
      var state = state()
      try state.write(to: path, rules: LinkageRules())
      #expect(code(path) == nil)
      var rules = LinkageRules()
      rules.precision = 0.99
      #expect(code(path, rules: rules) == .otherSetting)
      rules = LinkageRules()
      rules.words.titles.append("sir")
      #expect(code(path, rules: rules) == .otherSetting)
      var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      bytes[8] += 1
      try bytes.write(to: URL(fileURLWithPath: path))
      #expect(code(path) == .otherFormat)
      try Data("rec_id,cluster\n1,1\n2,1\n3,3\n4,4\n".utf8).write(to: URL(fileURLWithPath: path))
      #expect(code(path) == .notAState)
      #expect(code(FileManager.default.temporaryDirectory.path) == .unreadable)
    }
  }

  @Test func whatCannotBeWrittenLeavesWhatWas() throws {
    var state = state()
    #expect(throws: StateError.self) {
      try state.write(to: "/nonexistent/state", rules: LinkageRules())
    }
  }
}

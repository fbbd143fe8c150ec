import Foundation
import Testing

@testable import Pipeline

@Suite struct OutputFolderTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path + "/out" }

  init() throws {
    folder = try TemporaryFolder()
    for name in ["a.csv", "b.csv"] { _ = try folder.write("earlier", to: "out/" + name) }
  }

  private func visible() throws -> [String: String] {
    let names = try FileManager.default.contentsOfDirectory(atPath: path)
    return try names.filter { !$0.hasPrefix(".") }.reduce(into: [:]) {
      $0[$1] = try String(contentsOfFile: path + "/" + $1, encoding: .utf8)
    }
  }

  @Test func nothingIsMovedBeforeItIsPublished() throws {
    do {
      let output = try OutputFolder(path)
      try Data("new".utf8).write(to: URL(filePath: output.stage("a.csv")))
      output.remove(["b.csv"])
      try output.check()
      #expect(try visible() == ["a.csv": "earlier", "b.csv": "earlier"])
    }
    #expect(try visible() == ["a.csv": "earlier", "b.csv": "earlier"])
    #expect(!FileManager.default.fileExists(atPath: path + "/.staging"))
  }

  @Test func whatIsPublishedTakesThePlaceOfTheEarlierFiles() throws {
    do {
      let output = try OutputFolder(path)
      try Data("new".utf8).write(to: URL(filePath: output.stage("a.csv")))
      output.remove(["b.csv", "never there.csv"])
      try output.publish()
    }
    #expect(try visible() == ["a.csv": "new"])
    #expect(!FileManager.default.fileExists(atPath: path + "/.staging"))
  }

  /// As a run leaves it that is killed between the store's commit and the last file.
  @Test func theNextRunFinishesWhatWasCommitted() throws {
    _ = try folder.write("new", to: "out/.staging/a.csv")
    _ = try folder.write("new", to: "out/.staging/c.csv")
    _ = try folder.write("b.csv\n", to: "out/.staging/.committed")
    withExtendedLifetime(try OutputFolder(path)) {}
    #expect(try visible() == ["a.csv": "new", "c.csv": "new"])
    #expect(!FileManager.default.fileExists(atPath: path + "/.staging"))
  }

  @Test func whatCannotBeFinishedIsSaidAndKept() throws {
    _ = try folder.write("new", to: "out/.staging/a.csv")
    _ = try folder.write("", to: "out/.staging/.committed")
    try FileManager.default.removeItem(atPath: path + "/a.csv")
    _ = try folder.write("in the way", to: "out/a.csv/file")
    let error = #expect(throws: PipelineError.self) { try OutputFolder(path) }
    #expect(error?.code == .cannotWrite)
    #expect(error?.description.contains("out/a.csv: cannot be replaced") == true)
    #expect(FileManager.default.fileExists(atPath: path + "/.staging/a.csv"))
  }
}

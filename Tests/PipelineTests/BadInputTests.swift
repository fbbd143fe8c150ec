import Foundation
import Pipeline
import Reports
import Testing

/// A folder with a result of an earlier run in it.
private func folderWithResult() throws -> TemporaryFolder {
  let folder = try TemporaryFolder()
  let input = try folder.write(
    "Id,Name,Phone\n1,Anna Berg,+4930231250\n2,Bert Tal,+4940669690\n", to: "good.csv")
  try Cleaning([input], output: folder.path + "/out").run()
  return folder
}

/// Cleans what cannot be cleaned, and checks that the earlier result is untouched, byte for byte.
private func failure(
  _ folder: TemporaryFolder, _ change: (inout Cleaning) throws -> Void
) throws -> PipelineError? {
  var cleaning = Cleaning([folder.path + "/good.csv"], output: folder.path + "/out")
  try change(&cleaning)
  let before = try folder.contents(of: "out")
  let database = FileManager.default.contents(atPath: folder.path + "/out/rollcall.sqlite")
  #expect(before.count == 11)
  // Of another run, if there is one.
  let staging = folder.path + "/out/.staging"
  let wasStaged = FileManager.default.fileExists(atPath: staging)
  do throws(PipelineError) {
    try cleaning.run()
    return nil
  } catch {
    #expect(try folder.contents(of: "out") == before)
    #expect(FileManager.default.contents(atPath: folder.path + "/out/rollcall.sqlite") == database)
    #expect(FileManager.default.fileExists(atPath: staging) == wasStaged)
    return error
  }
}

@Suite struct BadInputTests {
  @Test func aMissingFile() throws {
    let folder = try folderWithResult()
    let error = try failure(folder) { $0.inputs.append(folder.path + "/nowhere.csv") }
    #expect(error?.code == .missingInput)
    #expect(
      error?.description
        == "\(folder.path)/nowhere.csv: there is no such file; check the path and its spelling")
  }

  @Test func aPatternThatFitsNothing() throws {
    let folder = try folderWithResult()
    let error = try failure(folder) { $0.inputs = [folder.path + "/*.xml"] }
    #expect(error?.code == .missingInput)
    #expect(error?.description.contains("no file fits the pattern") == true)
  }

  @Test func aFolderWithoutTables() throws {
    let folder = try folderWithResult()
    try folder.write("x", to: "docs/readme.md")
    let error = try failure(folder) { $0.inputs = [folder.path + "/docs"] }
    #expect(error?.code == .missingInput)
    #expect(error?.description.contains("the folder holds no table; Rollcall reads .csv") == true)
  }

  @Test(arguments: [
    Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + (0..<2000).map { UInt8($0 % 7) }),
    Data([0x50, 0x4B, 0x03, 0x04] + [UInt8](repeating: 0, count: 500)),
    Data([0x1F, 0x8B, 0x08, 0x00, 0x00]),
    Data("<!DOCTYPE html><html><body><table><tr><td>x</td></tr></table></body></html>".utf8),
  ])
  func aFileThatIsNoTable(bytes: Data) throws {
    let folder = try folderWithResult()
    let path = try folder.write(bytes, to: "bad.csv")
    let error = try failure(folder) { $0.inputs.append(path) }
    #expect(error?.code == .badInput)
    #expect(error?.description.hasPrefix(path) == true)
    #expect(error?.description.contains("; ") == true)
  }

  @Test(arguments: ["", "\n\n", "Name,Phone\n", "\u{FEFF}Name,Phone\r\n", "[]"])
  func anInputWithoutRows(text: String) throws {
    let folder = try folderWithResult()
    let path = try folder.write(text, to: "none.csv")
    let error = try failure(folder) { $0.inputs = [path] }
    #expect(error?.code == .badInput)
    #expect(error?.description.contains("no rows to clean") == true)
  }

  @Test func anInputWithoutAKnownColumn() throws {
    let folder = try folderWithResult()
    let path = try folder.write("17 kg\n23 kg\n42 kg\n", to: "list.csv")
    let error = try failure(folder) { $0.inputs = [path] }
    #expect(error?.code == .badInput)
    #expect(error?.description.contains("give the file a first line with headers") == true)
  }

  @Test func anInputThatTheResultWouldOverwrite() throws {
    let folder = try folderWithResult()
    let path = folder.path + "/out/contacts.csv"
    let error = try failure(folder) { $0.inputs = [path] }
    #expect(error?.code == .usage)
    #expect(error?.description.contains("would overwrite this input") == true)
  }

  @Test func rulesWithAnUnknownKey() throws {
    let folder = try folderWithResult()
    for name in try FileManager.default.contentsOfDirectory(atPath: repository + "/Rules")
    where name.hasSuffix(".yaml") {
      let text = try String(contentsOfFile: repository + "/Rules/" + name, encoding: .utf8)
      try folder.write(text, to: "rules/" + name)
    }
    for (file, line, words) in [
      ("linkage.yaml", "merge_precison: 0.9", "did you mean 'merge_precision'?"),
      ("linkage.yaml", "legal_form: []", "did you mean 'legal_forms'?"),
      ("consent.yaml", "proofs: date", "did you mean 'proof'?"),
    ] {
      let sound = try String(contentsOfFile: repository + "/Rules/" + file, encoding: .utf8)
      try folder.write(sound + "\n" + line + "\n", to: "rules/" + file)
      let error = try failure(folder) { $0.rules = folder.path + "/rules" }
      #expect(error?.code == .badRules)
      let place = sound.split(separator: "\n", omittingEmptySubsequences: false).count + 1
      #expect(error?.description.hasPrefix("\(folder.path)/rules/\(file):\(place):") == true)
      #expect(error?.description.contains(words) == true)
      try folder.write(sound, to: "rules/" + file)
    }
  }

  @Test func anOutputFolderThatIsAFile() throws {
    let folder = try folderWithResult()
    let path = try folder.write("mine", to: "taken")
    let error = try failure(folder) { $0.output = path }
    #expect(error?.code == .cannotWrite)
    #expect(
      error?.description == "\(path): is a file, not a folder; name another folder with --output")
    #expect(FileManager.default.contents(atPath: path) == Data("mine".utf8))
  }

  @Test func aFolderThatAnotherRunHolds() throws {
    let folder = try folderWithResult()
    let lock = open(folder.path + "/out/.lock", O_RDWR)
    defer { close(lock) }
    #expect(flock(lock, LOCK_EX | LOCK_NB) == 0)
    // What the other run has written so far.
    let staged = try folder.write("half", to: "out/.staging/contacts.csv")
    let error = try failure(folder) { _ in }
    #expect(error?.code == .locked)
    #expect(FileManager.default.contents(atPath: staged) == Data("half".utf8))
    #expect(error?.description.contains("another run is writing here") == true)
    #expect(flock(lock, LOCK_UN) == 0)
    #expect(try failure(folder) { _ in } == nil)
  }

  @Test func aStoreThatIsNone() throws {
    let folder = try folderWithResult()
    let path = try folder.write(String(repeating: "no database ", count: 500), to: "other.db")
    let error = try failure(folder) { $0.store = path }
    #expect(error?.code == .cannotWrite)
    #expect(error?.description.contains("not a Rollcall store") == true)
    #expect(FileManager.default.contents(atPath: path)?.count == 6000)
  }

  @Test func aDryRunWritesNothing() throws {
    let folder = try TemporaryFolder()
    let input = try folder.write("Name,Phone\nAnna,+4930231250\n", to: "good.csv")
    var cleaning = Cleaning([input], output: folder.path + "/out")
    cleaning.isDryRun = true
    #expect(try cleaning.run().totals.contacts == 1)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/out"))
  }
}

@Suite struct DamagedInputTests {
  @Test(arguments: [
    ("Name,Phone\nAnna,+4930231250\n", 1), ("<a><b><Name>x</Name></b><b><Name>y</Name></b></a>", 2),
  ])
  func isCleanedAsFarAsItGoes(text: String, rows: Int) throws {
    let folder = try TemporaryFolder()
    let input = try folder.write(text, to: "in.csv")
    let cleaning = Cleaning([input], output: folder.path + "/out")
    let report = try cleaning.run()
    #expect(report.totals.rowsRead == rows)
    #expect(try cleaning.contacts().count == rows)
    #expect(try folder.contents(of: "out").count == 11)
  }

  @Test func aQuoteThatIsNeverClosedIsOneReject() throws {
    let folder = try TemporaryFolder()
    let input = try folder.write(
      "Id,Name,Phone\n"
        + (1...20).map { "\($0),\"Berg, Nr\($0)\",\"+49302312\(50 + $0)\"\n" }.joined()
        + "21,\"Bert Tal\n", to: "in.csv")
    let cleaning = Cleaning([input], output: folder.path + "/out")
    let report = try cleaning.run()
    #expect(report.totals.rejected == 1)
    #expect(report.totals.kept + report.totals.merged == 20)
    let reject = try #require(try cleaning.table("rejects.csv").first)
    #expect(reject["source_line"] == "22")
    #expect(reject["raw"]?.contains("Bert Tal") == true)
    let lineage = try cleaning.table("lineage.csv")
    #expect(lineage.count == 21)
    #expect(lineage.last?["outcome"] == "rejected")
    #expect(lineage.last?["reason"] == reject["reason"])
  }

  @Test func xmlThatIsCutOffKeepsWhatCameBefore() throws {
    let folder = try TemporaryFolder()
    let records = (1...20).map { "<c><id>\($0)</id><name>Person Nr\($0)</name></c>\n" }.joined()
    let input = try folder.write("<cs>\n" + records.dropLast(30), to: "in.xml")
    let cleaning = Cleaning([input], output: folder.path + "/out")
    let report = try cleaning.run()
    #expect(report.totals.kept == 19)
    #expect(report.totals.rejected >= 1)
    #expect(report.totals.rowsRead == report.totals.kept + report.totals.rejected)
  }

  @Test func rowsThatAreNoContactsAreRejectedWithTheirText() throws {
    let folder = try TemporaryFolder()
    let input = try folder.write(
      "Id,Name,Phone,City\n1,Anna Berg,+4930231250,Bonn\nId,Name,Phone,City\n3,,,Köln\n",
      to: "in.csv")
    let cleaning = Cleaning([input], output: folder.path + "/out")
    try cleaning.run()
    let rejects = try cleaning.table("rejects.csv")
    #expect(rejects.map { $0["reason"] } == ["repeated_header", "no_identity"])
    #expect(rejects.map { $0["raw"] } == ["Id,Name,Phone,City", "3,,,Köln"])
    #expect(rejects.map { $0["source_line"] } == ["3", "4"])
    #expect(rejects.allSatisfy { $0["message"]?.contains(";") == true })
  }

  @Test func aFileNamedTwiceIsReadOnce() throws {
    let folder = try TemporaryFolder()
    let input = try folder.write("Name,Phone\nAnna,+4930231250\n", to: "in/a.csv")
    let cleaning = Cleaning(
      [input, folder.path + "/in", folder.path + "/in/*.csv"], output: folder.path + "/out")
    #expect(try cleaning.run().totals.rowsRead == 1)
  }
}

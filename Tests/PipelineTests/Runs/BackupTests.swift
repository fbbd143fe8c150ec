import Foundation
import Pipeline
import Store
import Testing

@Suite struct BackupTests {
  private let folder: TemporaryFolder
  private var store: String { folder.path + "/out/rollcall.sqlite" }
  private var copy: String { folder.path + "/copy.sqlite" }

  init() throws {
    folder = try TemporaryFolder()
    let input = try folder.write(
      csv([
        ["Name", "Mobile", "Opt out"], ["Anna Berg", "+491713921001", ""],
        ["Bert Tal", "+491713921002", "yes"],
      ]), to: "a.csv")
    try Cleaning([input], output: folder.path + "/out").run()
  }

  /// The rows that the store keeps begin with this, packed.
  private func damage(_ path: String) throws {
    var bytes = try Data(contentsOf: URL(filePath: path))
    let frame = Data([0x28, 0xB5, 0x2F, 0xFD])
    let start = try #require(bytes.range(of: frame)?.lowerBound)
    for offset in 6..<40 { bytes[start + offset] ^= 0x5A }
    try bytes.write(to: URL(filePath: path))
  }

  @Test func aRestoredCopyIsTheStore() throws {
    let check = try StoreBackup.write(of: store, to: copy)
    #expect(check.problems == [])
    #expect(check == (try StoreBackup.check(store)))
    #expect((check.runs, check.contacts) == (1, 2))
    #expect(check.ledger.entries > 0)
    let before = try ConsentHistory.find("+491713921002", region: nil, storePath: store)
    try FileManager.default.removeItem(atPath: store)
    try FileManager.default.moveItem(atPath: copy, toPath: store)
    let after = try ConsentHistory.find("+491713921002", region: nil, storePath: store)
    #expect(after.record == before.record)
    #expect(after.state == .optedOut)
  }

  @Test func nobodyElseMayReadTheCopy() throws {
    _ = try StoreBackup.write(of: store, to: copy)
    let mode = try FileManager.default.attributesOfItem(atPath: copy)[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  @Test func whatIsDamagedIsFoundAndDoesNotReplaceAGoodCopy() throws {
    _ = try StoreBackup.write(of: store, to: copy)
    let good = try Data(contentsOf: URL(filePath: copy))
    try damage(store)
    #expect(try StoreBackup.check(store).problems.count == 1)
    #expect(try StoreBackup.write(of: store, to: copy).problems.count == 1)
    #expect(try Data(contentsOf: URL(filePath: copy)) == good)
    #expect(!FileManager.default.fileExists(atPath: copy + ".unchecked"))
  }

  @Test func whatCannotBeDoneIsSaid() throws {
    #expect(throws: PipelineError.self) { _ = try StoreBackup.write(of: store, to: store) }
    #expect(throws: PipelineError.self) {
      _ = try StoreBackup.write(of: store, to: folder.path + "/missing/copy.sqlite")
    }
    #expect(throws: PipelineError.self) { _ = try StoreBackup.check(folder.path + "/none.sqlite") }
    let text = try folder.write("no database", to: "text.sqlite")
    #expect(throws: PipelineError.self) { _ = try StoreBackup.check(text) }
  }
}

import DeltaSync
import Foundation
import PhoneNumbers
import Store
import Testing

@testable import Pipeline

/// Anna with two rows, a doubtful twin, a rejected row and a shared line; Bert and Carl beside her.
private let dump = csv([
  [
    "Id", "Name", "Mobile", "Phone", "Email", "City", "Opt out", "Notes", "Consent", "Consent date",
  ],
  [
    "1", "Anna Berg", "+491713920001", "+493023125001", "anna@example.com", "Bonn", "yes", "", "",
    "",
  ],
  ["2", "Anna Berg", "0171 3920001", "", "anna@example.com", "Bonn", "", "likes tea", "", ""],
  [
    "3", "Bert Tal", "+491713920002", "+493023125001", "bert@example.com", "Bonn", "", "", "yes",
    "2024-01-01",
  ],
  ["4", "Carl Dorn", "+491713920003", "", "", "Köln", "", "", "yes", "2024-01-01"],
  ["5", "Anna Bergmann", "+491713920004", "", "", "Köln", "", "", "yes", "2024-01-01"],
])

private final class Erasing {
  let folder: TemporaryFolder
  let output: String
  var store: String { output + "/rollcall.sqlite" }
  private var count = 0

  init(_ text: String = dump) throws {
    folder = try TemporaryFolder()
    output = folder.path + "/out"
    try clean(text)
  }

  func clean(_ text: String) throws {
    count += 1
    let input = try folder.write(text, to: "run\(count)/crm.csv")
    var cleaning = Cleaning([input], output: output)
    cleaning.region = "DE"
    // What was read before the erasure is known from the store.
    cleaning.isFresh = true
    try cleaning.run()
  }

  func job(_ query: String, contact: String? = nil) throws -> ErasureJob {
    try ErasureJob(
      query, contactID: contact, region: Region("DE"), storePath: store, outputFolder: output)
  }

  @discardableResult
  func erase(_ query: String, contact: String? = nil) throws -> [ErasureJob.Remainder] {
    try job(query, contact: contact).run(erasedAt: "2025-02-01T10:00:00+00:00")
  }

  func table(_ name: String) throws -> [[String: String]] {
    try Cleaning([], output: output).table(name)
  }

  /// Files, store and all, that hold a text, whatever its case.
  func files(holding text: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: output).sorted().filter { name in
      let data = FileManager.default.contents(atPath: output + "/" + name) ?? Data()
      return String(decoding: data, as: UTF8.self).lowercased().contains(text.lowercased())
    }
  }
}

@Suite struct ErasureTests {
  @Test(arguments: [
    "+491713920001", "0171 / 392 00 01", "(0171) 3920001", "ANNA@example.com",
    "tel:+49-171-3920001",
  ])
  func nothingOfThePersonIsLeft(query: String) throws {
    let erasing = try Erasing()
    #expect(try erasing.files(holding: "1713920001").contains("contacts.csv"))
    #expect(try erasing.files(holding: "1713920001").contains("rollcall.sqlite"))
    #expect(try erasing.erase(query).isEmpty)
    for text in ["1713920001", "171 3920001", "anna@example.com", "likes tea"] {
      #expect(try erasing.files(holding: text).isEmpty, "\(text)")
    }
    // Anna Bergmann is somebody else.
    #expect(
      try erasing.table("contacts.csv").map { $0["full_name"] }.sorted { $0 ?? "" < $1 ?? "" }
        == ["Anna Bergmann", "Bert Tal", "Carl Dorn"])
    #expect(try erasing.table("lineage.csv").count == 3)
    let check = try ConsentHistory.verify(storePath: erasing.store)
    #expect(check.broken == nil && check.erased > 0)
  }

  @Test func othersKeepTheirBytes() throws {
    let erasing = try Erasing()
    func lines(_ name: String) throws -> [String] {
      try String(contentsOfFile: erasing.output + "/" + name, encoding: .utf8)
        .split(whereSeparator: \.isNewline).map(String.init)
    }
    let names = ["contacts.csv", "contacts.jsonl", "lineage.csv"]
    let before = try names.map(lines)
    try erasing.erase("+491713920001")
    for (name, old) in zip(names, before) {
      let left = try lines(name)
      #expect(left.count < old.count, "\(name)")
      #expect(left.allSatisfy(old.contains), "\(name)")
    }
  }

  @Test func itIsShownBeforehandAndChangesNothing() throws {
    let erasing = try Erasing()
    let before = try erasing.folder.contents(of: "out")
    let job = try erasing.job("+491713920001")
    #expect(job.person.addresses == ["+491713920001", "anna@example.com"])
    #expect(job.person.sharedAddresses == ["+493023125001"])
    #expect(job.person.places.count == 2)
    let files = try job.files()
    #expect(files.contains { $0.file == "contacts.csv" && $0.records == 1 })
    #expect(files.contains { $0.file == "lineage.csv" && $0.records == 2 })
    #expect(files.contains { $0.file == "suppressions.csv" && $0.records == 3 })
    #expect(try erasing.folder.contents(of: "out") == before)
  }

  @Test func aNewImportIsRefused() throws {
    let erasing = try Erasing()
    try erasing.erase("+491713920001")
    try erasing.clean(dump)
    let lineage = try erasing.table("lineage.csv")
    #expect(lineage.map { $0["outcome"] } == ["rejected", "rejected", "kept", "kept", "kept"])
    #expect(lineage.prefix(2).allSatisfy { $0["reason"] == "erased" })
    let rejects = try erasing.table("rejects.csv")
    #expect(rejects.map { $0["reason"] } == ["erased", "erased"])
    #expect(rejects.allSatisfy { $0["raw"] == "" })
    for text in ["1713920001", "171 3920001", "anna@example.com", "likes tea"] {
      #expect(try erasing.files(holding: text).isEmpty, "\(text)")
    }
    // Each address blocks by itself; at the shared line the name does.
    try erasing.clean(
      csv([
        ["Id", "Name", "Phone", "Email"], ["8", "A. B.", "0171 3920001", ""],
        ["9", "Somebody", "", "Anna@Example.com"], ["10", "BERG, Anna", "030 23125001", ""],
        ["11", "Bert Tal", "030 23125001", ""],
      ]))
    #expect(
      try erasing.table("lineage.csv").map { $0["outcome"] }
        == ["rejected", "rejected", "rejected", "kept"])
  }

  @Test func theOptOutOfASharedLineStays() throws {
    let erasing = try Erasing()
    try erasing.erase("+491713920001")
    let rows = try erasing.table("suppressions.csv")
    #expect(rows.map { $0["address"] } == ["+493023125001"])
    #expect(
      rows.allSatisfy { $0["contact_id"] == "" && $0["source"] == "" && $0["scope"] == "all" })
  }

  @Test func aSharedNumberAsksWhoIsMeant() throws {
    let erasing = try Erasing()
    #expect { try erasing.job("+493023125001") } throws: {
      ($0 as? PipelineError)?.code == .usage && "\($0)".contains("--contact")
    }
    let bert = try #require(
      try erasing.table("contacts.csv").first { $0["full_name"] == "Bert Tal" }?["contact_id"])
    #expect(try erasing.erase("+493023125001", contact: bert).isEmpty)
    #expect(
      try erasing.table("contacts.csv").map { $0["full_name"] }.contains("Anna Berg"))
  }

  @Test func whoIsNotThereIsNotErased() throws {
    let erasing = try Erasing()
    for query in ["+491713920099", "nobody@example.com", "c000"] {
      #expect { try erasing.job(query) } throws: { ($0 as? PipelineError)?.code == .missingInput }
    }
  }

  @Test func anOptOutWhoseContactIsGoneCanBeErased() throws {
    let erasing = try Erasing()
    try erasing.clean(csv([["Id", "Name", "Phone"], ["4", "Carl Dorn", "+491713920003"]]))
    #expect(try erasing.erase("anna@example.com").isEmpty)
    #expect(try erasing.files(holding: "anna@example.com").isEmpty)
  }

  @Test func rejectedAndRepairedRowsGoToo() throws {
    let erasing = try Erasing(
      "Id,Name,Phone,Email\n1,Anna Berg,+491713920001,anna@example.com\n"
        + "2,Anna,0171-392 0001,anna@example.com,too,many,cells\n3,Bert Tal,+491713920002,,x\n"
        + "4,Carl Dorn,+491713920003,\n5,Dora Ems,+491713920005,\n6,Emil Fuchs,+491713920006,\n")
    let before = try erasing.table("rejects.csv").count
    #expect(try erasing.erase("+491713920001").isEmpty)
    for text in ["171-392 0001", "anna@example.com"] {
      #expect(try erasing.files(holding: text).isEmpty)
    }
    let after = try erasing.table("rejects.csv").count
    #expect(after < before || before == 0)
  }

  /// What stands in another person's row is not taken out, and not passed over either.
  @Test func whatIsLeftInOtherRowsIsTold() throws {
    let erasing = try Erasing(
      csv([
        ["Id", "Name", "Phone", "Notes"], ["1", "Anna Berg", "+491713920001", ""],
        ["2", "Bert Tal", "+491713920002", "wife of Anna Berg"],
      ]))
    let left = try erasing.erase("+491713920001")
    #expect(left.contains { $0.place.hasSuffix("contacts.notes") && $0.what == "the name" })
    #expect(left.allSatisfy { !$0.place.contains("Anna") })
  }

  @Test func aNamesakeIsNoRemainder() throws {
    let erasing = try Erasing(
      csv([
        ["Id", "Name", "Phone", "City", "Birthday"],
        ["1", "Anna Berg", "+491713920001", "Bonn", "1970-01-02"],
        ["2", "Anna Berg", "+491713920002", "Köln", "1990-05-06"],
      ]))
    #expect(try erasing.erase("+491713920001").isEmpty)
    #expect(try erasing.table("contacts.csv").map { $0["full_name"] } == ["Anna Berg"])
  }

  @Test func aFolderThatAnotherRunHoldsIsLeftAlone() throws {
    let erasing = try Erasing()
    let before = try erasing.folder.contents(of: "out")
    let held = try OutputFolder(erasing.output)
    #expect { try erasing.erase("+491713920001") } throws: {
      ($0 as? PipelineError)?.code == .locked
    }
    withExtendedLifetime(held) {}
    #expect(try erasing.folder.contents(of: "out") == before)
    #expect(try !erasing.job("+491713920001").person.addresses.isEmpty)
  }
}

@Suite struct SyncErasureTests {
  @Test func thePersonGoesFromWhatTheSyncKnowsAndDoesNotComeBack() throws {
    let erasing = try Erasing()
    func sync() throws -> StoredSync {
      StoredSync(try ContactStore(path: erasing.store), startedAt: "2025-01-15T10:00:00+00:00")
    }
    let people = [("Anna Berg", "+491713920001"), ("Carl Dorn", "+491713920003")]
    do {
      let stored = try sync()
      for (name, phone) in people {
        var link = Link(id: -1)
        link.remoteIDs.crm = "id of \(name)"
        link.base = FieldValues([.fullName: name, .phone: phone])
        link.states = Sides(crm: .asBase, messaging: .asBase)
        _ = try stored.transaction { try stored.insert(link) }
      }
    }
    try erasing.erase("+491713920001")
    let stored = try sync()
    let left = try stored.links(.crm, remoteIDs: people.map { "id of \($0.0)" })
    #expect(left.map { $0.base[.fullName] } == ["Carl Dorn"])
    #expect(try stored.isErased(FieldValues([.phone: "+491713920001"])))
    #expect(try stored.isErased(FieldValues([.whatsAppID: "491713920001"])))
    #expect(try !stored.isErased(FieldValues([.phone: "+491713920003"])))
    #expect(try erasing.files(holding: "491713920001") == [])
  }
}

@Suite struct RecordFilterTests {
  @Test(arguments: [
    ("a,b\n", ["a", "b"]), ("\"a,1\",\"b\"\"c\"\r\n", ["a,1", "b\"c"]),
    ("\"a\nb\",\n", ["a\nb", ""]),
    ("", [""]), ("x", ["x"]), ("\"\",\"\"\n", ["", ""]),
  ])
  func aRecordIsTakenApart(text: String, cells: [String]) {
    #expect(RecordFilter.cells(Data(text.utf8)) == cells)
  }

  @Test func recordsGoAndOthersKeepTheirBytes() throws {
    let folder = try TemporaryFolder()
    let text = "id,text\r\n1,\"a\nb\"\r\n2,\"say \"\"2\"\"\"\r\n3,c"
    let path = try folder.write(text, to: "a.csv")
    let target = folder.path + "/b.csv"
    let count = try RecordFilter(path: path).copyCSV(
      to: { target }, holding: ["2"], fate: { $0["id"] == "2" ? .goes : .stays })
    #expect(count == 1)
    #expect(
      try String(contentsOfFile: target, encoding: .utf8) == "id,text\r\n1,\"a\nb\"\r\n3,c")
    let none = folder.path + "/c.csv"
    let nothing = try RecordFilter(path: path).copyCSV(
      to: { none }, holding: nil, fate: { _ in .stays })
    #expect(nothing == 0)
    #expect(!FileManager.default.fileExists(atPath: none))
  }

  @Test(arguments: [
    ("Anna Berg", "met anna berg, today", true), ("Anna Berg", "Anna Bergmann", false),
    ("Anna Berg", "Johanna Berg", false), ("Anna Berg", "Anna Bergmann and Anna Berg", true),
    ("491713920001", "+491713920001", true), ("491713920001", "4917139200012", false),
    ("李明", "李明华", false), ("李明", "李明", true), ("Anna Berg", "", false),
  ])
  func aNameStandsByItself(needle: String, text: String, stands: Bool) {
    #expect(PersonTraces.stands(needle, in: text) == stands)
  }
}

import Foundation
import Reports
import Testing

private let few = ["bitrix24_contacts.csv", "rest_contacts.json", "google_contacts.csv.gz"]
  .map { SampleRun.exports + "/" + $0 }

@Suite struct CleaningLaws {
  /// Cleaning cleaned output changes nothing.
  @Test(arguments: ["contacts.csv", "contacts.jsonl"])
  func cleanedOutputStaysAsItIs(name: String) throws {
    let run = try SampleRun.shared()
    let again = try TemporaryFolder()
    try Cleaning([run.folder.path + "/" + name], output: again.path).run()
    let (first, second) = (try run.folder.contents(), try again.contents())
    #expect(second["contacts.csv"] == first["contacts.csv"], "\(difference(first, second))")
    #expect(second["contacts.jsonl"] == first["contacts.jsonl"])
    #expect(second["suppressions.csv"] == first["suppressions.csv"])
  }

  /// The first line of `contacts.csv` in which two results differ.
  private func difference(_ left: [String: Data], _ right: [String: Data]) -> String {
    let texts = [left, right].map { contents in
      String(decoding: contents["contacts.csv"] ?? Data(), as: UTF8.self)
        .components(separatedBy: "\r\n")
    }
    return zip(texts[0], texts[1]).first { $0 != $1 }.map { "\($0)\n\($1)" } ?? "none"
  }

  /// Threads, and the size of what each reads at a time.
  @Test(arguments: [(1, nil), (2, 20_000), (5, 7_000)] as [(Int, Int?)])
  func threadsDoNotMatter(threads: Int, batchBytes: Int?) throws {
    let folder = try TemporaryFolder()
    var cleaning = Cleaning(few, output: folder.path)
    cleaning.threads = threads
    cleaning.batchBytes = batchBytes
    try cleaning.run()
    let contents = try folder.contents()
    #expect(contents.keys.sorted() == Self.names)
    let reference = try Self.reference.get()
    for name in Self.names { #expect(contents[name] == reference[name], "\(name)") }
  }

  /// The same again, into the same folder and store.
  @Test func aSecondRunWritesTheSame() throws {
    let folder = try TemporaryFolder()
    let cleaning = Cleaning(few, output: folder.path)
    try cleaning.run()
    let first = try folder.contents()
    try cleaning.run()
    let second = try folder.contents()
    for name in Self.names { #expect(second[name] == first[name], "\(name)") }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path)
        .filter { $0.hasPrefix(".staging") }.isEmpty)
  }

  @Test(arguments: [1, 2], [1, 1 << 20])
  func `every repaired cell leaves a record`(threads: Int, batchBytes: Int) throws {
    let folder = try TemporaryFolder()
    let input = try folder.write(
      "Name,Phone,StraÃŸe\nJosÃ© Gil,+34600000001,x\nAnna,+34600000002,MÃ¼hlweg\n", to: "a.csv"
    )
    var cleaning = Cleaning([input], output: folder.path + "/out")
    cleaning.threads = threads
    cleaning.batchBytes = batchBytes
    try cleaning.run()
    let lines = try String(contentsOfFile: folder.path + "/out/repairs.csv", encoding: .utf8)
      .split(separator: "\r\n").map { $0.replacing(input, with: "a.csv") }
    #expect(lines.count == 4)
    #expect(lines[0] == "source_file,source_line,source_byte,column,raw,text,written_in,read_as")
    #expect(lines[1].hasPrefix("a.csv,1,,Straße,"))
    #expect(lines[2] == "a.csv,2,21,Name,JosÃ© Gil,José Gil,utf-8,windows-1252")
    #expect(lines[3].hasPrefix("a.csv,3,"))
    #expect(lines[3].hasSuffix(",Straße,MÃ¼hlweg,Mühlweg,utf-8,windows-1252"))
  }

  private static let names = [
    "changes.csv", "contacts.csv", "contacts.jsonl", "lineage.csv", "rejects.csv", "repairs.csv",
    "report.html",
    "report.json", "review.csv", "review.html", "suppressions.csv",
  ]
  private static let reference = Result { () throws -> [String: Data] in
    let folder = try TemporaryFolder()
    try Cleaning(few, output: folder.path).run()
    return try folder.contents()
  }

  /// The order of rows does not matter: the same contacts under the same ids, but for the lines they came from.
  @Test(arguments: [7, 8] as [UInt64])
  func theOrderOfRowsDoesNotMatter(seed: UInt64) throws {
    let export = try String(
      contentsOfFile: SampleRun.exports + "/hubspot_contacts.csv", encoding: .utf8)
    var lines = export.split(separator: "\n").map(String.init)
    let header = lines.removeFirst()
    // A quoted line break would be torn apart.
    lines.removeAll { $0.count { $0 == "\"" } % 2 == 1 }
    #expect(lines.count > 880)
    var seeded = SplitMix64(state: seed)
    var results: [[[String: String]]] = []
    for order in [lines, lines.shuffled(using: &seeded)] {
      let folder = try TemporaryFolder()
      let input = try folder.write(
        ([header] + order).joined(separator: "\n") + "\n", to: "in/hubspot_contacts.csv")
      let cleaning = Cleaning([input], output: folder.path + "/out")
      try cleaning.run()
      results.append(
        try cleaning.contacts().map { contact in
          var contact = contact
          contact["source_records"] =
            "\((contact["source_records"] ?? "").split(separator: ";").count)"
          // The source of an opt-out names its file, which stands in another folder.
          contact["opt_out_source"] = contact["opt_out_source"].map { $0.isEmpty ? "" : "named" }
          return contact
        }.sorted { ($0["contact_id"] ?? "") < ($1["contact_id"] ?? "") })
    }
    #expect(results[0].count == results[1].count)
    for (left, right) in zip(results[0], results[1]) where left != right {
      Issue.record(
        "\(left.filter { right[$0.key] != $0.value })\n\(right.filter { left[$0.key] != $0.value })"
      )
    }
  }
}

/// A small seeded generator, so that a failing case can be had again.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}

import Foundation
import Reports
import Testing

/// The result for the samples, against files that were recorded and looked through.
/// `ROLLCALL_RECORD=1` records them anew.
@Suite struct SampleGoldenTests {
  @Test(arguments: [
    "contacts.csv", "lineage.csv", "rejects.csv", "review.csv", "suppressions.csv",
  ])
  func theResultIsTheRecordedOne(name: String) throws {
    let text = try SampleRun.shared().text(name)
    let path = SampleRun.expected + "/" + name
    if ProcessInfo.processInfo.environment["ROLLCALL_RECORD"] == "1" {
      try Data(text.utf8).write(to: URL(filePath: path))
      return
    }
    let recorded = String(
      decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    guard text != recorded else { return }
    let (new, old) = (
      text.components(separatedBy: "\r\n"), recorded.components(separatedBy: "\r\n")
    )
    let line =
      zip(new, old).enumerated().first { $1.0 != $1.1 }?.offset ?? min(new.count, old.count)
    Issue.record(
      """
      \(name) differs first in line \(line + 1) of \(new.count) (recorded: \(old.count))
      now:      \(line < new.count ? new[line] : "")
      recorded: \(line < old.count ? old[line] : "")
      """)
  }
}

/// The result for the samples, against what is true of them.
@Suite struct SampleTruthTests {
  /// Kinds of cell that mean a number which the row does not tell, or not whole.
  private static let untold: Set<String> = [
    "national_no_country", "scientific", "scientific_lost", "truncated", "too_long",
  ]
  /// The least part of the rows whose numbers are all found. Where it is low, the file has no column of countries and
  /// mixes countries, so that numbers in national form stay unread.
  private static let floors = [
    "amocrm_export.csv": 0.90, "bitrix24_contacts.csv": 0.99, "erp_partners.xml": 0.99,
    "google_contacts.csv.gz": 0.89, "hubspot_contacts.csv": 0.99, "rest_contacts.json": 0.99,
    "salesforce_contacts.csv": 0.98, "taipei_shop_big5.csv": 0.99,
  ]
  /// Rows that are broken on purpose and are no reject all the same, each with its reason.
  private static let kept = [
    // A name with unquoted commas shifts the row; its cells still tell a person.
    "hubspot_contacts.csv:395",
    // A total under the table: a row with a name like any other.
    "taipei_shop_big5.csv:615",
  ]

  @Test func everyRowOfTheTruthIsAccountedFor() throws {
    let run = try SampleRun.shared()
    let truth = try readTable(SampleRun.expected + "/truth.csv")
    #expect(try SampleRun.judged().count == truth.count)
    #expect(try run.cleaning.table("lineage.csv").count == truth.count)
    #expect(run.report.totals.rowsRead == truth.count)
  }

  @Test func numbersThatAreMeantAreFound() throws {
    var found: [String: (all: Int, found: Int)] = [:]
    for row in try SampleRun.judged()
    where !row.isRejected && !row.numbersMeant.isEmpty
      && !Self.untold.contains(row.truth["phone_kind"] ?? "")
    {
      let isFound = row.numbersMeant.isSubset(of: row.numbersFound)
      found[row.truth["source_file"] ?? "", default: (0, 0)].all += 1
      found[row.truth["source_file"] ?? "", default: (0, 0)].found += isFound ? 1 : 0
    }
    #expect(Set(found.keys) == Set(Self.floors.keys))
    for (file, count) in found {
      let share = Double(count.found) / Double(count.all)
      #expect(share >= Self.floors[file] ?? 1, "\(file): \(count.found) of \(count.all)")
    }
    let all = found.values.reduce((0, 0)) { ($0.0 + $1.all, $0.1 + $1.found) }
    #expect(Double(all.1) >= 0.97 * Double(all.0), "\(all.1) of \(all.0)")
  }

  @Test func nobodyWhoOptedOutCanBeMessaged() throws {
    var optedOut = 0
    for row in try SampleRun.judged() where row.truth["opted_out"] == "1" {
      optedOut += 1
      #expect(row.contact["messageable"] != "true", "\(row.place)")
    }
    #expect(optedOut > 300)
  }

  @Test func everyRowThatOptsOutEndsInAnOptedOutContact() throws {
    for row in try SampleRun.judged()
    where row.truth["row_opt_out"] == "1" && !row.isRejected {
      #expect(row.contact["opted_out"] == "true", "\(row.place)")
      #expect(row.contact["consent_tier"] == "none", "\(row.place)")
    }
  }

  @Test func whatIsBrokenIsRejectedAndNothingElse() throws {
    for row in try SampleRun.judged() where !Self.kept.contains(row.place) {
      #expect(row.isRejected == !row.isReadable, "\(row.place)")
    }
  }

  @Test func duplicatesAreFoundAndOthersLeftApart() throws {
    let rows = try SampleRun.judged().filter {
      !$0.isRejected && $0.truth["person"]?.isEmpty == false
    }
    func pairs(_ key: (SampleRun.Judged) -> String) -> Int {
      Dictionary(grouping: rows, by: key).values.reduce(0) { $0 + $1.count * ($1.count - 1) / 2 }
    }
    let meant = pairs { $0.truth["person"] ?? "" }
    let linked = pairs { $0.contact["contact_id"] ?? "" }
    let right = pairs { "\($0.truth["person"] ?? "") \($0.contact["contact_id"] ?? "")" }
    #expect(Double(right) >= 0.96 * Double(linked), "\(right) of \(linked) linked pairs are right")
    #expect(Double(right) >= 0.85 * Double(meant), "\(right) of \(meant) pairs are found")
  }
}

/// Rows read are rows kept, merged and rejected, in the report and in the files.
@Suite struct AccountingTests {
  @Test func everyRowOfEveryFileIsKeptMergedOrRejected() throws {
    let run = try SampleRun.shared()
    let lineage = try run.cleaning.table("lineage.csv")
    for input in run.report.inputs {
      #expect(input.rowsRead == input.kept + input.merged + input.rejected, "\(input.file)")
      for (outcome, count) in [
        ("kept", input.kept), ("merged", input.merged), ("rejected", input.rejected),
      ] {
        let rows = lineage.count { $0["source_file"] == input.file && $0["outcome"] == outcome }
        #expect(rows == count, "\(input.file) \(outcome)")
      }
    }
    let totals = run.report.totals
    #expect(totals.rowsRead == totals.kept + totals.merged + totals.rejected)
    #expect(totals.rowsRead == run.report.inputs.reduce(0) { $0 + $1.rowsRead })
    #expect(totals.rowsRead == lineage.count)
    #expect(try run.cleaning.table("rejects.csv").count == totals.rejected)
  }

  @Test func everyContactIsKeptOnceAndHasARow() throws {
    let run = try SampleRun.shared()
    let ids = try run.cleaning.contacts().map { $0["contact_id"] ?? "" }
    #expect(Set(ids).count == ids.count)
    #expect(ids.count == run.report.totals.contacts)
    let lineage = try run.cleaning.table("lineage.csv")
    let kept = lineage.filter { $0["outcome"] == "kept" }.map { $0["contact_id"] ?? "" }
    #expect(kept.count == ids.count && Set(kept) == Set(ids))
    let named = Set(lineage.map { $0["contact_id"] ?? "" }).subtracting([""])
    #expect(named == Set(ids))
  }

  @Test func everySourceRowStandsInExactlyOneContact() throws {
    let run = try SampleRun.shared()
    let records = try run.cleaning.contacts().flatMap {
      ($0["source_records"] ?? "").components(separatedBy: "; ")
    }
    let places = try run.cleaning.table("lineage.csv").filter { $0["outcome"] != "rejected" }
      .map { "\($0["source_file"] ?? ""):\($0["source_line"] ?? "")" }
    #expect(records.sorted() == places.sorted())
  }
}

import Foundation
import Reports

/// The samples, cleaned once for all tests that look at the result.
struct SampleRun {
  let folder: TemporaryFolder
  let cleaning: Cleaning
  let report: CleanReport

  static let exports = repository + "/Samples/exports"
  static let expected = repository + "/Samples/expected"

  nonisolated(unsafe) private static let made = Result { try SampleRun() }
  private static let allJudged = Result { try shared().judge() }

  static func shared() throws -> SampleRun { try made.get() }

  /// Every row of the truth with its fate. Rows that either side lacks are not there.
  static func judged() throws -> [Judged] { try allJudged.get() }

  private init() throws {
    folder = try TemporaryFolder()
    cleaning = Cleaning([Self.exports], output: folder.path)
    report = try cleaning.run()
  }

  /// A file of the result, with the inputs named as from the root of the repository.
  func text(_ name: String) throws -> String {
    let data = try Data(contentsOf: URL(filePath: folder.path).appending(path: name))
    return String(decoding: data, as: UTF8.self)
      .replacingOccurrences(of: Self.exports + "/", with: "Samples/exports/")
  }

  /// A source row: what is true of it, and what became of it.
  struct Judged {
    var truth: [String: String]
    var lineage: [String: String]
    /// The contact that it became; empty if it was rejected.
    var contact: [String: String]

    var place: String { "\(truth["source_file"] ?? ""):\(truth["source_line"] ?? "")" }
    var isReadable: Bool { truth["readable"] == "1" }
    var isRejected: Bool { lineage["outcome"] == "rejected" }
    var numbersMeant: Set<String> {
      Set((truth["e164"] ?? "").split(separator: ";").map(String.init))
    }
    var numbersFound: Set<String> {
      let others = (contact["other_phones"] ?? "").components(separatedBy: "; ")
      return Set([contact["phone_e164"] ?? ""] + others).subtracting([""])
    }
  }

  private func judge() throws -> [Judged] {
    let contacts = try cleaning.contacts()
    let byID = Dictionary(contacts.map { ($0["contact_id"] ?? "", $0) }) { first, _ in first }
    var lineage: [String: [String: String]] = [:]
    for row in try cleaning.table("lineage.csv") {
      let file = (row["source_file"] ?? "").split(separator: "/").last ?? ""
      lineage["\(file):\(row["source_line"] ?? "")"] = row
    }
    return try readTable(Self.expected + "/truth.csv").compactMap { truth in
      let place = "\(truth["source_file"] ?? ""):\(truth["source_line"] ?? "")"
      return lineage[place].map {
        Judged(truth: truth, lineage: $0, contact: byID[$0["contact_id"] ?? ""] ?? [:])
      }
    }
  }
}

import Contacts
import Foundation
import PhoneNumbers
import Pipeline
import Reports
import Tabular

/// Nobody who watches.
final class Silence: ProgressObserver {
  func advance(stage: String, fraction: Double?) {}
}

/// The rules in `Rules/`, read once for all tests.
enum DeliveredRules {
  static let folder = repository + "/Rules"
  static let shared = Result { () throws(RuleError) in try CleanRules(RuleFiles(folder: folder)) }
}

/// One run of `rollcall clean`, with the delivered rules.
struct Cleaning {
  var inputs: [String]
  var output: String
  var region: String?
  var store: String?
  var rules = DeliveredRules.folder
  var threads = 2
  var isDryRun = false
  var isFresh = false
  /// Small batches make many threads work on a small file.
  var batchBytes: Int?
  var mapping = MappingChoice()

  init(_ inputs: [String], output: String) {
    self.inputs = inputs
    self.output = output
  }

  @discardableResult
  func run() throws(PipelineError) -> CleanReport {
    var reading = ReadOptions()
    if let batchBytes { reading.batchBytes = batchBytes }
    let read: CleanRules
    do throws(RuleError) {
      let isDelivered = rules == DeliveredRules.folder
      read =
        try isDelivered
        ? DeliveredRules.shared.get() : CleanRules(RuleFiles(folder: rules))
    } catch {
      throw PipelineError(error)
    }
    let options = CleanOptions(
      inputs: inputs, region: region.flatMap { Region($0) }, outputFolder: output,
      storePath: store, rules: read, threads: threads, isDryRun: isDryRun,
      isFresh: isFresh, reading: reading, startedAt: "2025-01-01T10:00:00+00:00", version: "test",
      mapping: mapping)
    return try CleanJob(options, progress: Silence()).run()
  }

  /// The rows of a file of the result, by column.
  func table(_ name: String) throws -> [[String: String]] { try readTable(output + "/" + name) }

  func contacts() throws -> [[String: String]] { try table("contacts.csv") }
}

/// The rows of any table, by column.
func readTable(_ path: String) throws -> [[String: String]] {
  var reader = try TableReader(path: path)
  var rows: [[String: String]] = []
  while let batch = try reader.next() {
    let columns = reader.columns
    for row in 0..<batch.count {
      rows.append(
        Dictionary(
          uniqueKeysWithValues: columns.enumerated().map {
            ($1, batch.string(row: row, column: $0))
          }))
    }
  }
  return rows
}

/// A row as CSV; cells must need no quotes.
func csv(_ rows: [[String]]) -> String {
  rows.map { $0.joined(separator: ",") + "\n" }.joined()
}

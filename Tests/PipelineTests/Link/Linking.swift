import Contacts
import Pipeline

/// One run of `rollcall link` on a table of the test.
struct Linking {
  let folder: TemporaryFolder
  var options: LinkOptions

  init(_ table: String, spec: String? = nil, id: String = "id") throws {
    folder = try TemporaryFolder()
    options = LinkOptions(
      input: try folder.write(table, to: "table.csv"), id: id,
      outputPath: folder.path + "/clusters.csv", pairsPath: folder.path + "/pairs.csv",
      rules: RuleFiles(folder: repository + "/Rules"))
    if let spec { options.specPath = try folder.write(spec, to: "link.yaml") }
  }

  /// What the columns are taken for, a line for each kind.
  func lines() throws(PipelineError) -> [String] {
    try LinkJob(options, progress: Silence()).spec.lines
  }

  func yaml() throws(PipelineError) -> String {
    try LinkJob(options, progress: Silence()).spec.yaml
  }

  /// The cluster of each id, in the order of the file.
  func clusters() throws -> [[String]] {
    _ = try LinkJob(options, progress: Silence()).run()
    return try readTable(options.outputPath).map { [$0["rec_id"] ?? "", $0["cluster"] ?? ""] }
  }

  /// Why it fails.
  func failure() -> PipelineError? {
    do throws(PipelineError) {
      _ = try LinkJob(options, progress: Silence()).run()
      return nil
    } catch {
      return error
    }
  }
}

/// A table in CSV whose cells hold no comma.
func csv(_ header: String, _ rows: [[String]]) -> String {
  ([header] + rows.map { $0.joined(separator: ",") }).joined(separator: "\n") + "\n"
}

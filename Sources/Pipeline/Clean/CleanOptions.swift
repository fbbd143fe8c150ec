package import Contacts
package import PhoneNumbers
package import Tabular

/// What `rollcall clean` is asked to do.
package struct CleanOptions {
  /// Files, globs, folders, `-`.
  package var inputs: [String]
  /// Country of numbers for which neither row nor column shows one.
  package var region: Region?
  package var outputFolder: String
  /// The store; `nil`: `rollcall.sqlite` in the output folder.
  package var storePath: String?
  package var rules: RuleFiles
  package var threads: Int
  /// Reads and decides everything, writes nothing.
  package var isDryRun: Bool
  package var reading: ReadOptions
  /// When the run starts, ISO 8601 with offset; stands in the store only.
  package var startedAt: String
  package var version: String

  package init(
    inputs: [String], region: Region?, outputFolder: String, storePath: String?,
    rules: RuleFiles, threads: Int, isDryRun: Bool, reading: ReadOptions, startedAt: String,
    version: String
  ) {
    self.inputs = inputs
    self.region = region
    self.outputFolder = outputFolder
    self.storePath = storePath
    self.rules = rules
    self.threads = threads
    self.isDryRun = isDryRun
    self.reading = reading
    self.startedAt = startedAt
    self.version = version
  }
  /// When the run starts, in Unix seconds; nil if `startedAt` is no time.
  var startSeconds: Int64? { readDate(startedAt, rules: DateRules()).epochSeconds }
}

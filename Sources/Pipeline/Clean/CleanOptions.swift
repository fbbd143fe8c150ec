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
  package var rules: CleanRules
  package var threads: Int
  /// Reads and decides everything, writes nothing.
  package var isDryRun: Bool
  /// Leaves aside what earlier runs read; what they suppressed and what people decided stays.
  package var isFresh: Bool
  package var reading: ReadOptions
  /// When the run starts, ISO 8601 with offset; stands in the store only.
  package var startedAt: String
  package var version: String
  /// How the user wants columns to be mapped.
  package var mapping: MappingChoice

  package init(
    inputs: [String], region: Region?, outputFolder: String, storePath: String?,
    rules: CleanRules, threads: Int, isDryRun: Bool, isFresh: Bool = false, reading: ReadOptions,
    startedAt: String, version: String, mapping: MappingChoice = MappingChoice()
  ) {
    self.inputs = inputs
    self.region = region
    self.outputFolder = outputFolder
    self.storePath = storePath
    self.rules = rules
    self.threads = threads
    self.isDryRun = isDryRun
    self.isFresh = isFresh
    self.reading = reading
    self.startedAt = startedAt
    self.version = version
    self.mapping = mapping
  }
}

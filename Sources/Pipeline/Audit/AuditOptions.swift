package import Contacts

/// What `rollcall audit` is asked to do.
package struct AuditOptions: Sendable {
  package var outputFolder: String
  /// Nil: `rollcall.sqlite` in the output folder.
  package var storePath: String?
  package var rules: RuleFiles
  package var version: String
  /// `YYYY-Www`; nil: the last week that has ended.
  package var week: String?
  /// Nil: as the rules say.
  package var sampleSize: Int?
  /// Nil: the one that the week before has fixed, or a new one.
  package var seed: String?
  /// Compares everything by hashes beside the sample.
  package var withCensus = false
  /// Marks what is defective, so that the next cycle of the sync mends it.
  package var repairs = false

  package init(outputFolder: String, storePath: String?, rules: RuleFiles, version: String) {
    self.outputFolder = outputFolder
    self.storePath = storePath
    self.rules = rules
    self.version = version
  }

  /// The path of the store.
  package var store: String { storePath ?? outputFolder + "/rollcall.sqlite" }
}

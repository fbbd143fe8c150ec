package import Contacts
internal import Linkage

/// All rules of `clean`.
package enum CleanRules {
  package static let fileNames = RuleBook.fileNames + ["linkage.yaml", QualityGates.fileName]

  /// Reads every rules file once.
  ///
  /// - Throws: `RuleError` for the first one that is wrong.
  package static func check(_ files: RuleFiles) throws(RuleError) {
    _ = try RuleBook(files)
    _ = try LinkageRules(files.open("linkage.yaml"))
    _ = try QualityGates(files.open(QualityGates.fileName))
  }
}

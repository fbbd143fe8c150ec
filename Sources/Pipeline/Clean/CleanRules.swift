package import Contacts

/// All rules of `clean`.
package enum CleanRules {
  package static let fileNames = RuleBook.fileNames + ["linkage.yaml"]

  /// Reads every rules file once.
  ///
  /// - Throws: `RuleError` for the first one that is wrong.
  package static func check(_ files: RuleFiles) throws(RuleError) {
    _ = try AssemblyRules(files)
  }
}

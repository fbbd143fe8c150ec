package import Contacts
internal import Linkage

/// All rules that a result is made by.
package struct CleanRules: Sendable {
  package let book: RuleBook
  let linkage: LinkageRules
  let gates: QualityGates

  /// - Throws: `RuleError` for the first file that is wrong.
  package init(_ files: RuleFiles) throws(RuleError) {
    book = try RuleBook(files)
    linkage = try LinkageRules(files.open("linkage.yaml"))
    gates = try QualityGates(files.open(QualityGates.fileName))
  }

  package static let fileNames = RuleBook.fileNames + ["linkage.yaml", QualityGates.fileName]
}

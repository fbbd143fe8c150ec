package import Contacts
internal import DeltaSync
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

  /// The rules files, with the profiles that are found.
  package static func names(_ files: RuleFiles) -> [String] {
    fileNames
      + files.names(in: VendorProfiles.folder).map { "\(VendorProfiles.folder)/\($0)" }
      + files.names(in: Connector.folder).map { "\(Connector.folder)/\($0)" }
  }

  /// Reads every rules file once, and a mapping file if one is named.
  ///
  /// - Throws: `RuleError` for the first one that is wrong.
  package static func check(_ files: RuleFiles, mapping: String? = nil) throws(RuleError) {
    let rules = try CleanRules(files).book
    for name in Connector.names(files) { _ = try Connector.open(name, files) }
    if let mapping {
      _ = try MappingFile(RuleFiles.read(mapping), profiles: rules.profiles.names)
    }
  }
}

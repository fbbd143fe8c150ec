internal import Audit
package import Contacts
internal import DeltaSync

/// All rules files, of every job.
package enum RuleCheck {
  /// The rules files, with the profiles that are found.
  package static func names(_ files: RuleFiles) -> [String] {
    CleanRules.fileNames + [SyncRules.fileName, AuditRules.fileName]
      + files.names(in: VendorProfiles.folder).map { "\(VendorProfiles.folder)/\($0)" }
      + files.names(in: Connector.folder).map { "\(Connector.folder)/\($0)" }
  }

  /// Reads every rules file once, and a mapping file if one is named.
  ///
  /// - Throws: `RuleError` for the first one that is wrong.
  package static func check(_ files: RuleFiles, mapping: String? = nil) throws(RuleError) {
    let rules = try CleanRules(files).book
    _ = try SyncRules(files.open(SyncRules.fileName))
    _ = try AuditRules(files.open(AuditRules.fileName))
    for name in Connector.names(files) { _ = try Connector.open(name, files) }
    if let mapping {
      _ = try MappingFile(RuleFiles.read(mapping), profiles: rules.profiles.names)
    }
  }
}

package import DeltaSync
internal import Store

extension StoredSync {
  /// The identifiers of the records that a side had when it was last read, but of those that it has told to be deleted.
  package func recordIDs(_ side: Side) throws -> Set<String> {
    let records = try tables.recordIDs(isCRM: side == .crm)
    return Set(
      records.filter { record in
        switch SideState(encoded: record.state) {
        case .asBase, .present: !WriteRequest.isProvisional(record.id)
        case .missing, .deleted, nil: false
        }
      }.map(\.id))
  }
}

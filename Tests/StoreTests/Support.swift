@testable import Store

/// A whole run of a test, with no inputs of its own.
struct RunRow {
  var startedAt: String
  var version: String
  var numberingPlan: String
  var inputs: String
  var rowsRead: Int
  var contacts: Int
  var merged: Int
  var rejected: Int
}

extension ContactStore {
  func record(_ run: RunRow, _ body: (RunWriter) throws -> Void) throws {
    let start = RunStart(
      kind: .clean, startedAt: run.startedAt, version: run.version,
      numberingPlan: run.numberingPlan, inputs: run.inputs)
    try record(start) { store in
      try store.writeResult(body)
      let totals = RunTotals(
        rowsRead: run.rowsRead, contacts: run.contacts, merged: run.merged, rejected: run.rejected)
      try store.finish(totals, report: [])
    }
  }

  func suppressions() throws -> [SuppressionRow] {
    try queue.read { try ContactStore.fetchSuppressions($0) }
  }

  func erasedAddresses() throws -> ErasedAddresses {
    try queue.read { try ErasedAddresses($0) }
  }
}

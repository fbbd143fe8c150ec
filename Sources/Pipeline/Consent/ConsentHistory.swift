package import PhoneNumbers
package import Store

/// `rollcall consent`: the history of an address in the ledger, and what holds now.
package struct ConsentHistory: Sendable {
  package var query: AddressQuery
  package var record: AddressRecord

  /// - Throws: `PipelineError` if the store is missing or cannot be read, or knows nothing of the address.
  package static func find(
    _ text: String, region: Region?, storePath: String
  ) throws(PipelineError) -> ConsentHistory {
    let store = try openStore(storePath)
    let query = AddressQuery(text, region: region)
    guard query.kind != .other else {
      throw PipelineError(
        .usage,
        "'\(text)' is neither a number nor an e-mail address; write a number with its country code "
          + "(+49 171 …), or give the country with --country")
    }
    let record = try asking { () throws(StoreError) in try store.record(of: query.address) }
    guard !record.isEmpty else {
      throw PipelineError(
        .missingInput,
        "\(query.address): neither a contact nor the ledger of \(storePath) has it")
    }
    return ConsentHistory(query: query, record: record)
  }

  /// Walks through the ledger of a store and looks for an entry that is not what was written.
  package static func verify(storePath: String) throws(PipelineError) -> LedgerCheck {
    let store = try openStore(storePath)
    return try asking { () throws(StoreError) in try store.checkLedger() }
  }

  /// What holds now, the strictest first.
  package enum State: String, Sendable {
    case erased, messageable
    case optedOut = "opted_out"
    /// Another contact with the address opted out, or one that is gone.
    case suppressed
    case notMessageable = "not_messageable"
    /// Ledger alone: no contact of the last run has the address.
    case gone
  }

  package var state: State {
    if record.erasedAt != nil { return .erased }
    if !record.holders.isEmpty, record.holders.allSatisfy(\.isOptedOut) { return .optedOut }
    if record.holders.contains(where: \.isMessageable) { return .messageable }
    if !record.suppressions.isEmpty { return .suppressed }
    return record.holders.isEmpty ? .gone : .notMessageable
  }
}

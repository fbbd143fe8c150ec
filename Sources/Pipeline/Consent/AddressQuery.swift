internal import Contacts
internal import Foundation
package import PhoneNumbers
internal import Store

/// A number or an e-mail address as a user types it, in the form in which the store holds it.
package struct AddressQuery: Sendable, Equatable {
  /// E.164, or the e-mail address in its normal form; the text itself where it is neither.
  package var address: String
  package var kind: Kind

  package enum Kind: String, Sendable {
    case phone, email
    /// Neither: perhaps the id of a contact.
    case other
  }

  /// - Parameters:
  ///   - text: in any spelling that `rollcall numbers` reads.
  ///   - region: the country of a number without a calling code.
  package init(_ text: String, region: Region?) {
    let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
    if text.contains("@"), let email = readEmails(text).first {
      address = email.address
      kind = .email
      return
    }
    let reading = readPhoneCell(text, defaultRegion: region)
    if let number = reading.number, reading.status == .valid || reading.status == .repaired {
      address = number.e164
      kind = .phone
    } else {
      address = text
      kind = .other
    }
  }
}

/// Opens a store that must be there.
func openStore(_ path: String, isReadOnly: Bool = false) throws(PipelineError) -> ContactStore {
  guard FileManager.default.fileExists(atPath: path) else {
    throw PipelineError(
      .missingInput,
      "\(path): no such store; name the rollcall.sqlite that rollcall clean wrote with --store")
  }
  return try asking { () throws(StoreError) in
    try ContactStore(path: path, isReadOnly: isReadOnly)
  }
}

/// Asks a store; its errors become those of the job.
func asking<Answer>(
  _ question: () throws(StoreError) -> Answer
) throws(PipelineError) -> Answer {
  do throws(StoreError) {
    return try question()
  } catch {
    throw PipelineError(error)
  }
}

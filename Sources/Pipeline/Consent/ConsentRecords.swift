internal import Contacts
internal import Foundation
internal import PhoneNumbers
internal import Store

/// What a contact adds to the ledger and to the suppressions: a row for each of its addresses.
struct ConsentRecords {
  private(set) var ledger: [ConsentRow] = []
  private(set) var suppressions: [SuppressionRow] = []

  init(_ contact: GoldenContact, rules: ConsentRules) {
    let claim = contact.consent.claim
    guard claim.isOptedOut || claim.tier != nil || !claim.optOutChannels.isEmpty else { return }
    var addresses = contact.phones.map { ($0.number.e164, "phone") }
    contact.forEachEmail { email in
      let text = email.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
      addresses.append((text, "email"))
    }
    let scope = claim.optOutChannels.text
    for (address, kind) in addresses {
      ledger.append(Self.entry(contact, address, kind, rules))
      guard Self.suppresses(claim, kind) else { continue }
      suppressions.append(
        SuppressionRow(
          address: address, kind: kind, scope: scope, since: contact[.optOutAt],
          source: contact[.optOutSource], contactID: contact[.contactID],
          recordKey: contact.optOutKey))
    }
    if suppressions.isEmpty, claim.isOptedOut || !scope.isEmpty {
      // Nothing to suppress today; the contact's id keeps the opt-out for the day when it has an address.
      suppressions.append(
        SuppressionRow(
          address: "", kind: "contact", scope: scope, since: contact[.optOutAt],
          source: contact[.optOutSource], contactID: contact[.contactID],
          recordKey: contact.optOutKey))
    }
  }

  /// Whoever may not be messaged is so at every address; else an opt-out holds where its channels lead.
  private static func suppresses(_ claim: ConsentClaim, _ kind: String) -> Bool {
    let channels = claim.optOutChannels
    if claim.isOptedOut { return true }
    return kind == "phone"
      ? !channels.isDisjoint(with: .byNumber) : !channels.subtracting(.byNumber).isEmpty
  }

  /// The header that stated an opt-out, behind the name of its file: `crm.csv: Opt out`.
  private static func header(in source: String) -> String {
    source.range(of: ": ", options: .backwards).map { String(source[$0.upperBound...]) } ?? source
  }

  private static func entry(
    _ contact: GoldenContact, _ address: String, _ kind: String, _ rules: ConsentRules
  ) -> ConsentRow {
    let claim = contact.consent.claim
    var row = ConsentRow(
      contactID: contact[.contactID], address: address, kind: kind, tier: contact[.consentTier],
      isOptedOut: false, effectiveAt: contact[.consentAt],
      source: contact[.sourceRecords], proof: contact[.consentProof],
      channel: claim.consentChannels.text, purpose: claim.effectiveTier.purpose)
    // Where messages may be sent but e-mail is refused, the e-mail address says so.
    if claim.isOptedOut || (kind == "email" && claim.optOutChannels.contains(.email)) {
      row.tier = ConsentTier.none.name
      row.isOptedOut = true
      row.effectiveAt = contact[.optOutAt]
      row.source = contact[.optOutSource]
      row.channel = claim.optOutChannels.text
      row.purpose = rules.purpose(of: Self.header(in: row.source))
    }
    return row
  }
}

extension ConsentTier {
  /// What messages of the tier may be about.
  fileprivate var purpose: String { self == .none ? "all" : name }
}

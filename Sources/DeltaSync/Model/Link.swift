/// One contact on both sides: the identifiers it has there, what both sides agreed on, and what either says now.
///
/// A link of which both records are gone stays as a tombstone with its keys and its consent, so that a record which is
/// made again is known, and an opt-out outlives the deletion.
package struct Link: Sendable, Hashable {
  /// Ascending from 1; negative before it was stored.
  package var id: Int64
  package var remoteIDs = Sides<String?>(crm: nil, messaging: nil)
  /// The values that both sides had when they last agreed, field by field.
  package var base = FieldValues()
  /// What is known of either side.
  package var states = Sides<SideState>(crm: .missing, messaging: .missing)
  /// Consent that came with a record which was merged into this one.
  package var carriedConsent: ConsentState?
  /// Numbers and ids that a side had for it before: a late message from one of them is still this contact's.
  package var formerKeys: Set<IdentityKey> = []
  /// How often a record was made for it: part of the idempotency key.
  package var generation = 0

  package init(id: Int64) { self.id = id }

  /// What the side has now; nil where it has no record.
  package func values(on side: Side) -> FieldValues? {
    switch states[side] {
    case .missing, .deleted: nil
    case .asBase: base
    case .present(let values, _): values
    }
  }

  /// Whether one of the sides differs from what was agreed, so that there is something to plan.
  package var isPending: Bool {
    if isTombstone { return false }
    return states.crm != .asBase || states.messaging != .asBase || carriedConsent != nil
  }

  /// Whether both records are gone.
  package var isTombstone: Bool {
    values(on: .crm) == nil && values(on: .messaging) == nil
  }

  /// The keys by which a record of either side is known to be this contact.
  package var keys: Set<IdentityKey> {
    var keys = IdentityKey.keys(of: base)
    for side in Side.allCases {
      if case .present(let values, _) = states[side] {
        keys.formUnion(IdentityKey.keys(of: values))
      }
    }
    return keys
  }
}

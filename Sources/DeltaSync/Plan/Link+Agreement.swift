extension Link {
  /// When the side says that its record was changed.
  func time(on side: Side) -> Instant {
    if case .present(_, let at) = states[side] { return at }
    return .distantPast
  }

  /// Consents that hold for the contact beside what its records say.
  var claims: [ConsentState] { carriedConsent.map { [$0] } ?? [] }

  /// Takes into the base what both sides are known to have, and forgets what is the base on both.
  package mutating func settle(_ fields: [SyncField]) {
    guard let crm = values(on: .crm), let messaging = values(on: .messaging) else { return }
    let before = IdentityKey.keys(of: base)
    for field in fields where crm[field] == messaging[field] { base[field] = crm[field] }
    formerKeys = formerKeys.union(before).subtracting(IdentityKey.keys(of: base))
    guard fields.allSatisfy({ crm[$0] == messaging[$0] }) else { return }
    states = Sides(crm: .asBase, messaging: .asBase)
    let agreed = ConsentState(text: base[.consent])
    if ConsentState.mostRestrictive([agreed] + claims) == agreed || !fields.contains(.consent) {
      carriedConsent = nil
    }
  }

  /// Keeps of a contact whose records are gone only what it is known by, and its consent.
  package mutating func becomeTombstone() {
    var kept = FieldValues()
    for field in [
      SyncField.fullName, .firstName, .lastName, .phone, .whatsAppID, .businessScopedID, .email,
    ] {
      kept[field] = base[field]
    }
    let consents = claims + [ConsentState(text: base[.consent])].filter { $0 != .unknown }
    kept[.consent] = consents.isEmpty ? "" : ConsentState.mostRestrictive(consents).text
    base = kept
    carriedConsent = nil
    remoteIDs = Sides(crm: nil, messaging: nil)
    states = Sides(crm: .missing, messaging: .missing)
  }
}

/// What one field shall be on both sides.
struct FieldMerge: Equatable {
  /// Nil where a person must decide.
  var value: String?
  /// What kind of conflict this decides; nil where only one side changed, or both in the same way.
  var conflict: Conflict.Kind?
  var reason: String

  /// Three-way merge of a field.
  ///
  /// - Parameters:
  ///   - base: what both sides had when they last agreed; empty where they never did.
  ///   - claims: further consents that hold for the contact.
  init(
    _ rule: FieldRule, base: String, crm: String, messaging: String,
    times: Sides<Instant>, claims: [ConsentState] = []
  ) {
    if rule.field == .consent {
      self.init(consent: base, crm: crm, messaging: messaging, claims: claims)
    } else if crm == messaging {
      self.init(value: crm, conflict: nil, reason: "both sides have it")
    } else if messaging == base {
      self.init(value: crm, conflict: nil, reason: "crm changed it")
    } else if crm == base {
      self.init(value: messaging, conflict: nil, reason: "messaging changed it")
    } else if rule.policy == .union {
      self.init(
        value: Self.union(base: base, crm, messaging), conflict: nil,
        reason: "what both sides added, without what either removed")
    } else {
      self.init(conflict: base, crm: crm, messaging: messaging, rule.policy, times)
    }
  }

  private init(value: String?, conflict: Conflict.Kind?, reason: String) {
    self.value = value
    self.conflict = conflict
    self.reason = reason
  }

  private init(
    conflict base: String, crm: String, messaging: String, _ policy: FieldPolicy,
    _ times: Sides<Instant>
  ) {
    let kind: Conflict.Kind = base.isEmpty ? .neverAgreed : .bothChanged
    switch policy {
    case .crm, .union, .mostRestrictive:
      self.init(value: crm, conflict: kind, reason: "the CRM's value goes first")
    case .messaging:
      self.init(value: messaging, conflict: kind, reason: "the platform's value goes first")
    case .mostRecent:
      let isCRM = times.crm >= times.messaging
      self.init(
        value: isCRM ? crm : messaging, conflict: kind,
        reason: "\(isCRM ? "crm" : "messaging") was changed last")
    case .ask:
      self.init(value: nil, conflict: kind, reason: "a person must decide")
    }
  }

  private init(consent base: String, crm: String, messaging: String, claims: [ConsentState]) {
    let (left, right) = (ConsentState(text: crm), ConsentState(text: messaging))
    let merged = ConsentState.merge(
      base: base.isEmpty ? nil : ConsentState(text: base), left, right, claims: claims
    ).text
    var conflict: Conflict.Kind?
    if crm != merged, crm != base, !crm.isEmpty {
      conflict = .optOutStands
    } else if messaging != merged, messaging != base, !messaging.isEmpty {
      conflict = .optOutStands
    }
    self.init(
      value: merged, conflict: conflict,
      reason: conflict == nil
        ? "consent follows the side that changed it" : "the most restrictive consent holds")
  }

  /// Three-way merge of sets. It does not depend on which side is which.
  private static func union(base: String, _ crm: String, _ messaging: String) -> String {
    let before = FieldValues.members(base)
    let (left, right) = (FieldValues.members(crm), FieldValues.members(messaging))
    let removed = before.subtracting(left.intersection(right))
    return FieldValues.set(left.union(right).subtracting(removed))
  }
}

/// Decides what is to be done about a contact. A pure function of its state and the rules: for any base, once the
/// actions are done both sides are equal in every field that the rules carry and need no person for.
package struct Planner: Sendable {
  package var rules: SyncRules

  package init(rules: SyncRules) { self.rules = rules }

  package func plan(_ link: Link) -> LinkPlan {
    var plan = LinkPlan(link: link)
    switch (link.values(on: .crm), link.values(on: .messaging)) {
    case (nil, nil):
      plan.link.becomeTombstone()
    case (let crm?, let messaging?):
      merge(crm, messaging, in: &plan)
    case (let values?, nil):
      complete(.messaging, from: values, in: &plan)
    case (nil, let values?):
      complete(.crm, from: values, in: &plan)
    }
    return plan
  }
}

// MARK: - Both sides have it

extension Planner {
  private func merge(_ crm: FieldValues, _ messaging: FieldValues, in plan: inout LinkPlan) {
    let times = Sides(crm: plan.link.time(on: .crm), messaging: plan.link.time(on: .messaging))
    var changes = Sides<[FieldChange]>(crm: [], messaging: [])
    var reasons: [SyncField: String] = [:]
    for rule in rules.fields {
      let field = rule.field
      let merged = FieldMerge(
        rule, base: plan.link.base[field], crm: crm[field], messaging: messaging[field],
        times: times, claims: plan.link.claims)
      record(merged, rule, crm[field], messaging[field], in: &plan)
      guard let value = merged.value else { continue }
      if crm[field] == value, messaging[field] == value { continue }
      reasons[field] = merged.reason
      for (side, known) in [(Side.crm, crm), (.messaging, messaging)] where known[field] != value {
        changes[side].append(FieldChange(field, old: known[field], new: value))
      }
    }
    for side in Side.allCases where !changes[side].isEmpty {
      guard let id = plan.link.remoteIDs[side] else { continue }
      var action = Action(
        linkID: plan.link.id, side: side, kind: .update(id: id, changes[side]),
        reason: "the other side has something else")
      for change in changes[side] { action.fieldReasons[change.field] = reasons[change.field] }
      plan.actions.append(action)
    }
    plan.link.settle(rules.fields.map(\.field))
  }

  private func record(
    _ merged: FieldMerge, _ rule: FieldRule, _ crm: String, _ messaging: String,
    in plan: inout LinkPlan
  ) {
    guard let kind = merged.conflict else { return }
    plan.conflicts.append(
      Conflict(
        linkID: plan.link.id, kind: kind, field: rule.field, crm: crm, messaging: messaging,
        resolution: merged.value, rule: rule.policy.rawValue))
  }
}

// MARK: - One side has it

extension Planner {
  /// `side` has no record: it gets one, or the other side's goes too.
  private func complete(_ side: Side, from values: FieldValues, in plan: inout LinkPlan) {
    if case .deleted(let winner) = plan.link.states[side] {
      let edited = rules.fields.map(\.field).filter { values[$0] != plan.link.base[$0] }
      let isGone =
        winner != nil || edited.isEmpty && rules.deletions[side] == .propagate
      recordDeletion(side, winner: winner, edited: edited, values, isGone: isGone, in: &plan)
      if isGone {
        if let id = plan.link.remoteIDs[side.other] {
          let reason =
            winner == nil
            ? "\(side.rawValue) deleted it" : "\(side.rawValue) merged it into another contact"
          plan.actions.append(
            Action(
              linkID: plan.link.id, side: side.other,
              kind: .delete(
                id: id,
                rules.fields.map { FieldChange($0.field, old: values[$0.field], new: "") }),
              reason: reason))
        }
        return
      }
      plan.link.remoteIDs[side] = nil
    }
    create(side, from: values, in: &plan)
  }

  private func create(_ side: Side, from values: FieldValues, in plan: inout LinkPlan) {
    let target = target(from: values, of: side.other, in: &plan)
    let changes = rules.fields.map(\.field).filter { !target[$0].isEmpty }
      .map { FieldChange($0, old: "", new: target[$0]) }
    plan.actions.append(
      Action(
        linkID: plan.link.id, side: side, kind: .create(changes),
        reason: "\(side.rawValue) does not have it"))
    let corrections = rules.fields.map(\.field).filter { target[$0] != values[$0] }
      .map { FieldChange($0, old: values[$0], new: target[$0]) }
    if !corrections.isEmpty, let id = plan.link.remoteIDs[side.other] {
      plan.actions.append(
        Action(
          linkID: plan.link.id, side: side.other, kind: .update(id: id, corrections),
          reason: "an earlier opt-out of this person stands"))
    }
  }

  /// What both sides shall have where one has no record: its values, but the consent that earlier claims leave of it.
  private func target(
    from values: FieldValues, of side: Side, in plan: inout LinkPlan
  ) -> FieldValues {
    var target = values
    guard let rule = rules.rule(for: .consent) else { return target }
    let base = plan.link.base[.consent]
    let own = values[.consent]
    let merged = FieldMerge(
      rule, base: base, crm: own, messaging: own,
      times: Sides(crm: .distantPast, messaging: .distantPast), claims: plan.link.claims)
    record(merged, rule, own, own, in: &plan)
    target[.consent] = merged.value ?? own
    return target
  }

  private func recordDeletion(
    _ side: Side, winner: String?, edited: [SyncField], _ values: FieldValues, isGone: Bool,
    in plan: inout LinkPlan
  ) {
    guard !edited.isEmpty else { return }
    for field in edited {
      let known = Sides(
        crm: side == .crm ? "" : values[field], messaging: side == .messaging ? "" : values[field])
      plan.conflicts.append(
        Conflict(
          linkID: plan.link.id, kind: winner == nil ? .editedAndDeleted : .editedAndMerged,
          field: field, crm: known.crm, messaging: known.messaging,
          resolution: isGone ? "" : values[field],
          rule: winner == nil ? "an edit outlives a deletion" : "a merge stands"))
    }
  }
}

/// A plan for a person to read: what would change, by field, from what to what, and why.
package enum PlanText {
  /// The lines of one contact; empty where there is nothing to say.
  package static func lines(_ plan: LinkPlan) -> [String] {
    guard !plan.actions.isEmpty || !plan.conflicts.isEmpty else { return [] }
    var lines: [String] = []
    for action in plan.actions {
      let (verb, changes) = parts(action.kind)
      let why = action.fieldReasons.isEmpty ? " (\(action.reason))" : ""
      lines.append("\(action.side.rawValue): \(verb) \(name(plan.link))\(why)")
      for change in changes {
        let reason = action.fieldReasons[change.field].map { " (\($0))" } ?? ""
        lines.append(
          "    \(change.field.rawValue): \(shown(change.old, change.field)) → "
            + shown(change.new, change.field) + reason)
      }
    }
    for conflict in plan.conflicts {
      lines.append(
        "conflict at \(name(plan.link)), \(conflict.field?.rawValue ?? "record"): "
          + "crm \(shown(conflict.crm, conflict.field)), "
          + "messaging \(shown(conflict.messaging, conflict.field)); "
          + (conflict.resolution.map { "\(shown($0, conflict.field)) by '\(conflict.rule)'" }
            ?? "a person must decide"))
    }
    return lines
  }

  private static func parts(_ kind: Action.Kind) -> (String, [FieldChange]) {
    switch kind {
    case .create(let changes): ("create", changes)
    case .update(let id, let changes): ("update \(id)", changes)
    case .delete(let id, _): ("delete \(id)", [])
    }
  }

  private static func name(_ link: Link) -> String {
    let values = link.values(on: .crm) ?? link.values(on: .messaging) ?? link.base
    let name =
      values[.fullName].isEmpty
      ? [values[.firstName], values[.lastName]].filter { !$0.isEmpty }.joined(separator: " ")
      : values[.fullName]
    return name.isEmpty ? link.remoteIDs.crm ?? link.remoteIDs.messaging ?? "?" : name
  }

  private static func shown(_ text: String, _ field: SyncField?) -> String {
    if text.isEmpty { return "(empty)" }
    switch field?.kind {
    case .set: return text.split(separator: FieldValues.setSeparator).joined(separator: ", ")
    case .consent:
      return text.split(separator: "|", omittingEmptySubsequences: true).joined(separator: ", ")
    default: return text
    }
  }
}

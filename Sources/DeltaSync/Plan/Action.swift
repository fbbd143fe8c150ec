/// One field of an update: what stands there and what is to stand there.
package struct FieldChange: Sendable, Hashable, Codable {
  package var field: SyncField
  /// What the side is known to have. A side that can compare refuses the change if it has something else.
  package var old: String
  package var new: String

  package init(_ field: SyncField, old: String, new: String) {
    self.field = field
    self.old = old
    self.new = new
  }
}

/// What is to be done to the record of one contact on one side.
package struct Action: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case create([FieldChange])
    case update(id: String, [FieldChange])
    /// With the values that the record is known to have: a side that can compare keeps one that was changed since.
    case delete(id: String, [FieldChange])
  }

  package var linkID: Int64
  package var side: Side
  package var kind: Kind
  /// Why, for a person to read.
  package var reason: String
  /// Why each field of an update changes.
  package var fieldReasons: [SyncField: String] = [:]
}

/// What is to be done about one contact, and why.
package struct LinkPlan: Sendable, Hashable {
  /// The contact with what both sides agree on already taken into the base.
  package var link: Link
  package var actions: [Action] = []
  package var conflicts: [Conflict] = []

  package init(link: Link) { self.link = link }
}

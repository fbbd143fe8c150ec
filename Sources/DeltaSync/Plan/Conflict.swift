/// Two changes that cannot both hold, and what was decided. It keeps the value that lost.
package struct Conflict: Sendable, Hashable, Codable {
  package enum Kind: String, Sendable, Codable {
    /// Both sides changed the field, each in its own way.
    case bothChanged = "both_changed"
    /// The sides differ and nothing tells which of them changed.
    case neverAgreed = "never_agreed"
    /// An opt-in without newer proof against an opt-out.
    case optOutStands = "opt_out_stands"
    /// One side deleted the contact, the other changed it.
    case editedAndDeleted = "edited_and_deleted"
    /// A person merged the contact into another on one side, while the other changed it.
    case editedAndMerged = "edited_and_merged"
  }

  package var linkID: Int64
  package var kind: Kind
  /// Nil where the whole record is meant.
  package var field: SyncField?
  package var crm: String
  package var messaging: String
  /// The value that holds now; nil where a person must decide.
  package var resolution: String?
  /// Which rule decided.
  package var rule: String

  /// The same conflict, met again, has the same key.
  package var key: String {
    [
      "\(linkID)", kind.rawValue, field?.rawValue ?? "", crm, messaging, resolution ?? "\u{1D}",
    ].joined(separator: "\u{1E}")
  }
}

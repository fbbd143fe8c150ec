/// What a column means for linkage, and so how its values are folded, compared and blocked on.
public enum ColumnKind: String, Sendable, CaseIterable {
  /// The whole name of a person, its parts in any order. Several values are aliases.
  case name
  /// A telephone number, best in E.164: agreeing is strong, unless many people share the line.
  case phone
  /// An e-mail address: agreeing is strong, unless many people share the mailbox.
  case email
  /// An organisation: agreeing adds, differing says nothing (people change jobs).
  case company
  /// A postal address: agreeing adds, differing says nothing (people move).
  case address
  /// A date that does not change, best in ISO 8601; it may be mistyped. Where the table shows that one
  /// entity hardly ever has two that are far apart, such two are two entities.
  case date
  /// A person's birthday: a date, and two of them are two people.
  case birthday
  /// A number that belongs to one entity: agreeing merges, whatever the names say.
  case identifier
  /// An attribute of which an entity has one value only: two different values veto.
  case exclusive
  /// Which list a row comes from: two rows of one list are never joined.
  case source
  /// Anything else: agreeing adds a little.
  case text

  /// Whether agreeing values reach one person.
  var isKey: Bool { self == .phone || self == .email }
}

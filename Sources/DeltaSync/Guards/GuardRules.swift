internal import Contacts

/// When a run stops before it has written anything.
package struct GuardRules: Sendable {
  /// More deletions than this stop the run…
  package var deletions = 50
  /// … or more than this part of all contacts, in per cent, if they are more than `few`.
  package var deletionsPercent = 5.0
  /// Conflicts of more than this part of the changed contacts, in per cent, if they are more than `few`.
  package var conflictsPercent = 30.0
  /// The clock may go back by so much, or differ from that of a side by so much.
  package var clockSeconds = 600.0
  /// A side that counts its records may have lost this part of those known, in per cent.
  package var missingPercent = 20.0
  /// Rows that cannot be read of those that a side told, in per cent, if they are more than `few`.
  package var unreadPercent = 5.0
  /// So few of anything are never out of the ordinary.
  package var few = 10

  package init() {}

  init(_ node: RuleNode) throws(RuleError) {
    let keys = try node.entries(
      allowed: [
        "deletions", "deletions_percent", "conflicts_percent", "clock_seconds", "missing_percent",
        "unread_percent", "few",
      ])
    let most = 0...1_000_000_000
    deletions = try keys["deletions"]?.integer(in: most) ?? deletions
    deletionsPercent = try keys["deletions_percent"]?.double(in: 0...100) ?? deletionsPercent
    conflictsPercent = try keys["conflicts_percent"]?.double(in: 0...100) ?? conflictsPercent
    clockSeconds = try keys["clock_seconds"]?.double(in: 0...86_400) ?? clockSeconds
    missingPercent = try keys["missing_percent"]?.double(in: 0...100) ?? missingPercent
    unreadPercent = try keys["unread_percent"]?.double(in: 0...100) ?? unreadPercent
    few = try keys["few"]?.integer(in: most) ?? few
  }
}

/// A full reading of one side: every contact, conversation and message that it has, as it is at one time.
///
/// It is read more than once, table by table, and must give the same rows each time. A reader that asks an interface
/// over the network keeps its answers for that; a page that cannot be read whole is an error, never fewer rows.
package protocol AuditSource {
  var side: AuditSide { get }

  /// When the reading was made, or began.
  ///
  /// - Throws: `AuditSourceError`.
  func takenAt() throws -> Moment

  /// Hands over every row of a table.
  ///
  /// - Parameter columns: what must be told of each row; where a reading lacks one altogether, that is an error.
  /// - Throws: `AuditSourceError`, or what `body` throws.
  func read(
    _ table: AuditTable, columns: [AuditColumn], _ body: (AuditRow) throws -> Void) throws
}

/// A row of a reading.
package struct AuditRow {
  package var cells: AuditCells
  /// Where it stands, such as `messages.csv:12`.
  package var place: String

  package init(place: String, cells: @escaping AuditCells) {
    self.cells = cells
    self.place = place
  }
}

/// A side that cannot be read, or not whole: there is no verdict then.
package struct AuditSourceError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Kind: Sendable {
    /// The side cannot be reached.
    case unavailable
    /// A part of the reading is not there.
    case missing
    /// The reading is damaged, not whole, or was made too early.
    case malformed
  }

  package var kind: Kind
  /// What is wrong, where, and how to mend it.
  package var description: String

  package init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }
}

internal import Contacts
internal import Foundation
internal import Store

/// `rollcall explain`: what the store knows of a contact, and why its rows were joined.
package struct Explanation: Sendable, Equatable {
  package var contactID: String
  /// Columns of `contacts.csv` that hold something, in their order.
  package var values: [Value]
  /// Where the values that stand in cells come from, in the order of the columns; empty where an earlier version wrote
  /// the store.
  package var origins: [FieldOrigin] = []
  /// In the order in which they were read; the first was kept, the others joined to it.
  package var rows: [Row]

  package struct Value: Sendable, Equatable {
    package var column: String
    package var text: String
  }

  package struct Row: Sendable, Equatable {
    /// `file:line`.
    package var place: String
    package var sourceID: String
    /// Of the merge; 1 for the row that the others were joined to.
    package var probability: Double
    /// Nil for the row that the others were joined to.
    package var reason: MergeReason?
  }

  /// A row that became no contact.
  package struct Reject: Sendable, Equatable {
    package var place: String
    package var reason: String
  }

  /// The join that is least sure: what to look at first where the contact may be two people.
  package var weakest: Row? {
    rows.filter { $0.reason != nil }.min { $0.probability < $1.probability }
  }

  /// Everything in a store that a contact id, a source's id, `file:line`, a number or an e-mail
  /// address means.
  ///
  /// - Parameter limit: contacts whose values are traced to their cells.
  /// - Throws: `PipelineError` if the store is missing or cannot be read, or nothing is meant.
  package static func find(
    _ query: String, storePath: String, rules: CleanRules, limit: Int = 20
  ) throws(PipelineError) -> (contacts: [Explanation], rejects: [Reject]) {
    guard FileManager.default.fileExists(atPath: storePath) else {
      throw PipelineError(
        .missingInput,
        "\(storePath): no such store; name the rollcall.sqlite that rollcall clean wrote with --store"
      )
    }
    do {
      let store = try ContactStore(path: storePath, isReadOnly: true)
      let finder = try SourceRowFinder(store, rules: rules.book)
      let contacts = try store.contacts(meantBy: query).enumerated().map { index, contact in
        let lineage = try store.lineage(contactID: contact.contactID)
        var explanation = Explanation(
          contactID: contact.contactID,
          values: contact.values.map { Value(column: $0.column, text: $0.text) },
          rows: lineage.map { row in
            Row(
              place: "\(row.sourceFile):\(row.sourceLine)", sourceID: row.sourceID,
              probability: row.probability, reason: MergeReason(row.reason))
          })
        if index < limit {
          explanation.origins = FieldOrigin.find(
            explanation.values, in: try lineage.compactMap(finder.row),
            rules: rules.book.survivorship)
        }
        return explanation
      }
      let rejects = try store.rejects(meantBy: query).map {
        Reject(place: "\($0.sourceFile):\($0.sourceLine)", reason: $0.reason)
      }
      guard !contacts.isEmpty || !rejects.isEmpty else {
        throw PipelineError(
          .missingInput,
          "\(query): no contact of \(storePath) has it; give a contact_id, the id of a row in its "
            + "source, file:line as in lineage.csv, a number like +491711234567 or an e-mail address"
        )
      }
      return (contacts, rejects)
    } catch let error as PipelineError {
      throw error
    } catch {
      throw PipelineError(any: error)
    }
  }
}

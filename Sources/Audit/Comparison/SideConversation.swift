/// One of the two systems that are compared.
package enum AuditSide: String, Sendable, Hashable, Codable, CaseIterable {
  case crm, messaging

  package var other: AuditSide { self == .crm ? .messaging : .crm }
}

/// A conversation as one side has it, with the contact that it belongs to.
package struct SideConversation: Sendable, Hashable {
  package var id: String
  package var side: AuditSide
  /// The contact that stands at the end of merges; nil where there is none.
  package var contact: ContactRecord?
  package var lineage: Lineage
  package var messages: [MessageRecord]
  /// Why it cannot be read; nil where it can.
  package var problem: String?

  package init(
    id: String, side: AuditSide, contact: ContactRecord?, lineage: Lineage = Lineage(),
    messages: [MessageRecord], problem: String? = nil
  ) {
    self.id = id
    self.side = side
    self.contact = contact
    self.lineage = lineage
    self.messages = messages
    self.problem = problem
  }
}

/// The merges behind a contact.
package struct Lineage: Sendable, Hashable {
  /// WhatsApp ids, else numbers, of the contacts that were merged into it, sorted.
  package var merged: [String] = []
  /// What is wrong with the way to it, such as a merge into a contact that is not there; empty for nothing.
  package var fault = ""

  package init() {}

  var text: String { merged.joined(separator: "; ") }
}

/// All contacts of a side and the merges between them.
package struct ContactBook: Sendable {
  package private(set) var contacts: [String: ContactRecord] = [:]
  /// Why a contact cannot be read, by its id.
  package private(set) var problems: [String: String] = [:]
  private var mergedInto: [String: [String]] = [:]

  package init() {}

  package mutating func add(_ contact: ContactRecord) {
    if contacts.updateValue(contact, forKey: contact.id) != nil {
      problems[contact.id] = "the contact stands twice in the export"
    }
    if !contact.mergedInto.isEmpty {
      mergedInto[contact.mergedInto, default: []].append(contact.id)
    }
  }

  package mutating func add(_ problem: String, id: String) { problems[id] = problem }

  /// The contact at the end of the merges that begin at `id`, and what stands behind it.
  package func survivor(of id: String) -> (contact: ContactRecord?, lineage: Lineage) {
    var lineage = Lineage()
    var seen: Set<String> = [id]
    guard var contact = contacts[id] else { return (nil, lineage) }
    while !contact.mergedInto.isEmpty {
      guard let next = contacts[contact.mergedInto] else {
        lineage.fault = "merged into a contact that is not there"
        return (contact, lineage)
      }
      guard seen.insert(next.id).inserted else {
        lineage.fault = "merged in a circle"
        return (contact, lineage)
      }
      contact = next
    }
    lineage.merged = merged(into: contact)
    return (contact, lineage)
  }

  private func merged(into contact: ContactRecord) -> [String] {
    var found: Set<String> = []
    var seen: Set<String> = [contact.id]
    var open = mergedInto[contact.id] ?? []
    while let id = open.popLast() {
      guard seen.insert(id).inserted else { continue }
      if let key = contacts[id]?.keys.first, key != contact.keys.first { found.insert(key) }
      open += mergedInto[id] ?? []
    }
    return found.sorted()
  }
}

/// A message that the CRM wants sent.
package struct SendOrder: Sendable, Hashable, Codable {
  /// The CRM's own identifier: an order is carried out once.
  package var id: String
  /// The CRM's record of the recipient.
  package var contactID: String
  package var template: String

  package init(id: String, contactID: String, template: String) {
    self.id = id
    self.contactID = contactID
    self.template = template
  }

  /// Stays the same however often it is tried.
  var key: String { "order-\(id)" }

  /// The order that a key was made for; nil for another key.
  static func id(ofKey key: String) -> String? {
    key.hasPrefix("order-") ? String(key.dropFirst(6)) : nil
  }

  /// What the CRM's timeline says of the message.
  var author: String { "rollcall" }
  var text: String { "template \(template)" }
}

/// An order and what became of it.
package struct StoredOrder: Sendable, Hashable {
  package enum State: String, Sendable {
    case open
    case sent
    /// It must not or cannot be sent; the reason stands in the CRM's timeline.
    case refused
  }

  package var order: SendOrder
  package var state = State.open
  package var reason = ""

  package init(order: SendOrder) { self.order = order }
}

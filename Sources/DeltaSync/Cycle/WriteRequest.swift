/// One write to a side.
package struct WriteRequest: Sendable, Hashable, Codable {
  package enum Payload: Sendable, Hashable, Codable {
    case create([FieldChange])
    case update(id: String, [FieldChange])
    /// With the values that the record is known to have: a side that can compare keeps one that was changed since.
    case delete(id: String, [FieldChange])
    /// A message for the timeline of a contact of the CRM, in its present state; it replaces the one of the same id.
    case message(contactID: String, MessageRecord)
    /// Somebody shall answer the message.
    case followUp(contactID: String, messageID: String, text: String)
    /// A message for a person.
    case send(SendOrder, recipient: String, variables: [String: String])
  }

  /// Stays the same however often it is tried: the side must not do it twice.
  package var key: String
  package var payload: Payload

  package init(key: String, payload: Payload) {
    self.key = key
    self.payload = payload
  }
}

/// What the messaging platform reports.
package struct MessagingEvent: Sendable, Hashable, Codable {
  package enum Content: Sendable, Hashable, Codable {
    case message(MessageRecord)
    case status(messageID: String, StatusEntry)
    /// The contact does not want messages any more, or wants them again.
    case optOut
    case optIn(proof: String)
    /// The contact has another number, and with it another id.
    case numberChanged(whatsAppID: String, phone: String)
  }

  /// The same event has the same id, however often it is delivered.
  package var id: String
  /// The contact's WhatsApp id, or its business-scoped id where it has no number.
  package var contact: String
  package var isBusinessScoped: Bool
  package var at: Instant
  package var content: Content
  /// The key of our own write that the event is about, where the platform gives it back.
  package var writeKey: String?
  /// The name that the contact gives itself.
  package var profileName: String = ""

  package init(
    id: String, contact: String, isBusinessScoped: Bool = false, at: Instant, content: Content,
    profileName: String = ""
  ) {
    self.id = id
    self.contact = contact
    self.isBusinessScoped = isBusinessScoped
    self.at = at
    self.content = content
    self.profileName = profileName
  }

  var isNumberChange: Bool {
    if case .numberChanged = content { return true }
    return false
  }

  package var key: IdentityKey {
    IdentityKey(kind: isBusinessScoped ? .businessScopedID : .whatsAppID, value: contact)
  }
}

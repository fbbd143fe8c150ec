/// A contact as a side tells of it: its state now, not what was done to it.
package struct RemoteRecord: Sendable, Hashable, Codable {
  /// The side's own identifier.
  package var id: String
  /// The idempotency key under which the sync made the record, if the side keeps it.
  package var key: String?
  /// The fields that the side tells of, in canonical form. What is missing here is unknown, not empty.
  package var values: [SyncField: String]
  /// When the side says it was changed, by the side's clock.
  package var modifiedAt: Instant
  package var isDeleted: Bool
  /// The record that took its place when a person merged the two there.
  package var mergedInto: String?

  package init(
    id: String, key: String? = nil, values: [SyncField: String] = [:], modifiedAt: Instant,
    isDeleted: Bool = false, mergedInto: String? = nil
  ) {
    self.id = id
    self.key = key
    self.values = values
    self.modifiedAt = modifiedAt
    self.isDeleted = isDeleted
    self.mergedInto = mergedInto
  }
}

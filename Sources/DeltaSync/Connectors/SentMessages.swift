/// The messages that the platform has reported on, by the key that went with them. It reads the spool once, and then only
/// what was appended.
struct SentMessages {
  private var ids: [String: String] = [:]
  private var end: UInt64 = 0

  mutating func message(
    _ key: String, in spool: WebhookSpool, at now: Instant
  ) throws(SideError) -> String? {
    let newEnd = try FileLines.completeEnd(of: spool.path, at: now)
    if newEnd > end {
      for body in try spool.bodies(from: end, to: newEnd) {
        for message in body.sentMessages { ids[message.key] = message.id }
      }
      end = newEnd
    }
    return ids[key]
  }
}

internal import Contacts

/// What a side allows.
package struct LimitRules: Sendable {
  /// Requests in any minute; nil where nothing is counted, as with files.
  package var requestsPerMinute: Int?
  /// Records in one request.
  package var batch = 100
  /// Messages that are sent in one request; nil: as many as records.
  package var orderBatch: Int?
  /// Requests that may be under way at once.
  package var concurrency = 50
  /// Seconds between two messages to one recipient.
  package var recipientSeconds = 6.0

  package init() {}

  /// Also kept below what a connector says of its system.
  package func within(_ connector: Connector) -> LimitRules {
    var limits = self
    limits.batch = min(batch, connector.batch(.create, .update, .delete))
    limits.orderBatch = min(batch, connector.batch(.send))
    limits.concurrency = min(concurrency, connector.limits.concurrency)
    return limits
  }

  init(_ node: RuleNode) throws(RuleError) {
    let keys = try node.entries(
      allowed: ["requests_per_minute", "batch", "concurrency", "recipient_seconds"])
    requestsPerMinute = try keys["requests_per_minute"]?.integer(in: 1...1_000_000)
    batch = try keys["batch"]?.integer(in: 1...200) ?? batch
    concurrency = try keys["concurrency"]?.integer(in: 1...50) ?? concurrency
    recipientSeconds = try keys["recipient_seconds"]?.double(in: 0...3600) ?? recipientSeconds
  }
}

/// How a request that failed is tried again.
package struct RetryRules: Sendable {
  /// Seconds before the second and the third attempt of a cycle: at once, and after a pause.
  package var delays = [0.0, 30.0]
  /// Hours in which a person must close a ticket.
  package var ticketHours = 24
  /// Failed requests in a row after which a side is left alone for the rest of the cycle.
  package var breakerFailures = 10

  package init() {}

  init(_ node: RuleNode) throws(RuleError) {
    let keys = try node.entries(
      allowed: ["first_seconds", "second_seconds", "ticket_hours", "breaker_failures"])
    delays[0] = try keys["first_seconds"]?.double(in: 0...1) ?? delays[0]
    delays[1] = try keys["second_seconds"]?.double(in: 0...600) ?? delays[1]
    ticketHours = try keys["ticket_hours"]?.integer(in: 1...720) ?? ticketHours
    breakerFailures = try keys["breaker_failures"]?.integer(in: 1...1000) ?? breakerFailures
  }
}

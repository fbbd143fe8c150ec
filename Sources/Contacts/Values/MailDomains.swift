/// Domains of well-known mail providers, and which of them a mistyped domain stands for.
///
/// A slip is one letter more, less or other, or two neighbours exchanged. It is offered, never applied: `gmai.com` may
/// be somebody's own domain.
package struct MailDomains: Sendable {
  /// Shorter domains have neighbours that exist.
  private static let shortestDomain = 9

  private let known: FoldedTable
  private let domains: [[UInt8]]

  /// Domains in lower case.
  package init(_ domains: [String]) {
    var known = FoldedTable()
    for domain in domains { known.insert(domain, value: 1) }
    self.known = known
    self.domains = domains.filter { $0.utf8.count >= Self.shortestDomain }.map { Array($0.utf8) }
  }

  /// The well-known domain that is one slip away, or nil: the domain is well known itself, or no or more than one is
  /// near. O(domains).
  package func likelyMeant(by domain: String) -> String? {
    var copy = domain
    return copy.withUTF8 { likelyMeant(by: $0) }.map {
      String(decoding: domains[$0], as: UTF8.self)
    }
  }

  /// The number of that domain, for `subscript`.
  func likelyMeant(by domain: UnsafeBufferPointer<UInt8>) -> Int? {
    if domain.count < Self.shortestDomain - 1 || known.value(of: domain) != nil { return nil }
    var found: Int?
    for index in domains.indices where Self.isOneSlip(domain, domains[index]) {
      if found != nil { return nil }
      found = index
    }
    return found
  }

  subscript(number: Int) -> String { String(decoding: domains[number], as: UTF8.self) }

  private static func isOneSlip(_ a: UnsafeBufferPointer<UInt8>, _ b: [UInt8]) -> Bool {
    guard abs(a.count - b.count) <= 1 else { return false }
    let shorter = min(a.count, b.count)
    var start = 0
    while start < shorter, a[start] == b[start] { start += 1 }
    var end = 0
    while end < shorter - start, a[a.count - 1 - end] == b[b.count - 1 - end] { end += 1 }
    // What is left between the beginnings and the ends that agree.
    let restA = a.count - start - end
    let restB = b.count - start - end
    if max(restA, restB) == 1 { return true }
    return restA == 2 && restB == 2 && a[start] == b[start + 1] && a[start + 1] == b[start]
  }
}

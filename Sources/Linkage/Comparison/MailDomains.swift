/// What stands behind the `@` of e-mail addresses, and in how many addresses each.
struct MailDomains: Sendable {
  private var domains = StringTable()
  private var domainOfValue: [UInt32] = [0]
  private var addresses: [UInt32] = [0]
  /// Two providers, not one and its slip, when each has so many addresses …
  private static let established = 5
  /// … unless one has more than this many times as many.
  private static let ratio = 20

  /// - Parameter version: where addresses were counted; nil: in this table.
  init(_ table: StringTable, _ version: LinkageVersion?) {
    let bytes = table.bytes.span
    for value in 1..<max(1, table.count) {
      let range = table.range(value)
      let at = range.first { bytes[$0] == UInt8(ascii: "@") } ?? range.lowerBound
      let domain = domains.intern(bytes.extracting(at..<range.upperBound))
      if domain == addresses.count { addresses.append(0) }
      addresses[domain] += 1
      domainOfValue.append(UInt32(domain))
    }
    if let version { addresses = version.counts(hashes, .domain) }
  }

  /// A hash of each domain.
  var hashes: [UInt64] { (0..<domains.count).map { domains.contentHash(of: $0) } }

  /// Addresses of each domain, as far as they make it a provider.
  var providers: [(domain: Int, addresses: UInt32)] {
    addresses.enumerated().filter { $1 >= Self.established }.map { ($0, $1) }
  }

  /// Whether two addresses that are one edit apart are one, mistyped: a digit more, a dot between
  /// names or a provider of its own make another address.
  func isSlip(_ a: Int, _ b: Int, _ table: StringTable) -> Bool {
    let bytes = table.bytes.span
    let x = bytes.extracting(table.range(a))
    let y = bytes.extracting(table.range(b))
    if domainOfValue[a] != domainOfValue[b] { return !areProviders(a, b) }
    return haveEqualDigits(x, y) && separators(x) == separators(y)
  }

  /// Whether two addresses that are nearly equal may well be two that are made of one name.
  func areOfOneName(_ a: Int, _ b: Int, _ table: StringTable) -> Bool {
    let x = table.bytes.span.extracting(table.range(a))
    let y = table.bytes.span.extracting(table.range(b))
    return areProviders(a, b) || separators(x) != separators(y) || abs(x.count - y.count) > 1
  }

  /// Whether two addresses are of two providers, of which neither is a slip of the other.
  private func areProviders(_ a: Int, _ b: Int) -> Bool {
    let x = Int(domainOfValue[a])
    let y = Int(domainOfValue[b])
    let few = Int(min(addresses[x], addresses[y]))
    let many = Int(max(addresses[x], addresses[y]))
    return x != y && few >= Self.established && few * Self.ratio >= many
  }

  private func separators(_ text: Span<UInt8>) -> Int {
    var count = 0
    for index in text.indices where text[index] < 0x30 { count += 1 }
    for index in text.indices where text[index] == UInt8(ascii: "_") { count += 1 }
    return count
  }
}

/// What is asked of a server. Printed it shows its method and server only: paths, headers and bodies may hold secrets and
/// personal data.
package struct HTTPRequest: Sendable, Hashable, CustomStringConvertible,
  CustomDebugStringConvertible
{
  package enum Method: String, Sendable, Hashable, CaseIterable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
  }

  package var method: Method
  /// Absolute; `https`, or `http` for a server of this machine.
  package var url: String
  package var headers: [HTTPHeader]
  package var body: [UInt8]

  package init(
    _ method: Method, _ url: String, headers: [HTTPHeader] = [], body: [UInt8] = []
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
  }

  package var description: String { "\(method.rawValue) \(HTTPAddress(url)?.origin ?? "?")" }
  package var debugDescription: String { description }
}

/// A line of the head of a request or a response.
package struct HTTPHeader: Sendable, Hashable {
  package var name: String
  package var value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// Whether it is one line: with an end of line in it, it would be two.
  var isOneLine: Bool {
    !name.isEmpty && !name.contains(":")
      && (name + value).utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
  }
}

/// What a server answered, whole.
package struct HTTPResponse: Sendable, Hashable {
  package var status: Int
  package var headers: [HTTPHeader]
  /// As it was before compression.
  package var body: [UInt8]

  package init(status: Int, headers: [HTTPHeader] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The first value of a header, whatever the case of its name.
  package func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}

/// The part of a URL that says which server it is.
package struct HTTPAddress: Sendable, Hashable {
  package let isEncrypted: Bool
  /// In lower case, with the port where one is named.
  package let host: String

  /// Nil for what is no absolute URL of http or https, or holds what must be escaped in one.
  package init?(_ url: String) {
    guard let colon = url.utf8.firstIndex(of: UInt8(ascii: ":")),
      url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") })
    else { return nil }
    let rest = url[colon...].dropFirst()
    guard rest.hasPrefix("//") else { return nil }
    switch url[..<colon].lowercased() {
    case "https": isEncrypted = true
    case "http": isEncrypted = false
    default: return nil
    }
    let authority = rest.dropFirst(2).prefix { !"/?#".contains($0) }
    // A name and a password before the host would go into logs with it.
    guard !authority.isEmpty, !authority.contains("@") else { return nil }
    host = authority.lowercased()
  }

  package var origin: String { (isEncrypted ? "https://" : "http://") + host }

  /// Whether it is this machine, so that nothing that is sent there can be overheard.
  package var isLoopback: Bool {
    ["127.0.0.1", "localhost", "[::1]"].contains { host == $0 || host.hasPrefix($0 + ":") }
  }
}

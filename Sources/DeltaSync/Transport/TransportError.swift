/// Why a request has no answer, and what that means for what it asked.
package struct TransportError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: String, Sendable, Hashable, CaseIterable {
    /// No absolute address, an unencrypted one of another machine, or a header of several lines.
    case address
    /// The name of the server or proxy has no address.
    case resolve
    /// Nobody answers at the address.
    case connect
    /// Encryption could not be agreed on.
    case tls
    /// The server's certificate is not to be trusted.
    case certificate
    case timeout
    /// The connection was cut before the answer began or within it.
    case lost
    /// The answer is no HTTP, ends early or is compressed wrongly.
    case malformed
    case tooLarge
    /// The server names another address; it is not followed, for credentials would go with it.
    case redirect
    case cancelled
    /// Something else, told in the detail.
    case other
  }

  /// What may be done about it. The names are those of the outcome, for a write must never be repeated blindly.
  package enum Reaction: Sendable, Hashable {
    /// No repetition helps; nothing was done.
    case fatal
    /// Nothing was sent, so nothing was done: it may be tried again.
    case notSent
    /// The server may have done it: look before it is asked again.
    case unknown
  }

  package var code: Code
  package var reaction: Reaction
  /// Method and server; never a path, header or body.
  package var place: String
  package var detail: String

  package init(_ code: Code, _ reaction: Reaction, at place: String, _ detail: String = "") {
    self.code = code
    self.reaction = reaction
    self.place = place
    self.detail = detail
  }

  package var description: String {
    "\(place): \(problem)" + (detail.isEmpty ? "" : " (\(detail))") + "; \(remedy)"
  }

  private var problem: String {
    switch code {
    case .address: "no address that may be asked"
    case .resolve: "the server's name has no address"
    case .connect: "nobody answers there"
    case .tls: "no encryption could be agreed on"
    case .certificate: "the server's certificate is not to be trusted"
    case .timeout: "no answer in time"
    case .lost: "the connection was cut"
    case .malformed: "the answer is damaged"
    case .tooLarge: "the answer is larger than allowed"
    case .redirect: "the server sends on to another address"
    case .cancelled: "cancelled"
    case .other: "the request failed"
    }
  }

  private var remedy: String {
    switch code {
    case .address: "write https://, and no name or password in the address"
    case .resolve: "check the address and the network"
    case .connect, .timeout, .lost: "check that the server is up and reachable from here"
    case .tls: "check that the server speaks TLS 1.2 or later at this address"
    case .certificate:
      "correct the address, or name the CA that signed the certificate as 'ca_file'"
    case .malformed, .other: "try again; if it stays, ask whoever runs the server"
    case .tooLarge: "make the pages smaller"
    case .redirect: "write the address that it names, if it is to be trusted"
    case .cancelled: "run it again"
    }
  }
}

/// Ways to reach a person that an opt-out or an opt-in is for.
package struct ConsentChannels: OptionSet, Sendable, Hashable {
  package var rawValue: UInt8

  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  package static let whatsApp = Self(rawValue: 1 << 0)
  package static let sms = Self(rawValue: 1 << 1)
  package static let phone = Self(rawValue: 1 << 2)
  package static let email = Self(rawValue: 1 << 3)
  package static let post = Self(rawValue: 1 << 4)
  package static let all: Self = [.whatsApp, .sms, .phone, .email, .post]

  /// Each channel with its name in rules and results, in their order.
  package static let named: [(name: String, channel: Self)] = [
    ("whatsapp", .whatsApp), ("sms", .sms), ("phone", .phone), ("email", .email), ("post", .post),
  ]

  /// As it stands in `opt_out_scope` and `suppressions.csv`: `all`, or names joined by `; `; empty for none.
  package var text: String {
    if self == .all { return "all" }
    return Self.named.filter { contains($0.channel) }.map(\.name)
      .joined(separator: ContactColumn.separator)
  }

  /// Reads ``text`` back. A word that is no channel may mean any: it stands for all.
  package init(text: String) {
    self = listItems(text).reduce(into: []) { channels, name in
      channels.formUnion(Self.named.first { $0.name == name }?.channel ?? .all)
    }
  }

  /// Channels that reach a number; the others reach an e-mail or a postal address.
  package static let byNumber: Self = [.whatsApp, .sms, .phone]
}

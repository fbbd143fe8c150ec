/// `Rules/consent.yaml`: which words of status and tags speak about consent, what counts as proof, and which channels
/// an opt-out or an opt-in is for.
package struct ConsentRules: Sendable {
  /// What an opt-in must carry to count as proven.
  package enum Proof: String, Sendable, CaseIterable {
    /// A date or a source.
    case dateOrSource = "date_or_source"
    case date
    case source
    case dateAndSource = "date_and_source"

    package func isMet(hasDate: Bool, hasSource: Bool) -> Bool {
      switch self {
      case .dateOrSource: hasDate || hasSource
      case .date: hasDate
      case .source: hasSource
      case .dateAndSource: hasDate && hasSource
      }
    }
  }

  /// Whether an opt-in must have been confirmed to allow marketing.
  package enum DoubleOptIn: String, Sendable, CaseIterable {
    /// Where the export has a column that tells it.
    case ifPresent = "if_present"
    case required
    case ignored
  }

  /// Folded values of status and tags that mean an opt-out.
  package var optOutWords: Set<String>
  /// Folded statuses that show a first interaction, which allows notices about the transaction.
  package var transactionalStatuses: Set<String>
  package var proof: Proof
  package var doubleOptIn: DoubleOptIn
  /// Channels whose opt-out ends messages at WhatsApp too.
  package var blockingChannels: ConsentChannels
  /// Channels whose opt-in allows marketing at WhatsApp.
  package var optInChannels: ConsentChannels
  /// Folded words of a header, without blanks, and the channel that they name.
  private var channelWords: [(word: [UInt8], channel: ConsentChannels)] = []
  /// Folded words of a header, without blanks, that narrow it to marketing.
  private var marketingWords: [[UInt8]] = []

  package init(_ file: RuleNode) throws(RuleError) {
    let keys = try file.entries(
      allowed: [
        "opt_out_words", "transactional_statuses", "proof", "double_opt_in", "channel_words",
        "marketing_words", "blocking_opt_outs", "sufficient_opt_ins",
      ])
    optOutWords = Set(try keys["opt_out_words"]?.strings().map(fold) ?? [])
    transactionalStatuses = Set(try keys["transactional_statuses"]?.strings().map(fold) ?? [])
    proof = try keys["proof"]?.choice(Proof.self) ?? .dateOrSource
    doubleOptIn = try keys["double_opt_in"]?.choice(DoubleOptIn.self) ?? .ifPresent
    blockingChannels = try keys["blocking_opt_outs"].map(Self.channels) ?? .all
    if let node = keys["blocking_opt_outs"], !blockingChannels.contains([.whatsApp, .phone]) {
      throw node.error(
        "an opt-out of WhatsApp or of the phone always ends messages",
        "keep whatsapp and phone in the list")
    }
    optInChannels = try keys["sufficient_opt_ins"].map(Self.channels) ?? .whatsApp
    if let node = keys["channel_words"] {
      let lists = try node.entries(allowed: ConsentChannels.named.map(\.name))
      for (name, channel) in ConsentChannels.named {
        for word in try lists[name]?.strings() ?? [] {
          channelWords.append((Self.joined(word), channel))
        }
      }
    }
    marketingWords = try keys["marketing_words"]?.strings().map(Self.joined) ?? []
  }

  private static func channels(_ node: RuleNode) throws(RuleError) -> ConsentChannels {
    var channels: ConsentChannels = []
    let known = ConsentChannels.named.map(\.name)
    for name in try node.strings() {
      guard let match = ConsentChannels.named.first(where: { $0.name == name }) else {
        throw node.error(
          "unknown channel '\(name)'",
          nearest(to: name, in: known).map { "did you mean '\($0)'?" }
            ?? "known channels are \(known.joined(separator: ", "))")
      }
      channels.formUnion(match.channel)
    }
    return channels
  }

  /// The channels that a header or a word names; all of them where it names none.
  package func channels(of text: String) -> ConsentChannels {
    let text = Self.joined(text)
    let named = channelWords.reduce(into: ConsentChannels()) { channels, entry in
      if Self.contains(text, entry.word) { channels.formUnion(entry.channel) }
    }
    return named.isEmpty ? .all : named
  }

  /// What an opt-out is about, by the header that stated it: `marketing`, or `all`.
  package func purpose(of header: String) -> String {
    let text = Self.joined(header)
    return marketingWords.contains { Self.contains(text, $0) } ? "marketing" : "all"
  }

  private static func joined(_ text: String) -> [UInt8] {
    fold(text).utf8.filter { $0 != UInt8(ascii: " ") }
  }

  private static func contains(_ text: [UInt8], _ word: [UInt8]) -> Bool {
    !word.isEmpty && word.count <= text.count
      && (0...(text.count - word.count)).contains {
        text[$0..<($0 + word.count)].elementsEqual(word)
      }
  }
}

/// What the cells of a row say about consent, before they are weighed.
struct ConsentCells {
  /// Whether every consent column that can be read says yes.
  var optIn: Bool?
  /// What the columns that say yes are for.
  var channels: ConsentChannels = []
  /// A consent column holds something that is neither yes nor no.
  var isUnclear = false
  /// A column for the time of an opt-out holds one.
  var hasOptOutDate = false
  /// The double opt-in was completed; nil where no cell tells.
  var isConfirmed: Bool?
  /// What the columns of a double opt-in that say so are for.
  var confirmedChannels: ConsentChannels = []
  var confirmedSeconds: Int64?
  var confirmedAt = ""
  /// A status shows a first interaction.
  var isInterested = false
}

/// What the headers of an input, and the time of the run, mean for consent.
struct ConsentColumns: Sendable {
  /// By header.
  private var channels: [String: ConsentChannels] = [:]
  let hasOptIn: Bool
  let hasConfirmation: Bool
  let startSeconds: Int64?

  init(_ mappings: [ColumnMapping], rules: ConsentRules, startSeconds: Int64?) {
    for mapping in mappings {
      switch mapping.field {
      case .optIn, .optOut, .optOutDate, .doubleOptIn, .confirmedDate:
        channels[mapping.header] = rules.channels(of: mapping.header)
      default: break
      }
    }
    hasOptIn = mappings.contains { $0.field == .optIn }
    hasConfirmation = mappings.contains { $0.field == .doubleOptIn || $0.field == .confirmedDate }
    self.startSeconds = startSeconds
  }

  /// The channels that a column is for; all where its header names none.
  func channels(of column: ContactReader.Column) -> ConsentChannels {
    channels[column.mapping.header] ?? .all
  }
}

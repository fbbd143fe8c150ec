internal import Audit

/// The names of the files of an audit.
struct AuditFiles {
  let week: AuditWeek

  private func name(_ ending: String) -> String { "audit-\(week).\(ending)" }

  var page: String { name("html") }
  var report: String { name("json") }
  /// Every field of every conversation that was compared; values masked.
  var results: String { name("csv") }
  /// The same in clear.
  var clear: String { name("clear.csv") }
  /// The frame: a conversation and its stratum a line.
  var frame: String { name("frame.tsv") }
  var signature: String { name("signature.json") }

  static let signatureEnding = ".signature.json"
}

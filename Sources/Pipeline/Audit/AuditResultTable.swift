internal import Audit
internal import Foundation
internal import Tabular

/// Writes the tables of an audit.
struct AuditResultTable {
  static let header = [
    "number", "stratum", "base", "conversation", "field", "verdict", "severity", "crm",
    "messaging", "message", "count", "cause", "trace",
  ]

  let frame: Frame
  let rules: ComparisonRules
  let masking: AuditMasking

  /// - Parameter isClear: whether values of people are shown.
  func bytes(_ audited: [AuditedConversation], isClear: Bool) -> [UInt8] {
    var table = CSVWriter(disarmsFormulas: true)
    table.row(Self.header)
    for conversation in audited {
      var causes = conversation.causes[...]
      for result in conversation.compared.results {
        let cause = result.isDefect ? causes.popFirst() : nil
        table.row(row(conversation, result, cause, isClear: isClear))
      }
    }
    return table.bytes
  }

  private func row(
    _ conversation: AuditedConversation, _ result: FieldResult, _ cause: TracedCause?,
    isClear: Bool
  ) -> [String] {
    let id = conversation.compared.id
    let message = result.message ?? ""
    return [
      "\(conversation.number)", conversation.member.map { frame.strata[$0.stratum] } ?? "",
      conversation.member.map { $0.isBase ? "yes" : "no" } ?? "",
      isClear ? id : masking.conversation(id), result.field.rawValue,
      result.verdict.rawValue,
      result.isDefect ? rules.severities[result.field]?.rawValue ?? "" : "",
      isClear ? result.crm : masking.value(result.crm, of: result),
      isClear ? result.messaging : masking.value(result.messaging, of: result),
      isClear || message.isEmpty ? message : masking.hashed(message),
      result.isDefect ? "\(result.count)" : "", cause?.cause.rawValue ?? "",
      cause?.trace ?? "",
    ]
  }

  /// The frame: `id TAB stratum LF`, as it is hashed.
  static func bytes(_ frame: Frame) -> [UInt8] {
    var bytes: [UInt8] = []
    for member in frame.members {
      bytes += Array(member.id.escapedLine.utf8)
      bytes.append(0x09)
      bytes += Array(frame.strata[member.stratum].utf8)
      bytes.append(0x0A)
    }
    return bytes
  }
}

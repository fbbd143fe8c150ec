internal import Contacts
internal import Foundation
internal import Linkage
internal import PhoneNumbers

/// What the columns of a table are taken for and how their values are read: kept with a state, so
/// that further rows are read as the first were.
struct LinkReading: Codable, Equatable {
  struct Column: Codable, Equatable {
    var headers: [String]
    var kind: String
    /// The country of numbers without a calling code, where the column shows it.
    var region: String?
    /// The order of day, month and year by shape of cell (`DateRules.orderLetters`).
    var dateOrders: String
  }

  var columns: [Column]
  var precision: Double?

  init(_ spec: LinkSpec, _ survey: TableSurvey) {
    precision = spec.precision
    columns = spec.columns.map { column in
      let place = survey.columns.firstIndex(of: column.headers[0]) ?? 0
      let profile = survey.profiles[place]
      return Column(
        headers: column.headers, kind: column.kind.rawValue,
        region: column.kind == .phone ? ColumnRegion.infer(profile.numbers).region?.code : nil,
        dateOrders: profile.dates.resolved().orderLetters)
    }
  }

  /// Of an attachment; nil where it is none.
  init?(_ attachment: [UInt8]) {
    guard let reading = try? JSONDecoder().decode(LinkReading.self, from: Data(attachment)),
      reading.spec != nil,
      reading.columns.allSatisfy({ DateRules(orderLetters: $0.dateOrders) != nil })
    else { return nil }
    self = reading
  }

  /// As an attachment of a state.
  var attachment: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return (try? encoder.encode(self)).map { Array($0) } ?? []
  }

  var spec: LinkSpec? {
    var spec = LinkSpec()
    spec.precision = precision
    for column in columns {
      guard let kind = ColumnKind(rawValue: column.kind), !column.headers.isEmpty else {
        return nil
      }
      spec.columns.append(LinkSpec.Column(headers: column.headers, kind: kind))
    }
    return spec
  }
}

internal import Contacts
internal import Foundation
internal import PhoneNumbers
internal import Store

/// How the cells of an input are read, column by column, as its survey decided; the store keeps it as JSON, so that one
/// row can be read again without all the others.
struct InputReading: Codable, Sendable {
  struct Column: Codable, Sendable {
    var mapping: ColumnMapping
    /// Orders of day and month, by shape of cell.
    var dateOrders: [String?]?
    /// ISO 3166 letters of the country that the column's numbers show.
    var region: String?
  }

  var columns: [Column]

  init(_ survey: InputSurvey) {
    columns = survey.columns.indices.map { column in
      Column(
        mapping: survey.columns[column], dateOrders: survey.dates[column]?.orderWords,
        region: survey.regions[column]?.region?.code)
    }
  }

  /// Nil where the store keeps none: an earlier version wrote it.
  init?(_ input: StoredInput) {
    guard
      let reading = try? JSONDecoder().decode(Self.self, from: Data(input.reading.utf8))
    else { return nil }
    self = reading
  }

  func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  /// - Parameter extra: the number of the extra column that takes what a column carries along.
  func reader(
    of name: String, country: String, input: UInt16, rules: RuleBook, startSeconds: Int64?,
    extra: (_ column: Int) -> UInt32
  ) -> ContactReader {
    ContactReader(
      columns: columns.enumerated().map { index, column in
        ContactReader.Column(
          mapping: column.mapping, extra: extra(index),
          dates: column.dateOrders.map(DateRules.init(orderWords:)),
          region: column.region.flatMap { Region($0) })
      }, rules: rules, region: Region(country), input: input, inputName: name,
      startSeconds: startSeconds)
  }
}

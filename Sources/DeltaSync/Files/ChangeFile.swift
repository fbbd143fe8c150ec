internal import Foundation
internal import Tabular

/// Reads the rows of a change file from a place on, whole lines only.
///
/// A column that a file does not have, or a member that a line of NDJSON does not have, tells nothing of its field; an
/// empty cell says that it is empty. A row that cannot be read is an item of its own; reading goes on behind it.
struct ChangeFile {
  let path: String
  let stream: String
  let columns: RecordColumns

  /// - Parameters:
  ///   - offset: in bytes; rows before it were read by earlier runs.
  ///   - end: in bytes; what follows is not complete yet.
  /// - Throws: for a file that cannot be read at all.
  func items(from offset: UInt64, to end: UInt64) throws(SideError) -> [FeedItem] {
    path.hasSuffix(".csv")
      ? try csvItems(from: offset, to: end)
      : try FileLines.read(path, from: offset, to: end).filter { !$0.isBlank }.map {
        item(json: $0.data, place: "byte \($0.offset)")
      }
  }

  private func csvItems(from offset: UInt64, to end: UInt64) throws(SideError) -> [FeedItem] {
    var options = ReadOptions()
    options.format = .csv
    options.hasHeader = true
    options.mendsRecords = false
    options.separatesTables = false
    var items: [FeedItem] = []
    do throws(any Error) {
      var reader = try TableReader(path: path, options: options)
      while let batch = try reader.next() {
        let names = reader.columns
        guard names.contains(RecordColumns.id) else {
          throw SideError(
            .malformed, "\(path):1: no column 'id'; name the column that holds the record's id so")
        }
        for reject in batch.rejects where isNew(reject.position, offset, end) {
          items.append(
            unread(
              "line \(reject.position.line)", raw: reject.raw,
              ColumnFault(problem: reject.message, remedy: "put the corrected row into a new file"))
          )
        }
        for row in 0..<batch.count where isNew(batch.positions[row], offset, end) {
          var cells: [String: String] = [:]
          for column in 0..<min(names.count, batch.cellCount(row: row)) {
            cells[names[column]] = batch.string(row: row, column: column)
          }
          items.append(item(cells, place: "line \(batch.positions[row].line)", raw: nil))
        }
      }
    } catch let error as SideError {
      throw error
    } catch {
      throw SideError(.malformed, "\(error)")
    }
    return items
  }

  private func isNew(_ place: RecordBatch.Position, _ offset: UInt64, _ end: UInt64) -> Bool {
    place.byteOffset >= offset && place.byteOffset < end
  }

  /// What one line of NDJSON tells, or a row of CSV that was kept as one.
  func item(json: Data, place: String) -> FeedItem {
    guard let members = try? JSONDecoder().decode([String: JSONScalar].self, from: json) else {
      return unread(
        place, raw: String(decoding: json, as: UTF8.self),
        ColumnFault(
          problem: "no JSON object with plain values", remedy: "write one object a line"))
    }
    return item(
      members.compactMapValues(\.text), place: place, raw: String(decoding: json, as: UTF8.self))
  }

  /// - Parameter raw: the row as JSON; nil: to be made of the cells.
  private func item(_ cells: [String: String], place: String, raw: String?) -> FeedItem {
    do throws(ColumnFault) {
      guard let template = cells["template"], !template.isEmpty else {
        return .record(try columns.record(cells))
      }
      guard let id = cells["order_id"], !id.isEmpty, let contact = cells["id"], !contact.isEmpty
      else {
        throw ColumnFault(
          problem: "an order needs 'order_id', 'id' and 'template'", remedy: "add them")
      }
      return .send(SendOrder(id: id, contactID: contact, template: template))
    } catch {
      return unread(place, raw: raw ?? Self.json(cells), error)
    }
  }

  private static func json(_ cells: [String: String]) -> String {
    var line = JSONLineWriter()
    line.beginObject()
    for (name, text) in cells.sorted(by: { $0.key < $1.key }) { line.member(name, text) }
    line.endObject()
    return String(decoding: line.bytes.dropLast(), as: UTF8.self)
  }

  private func unread(_ place: String, raw: String, _ fault: ColumnFault) -> FeedItem {
    .unread(
      UnreadRow(
        side: columns.side, stream: stream, place: place, raw: raw,
        reason: "\(path) (\(place)): \(fault.problem); \(fault.remedy)"))
  }
}

/// A value of JSON that has no parts; a list of texts is a set.
private enum JSONScalar: Decodable {
  case value(String)
  case null

  /// Nil where the member says nothing.
  var text: String? {
    if case .value(let text) = self { return text }
    return nil
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let text = try? container.decode(String.self) {
      self = .value(text)
    } else if let flag = try? container.decode(Bool.self) {
      self = .value(flag ? "true" : "false")
    } else if let number = try? container.decode(Int64.self) {
      self = .value("\(number)")
    } else {
      self = .value(try container.decode([String].self).joined(separator: ";"))
    }
  }
}

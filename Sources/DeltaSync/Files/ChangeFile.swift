internal import Foundation
internal import Tabular

/// Reads the rows of a change file from a place on, whole lines only.
///
/// A column that a file does not have, or a member that a line of NDJSON does not have, tells nothing of its field; an
/// empty cell says that it is empty.
struct ChangeFile {
  let path: String
  let columns: RecordColumns

  /// - Parameters:
  ///   - offset: in bytes; rows before it were read by earlier runs.
  ///   - end: in bytes; what follows is not complete yet.
  func items(from offset: UInt64, to end: UInt64) throws(SideError) -> [FeedItem] {
    path.hasSuffix(".csv")
      ? try csvItems(from: offset, to: end) : try jsonItems(from: offset, to: end)
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
        for reject in batch.rejects where isNew(reject.position, offset, end) {
          throw fault(reject.position.line, reject.message, "correct the row in a new file")
        }
        let names = reader.columns
        for row in 0..<batch.count where isNew(batch.positions[row], offset, end) {
          var cells: [String: String] = [:]
          for column in 0..<min(names.count, batch.cellCount(row: row)) {
            cells[names[column]] = batch.string(row: row, column: column)
          }
          items.append(try item(cells, line: batch.positions[row].line))
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

  private func jsonItems(from offset: UInt64, to end: UInt64) throws(SideError) -> [FeedItem] {
    var items: [FeedItem] = []
    let decoder = JSONDecoder()
    for line in try FileLines.read(path, from: offset, to: end) where !line.isBlank {
      guard let members = try? decoder.decode([String: JSONScalar].self, from: line.data) else {
        throw SideError(
          .malformed,
          "\(path) (byte \(line.offset)): no JSON object with plain values; write one object a line"
        )
      }
      items.append(
        try item(members.compactMapValues(\.text), line: nil, offset: line.offset))
    }
    return items
  }

  private func item(
    _ cells: [String: String], line: UInt64?, offset: UInt64? = nil
  ) throws(SideError) -> FeedItem {
    do throws(ColumnFault) {
      if let template = cells["template"], !template.isEmpty {
        guard let id = cells["order_id"], !id.isEmpty, let contact = cells["id"], !contact.isEmpty
        else {
          throw ColumnFault(
            problem: "an order needs 'order_id', 'id' and 'template'", remedy: "add them")
        }
        return .send(SendOrder(id: id, contactID: contact, template: template))
      }
      return .record(try columns.record(cells))
    } catch {
      let place = line.map { "\(path):\($0)" } ?? "\(path) (byte \(offset ?? 0))"
      throw SideError(.malformed, "\(place): \(error.problem); \(error.remedy)")
    }
  }

  private func fault(_ line: UInt64, _ problem: String, _ remedy: String) -> SideError {
    SideError(.malformed, "\(path):\(line): \(problem); \(remedy)")
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

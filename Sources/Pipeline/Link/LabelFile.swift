internal import Foundation
internal import Linkage
internal import Tabular

/// Pairs of rows that a person has decided: the columns `l`, `r` and `match`, any others beside them.
///
/// A row without an answer is passed over. What cannot be understood is an error, since a label that
/// is lost would never be missed.
struct LabelFile {
  private(set) var labels: [PairLabel] = []
  private var answers: [Pair: (isSame: Bool, place: String)] = [:]
  private let ids: RecordIDs
  /// The table as the user named it.
  private let table: String

  private struct Pair: Hashable {
    var left: Int
    var right: Int
  }

  init(ids: RecordIDs, table: String) {
    self.ids = ids
    self.table = table
  }

  /// Reads one file more.
  ///
  /// - Throws: `PipelineError` with file and line.
  mutating func read(_ path: String) throws {
    var reader = try TableReader(path: path)
    while let batch = try reader.next() {
      if let reject = batch.rejects.first {
        throw PipelineError(
          .badInput,
          "\(place(path, reject.position)): \(reject.message); correct the row or take it out")
      }
      let columns = try ["l", "r", "match"].map { name throws(PipelineError) in
        if let column = reader.columns.firstIndex(of: name) { return column }
        throw PipelineError(
          .badInput,
          "\(path):1: there is no column '\(name)'; labels have the columns l, r and match, as --ask "
            + "writes them")
      }
      for row in 0..<batch.count {
        let place = place(path, batch.positions[row])
        let answer = text(batch, row, columns[2])
        if answer.isEmpty { continue }
        let isSame = try isSame(answer, place)
        let left = try self.row(batch, row, columns[0], place)
        let right = try self.row(batch, row, columns[1], place)
        try add(left, right, isSame: isSame, place)
      }
    }
  }

  private func place(_ path: String, _ position: RecordBatch.Position) -> String {
    "\(path):\(position.line) (byte \(position.byteOffset))"
  }

  private func text(_ batch: RecordBatch, _ row: Int, _ column: Int) -> String {
    String(decoding: batch.bytes[batch.trimmedCell(row: row, column: column)], as: UTF8.self)
  }

  private func isSame(_ answer: String, _ place: String) throws(PipelineError) -> Bool {
    switch answer.lowercased() {
    case "1", "1.0", "same", "yes", "y", "true": return true
    case "0", "0.0", "different", "no", "n", "false": return false
    default:
      throw PipelineError(
        .badInput,
        "\(place): match is '\(answer)'; write 1 (or same, yes) where both are one, 0 (or different, "
          + "no) where they are not, or leave it empty")
    }
  }

  private func row(
    _ batch: RecordBatch, _ row: Int, _ column: Int, _ place: String
  ) throws(PipelineError) -> Int {
    let cell = batch.trimmedCell(row: row, column: column)
    let bytes = batch.bytes.span.extracting(cell)
    if let known = ids.row(bytes) { return known }
    // As a spreadsheet is kept from running an id as a formula.
    if bytes.count > 1, bytes[0] == UInt8(ascii: "'"),
      let known = ids.row(bytes.extracting(1..<bytes.count))
    {
      return known
    }
    let id = text(batch, row, column)
    throw PipelineError(
      .badInput,
      id.isEmpty
        ? "\(place): an id is missing; a label needs both ids, or take the row out"
        : "\(place): there is no row '\(id)' in \(table); correct the id or take the row out")
  }

  private mutating func add(
    _ left: Int, _ right: Int, isSame: Bool, _ place: String
  ) throws(PipelineError) {
    if left == right {
      throw PipelineError(
        .badInput, "\(place): both ids are the same row; take the row out")
    }
    let pair = Pair(left: min(left, right), right: max(left, right))
    if let known = answers[pair] {
      if known.isSame == isSame { return }
      throw PipelineError(
        .badInput,
        "\(place): \(known.place) says the opposite of the same two rows; take one of the two out")
    }
    answers[pair] = (isSame, place)
    labels.append(PairLabel(left: left, right: right, isSame: isSame))
  }

  /// Refuses two rows that are two by one label and one by a chain of others.
  func checkChains() throws(PipelineError) {
    var parents: [Int: Int] = [:]
    func root(_ row: Int) -> Int {
      var x = row
      while let next = parents[x] { x = next }
      return x
    }
    for label in labels where label.isSame {
      let a = root(label.left)
      let b = root(label.right)
      if a != b { parents[max(a, b)] = min(a, b) }
    }
    for label in labels where !label.isSame && root(label.left) == root(label.right) {
      let pair = Pair(left: min(label.left, label.right), right: max(label.left, label.right))
      let place = answers[pair]?.place ?? table
      throw PipelineError(
        .badInput,
        "\(place): \(idText(label.left)) and \(idText(label.right)) are two here, but one by way of "
          + "other labels; correct one of them")
    }
  }

  private func idText(_ row: Int) -> String { String(decoding: ids[row], as: UTF8.self) }
}

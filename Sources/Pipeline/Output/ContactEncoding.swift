internal import Contacts
internal import Store
internal import Tabular

/// How a contact stands in `contacts.csv`, `contacts.jsonl` and the store.
struct ContactEncoding: Sendable {
  /// Names of the extra columns that are written, with their numbers.
  let extras: [(number: UInt32, name: String)]
  private let columns = ContactColumn.allCases
  /// The names as `JSONLineWriter` writes them: of the columns, then of the extra columns in `contacts.jsonl`, then of
  /// the same in the store. In one buffer, since threads would count references to each together.
  private var frames: [UInt8] = []
  private var frameEnds: [Int] = [0]

  /// - Parameter extras: ascending by number.
  init(extras: [(number: UInt32, name: String)]) {
    self.extras = extras
    for column in columns { addFrame(column.name) }
    for extra in extras { addFrame(ContactColumn.extraPrefix + extra.name) }
    for extra in extras { addFrame(extra.name) }
  }

  private mutating func addFrame(_ name: String) {
    frames += JSONLineWriter.frame(name)
    frameEnds.append(frames.count)
  }

  var header: [String] {
    ContactColumn.allCases.map(\.name) + extras.map { ContactColumn.extraPrefix + $0.name }
  }

  func append(_ contact: GoldenContact, to csv: inout CSVWriter) {
    let bytes = contact.texts.bytes.span
    for column in columns {
      csv.cell(bytes.extracting(contact.texts.range(column)))
    }
    forEachExtra(contact) { _, value in csv.cell(bytes.extracting(value ?? 0..<0)) }
    csv.endRow()
  }

  /// One object: texts, booleans, and arrays for columns with several values.
  ///
  /// Extra columns stand only where filled; with `namingAll` all of them stand, so that the first line of a file tells
  /// which there are and in which order.
  func append(_ contact: GoldenContact, to json: inout JSONLineWriter, namingAll: Bool) {
    let bytes = contact.texts.bytes.span
    let frames = frames.span
    json.beginObject()
    for (place, column) in columns.enumerated() {
      let frame = frames.extracting(frameEnds[place]..<frameEnds[place + 1])
      let value = bytes.extracting(contact.texts.range(column))
      if column.isList {
        var parts: [Range<Int>] = []
        forEachListItem(value) { parts.append($0) }
        json.member(frame: frame, utf8: value, parts: parts)
      } else if column.isBoolean {
        json.member(frame: frame, !value.isEmpty && value[0] == UInt8(ascii: "t"))
      } else {
        json.member(frame: frame, utf8: value)
      }
    }
    forEachExtra(contact) { place, value in
      if value != nil || namingAll {
        let place = columns.count + place
        json.member(
          frame: frames.extracting(frameEnds[place]..<frameEnds[place + 1]),
          utf8: bytes.extracting(value ?? 0..<0))
      }
    }
    json.endObject()
  }

  /// The texts of the columns, and the extra columns as one JSON object.
  func append(_ contact: GoldenContact, to rows: inout RowTexts) {
    let bytes = contact.texts.bytes.span
    for column in columns {
      rows.append(bytes.extracting(contact.texts.range(column)))
    }
    if contact.extraPlaces.isEmpty { return rows.append("{}") }
    let frames = frames.span
    var json = JSONLineWriter()
    json.beginObject()
    for (number, range) in contact.extraPlaces {
      guard let extra = extras.firstIndex(where: { $0.number == number }) else { continue }
      let place = columns.count + extras.count + extra
      json.member(
        frame: frames.extracting(frameEnds[place]..<frameEnds[place + 1]),
        utf8: bytes.extracting(range))
    }
    json.endObject()
    rows.append(json.bytes.span.extracting(droppingLast: 1))
  }

  /// Calls back for every extra column that is written, with the place of its value if the contact has one.
  @inline(__always)
  private func forEachExtra(
    _ contact: GoldenContact, _ body: (_ place: Int, _ value: Range<Int>?) -> Void
  ) {
    let places = contact.extraPlaces
    var next = 0
    for place in extras.indices {
      let number = extras[place].number
      while next < places.count, places[next].name < number { next += 1 }
      let isFilled = next < places.count && places[next].name == number
      body(place, isFilled ? places[next].range : nil)
    }
  }
}

internal import Contacts
internal import Tabular

/// How a contact stands in `contacts.csv`, `contacts.jsonl` and the store.
struct ContactEncoding: Sendable {
  /// Names of the extra columns that are written, with their numbers.
  let extras: [(number: UInt32, name: String)]

  var header: [String] {
    ContactColumn.allCases.map(\.name) + extras.map { ContactColumn.extraPrefix + $0.name }
  }

  func append(_ contact: GoldenContact, to csv: inout CSVWriter) {
    for value in contact.values { csv.cell(value) }
    var next = contact.extras.startIndex
    for extra in extras {
      while next < contact.extras.endIndex, contact.extras[next].name < extra.number { next += 1 }
      if next < contact.extras.endIndex, contact.extras[next].name == extra.number {
        csv.cell(contact.extras[next].value)
      } else {
        csv.cell("")
      }
    }
    csv.endRow()
  }

  /// One object: texts, booleans, and arrays for columns with several values.
  ///
  /// Extra columns stand only where filled; with `namingAll` all of them stand, so that the first line of a file tells
  /// which there are and in which order.
  func append(_ contact: GoldenContact, to json: inout JSONLineWriter, namingAll: Bool) {
    json.beginObject()
    for column in ContactColumn.allCases {
      let value = contact[column]
      if column.isList {
        json.member(column.name, listItems(value))
      } else if column.isBoolean {
        json.member(column.name, value == "true")
      } else {
        json.member(column.name, value)
      }
    }
    var next = contact.extras.startIndex
    for extra in extras {
      while next < contact.extras.endIndex, contact.extras[next].name < extra.number { next += 1 }
      if next < contact.extras.endIndex, contact.extras[next].name == extra.number {
        json.member(ContactColumn.extraPrefix + extra.name, contact.extras[next].value)
      } else if namingAll {
        json.member(ContactColumn.extraPrefix + extra.name, "")
      }
    }
    json.endObject()
  }

  /// The extra columns as one JSON object, for the store.
  func extrasObject(_ contact: GoldenContact) -> String {
    if contact.extras.isEmpty { return "{}" }
    var json = JSONLineWriter()
    json.beginObject()
    for (number, value) in contact.extras {
      guard let extra = extras.first(where: { $0.number == number }) else { continue }
      json.member(extra.name, value)
    }
    json.endObject()
    return String(decoding: json.bytes.dropLast(), as: UTF8.self)
  }
}

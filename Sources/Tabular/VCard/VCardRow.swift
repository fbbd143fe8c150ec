/// Puts the properties of a card into columns with names that headers of exports have.
///
/// | property | columns |
/// |---|---|
/// | `FN` | `Full name` |
/// | `N` | `Last name`, `First name`, `Middle name`, `Name prefix`, `Name suffix` |
/// | `TEL` | `WhatsApp`, `Fax`, `Pager`, `Mobile`, `Work phone`, `Home phone` or `Phone` by its types or its label |
/// | `EMAIL` | `Email` |
/// | `ORG` | `Company`, `Department` |
/// | `TITLE`, `ROLE`, `NICKNAME` | `Job title`, `Role`, `Nickname` |
/// | `ADR` | `Address`, `City`, `State`, `Postal code`, `Country` |
/// | `BDAY`, `NOTE`, `CATEGORIES`, `UID`, `REV`, `URL`, `LANG`, `KIND` | `Birthday`, `Notes`, `Tags`, `UID`, `Updated`, `Website`, `Language`, `Record type` |
/// | any other | its own name in capitals |
///
/// A further value goes to `Mobile 2` and so on; of those columns there are nine, and the last takes all the rest. Values
/// of another property that comes several times are joined with `; `. Pictures and other base64 are told by their size
/// only. `VERSION` and `PRODID` say nothing of the contact and are left out.
struct VCardRow {
  private(set) var names: [String] = []
  private var indices: [String: Int] = [:]
  private var row = RowBuilder()
  private var counts: [String: Int] = [:]
  private var isOld = false
  private(set) var hasTooManyColumns = false

  static let columnLimit = 1024
  private static let repeatLimit = 9

  struct Mark {
    fileprivate var count: Int
  }

  /// The columns known so far.
  var mark: Mark { Mark(count: names.count) }

  mutating func rollBack(to mark: Mark) {
    while names.count > mark.count { indices[names.removeLast()] = nil }
  }

  /// Writes the card as a record.
  ///
  /// - Parameter isOld: whether it is of version 2.1.
  /// - Returns: whether it is one; not if there would be too many columns.
  mutating func write(
    _ properties: [VCardProperty], isOld: Bool, at position: RecordBatch.Position,
    into batch: inout RecordBatch
  ) -> Bool {
    self.isOld = isOld
    hasTooManyColumns = false
    counts.removeAll(keepingCapacity: true)
    let mark = mark
    row.begin()
    var labels: [String: String] = [:]
    for property in properties where property.head.name == "X-ABLABEL" {
      labels[property.head.group] = Self.label(property.value)
    }
    for property in properties { add(property, label: labels[property.head.group] ?? "") }
    guard !hasTooManyColumns else {
      rollBack(to: mark)
      return false
    }
    row.write(source: Span(), at: position, byteCount: 0, into: &batch)
    return true
  }

  /// `_$!<Mobile>!$_`, as some address books write it, is `mobile`.
  private static func label(_ value: [UInt8]) -> String {
    var text = Substring(String(decoding: value.prefix(256), as: UTF8.self).lowercased())
    if text.hasPrefix("_$!<"), text.hasSuffix(">!$_"), text.count >= 8 {
      text = text.dropFirst(4).dropLast(4)
    }
    return String(text)
  }

  // MARK: - Properties

  private mutating func add(_ property: VCardProperty, label: String) {
    let value = property.value[...]
    if property.head.isBase64 {
      add(Array("base64, \(property.base64Bytes) bytes".utf8), to: property.head.name)
      return
    }
    if let note = Self.embedded(value) {
      add(note, to: property.head.name)
      return
    }
    switch property.head.name {
    case "VERSION", "PRODID", "BEGIN", "END": break
    case "FN": addText(value, to: "Full name")
    case "N":
      addParts(value, ["Last name", "First name", "Middle name", "Name prefix", "Name suffix"])
    case "TEL": addText(value, to: numbered(Self.phoneColumn(property.head.types + [label])))
    case "EMAIL":
      addText(Self.dropping("mailto:", from: value), to: numbered("Email"))
    case "X-WHATSAPP": addText(value, to: numbered("WhatsApp"))
    case "IMPP": addMessenger(property)
    case "ORG": addParts(value, ["Company", "Department"])
    case "ADR": addAddress(value)
    case "CATEGORIES":
      for part in VCardText.split(value, at: UInt8(ascii: ",")) { addText(part, to: "Tags") }
    case "BDAY": addDate(value, to: "Birthday")
    case "REV": addDate(value, to: "Updated")
    case "KIND": addKind(value)
    // A label that says what kind of number it is has been heeded.
    case "X-ABLABEL" where Self.phoneColumn([label]) != "Phone": break
    case let name: addText(value, to: Self.columns[name] ?? name)
    }
  }

  private static let columns: [String: String] = [
    "TITLE": "Job title", "ROLE": "Role", "NICKNAME": "Nickname", "NOTE": "Notes", "UID": "UID",
    "URL": "Website", "LANG": "Language", "LABEL": "Address label", "ANNIVERSARY": "Anniversary",
    "GENDER": "Gender", "SOURCE": "Directory",
  ]

  private static func phoneColumn(_ types: [String]) -> String {
    func has(_ words: String...) -> Bool { types.contains { words.contains($0) } }
    if types.contains(where: { $0.contains("whatsapp") }) { return "WhatsApp" }
    if has("fax", "work fax", "home fax", "other fax", "workfax", "homefax") { return "Fax" }
    if has("pager", "pcs") { return "Pager" }
    if has("cell", "mobile", "iphone", "x-mobile") { return "Mobile" }
    if has("work") { return "Work phone" }
    return has("home") ? "Home phone" : "Phone"
  }

  /// `WhatsApp:+14155550100`, or a service named beside it.
  private mutating func addMessenger(_ property: VCardProperty) {
    let value = property.value[...]
    let scheme = Self.dropping("whatsapp:", from: value)
    guard scheme.count < value.count || property.head.service.contains("whatsapp") else {
      addText(value, to: "IMPP")
      return
    }
    addText(Self.dropping("x-apple:", from: scheme), to: numbered("WhatsApp"))
  }

  private mutating func addKind(_ value: ArraySlice<UInt8>) {
    let kind = String(decoding: value.prefix(64), as: UTF8.self).lowercased()
    addText(kind == "org" ? Array("organization".utf8)[...] : value, to: "Record type")
  }

  private mutating func addDate(_ value: ArraySlice<UInt8>, to column: String) {
    add(VCardText.date(VCardText.unescape(value, isOld: isOld)), to: column)
  }

  /// PO box, extension and street are one address.
  private mutating func addAddress(_ value: ArraySlice<UInt8>) {
    let number = nextNumber("Address")
    let suffix = number > 1 ? " \(number)" : ""
    let parts = VCardText.split(value, at: UInt8(ascii: ";")).map { text($0) }
    let street = [2, 1, 0].filter { $0 < parts.count && !parts[$0].isEmpty }.map { parts[$0] }
    add(Array(street.joined(separator: [0x2C, 0x20])), to: "Address" + suffix)
    for (index, name) in ["City", "State", "Postal code", "Country"].enumerated()
    where index + 3 < parts.count {
      add(parts[index + 3], to: name + suffix)
    }
  }

  /// Parts between semicolons; the last column takes all that are left.
  private mutating func addParts(_ value: ArraySlice<UInt8>, _ columns: [String]) {
    let parts = VCardText.split(value, at: UInt8(ascii: ";")).map { text($0) }
    for (index, column) in columns.enumerated() where index < parts.count {
      guard index == columns.count - 1 else {
        add(parts[index], to: column)
        continue
      }
      let rest = parts[index...].filter { !$0.isEmpty }
      add(Array(rest.joined(separator: [0x2C, 0x20])), to: column)
    }
  }

  /// A part of a value in plain; several names in it, which commas divide, are put one behind another.
  private func text(_ part: ArraySlice<UInt8>) -> [UInt8] {
    let names = isOld ? [part] : VCardText.split(part, at: UInt8(ascii: ","))
    guard names.count > 1 else { return trimmed(VCardText.unescape(part, isOld: isOld)) }
    return Array(
      names.map { trimmed(VCardText.unescape($0, isOld: isOld)) }.filter { !$0.isEmpty }
        .joined(separator: [0x2C, 0x20]))
  }

  private func trimmed(_ text: [UInt8]) -> [UInt8] {
    var text = text[...]
    while let first = text.first, first <= 0x20 { text.removeFirst() }
    while let last = text.last, last <= 0x20 { text.removeLast() }
    return Array(text)
  }

  /// The note of a picture that stands in a `data:` address.
  private static func embedded(_ value: ArraySlice<UInt8>) -> [UInt8]? {
    guard dropping("data:", from: value).count < value.count,
      let comma = value.prefix(200).firstIndex(of: UInt8(ascii: ",")),
      value[..<comma].suffix(7).elementsEqual(";base64".utf8)
    else { return nil }
    let count = value[comma...].count { $0 > 0x20 && $0 != UInt8(ascii: "=") } - 1
    return Array("base64, \(count * 3 / 4) bytes".utf8)
  }

  private static func dropping(
    _ scheme: StaticString, from value: ArraySlice<UInt8>
  ) -> ArraySlice<UInt8> {
    let count = scheme.utf8CodeUnitCount
    guard value.count >= count else { return value }
    for index in 0..<count
    where value[value.startIndex + index] | 0x20 != scheme.utf8Start[index] | 0x20 {
      return value
    }
    return value.dropFirst(count)
  }

  // MARK: - Columns

  private mutating func nextNumber(_ name: String) -> Int {
    let number = min((counts[name] ?? 0) + 1, Self.repeatLimit)
    counts[name] = number
    return number
  }

  private mutating func numbered(_ name: String) -> String {
    let number = nextNumber(name)
    return number == 1 ? name : "\(name) \(number)"
  }

  private mutating func addText(_ value: ArraySlice<UInt8>, to column: String) {
    add(trimmed(VCardText.unescape(value, isOld: isOld)), to: column)
  }

  private mutating func add(_ text: [UInt8], to name: String) {
    guard !text.isEmpty else { return }
    let column: Int
    if let known = indices[name] {
      column = known
    } else {
      guard names.count < Self.columnLimit else {
        hasTooManyColumns = true
        return
      }
      column = names.count
      indices[name] = column
      names.append(name)
    }
    let start = row.scratch.count
    row.scratch.append(contentsOf: text)
    row.add(column: column, start: start, count: text.count, isInScratch: true)
  }
}

/// The values of a contact's core fields in canonical form; an empty text is no value.
///
/// Canonical: numbers in E.164, addresses in lower case, dates as ISO 8601, sets sorted and joined by
/// `FieldValues.setSeparator`, consent as `ConsentState.text`.
package struct FieldValues: Sendable, Hashable {
  private var texts: [SyncField: String] = [:]

  package static let setSeparator: Character = "\u{1F}"
  private static let fieldSeparator: Character = "\u{1E}"

  package init(_ texts: [SyncField: String] = [:]) {
    self.texts = texts.filter { !$0.value.isEmpty }
  }

  package subscript(field: SyncField) -> String {
    get { texts[field] ?? "" }
    set { texts[field] = newValue.isEmpty ? nil : newValue }
  }

  package var isEmpty: Bool { texts.isEmpty }

  /// The fields that have a value, in the order of `SyncField`.
  package var fields: [SyncField] { SyncField.allCases.filter { texts[$0] != nil } }

  /// The values with those of `other` in their place, for the fields that it tells of, empty or not.
  package func overlaid(with other: [SyncField: String]) -> FieldValues {
    var copy = self
    for (field, text) in other { copy[field] = text }
    return copy
  }

  /// The members of a set field.
  package static func members(_ text: String) -> Set<String> {
    Set(text.split(separator: setSeparator).map(String.init))
  }

  /// A set field in canonical form.
  package static func set(_ members: some Sequence<String>) -> String {
    Set(members).sorted().joined(separator: String(setSeparator))
  }
}

// MARK: - As text

extension FieldValues {
  /// One text that holds all values, for storing: `name=value` joined by U+001E.
  package var encoded: String {
    fields.map { "\($0.rawValue)=\(self[$0])" }.joined(separator: String(Self.fieldSeparator))
  }

  /// Reads `encoded`. Fields that are not known any more are left out.
  package init(encoded: String) {
    for part in encoded.split(separator: Self.fieldSeparator) {
      guard let equals = part.firstIndex(of: "="),
        let field = SyncField(rawValue: String(part[..<equals]))
      else { continue }
      self[field] = String(part[part.index(after: equals)...])
    }
  }
}

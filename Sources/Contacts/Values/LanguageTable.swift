/// The spellings of languages, read from `Rules/languages.yaml`.
///
/// Source of the tags: BCP 47 (RFC 5646).
package struct LanguageTable: Sendable {
  private let tags: [String]
  private let spellings: FoldedTable

  /// Spellings that stand under two tags; they are read as neither.
  package var conflicts: [String] { spellings.conflicts }

  /// A table of tags and their spellings; every tag spells itself.
  package init(_ names: [String: [String]]) {
    tags = names.keys.sorted()
    spellings = FoldedTable(spellings: tags.map { ($0, names[$0] ?? []) })
  }

  /// The BCP 47 tag of the language that a cell names, or nil.
  ///
  /// Names and codes are looked up; any other `language-Script-REGION` is written in its usual
  /// case (RFC 5646 §2.1.1) where the table knows the language: `pt_BR`, `EN-us`, `ru_RU.UTF-8`,
  /// and the first of an `Accept-Language` list.
  package func tag(for cell: String) -> String? {
    if let index = spellings.value(ofSpelling: cell) { return tags[index] }
    return tagByParts(cell)
  }

  private func tagByParts(_ cell: String) -> String? {
    var text = Substring(tidy(cell))
    if let end = text.utf8.firstIndex(where: { ",;.@".utf8.contains($0) }) { text = text[..<end] }
    let parts = text.split(maxSplits: 3, omittingEmptySubsequences: false) {
      $0 == "-" || $0 == "_"
    }
    guard let first = parts.first, (2...3).contains(first.utf8.count), parts.count <= 3,
      let index = spellings.value(ofSpelling: String(first))
    else { return nil }
    var tag = tags[index]
    var rest = parts.dropFirst()
    if let script = rest.first, script.utf8.count == 4, isLetters(script) {
      tag += "-" + script.prefix(1).uppercased() + script.dropFirst().lowercased()
      rest = rest.dropFirst()
    }
    if let region = rest.first {
      let isCode = region.utf8.count == 2 && isLetters(region)
      let isArea = region.utf8.count == 3 && region.utf8.allSatisfy { (0x30...0x39).contains($0) }
      guard isCode || isArea else { return nil }
      tag += "-" + region.uppercased()
      rest = rest.dropFirst()
    }
    return rest.isEmpty ? tag : nil
  }

  private func isLetters(_ part: Substring) -> Bool {
    part.utf8.allSatisfy { (0x61...0x7A).contains($0 | 0x20) }
  }
}

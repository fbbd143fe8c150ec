/// The words that answer a question, stand for nothing, or surround a name; read from
/// `Rules/words.yaml`.
package final class Words: Sendable {
  private let truths: FoldedTable
  private let permissions: FoldedTable
  private let placeholderKeys: FoldedTable
  let titleKeys: FoldedTable
  let suffixKeys: FoldedTable
  let companyKeys: FoldedTable
  /// Titles written after a name without a blank (`先生`, `さん`, `님`), longest first.
  let attachedTitles: [String]
  /// Company forms written inside a name without blanks (`有限公司`), longest first.
  let attachedCompanyForms: [String]
  /// Domains of mail providers that many people have their address at.
  package let mailDomains: MailDomains

  /// Lists of spellings; case, accents and punctuation do not matter. A word that stands in both
  /// of two opposite lists answers neither.
  package init(
    yes: [String], no: [String], allow: [String], agree: [String], deny: [String],
    placeholders: [String],
    titles: [String], suffixes: [String], companyForms: [String], mailDomains: [String] = []
  ) {
    self.mailDomains = MailDomains(mailDomains)
    truths = Self.table([(yes, 1), (no, 0)])
    permissions = Self.table([(allow, 1), (deny, 0), (agree, 2)])
    placeholderKeys = Self.table([(placeholders, 1)])
    titleKeys = Self.table([(titles, 1)])
    suffixKeys = Self.table([(suffixes, 1)])
    companyKeys = Self.table([(companyForms, 1)])
    attachedTitles = Self.attached(titles)
    attachedCompanyForms = Self.attached(companyForms)
  }

  /// What a yes/no cell says, or nil where it says neither.
  package func truth(of cell: String) -> Bool? {
    truths.value(of: Self.key(cell)).map { $0 == 1 }
  }

  /// What a consent cell says: `Allow`, `subscribed` → true; `Do Not Allow`, `opted out` → false;
  /// nil where it says neither. Plain yes and no are not consent words: see ``truth(of:)``.
  package func permission(of cell: String) -> Bool? {
    permissions.value(of: Self.key(cell)).map { $0 != 0 }
  }

  /// Whether a cell allows contact whatever the column asks: `Allow`, `subscribed`; not `confirmed`, which may confirm
  /// an opt-out.
  package func isPlainPermission(_ cell: String) -> Bool {
    permissions.value(of: Self.key(cell)) == 1
  }

  /// Whether a cell that is not empty stands for nothing: `n/a`, `-`, `test`, `неизвестно`.
  package func isPlaceholder(_ cell: String) -> Bool {
    let key = fold(cell)
    return key.isEmpty ? !tidy(cell).isEmpty : placeholderKeys.contains(key)
  }

  /// The same for the bytes of a tidy text that is not empty.
  func isPlaceholder(tidy text: UnsafeBufferPointer<UInt8>) -> Bool {
    // Every letter and digit of ASCII is one byte of the key.
    var letters = 0
    for byte in text {
      letters += (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 ? 1 : 0
    }
    if letters > placeholderKeys.longestKey { return false }
    return withPlainFold(text) { key in
      guard let key else { return isPlaceholder(String(decoding: text, as: UTF8.self)) }
      return key.isEmpty || placeholderKeys.value(of: key) != nil
    }
  }

  /// A sign that is all punctuation (`+`) is its own key.
  private static func key(_ cell: String) -> String {
    let key = fold(cell)
    return key.isEmpty ? tidy(cell) : key
  }

  private static func table(_ lists: [(words: [String], value: Int32)]) -> FoldedTable {
    var table = FoldedTable()
    for list in lists {
      for word in list.words { table.insert(key(word), value: list.value) }
    }
    return table
  }

  private static func attached(_ words: [String]) -> [String] {
    words.map { tidy($0) }
      .filter { word in word.unicodeScalars.allSatisfy { Script($0.value).isEastAsian } }
      .filter { !$0.isEmpty }
      .sorted { ($1.unicodeScalars.count, $0) < ($0.unicodeScalars.count, $1) }
  }
}

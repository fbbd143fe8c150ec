/// Names in Han, kana and Hangul: the family name stands first.
enum EastAsianNames {
  /// The family and the given name, or nil where the text is not such a name or cannot be taken
  /// apart: a single character, kana without a blank, a foreign name with a middle dot.
  static func split(_ text: String) -> (last: String, first: String)? {
    guard let initial = text.unicodeScalars.first, Script(initial.value).isEastAsian else {
      return nil
    }
    let tokens = blankSeparated(text)
    if tokens.count == 2 {
      guard tokens.allSatisfy({ Script.only(in: $0)?.isEastAsian == true }) else { return nil }
      return (String(tokens[0]), String(tokens[1]))
    }
    guard tokens.count == 1 else { return nil }
    let scalars = Array(text.unicodeScalars)
    guard (2...4).contains(scalars.count) else { return nil }
    let isHan = scalars.allSatisfy { Script($0.value) == .han }
    let isHangul = scalars.allSatisfy { (0xAC00...0xD7A3).contains($0.value) }
    guard isHan || isHangul else { return nil }
    var familyLength = 1
    if scalars.count > 2, compounds.contains(string(scalars[..<2])) {
      familyLength = 2
    } else if scalars.count == 4 {
      // Two Chinese family names (of husband and wife), or a Japanese name.
      familyLength = isHan ? 2 : 1
    }
    return (string(scalars[..<familyLength]), string(scalars[familyLength...]))
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// Family names of two characters.
  private static let compounds: FoldedTable = {
    let names =
      "欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 夏侯 东方 東方 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 长孙 長孫 "
      + "宇文 司徒 端木 南宫 南宮 申屠 独孤 獨孤 百里 呼延 轩辕 軒轅 赫连 赫連 澹台 澹臺 公冶 宗政 "
      + "濮阳 濮陽 淳于 单于 單于 太史 仲孙 仲孫 钟离 鍾離 闻人 聞人 西门 西門 东郭 東郭 南门 南門 "
      + "张简 張簡 范姜 남궁 황보 제갈 선우 독고 사공 서문 동방"
    var table = FoldedTable()
    for name in names.split(separator: " ") { table.insert(String(name), value: 1) }
    return table
  }()
}

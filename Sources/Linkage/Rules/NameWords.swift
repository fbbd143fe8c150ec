extension LinkageRules {
  /// Words that are not names, and words that stand for one name.
  public struct NameWords: Sendable, Equatable {
    /// Whole names that mean there is none.
    public var placeholders = [
      "anonymous", "contact", "customer", "guest", "n a", "na", "name", "new contact", "no name",
      "noname", "nobody", "none", "null", "test", "test test", "undefined", "unknown", "user",
      "xxx", "без имени", "гость", "имя", "клиент", "неизвестно", "нет", "тест", "未知", "无", "無",
      "测试", "測試", "客户", "客戶",
    ]

    /// Left out before comparing.
    public var titles = [
      "dipl", "dr", "frau", "herr", "ing", "mr", "mrs", "ms", "miss", "mme", "monsieur", "prof",
      "señor", "señora", "sir", "sra", "госпожа", "господин", "先生", "女士", "小姐",
    ]

    /// Words for the elder and the younger of one name, a group for each generation.
    public var generations: [[String]] = [
      ["sr", "senior", "ст", "старший", "père"],
      ["jr", "jnr", "junior", "мл", "младший", "fils"],
      ["ii"], ["iii"], ["iv"],
    ]

    /// Spellings of one name that rules of transliteration do not bring together, a name in a line;
    /// a word stands in one line only.
    public var spellings = spellingsOfOneName

    /// Forms of one given name, a group in a line; a word may stand in several groups.
    public var nicknames = shortForms

    private static let shortForms =
      english + german + polish + romance + russian + turkishAndGreek + ukrainian

    /// Given names, most of them short, of men and of women.
    public var unisexNames = [
      "ale", "alex", "andrea", "chris", "charlie", "conny", "cris", "dani", "frankie", "gabi",
      "jackie", "jamie", "jan", "jo", "jordan", "kim", "lee", "lera", "lou", "max", "michel",
      "nicky", "nico", "nika", "nikita", "pat", "robin", "sam", "sandy", "sasha", "shura", "slava",
      "stevie", "terry", "toni", "tony", "uli", "vale", "valera", "valya", "vasya", "vic", "vika",
      "zhenya",
    ]

    public init() {}
  }
}

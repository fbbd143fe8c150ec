/// Where the lines between merge, review and apart run, and the words that names are read with.
///
/// What agreement is worth is estimated from the data; only the shares that estimation starts from
/// stand beside each comparison (`Level`), and come from general reasoning.
public struct LinkageRules: Sendable {
  /// Share of accepted pairs that shall be right, by the estimate of the model.
  public var precision = 0.97
  /// Pairs at least this probable, but not merged, are shown for review.
  public var reviewProbability = 0.5
  /// Review pairs returned at most, best first.
  public var reviewLimit = 10_000
  /// Pairs to ask a person about that are returned at most, the most informative first.
  public var questionLimit = 0

  public var priors = Priors()
  public var blocking = BlockingLimits()
  public var words = NameWords()

  /// Jaro-Winkler similarity from which a differing word counts as a slip of the pen; so does one
  /// edit in a word of five letters and more.
  public var similarHigh = 0.92
  /// Jaro-Winkler similarity from which a differing word leaves the matter in doubt.
  public var similarLow = 0.85
  /// Two spellings that each stand in this many distinct names are two names, not a slip …
  public var establishedNames = 5
  /// … unless the commoner is more than this many times as common.
  public var establishedRatio = 20

  /// Parts before the `@` that name a function rather than a person.
  public var roleMailboxes = [
    "accounting", "accounts", "admin", "administrator", "billing", "booking", "bookings",
    "buchhaltung", "buh", "career", "careers", "client", "contact", "contacts", "enquiries",
    "feedback", "finance", "hello", "help", "helpdesk", "hr", "info", "inquiry", "invoice",
    "invoices", "it", "jobs", "kontakt", "mail", "mailbox", "manager", "marketing", "media",
    "no-reply", "none", "noreply", "office", "order", "orders", "post", "postmaster", "press",
    "privacy", "purchase", "reception", "root", "sale", "sales", "sekretariat", "service",
    "shop", "support", "team", "test", "unknown", "webmaster", "zakaz",
  ]

  /// Words of a company's name that tell its legal form only.
  public var legalForms = [
    "ab", "ag", "aps", "as", "bv", "co", "company", "corp", "corporation", "eirl", "eurl",
    "gbr", "gmbh", "inc", "incorporated", "kg", "limited", "llc", "llp", "lp", "ltd", "ltda",
    "nv", "ooo", "oy", "plc", "pte", "pty", "pvt", "sa", "sarl", "sas", "sl", "spa", "srl",
    "ug", "zao", "оао", "ооо", "зао", "пао", "ао", "ип", "чп", "тов", "фоп", "тоо",
  ]

  public init() {}

  /// What is expected before any row is seen, in pairs for each record; the rows move it.
  public struct Priors: Sendable {
    /// Pairs of one entity.
    public var duplicates = 0.4
    /// Pairs of two people who share a household.
    public var household = 0.05
    /// Pairs of two people who share an office.
    public var office = 0.1

    public init() {}
  }

  /// How many pairs are formed behind values that many records share.
  public struct BlockingLimits: Sendable {
    /// Records that share two or three values up to which all their pairs are compared.
    public var combinedLimit = 16
    /// Values that may be combined.
    public var combinationLimit = 3
    /// Records of a table up to which every pair is compared.
    public var allPairsLimit = 1500
    /// Whether each key is judged by what came of it: the records are called together once more.
    public var judgesKeys = false

    public init() {}
  }
}

/// What agreement and disagreement are worth, and where the lines between merge, review and apart
/// run.
///
/// Every weight is in bits: log2 of how much likelier the level is in two records of one person
/// than in two records of different people (Fellegi & Sunter 1969). The defaults come from general
/// reasoning, not from any data set; the sum with `priorLog2Odds` gives the probability
/// `1 / (1 + 2^-bits)`.
public struct LinkageRules: Sendable {
  /// Pairs at least this probable are merged, unless a veto stands against it.
  public var mergeProbability = 0.97
  /// Pairs at least this probable, but not merged, are shown for review.
  public var reviewProbability = 0.5
  /// Log2 odds that two records which share a key or a name are one person, before any evidence.
  public var priorLog2Odds = -12.0

  public var name = NameWeights()
  public var keys = KeyWeights()
  public var attributes = AttributeWeights()
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

  /// Review pairs returned at most, best first.
  public var reviewLimit = 10_000

  public init() {}

  /// Bits of a person's name, by level from strong to weak.
  public struct NameWeights: Sendable {
    public var exact = 11.0
    /// Equal but for script, marks or transliteration.
    public var transliterated = 10.0
    /// One side lacks a middle name, patronymic or second surname.
    public var missingToken = 9.0
    /// A word is an accepted short form of the other (Bob, Robert).
    public var nickname = 7.5
    /// One word differs by a slip of the pen.
    public var similarHigh = 4.5
    public var initial = 6.0
    /// Both sides are the same single word.
    public var exactSingle = 6.0
    /// One side is a single word that stands in the other.
    public var single = 5.5
    /// A word is similar, but may well be another name.
    public var similarLow = 4.0
    /// `Jr` or its like on one side only: father and son share line and address.
    public var suffixOneSided = 0.5
    /// Compatible, but too little to tell (initials only, one similar word).
    public var weak = 2.0
    /// Written in scripts that cannot be compared.
    public var otherScript = 2.0
    /// A name is missing, and the shared line or mailbox is known to have one person behind it.
    public var missingSole = 5.5
    /// A name is missing, and the shared line or mailbox has several people behind it.
    public var missingShared = 2.0
    /// Male and female form of one name (Alexander, Alexandra): never more than a review.
    public var genderVariant = 1.0
    public var different = -9.0
    /// Senior and junior.
    public var suffixConflict = -20.0

    public init() {}
  }

  /// Bits of an agreeing key; a key with n different people behind it gives log2 n less.
  public struct KeyWeights: Sendable {
    public var phone = 12.0
    public var email = 13.0
    /// A mailbox of a function (info@, sales@), whoever stands behind it.
    public var roleEmail = 2.0
    public var identifier = 30.0
    /// Both sides have a phone (or an e-mail) and none in common, and nothing else agrees that reaches one person.
    public var different = -2.0
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

    public init() {}
  }

  /// Bits of attributes that several people share or that change.
  public struct AttributeWeights: Sendable {
    public var company = 3.0
    public var address = 4.0
    public var date = 9.0
    /// Day and month exchanged.
    public var dateTransposed = 4.0
    /// One part differs, and not by a generation: a slip, or someone else.
    public var dateSimilar = -2.0
    public var text = 1.0
    /// Words of a company's name that tell its legal form only.
    public var legalForms = [
      "ab", "ag", "aps", "as", "bv", "co", "company", "corp", "corporation", "eirl", "eurl",
      "gbr", "gmbh", "inc", "incorporated", "kg", "limited", "llc", "llp", "lp", "ltd", "ltda",
      "nv", "ooo", "oy", "plc", "pte", "pty", "pvt", "sa", "sarl", "sas", "sl", "spa", "srl",
      "ug", "zao", "оао", "ооо", "зао", "пао", "ао", "ип", "чп", "тов", "фоп", "тоо",
    ]

    public init() {}
  }

  /// How far pairs are formed behind a key that many records share.
  public struct BlockingLimits: Sendable {
    /// Blocks up to this many records are compared pair by pair; larger ones by name.
    public var pairwiseLimit = 50
    /// In a larger block a record meets this many neighbours of its own name.
    public var neighbours = 10
    /// A key with more different people behind it is hot: it gives no evidence and no pairs.
    public var fanOutLimit = 200
    /// A name that more records share in one company, or at one address, is a common name: alone it gives no pairs.
    public var namesakeLimit = 10
    /// Records of a block that share two or three values up to which all its pairs are compared.
    public var combinedLimit = 16
    /// Records up to which every pair is compared.
    public var allPairsLimit = 1500
    /// Values that may be combined.
    public var combinationLimit = 3
    /// An identifier with more different names behind it is a placeholder, and as hot.
    public var identifierFanOutLimit = 10

    public init() {}
  }
}

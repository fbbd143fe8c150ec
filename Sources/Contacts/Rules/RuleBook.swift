package import PhoneNumbers

/// All rules that turn rows into contacts, as read from `Rules/`.
package final class RuleBook: Sendable {
  package let fields: FieldRules
  /// What the columns of known systems mean.
  package let profiles: VendorProfiles
  package let words: Words
  package let countries: CountryTable
  package let languages: LanguageTable
  package let consent: ConsentRules
  package let survivorship: SurvivorshipRules
  /// The rules for phone numbers that are switched on.
  package let phones: RuleSet

  /// The files that `init` reads, for `rollcall rules`.
  package static let fileNames = [
    "fields.yaml", "words.yaml", "countries.yaml", "languages.yaml", "consent.yaml",
    "survivorship.yaml", RuleFiles.phoneRules,
  ]

  package init(_ files: RuleFiles) throws(RuleError) {
    fields = try FieldRules(files.open("fields.yaml"))
    profiles = try VendorProfiles(files)
    words = try Words(files.open("words.yaml"))
    let countryFile = try files.open("countries.yaml")
    countries = CountryTable(try countryFile.spellings())
    try countryFile.refuse(countries.conflicts)
    let languageFile = try files.open("languages.yaml")
    languages = LanguageTable(try languageFile.spellings())
    try languageFile.refuse(languages.conflicts)
    consent = try ConsentRules(files.open("consent.yaml"))
    survivorship = try SurvivorshipRules(files.open("survivorship.yaml"))
    phones = try files.phoneRules()
  }
}

extension Words {
  /// `Rules/words.yaml`.
  package convenience init(_ file: RuleNode) throws(RuleError) {
    let names = [
      "yes", "no", "allow", "agree", "deny", "placeholders", "titles", "suffixes", "company_forms",
      "mail_domains",
    ]
    var lists: [String: [String]] = [:]
    for (name, node) in try file.entries(allowed: names).sorted(by: { $0.key < $1.key }) {
      lists[name] = try node.strings()
    }
    func list(_ name: String) -> [String] { lists[name] ?? [] }
    self.init(
      yes: list("yes"), no: list("no"), allow: list("allow"), agree: list("agree"),
      deny: list("deny"),
      placeholders: list("placeholders"), titles: list("titles"), suffixes: list("suffixes"),
      companyForms: list("company_forms"),
      mailDomains: list("mail_domains").map { $0.lowercased() })
  }
}

extension RuleNode {
  /// A map of lists: code to spellings.
  fileprivate func spellings() throws(RuleError) -> [String: [String]] {
    var spellings: [String: [String]] = [:]
    for (code, node) in try entries() { spellings[code] = try node.strings() }
    return spellings
  }

  fileprivate func refuse(_ conflicts: [String]) throws(RuleError) {
    guard let first = conflicts.first else { return }
    throw error("'\(first)' stands under two codes", "keep it under one of them")
  }
}

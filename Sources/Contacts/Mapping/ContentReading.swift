/// What the cells of a column say that it is.
enum ContentReading: String, Sendable {
  case email = "e-mail addresses"
  case phone = "phone numbers"
  case url = "web addresses"
  case date = "dates"
  case yesNo = "yes or no"
  case consent = "words of consent"
  case titles = "forms of address"
  case countries = "countries"
  case languages = "languages"
  case fullNames = "names of people"
  case givenNames = "given names"
  case companies = "names of companies"
  case words = "words"
}

extension ContentReading {
  /// How sure it must be to tell against a header. Single letters may answer a question by chance; an address is one.
  fileprivate var leastCertainty: Double {
    switch self {
    case .email, .phone, .url, .date: 0.6
    default: 0.8
    }
  }
}

extension ColumnContent {
  /// What the cells are beyond doubt, strongest first; a content of which nothing is plain gives nothing.
  ///
  /// - Parameter numbersFit: part of the numbers without a country code that the country of the column makes valid.
  func plainReading(numbersFit: Double = 0) -> (reading: ContentReading, certainty: Double)? {
    let candidates: [(ContentReading, Double)] = [
      (.email, certainty(.email)), (.url, certainty(.url)),
      (.phone, phoneCertainty(numbersFit: numbersFit)), (.date, certainty(.date)),
      (.consent, certainty(.permission)), (.yesNo, certainty(.truth)),
      (.titles, certainty(.title)),
    ]
    guard let best = candidates.max(by: { $0.1 < $1.1 }), best.1 > 0 else { return nil }
    return best
  }

  /// How sure it is that the column holds numbers that can be dialled.
  func phoneCertainty(numbersFit: Double = 0) -> Double {
    let dialled = count(.dialled)
    let plain = count(.nationalPhone) + count(.internationalPhone) - dialled
    let fitting = Double(max(0, plain)) * (numbersFit >= 0.7 ? numbersFit : 0)
    // Codes and amounts have digits too, but no calling code: some must have one, or a country's plan must fit.
    let isProven = count(.internationalPhone) * 10 >= dialled || numbersFit >= 0.7
    return certainty(ofCount: Int(fitting) + (isProven ? dialled : dialled * 7 / 10))
  }

  /// The part of the cells that a field can take, where its kind can be told; `nil`: any text will do.
  func fit(_ field: Field) -> Double? {
    guard looked > 0 else { return nil }
    switch field {
    case .mobile, .phone, .whatsapp:
      return min(1, share(.internationalPhone) + share(.nationalPhone))
    case .email: return share(.email)
    case .birthday, .created, .updated, .consentDate, .confirmedDate: return share(.date)
    case .country: return share(.country)
    case .optIn, .optOut, .doubleOptIn:
      return min(1, max(share(.truth), share(.permission)) + share(.date))
    default: return nil
    }
  }

  /// The kinds that a field may hold besides plain text: they do not tell against it.
  private static func takes(_ field: Field, _ reading: ContentReading) -> Bool {
    switch field {
    case .mobile, .phone, .whatsapp: reading == .phone
    case .email: reading == .email
    case .birthday, .created, .updated, .consentDate: reading == .date
    case .optIn, .doubleOptIn, .confirmedDate: ![.email, .phone, .url].contains(reading)
    case .fullName, .firstName, .middleName, .lastName, .company:
      ![.email, .phone, .url, .date, .yesNo, .consent].contains(reading)
    case .jobTitle: ![.email, .phone, .url, .date, .titles].contains(reading)
    case .country, .region, .city, .language: ![.email, .phone, .url, .date].contains(reading)
    case .address: ![.email, .url].contains(reading)
    case .postalCode: ![.email, .url].contains(reading)
    case .id, .recordType, .tags, .owner, .status, .notes, .sourceSystem, .optOut, .optOutDate,
      .consentSource:
      true
    }
  }

  /// What the cells are instead of the field that their header names; `nil`: nothing plain tells against it.
  ///
  /// Junk alone does not: what cannot be read as the field is kept and flagged by the field's own rules. An opt-out
  /// is never contradicted.
  func contradiction(of field: Field) -> (reading: ContentReading, certainty: Double)? {
    if let fit = fit(field), fit > 0.1 { return nil }
    if let plain = plainReading(), plain.certainty >= plain.reading.leastCertainty,
      !Self.takes(field, plain.reading)
    {
      return plain
    }
    // A column `Mobile` that says `Android`, or a number's kind.
    let words = certainty(.wordsOnly)
    let needsDigits = field.isPhone || [.birthday, .created, .updated].contains(field)
    if needsDigits, words >= 0.8 { return (.words, words) }
    return nil
  }

  /// The field that the cells themselves show, for a header that says nothing.
  ///
  /// - Parameter numbersFit: as for `plainReading`.
  func fields(numbersFit: Double = 0) -> [(
    field: Field, certainty: Double, reading: ContentReading
  )] {
    guard looked > 0 else { return [] }
    var found: [(field: Field, certainty: Double, reading: ContentReading)] = []
    func add(_ field: Field, _ certainty: Double, _ reading: ContentReading) {
      if certainty > 0.2 { found.append((field, certainty, reading)) }
    }
    add(.email, certainty(.email), .email)
    if share(.date) < 0.2 { add(.phone, phoneCertainty(numbersFit: numbersFit), .phone) }
    add(.optOut, consentCertainty, .consent)
    if let years = yearRange {
      let isOld = years.upperBound - years.lowerBound >= 25 && years.lowerBound < 1985
      if isOld, share(.timestamp) < 0.1 {
        add(.birthday, certainty(.date), .date)
      } else {
        add(.created, certainty(.date) * (share(.timestamp) > 0.5 ? 0.7 : 0.5), .date)
      }
    }
    let isVaried = distinctShare >= 0.3 || looked < 20
    let people = count(.severalWords)
    if isVaried {
      // Names are known by the common ones among them.
      let known = min(1, share(.knownName) * 4)
      if share(.company) < 0.1 {
        add(.fullName, certainty(ofCount: people) * (0.4 + 0.6 * known), .fullNames)
      }
      add(.company, certainty(ofCount: min(looked, count(.company) * 3)) * 0.95, .companies)
    }
    if share(.oneWord) >= 0.8, share(.country) < 0.3 {
      add(.firstName, certainty(.oneWord) * min(1, share(.knownName) * 2.5), .givenNames)
    }
    if distinctCount > 1 || looked < 4 {
      let isLanguage = share(.language) > share(.country)
      add(
        isLanguage ? .language : .country,
        certainty(isLanguage ? .language : .country) * 0.9, isLanguage ? .languages : .countries)
    }
    return found.sorted { ($1.certainty, $0.field.rawValue) < ($0.certainty, $1.field.rawValue) }
  }

  /// How sure it is that cells speak of consent in so many words.
  var consentCertainty: Double { count(.permission) * 2 >= looked ? certainty(.permission) : 0 }

  /// Whether some cells speak of an opt-out though the column is about something else.
  var hasOptOutWords: Bool { count(.optOut) > 0 }

  /// Whether the cells answer a question.
  var answers: Bool {
    looked > 0 && share(.truth) + share(.permission) >= 0.7
  }
}

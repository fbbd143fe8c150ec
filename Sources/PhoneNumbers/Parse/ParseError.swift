/// Why a text is not a phone number; the raw values are libphonenumber's names.
public enum ParseError: String, Error, Sendable, CaseIterable {
  /// No calling code was given and no default region, or the code is not assigned.
  case invalidCountryCode = "INVALID_COUNTRY_CODE"
  /// The text does not look like a number at all.
  case notANumber = "NOT_A_NUMBER"
  /// Too little follows an international prefix.
  case tooShortAfterIDD = "TOO_SHORT_AFTER_IDD"
  /// The national number has fewer than 2 digits.
  case tooShortNSN = "TOO_SHORT_NSN"
  /// The national number has more than 17 digits, or the text more than 250 characters.
  case tooLong = "TOO_LONG"
}

/// What was repaired in a cell, or why it was refused. The raw values are written to results.
public enum Rule: String, Sendable, CaseIterable {
  // Outcomes: what the plan or the cell itself says. They cannot be switched off.
  case none
  case empty
  case notANumber = "not_a_number"
  case noCountry = "no_country"
  case unknownCallingCode = "unknown_calling_code"
  case tooShort = "too_short"
  case tooLong = "too_long"
  case notAssigned = "not_assigned"
  case ruleOff = "rule_off"
  // Repairs of the text.
  case label
  case trailingText = "trailing_text"
  case invisibleMarks = "invisible_marks"
  case otherDigits = "other_digits"
  case apostrophe
  case spreadsheetDecimal = "spreadsheet_decimal"
  case thousandsSeparators = "thousands_separators"
  case scientificExpanded = "scientific_expanded"
  case whatsAppLink = "whatsapp_link"
  case vCardLine = "vcard_line"
  case keypadLetters = "keypad_letters"
  case lookAlikeLetter = "look_alike_letter"
  // Repairs of the digits.
  case trunkInParentheses = "trunk_in_parentheses"
  case plusBeforePrefix = "plus_before_prefix"
  case doubleZero = "double_zero"
  case lostPlus = "lost_plus"
  case doubledCallingCode = "doubled_calling_code"
  case lostLeadingZero = "lost_leading_zero"
  case argentinaMobileFifteen = "argentina_mobile_fifteen"
  case beninTenDigits = "benin_ten_digits"
  case brazilNinthDigit = "brazil_ninth_digit"
  case ivoryCoastTenDigits = "ivory_coast_ten_digits"
  case mexicoMobileOne = "mexico_mobile_one"
  // Cells with more than one number.
  case twoNumbers = "two_numbers"
  case sameNumberTwice = "same_number_twice"
  case abbreviatedNumber = "abbreviated_number"
  case partlyRead = "partly_read"
  case twoReadings = "two_readings"
  // Refusals.
  case placeholder
  case scientificNotation = "scientific_notation"
  case date
  case email
  case webAddress = "web_address"
  case cardNumber = "card_number"
  case taxNumber = "tax_number"
  case bankAccount = "bank_account"
  case referenceNumber = "reference_number"
  case price
  case coordinates
  case networkAddress = "network_address"

  /// The rule in one sentence of plain English.
  public var explanation: String { description.summary }

  /// Place among all cases. An enumeration without payloads is stored as that place, in one byte;
  /// a test holds the compiler to it.
  @inline(__always)
  var ordinal: UInt8 { unsafeBitCast(self, to: UInt8.self) }
}

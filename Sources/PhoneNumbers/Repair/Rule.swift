/// What was repaired in a cell, or why it was refused. The raw values are written to results.
public enum Rule: String, Sendable, CaseIterable {
  case none
  // Repairs.
  case label
  case trailingText = "trailing_text"
  case invisibleMarks = "invisible_marks"
  case otherDigits = "other_digits"
  case apostrophe
  case spreadsheetDecimal = "spreadsheet_decimal"
  case scientificExpanded = "scientific_expanded"
  case whatsAppLink = "whatsapp_link"
  case keypadLetters = "keypad_letters"
  case lookAlikeLetter = "look_alike_letter"
  case trunkInParentheses = "trunk_in_parentheses"
  case plusBeforePrefix = "plus_before_prefix"
  case doubleZero = "double_zero"
  case lostPlus = "lost_plus"
  case mexicoMobileOne = "mexico_mobile_one"
  case brazilNinthDigit = "brazil_ninth_digit"
  case twoNumbers = "two_numbers"
  case sameNumberTwice = "same_number_twice"
  case partlyRead = "partly_read"
  // Refusals.
  case empty
  case placeholder
  case scientificNotation = "scientific_notation"
  case date
  case email
  case notANumber = "not_a_number"
  case noCountry = "no_country"
  case unknownCallingCode = "unknown_calling_code"
  case tooShort = "too_short"
  case tooLong = "too_long"
  case notAssigned = "not_assigned"

  /// The rule in one sentence of plain English.
  public var explanation: String {
    switch self {
    case .none: "The number was read as it stands."
    case .label: "Words before the number were left out."
    case .trailingText: "Words after the number were left out."
    case .invisibleMarks: "Invisible marks or unusual spaces were taken out."
    case .otherDigits: "Full-width, Arabic or other digits were written as 0-9."
    case .apostrophe: "An apostrophe or quotation marks around the number were taken off."
    case .spreadsheetDecimal: "The .0 that a spreadsheet adds to a number was taken off."
    case .scientificExpanded: "Scientific notation that had kept every digit was written out."
    case .whatsAppLink: "The number was taken out of a WhatsApp link or address."
    case .keypadLetters: "Letters were read as the keys of a phone."
    case .lookAlikeLetter: "A letter that looks like a digit was read as that digit."
    case .trunkInParentheses: "A trunk prefix in parentheses after the calling code was left out."
    case .plusBeforePrefix: "A plus sign before a national or international prefix was left out."
    case .doubleZero: "00 was read as the international prefix."
    case .lostPlus:
      "The number fits no plan of its region, but fits as one that lost its plus sign."
    case .mexicoMobileOne: "The 1 once dialled before Mexican mobile numbers was left out."
    case .brazilNinthDigit: "The ninth digit of Brazilian mobile numbers was added."
    case .twoNumbers: "The cell holds more than one number."
    case .sameNumberTwice: "The cell holds one number in several spellings."
    case .partlyRead: "The cell holds one number and digits that are none."
    case .empty: "The cell is empty."
    case .placeholder: "The cell holds a placeholder, not a number."
    case .scientificNotation: "A spreadsheet rounded the number; its last digits are lost."
    case .date: "The cell holds a date."
    case .email: "The cell holds an e-mail address."
    case .notANumber: "The cell holds no phone number."
    case .noCountry: "The number has no calling code, and no country is known for it."
    case .unknownCallingCode: "The calling code is not assigned to any country."
    case .tooShort: "The number has too few digits for its country."
    case .tooLong: "The number has too many digits for its country."
    case .notAssigned: "The length fits, but the country has no numbers that begin like this."
    }
  }
}

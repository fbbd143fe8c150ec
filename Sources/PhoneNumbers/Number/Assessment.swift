import CNumberingPlan

/// Whether the length of a number fits its calling code; the raw values are libphonenumber's names.
public enum Possibility: String, Sendable, CaseIterable {
  case isPossible = "IS_POSSIBLE"
  case isPossibleLocalOnly = "IS_POSSIBLE_LOCAL_ONLY"
  case invalidCountryCode = "INVALID_COUNTRY_CODE"
  case tooShort = "TOO_SHORT"
  case tooLong = "TOO_LONG"
  case invalidLength = "INVALID_LENGTH"
}

/// What a number is used for; the raw values are libphonenumber's names.
public enum Kind: String, Sendable, CaseIterable {
  case fixedLine = "FIXED_LINE"
  case mobile = "MOBILE"
  case fixedLineOrMobile = "FIXED_LINE_OR_MOBILE"
  case tollFree = "TOLL_FREE"
  case premiumRate = "PREMIUM_RATE"
  case sharedCost = "SHARED_COST"
  case voip = "VOIP"
  case personalNumber = "PERSONAL_NUMBER"
  case pager = "PAGER"
  case uan = "UAN"
  case voicemail = "VOICEMAIL"
  case unknown = "UNKNOWN"

  /// The kind by the number that the generated tables use.
  @inline(__always)
  init(code: UInt8) {
    switch code {
    case 0: self = .fixedLine
    case 1: self = .mobile
    case 2: self = .fixedLineOrMobile
    case 3: self = .tollFree
    case 4: self = .premiumRate
    case 5: self = .sharedCost
    case 6: self = .voip
    case 7: self = .personalNumber
    case 8: self = .pager
    case 9: self = .uan
    case 10: self = .voicemail
    default: self = .unknown
    }
  }

  /// Whether a mobile phone may answer, so that a messenger may reach it.
  public var mayBeMobile: Bool { self == .mobile || self == .fixedLineOrMobile }
}

/// All that the numbering plan says of a number, from one walk through it.
public struct Assessment: Sendable, Hashable {
  public var possibility: Possibility
  /// `unknown` exactly if the number is not valid.
  public var kind: Kind
  /// The region of the number, which a number that is not valid can have too.
  public var region: Region?

  /// Whether the number fits the plan of its region.
  public var isValid: Bool { kind != .unknown }
}

extension Assessment {
  init(callingCode: UInt16, digits: Digits) {
    guard let code = Plan.callingCode(callingCode) else {
      self.init(possibility: .invalidCountryCode, kind: .unknown, region: nil)
      return
    }
    let answer = Plan.answer(root: code.pointee.root, digits: digits)
    self.init(code.pointee, answer, length: digits.count)
  }

  /// What an answer of the automaton means for a national number of so many digits.
  @inline(__always)
  init(_ code: np_calling_code, _ answer: np_answer, length: Int) {
    let first = code.first_territory
    let isKnown = code.count == 1 || answer.territory != Plan.noTerritory
    let territory = code.count == 1 ? first : first &+ answer.territory
    self.init(
      possibility: Plan.possibility(length: length, in: first),
      kind: Kind(code: answer.kind),
      region: isKnown ? Region(index: territory) : nil)
  }
}

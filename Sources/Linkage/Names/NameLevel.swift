/// How two names compare, from the same to certainly two people.
enum NameLevel: UInt8, Sendable, CaseIterable {
  case exact, transliterated, missingToken, nickname, similarHigh, initial, exactSingle, single
  case similarLow, suffixOneSided, weak, otherScript, missing, genderVariant, different
  case suffixConflict

  /// The two names cannot be one person's.
  var isConflict: Bool { self == .different || self == .suffixConflict }

  /// One name for all that counting the people behind a line is concerned with.
  var isSamePerson: Bool {
    switch self {
    case .exact, .transliterated, .missingToken, .nickname, .similarHigh, .initial, .exactSingle,
      .single, .suffixOneSided:
      true
    case .similarLow, .weak, .otherScript, .missing, .genderVariant, .different, .suffixConflict:
      false
    }
  }

  /// Bits under `rules`; a missing name counts by whether the key has one person behind it.
  func bits(_ rules: LinkageRules.NameWeights, isSoleName: Bool) -> Double {
    switch self {
    case .exact: rules.exact
    case .transliterated: rules.transliterated
    case .missingToken: rules.missingToken
    case .nickname: rules.nickname
    case .similarHigh: rules.similarHigh
    case .initial: rules.initial
    case .exactSingle: rules.exactSingle
    case .single: rules.single
    case .similarLow: rules.similarLow
    case .suffixOneSided: rules.suffixOneSided
    case .weak: rules.weak
    case .otherScript: rules.otherScript
    case .missing: isSoleName ? rules.missingSole : rules.missingShared
    case .genderVariant: rules.genderVariant
    case .different: rules.different
    case .suffixConflict: rules.suffixConflict
    }
  }
}

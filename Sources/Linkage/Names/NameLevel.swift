/// How two names compare, from the same to certainly two people.
enum NameLevel: UInt8, Sendable, CaseIterable {
  case exact, transliterated, missingToken, nickname, similarHigh, initial, exactSingle, single
  case similarLow, suffixOneSided, weak, otherScript, missing, genderVariant, sharedWord, different
  case suffixConflict

  /// The two names cannot be one person's.
  var isConflict: Bool { self == .sharedWord || self == .different || self == .suffixConflict }

  /// One name for all that counting the people behind a line is concerned with.
  var isSamePerson: Bool {
    switch self {
    case .exact, .transliterated, .missingToken, .nickname, .similarHigh, .initial, .exactSingle,
      .single, .suffixOneSided:
      true
    case .similarLow, .weak, .otherScript, .missing, .genderVariant, .sharedWord, .different,
      .suffixConflict:
      false
    }
  }
}

/// How a field of two rows compares.
enum EvidenceLevel: Equatable, Sendable {
  case name(NameLevel)
  case exact
  /// A line or mailbox with several people behind it.
  case shared
  /// A line or mailbox with too many people behind it to say anything.
  case hot
  case role
  case transposed
  case similar
  case different

  func description(similarHigh: String, similarLow: String) -> String {
    switch self {
    case .exact: "exact"
    case .shared: "shared"
    case .hot: "hot"
    case .role: "role_mailbox"
    case .transposed: "transposed"
    case .similar: "similar"
    case .different: "different"
    case .name(let level):
      switch level {
      case .exact: "exact"
      case .transliterated: "transliterated"
      case .missingToken: "missing_token"
      case .nickname: "nickname"
      case .similarHigh: similarHigh
      case .initial: "initial"
      case .exactSingle: "exact_single_word"
      case .single: "single_word"
      case .similarLow: similarLow
      case .suffixOneSided: "suffix_one_sided"
      case .weak: "weak"
      case .otherScript: "other_script"
      case .missing: "missing"
      case .genderVariant: "gender_variant"
      case .different: "different"
      case .suffixConflict: "suffix_conflict"
      }
    }
  }
}

/// A field's evidence before it is put into words.
struct FieldEvidence: Sendable {
  let field: Int
  let level: EvidenceLevel
  let bits: Double
}

/// What forbids or limits a merge.
enum Objection: Equatable, Sendable {
  case none
  /// Different names: for a person to decide.
  case names
  /// Male and female form of a name.
  case gender
  /// A generation on one side only: the same person, or father and son.
  case suffix
  /// Two people of one name, senior and junior.
  case generation
  /// Two values where an entity has one only.
  case field(Int)
  /// The pair agrees, but the clusters of its rows do not.
  case clusters

  var isVeto: Bool {
    switch self {
    case .generation, .field: true
    case .none, .names, .gender, .suffix, .clusters: false
    }
  }
}

/// A compared pair.
struct ScoredPair: Sendable {
  var left: UInt32
  var right: UInt32
  var bits: Double
  var objection: Objection
  /// Breaks ties by what the rows hold, not by where they stand.
  var tie: UInt64
  /// The rows share an identifier, which outweighs their names.
  var sharesIdentifier: Bool
}

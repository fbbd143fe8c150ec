internal import PhoneNumbers

/// The country of a column's numbers that carry no calling code, inferred from those that carry one.
///
/// It abstains unless one calling code clearly leads among the numbers that carry one and nearly all the others are
/// valid there: a number is never given a country by a guess.
struct RegionInference {
  /// `nil`: the column shows none clearly enough.
  var region: Region?
  /// Part of the numbers with a calling code that have the leading one, 0 to 1.
  var share: Double
  /// What the inference rests on, in words.
  var basis: String

  private static let leastEvidence = 5
  private static let leastShare = 0.9
  private static let leastValid = 0.8

  init(cells: [String]) {
    var votes: [Region: Int] = [:]
    var national: [String] = []
    for cell in cells {
      let reading = readPhoneCell(cell.utf8Span.span, defaultRegion: nil)
      if let number = reading.number {
        if let region = number.region { votes[region, default: 0] += 1 }
      } else if reading.rule == .noCountry {
        national.append(cell)
      }
    }
    let international = votes.values.reduce(0, +)
    guard !national.isEmpty else {
      self.init(nil, 0, "every number carries its country code")
      return
    }
    guard
      let leader = votes.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
      international >= Self.leastEvidence
    else {
      self.init(
        nil, 0, "\(national.count) numbers without country code, too few with one to infer it")
      return
    }
    // Regions of one calling code dial alike: Russia and Kazakhstan speak for each other.
    let callingCode = leader.key.callingCode
    let leading = votes.reduce(0) { $0 + ($1.key.callingCode == callingCode ? $1.value : 0) }
    let share = Double(leading) / Double(international)
    let valid = national.count { cell in
      let reading = readPhoneCell(cell.utf8Span.span, defaultRegion: leader.key)
      return reading.number?.isValid == true
    }
    let basis =
      "\(leading) of \(international) numbers with a country code have +\(callingCode), most of "
      + "\(leader.key.code); \(valid) of \(national.count) without one are valid there"
    let isClear =
      share >= Self.leastShare && Double(valid) >= Self.leastValid * Double(national.count)
    self.init(isClear ? leader.key : nil, share, basis)
  }

  private init(_ region: Region?, _ share: Double, _ basis: String) {
    self.region = region
    self.share = share
    self.basis = basis
  }
}

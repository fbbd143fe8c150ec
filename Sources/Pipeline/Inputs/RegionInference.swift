internal import PhoneNumbers

/// The country of a column's numbers that carry no calling code, as `ColumnRegion` infers it, in
/// the words of the report.
struct RegionInference {
  /// `nil`: the column shows none clearly enough.
  var region: Region?
  /// Part of the numbers without a calling code that are valid there, 0 to 1.
  var share: Double
  /// What the inference rests on, in words.
  var basis: String

  init(cells: [String]) {
    let inferred = ColumnRegion.infer(cells)
    region = inferred.region
    share = inferred.validShare
    basis = inferred.basis
  }
}

/// The country of a column of phone numbers, inferred from its cells: which country's plan the
/// numbers without a calling code are written in.
///
/// The inference weighs three things. A number that is valid in one region and not in another
/// speaks for the first. Where a number is valid in both, it speaks for the region that has fewer
/// such numbers, but little, for a country's numbers are never spread evenly over its plan; numbers
/// that begin alike count as one. And numbers that carry a calling code speak for its region.
/// It abstains where two calling codes remain likely, where two countries share the column, and
/// where digits are as well explained by chance: a wrong country makes wrong numbers.
public struct ColumnRegion: Sendable, Hashable {
  /// Why the inference ended as it did.
  public enum Outcome: String, Sendable, CaseIterable {
    case inferred
    /// No number needs a country.
    case everyNumberHasCode = "every_number_has_code"
    /// There are too few numbers to tell.
    case tooFew = "too_few"
    /// The digits fit no plan better than digits drawn at random.
    case noPlanFits = "no_plan_fits"
    /// Regions of two calling codes are both likely.
    case undecided
    /// Numbers of two countries share the column.
    case mixed
  }

  public var outcome: Outcome
  /// Set exactly if the outcome is `inferred`. Where several regions dial alike, as Russia and
  /// Kazakhstan do, the calling code is what was inferred, and this the likeliest of them.
  public var region: Region?
  /// How sure the calling code is, 0 to 1; 0 if there is none.
  public var confidence: Double
  /// Numbers without a calling code, and how many of those looked at are valid in `region`, or in
  /// the region that came nearest.
  public var nationalCount: Int
  public var validShare: Double
  /// What the inference rests on, in words and figures.
  public var basis: String

  /// Infers the country of a column.
  ///
  /// - Parameter cells: all cells of the column, or a fair sample; a few hundred are enough.
  /// - Complexity: O(cells + regions): of the numbers at most 400 are weighed.
  public static func infer(_ cells: some Sequence<String>) -> ColumnRegion {
    RegionDecision(ColumnSample(cells)).decide()
  }
}

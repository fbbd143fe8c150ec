import CNumberingPlan

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// How the national numbers of a column fit one region.
struct RegionFit {
  let region: Region
  /// For each number the logarithm of how much more likely the region writes it than chance does;
  /// nil where it is not valid there.
  private(set) var surplus: [Double?] = []
  private(set) var styles: [Style] = []
  /// The national number that is read, 0 where none is valid.
  private(set) var readings: [UInt64] = []
  private(set) var validCount = 0
  /// Valid numbers that are the region's own and not of another one with its calling code.
  private(set) var ownCount = 0
  /// How usual the column's way to write its numbers is there: 0 for the way of the country's own
  /// people, below 0 for others.
  private(set) var habit = 0.0
  /// Numbers of each grouping of the column that the region groups so.
  private(set) var grouped: [Int]

  /// How the groups of a number fit the country. Digits without groups, as a spreadsheet leaves
  /// them, may have lost their national prefix there.
  enum Style { case asAtHome, plain, otherGroups, foreign }

  /// How a number stands to the way in which it is written inside its country.
  private enum Form: Hashable {
    case home, withoutPrefix, withPrefix, withCallingCode

    /// The part of a column that is written so, before the column is seen.
    var prior: Double {
      switch self {
      case .home: 0.75
      case .withoutPrefix: 0.15
      case .withPrefix, .withCallingCode: 0.05
      }
    }
  }

  /// The parts of a plan from which a column may draw more or less than another.
  private struct Stratum: Hashable {
    var form: Form
    var regionOffset: Int
    var use: PlanDensity.Use
    var length: Int
  }

  /// Nil if hardly any of the numbers are valid in the region.
  init?(_ region: Region, _ column: ColumnDigits, _ densities: inout [UInt16: PlanDensity]) {
    self.region = region
    grouped = [Int](repeating: 0, count: column.groupings.count)
    guard let code = Plan.callingCode(region.callingCode) else { return nil }
    let first = Int(code.pointee.first_territory)
    var strata: [Stratum?] = []
    strata.reserveCapacity(column.count)
    var sizes: [Stratum: Int] = [:]
    var forms: [Form: Int] = [:]
    let bytes = column.bytes.span
    var home: [UInt8] = []
    for index in 0..<column.count {
      if index == 48 && validCount < 5 { return nil }
      guard
        let parsed = try? PhoneNumber.parse(
          bytes.extracting(column.range(index)), defaultRegion: region),
        parsed.assessment.isValid, parsed.number.callingCode == region.callingCode
      else {
        strata.append(nil)
        styles.append(.plain)
        readings.append(0)
        continue
      }
      home.removeAll(keepingCapacity: true)
      parsed.number.appendFormatted(.national, to: &home)
      let spelling = Spelling(home.span)
      let length = column.length(index)
      let form: Form =
        !parsed.usedDefaultRegion
        ? .withCallingCode
        : spelling.count == length
          ? .home : spelling.count > length ? .withoutPrefix : .withPrefix
      let cell = column.numbers[index].spelling
      let isGrouped = cell.isGrouped && cell.groups == spelling.groups
      if isGrouped, let grouping = column.grouping[index] { grouped[grouping] += 1 }
      if isGrouped, cell.exact == spelling.exact, let signs = column.signs[index] {
        grouped[signs] += 1
      }
      styles.append(
        isGrouped && form == .home
          ? .asAtHome : cell.isGrouped ? form == .home ? .otherGroups : .foreign : .plain)
      let offset = parsed.assessment.region.map { Int($0.index) - first } ?? 0
      let stratum = Stratum(
        form: form, regionOffset: max(0, offset), use: PlanDensity.Use(parsed.assessment.kind),
        length: parsed.number.nationalLength)
      strata.append(stratum)
      sizes[stratum, default: 0] += 1
      forms[form, default: 0] += 1
      validCount += 1
      readings.append(parsed.number.nationalNumber)
      if parsed.assessment.region == region { ownCount += 1 }
    }
    guard validCount * 10 >= column.count, validCount > 0 else { return nil }
    let density = densities[region.callingCode] ?? PlanDensity(callingCode: region.callingCode)
    densities[region.callingCode] = density
    let own = Int(region.index) - first
    var shares: [Stratum: Double] = [:]
    for (stratum, size) in sizes {
      let prior = Self.prior(stratum, own: own, density)
      let total = density.count(
        regionOffset: stratum.regionOffset, use: stratum.use, length: stratum.length)
      guard total > 0 else { continue }
      let share = (Double(size) + 4 * prior) / (Double(validCount) + 4)
      shares[stratum] = log(share / total)
    }
    surplus = strata.enumerated().map { index, stratum in
      stratum.flatMap { shares[$0] }.map { $0 + Double(column.length(index)) * log(10) }
    }
    for form in [Form.withoutPrefix, .withPrefix, .withCallingCode] {
      let share = Double(forms[form] ?? 0) / Double(validCount)
      habit += 2 * share * log(form.prior / Form.home.prior)
    }
  }

  /// How much of a column a part of the plan makes up before the column is seen.
  private static func prior(_ stratum: Stratum, own: Int, _ density: PlanDensity) -> Double {
    let use =
      switch stratum.use {
      case .mobile, .fixed: 0.45
      case .fixedOrMobile: 0.9
      case .other: 0.05
      }
    let lengths = density.lengthCount(regionOffset: stratum.regionOffset, use: stratum.use)
    return stratum.form.prior * use * (stratum.regionOffset == own ? 1 : 0.1)
      / Double(max(1, lengths))
  }
}

/// The national numbers of a column as ASCII digits, and how much each of them counts.
struct ColumnDigits {
  private(set) var bytes: [UInt8] = []
  private var starts: [Int] = [0]
  /// Numbers of one block are no independent evidence of a country: together they count once.
  private(set) var weights: [Double] = []

  let numbers: [NationalDigits]
  /// How many blocks of two leading digits count, on the average of the column.
  private static let blocksOfLead = 5.0
  /// How many numbers have each of the groupings, and each of the exact spellings, that are not
  /// rare in the column.
  private(set) var groupings: [Int] = []
  /// Which of them each number has by its groups; nil for none.
  private(set) var grouping: [Int?] = []
  /// Which of them each number has by its signs; nil for none.
  private(set) var signs: [Int?] = []

  init(_ numbers: [NationalDigits]) {
    self.numbers = numbers
    var blocks: [UInt64: Int] = [:]
    for number in numbers {
      number.append(to: &bytes)
      starts.append(bytes.count)
      blocks[number.block, default: 0] += 1
    }
    // Blocks that all begin alike, as those of one town do, are not independent either.
    let leads = Set(numbers.map(\.lead)).count
    let scale = min(1, Self.blocksOfLead * Double(leads) / Double(max(1, blocks.count)))
    weights = numbers.map { scale / Double(blocks[$0.block] ?? 1) }
    var sizes: [UInt64: Int] = [:]
    for number in numbers where number.spelling.isGrouped {
      sizes[number.spelling.groups, default: 0] += 1
      sizes[number.spelling.exact, default: 0] += 1
    }
    let usual = sizes.filter { $0.value >= 2 && $0.value * 25 >= numbers.count }
    let keys = usual.keys.sorted()
    groupings = keys.map { usual[$0] ?? 0 }
    grouping = numbers.map { keys.firstIndex(of: $0.spelling.groups) }
    signs = numbers.map { keys.firstIndex(of: $0.spelling.exact) }
  }

  var count: Int { weights.count }

  func length(_ index: Int) -> Int { starts[index + 1] - starts[index] }

  func range(_ index: Int) -> Range<Int> { starts[index]..<starts[index + 1] }
}

extension PhoneNumber {
  /// Digits of the national number, leading zeros counted.
  var nationalLength: Int {
    var length = 1
    var rest = nationalNumber
    while rest >= 10 {
      rest /= 10
      length += 1
    }
    return length + Int(leadingZeros)
  }
}

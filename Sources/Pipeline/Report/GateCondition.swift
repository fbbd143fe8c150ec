internal import Contacts

/// `metric operator value`, with ` %` behind the value of a share: `invalid_numbers < 5 %`.
struct GateCondition: Sendable, Equatable {
  enum Comparison: String, Sendable, CaseIterable {
    case less = "<"
    case atMost = "<="
    case more = ">"
    case atLeast = ">="
    case equal = "="
  }

  /// What is wrong with a condition, and how many bytes before that.
  struct Fault: Error {
    var offset: Int
    var problem: String
    var remedy: String
  }

  private(set) var metric: GateMetric
  private(set) var comparison: Comparison
  /// In ten-thousandths: of a per cent, or of one.
  private var bound: Int

  private static let scale = 10_000
  private static let countLimit = 1_000_000_000_000

  init(_ text: String) throws(Fault) {
    // Every part with the place where it begins.
    var parts: [(text: String, offset: Int)] = []
    for (offset, byte) in text.utf8.enumerated() where byte != UInt8(ascii: " ") {
      let end = (parts.last?.offset ?? 0) + (parts.last?.text.utf8.count ?? 0)
      if parts.isEmpty || end != offset { parts.append(("", offset)) }
      parts[parts.count - 1].text.unicodeScalars.append(Unicode.Scalar(byte))
    }
    let form = "write it as metric, operator and value with spaces between: invalid_numbers < 5 %"
    guard let first = parts.first else {
      throw Fault(offset: 0, problem: "a gate without a metric", remedy: form)
    }
    guard let metric = GateMetric(rawValue: first.text) else {
      let known = GateMetric.allCases.map(\.rawValue)
      throw Fault(
        offset: first.offset, problem: "unknown metric '\(first.text)'",
        remedy: nearest(to: first.text, in: known).map { "did you mean '\($0)'?" }
          ?? "known metrics are \(known.joined(separator: ", "))")
    }
    self.metric = metric
    guard parts.count >= 3 else {
      throw Fault(
        offset: text.utf8.count, problem: "the gate ends before its value", remedy: form)
    }
    guard let comparison = Comparison(rawValue: parts[1].text) else {
      throw Fault(
        offset: parts[1].offset, problem: "'\(parts[1].text)' is no operator",
        remedy: "write one of \(Comparison.allCases.map(\.rawValue).joined(separator: " "))")
    }
    self.comparison = comparison
    var value = parts[2]
    let isGlued = parts.count == 3 && value.text.utf8.last == UInt8(ascii: "%")
    if isGlued { value.text.removeLast() }
    let isPercent = isGlued || (parts.count >= 4 && parts[3].text == "%")
    let expected = isPercent && !isGlued ? 4 : 3
    if parts.count > expected {
      let extra = parts[expected]
      throw Fault(
        offset: extra.offset, problem: "'\(extra.text)' is one word too many", remedy: form)
    }
    guard isPercent == metric.isShare else {
      throw metric.isShare
        ? Fault(
          offset: value.offset, problem: "\(metric.rawValue) is a share and needs a per cent sign",
          remedy: "write \(value.text) %")
        : Fault(
          offset: value.offset, problem: "\(metric.rawValue) is a count, not a share",
          remedy: "leave the per cent sign out")
    }
    guard let bound = Self.scaled(value.text) else {
      throw Fault(
        offset: value.offset, problem: "'\(value.text)' is no value",
        remedy: "write a number such as 5 or 0.5, with four decimals at most")
    }
    self.bound = bound
    try check(value)
  }

  /// Digits with at most four decimals, in ten-thousandths.
  private static func scaled(_ text: String) -> Int? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let digits = parts.map { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } && !$0.isEmpty }
    guard (1...2).contains(parts.count), !digits.contains(false), let whole = Int(parts[0]),
      whole <= countLimit
    else { return nil }
    guard parts.count == 2 else { return whole * scale }
    guard parts[1].utf8.count <= 4,
      let fraction = Int(parts[1] + String(repeating: "0", count: 4 - parts[1].utf8.count))
    else { return nil }
    return whole * scale + fraction
  }

  /// A gate that no result passes, or every one, is a slip.
  private func check(_ value: (text: String, offset: Int)) throws(Fault) {
    if !metric.isShare, bound % Self.scale != 0 {
      throw Fault(
        offset: value.offset,
        problem: "\(metric.rawValue) is a count, and \(value.text) is no whole number",
        remedy: "write a whole number")
    }
    let most = 100 * Self.scale
    guard !metric.isShare || bound <= most else {
      throw Fault(
        offset: value.offset, problem: "a share is never more than 100 %",
        remedy: "write a value from 0 to 100")
    }
    let isMost = metric.isShare && bound == most
    let (never, always): (Bool, Bool) =
      switch comparison {
      case .less: (bound == 0, false)
      case .atMost: (false, isMost)
      case .more: (isMost, false)
      case .atLeast: (false, bound == 0)
      case .equal: (false, false)
      }
    guard never || always else { return }
    throw Fault(
      offset: value.offset,
      problem: never ? "no result can ever pass this gate" : "every result passes this gate",
      remedy: "write a bound that some results reach and others do not")
  }

  /// Whether a count, or the share that it is of a whole, is within the bound. Exact; none of nothing
  /// is 0 %.
  func holds(_ count: Int, of whole: Int?) -> Bool {
    let value: Int128
    let limit: Int128
    if metric.isShare {
      let whole = whole ?? 0
      value = whole == 0 ? 0 : Int128(count) * 100 * Int128(Self.scale)
      limit = Int128(bound) * Int128(whole == 0 ? 1 : whole)
    } else {
      value = Int128(count) * Int128(Self.scale)
      limit = Int128(bound)
    }
    return switch comparison {
    case .less: value < limit
    case .atMost: value <= limit
    case .more: value > limit
    case .atLeast: value >= limit
    case .equal: value == limit
    }
  }

  /// Whether another condition bounds the same metric on the same side.
  func isSameBound(as other: GateCondition) -> Bool {
    guard metric == other.metric else { return false }
    let upper: Set<Comparison> = [.less, .atMost]
    let lower: Set<Comparison> = [.more, .atLeast]
    return comparison == .equal || other.comparison == .equal
      || (upper.contains(comparison) && upper.contains(other.comparison))
      || (lower.contains(comparison) && lower.contains(other.comparison))
  }
}

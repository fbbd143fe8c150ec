internal import Contacts
internal import Reports

/// `Rules/gates.yaml`: what a result has to be like, as `metric operator value[ %]`, each with a word
/// why.
///
/// Reading is strict: a metric that is not known, a share without `%`, a count with one, or a bound
/// that can never hold or never fail is a `RuleError` at its place.
struct QualityGates: Sendable {
  static let fileName = "gates.yaml"

  private struct Gate: Sendable {
    var text: String
    var why: String
    var condition: GateCondition
  }

  private let gates: [Gate]

  init(_ file: RuleNode) throws(RuleError) {
    var gates: [Gate] = []
    for (text, node) in try file.entries() {
      let condition: GateCondition
      do throws(GateCondition.Fault) {
        condition = try GateCondition(text)
      } catch {
        var place = node.keyError(error.problem, error.remedy)
        place.column? += error.offset
        throw place
      }
      let why = try node.string()
      guard !why.isEmpty else {
        throw node.error("the gate says no reason", "write why it is there behind the colon")
      }
      if let other = gates.first(where: { $0.condition.isSameBound(as: condition) }) {
        throw node.keyError("'\(other.text)' bounds the same side already", "keep one of the two")
      }
      gates.append(Gate(text: text, why: why, condition: condition))
    }
    self.gates = gates
  }

  /// Holds the gates against a report, in the order of the file.
  func judge(_ report: CleanReport) -> [CleanReport.Gate] {
    gates.map { gate in
      let metric = gate.condition.metric
      let (count, whole) = metric.measure(report)
      return CleanReport.Gate(
        gate: gate.text, metric: metric.rawValue, meaning: metric.meaning, why: gate.why,
        count: count, whole: whole, isPassed: gate.condition.holds(count, of: whole))
    }
  }
}

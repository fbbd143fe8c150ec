internal import ArgumentParser
internal import PhoneNumbers
internal import Pipeline
internal import Tabular

struct NumbersPlan: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints version and date of the numbering plan in use.",
    discussion: """
      With --store: the numbers of a store that this plan judges otherwise than the run that wrote them, one change a \
      line. Output columns: number, what (validity, kind or region), before, after. The store is left as it is; clean \
      the exports again to bring it up to date.

      Examples:
        rollcall numbers-plan
        rollcall numbers-plan --store Output/rollcall.sqlite
      """)

  @Option(
    help: ArgumentHelp(
      "The SQLite file of rollcall clean, whose numbers are judged again.", valueName: "file"))
  var store: String?

  @Option(help: ArgumentHelp("How changes are written.", valueName: "tsv|jsonl"))
  var format = Numbers.Output.tsv

  @OptionGroup var common: CommonOptions

  func run() throws {
    guard let store else {
      print("version \(NumberingPlan.version)")
      print("date \(NumberingPlan.date)")
      print("regions \(NumberingPlan.regionCount)")
      print("calling codes \(NumberingPlan.callingCodeCount)")
      return
    }
    try common.reporting {
      var lines: [UInt8] = []
      let tally = try PlanRevision.run(storePath: store) { change in
        lines += line(change)
        if lines.count > 1 << 16 {
          emit(lines)
          lines.removeAll(keepingCapacity: true)
        }
      }
      emit(lines)
      common.log("info", summary(of: tally))
    }
  }

  private func line(_ change: PlanRevision.Change) -> [UInt8] {
    let texts = [change.number, change.property.rawValue, change.before, change.after]
    guard format == .jsonl else { return Array((texts.joined(separator: "\t") + "\n").utf8) }
    var json = JSONLineWriter()
    json.beginObject()
    for (name, text) in zip(["number", "what", "before", "after"], texts) {
      json.member(name, text)
    }
    json.endObject()
    return json.bytes
  }

  private func summary(of tally: PlanRevision.Tally) -> String {
    let before = tally.plansBefore.isEmpty ? "none" : tally.plansBefore.joined(separator: ", ")
    var text =
      "numbering plan \(before) before, \(tally.planNow) now: "
      + "\(tally.changedNumbers) of \(tally.numbers) numbers change"
    if tally.cellsWithoutCountry > 0 {
      text += "; \(tally.cellsWithoutCountry) refused cells without a calling code are not judged"
    }
    return text
  }
}

internal import PhoneNumbers
internal import Tabular

/// The rules of the repair and whether they are on, as `rollcall numbers --rules` writes them.
struct RuleList {
  private(set) var bytes: [UInt8] = []

  /// TSV without a header: id, `on` or `off`, summary, example cell, its region, the numbers read
  /// from it parted by blanks (empty: the cell is refused).
  init(_ rules: RuleSet, isJSON: Bool) {
    var json = JSONLineWriter()
    for rule in Rule.switchable {
      let example = rule.example
      let fields = [
        ("rule", rule.rule.rawValue), ("switch", rules.contains(rule.rule) ? "on" : "off"),
        ("summary", rule.summary), ("example", example.cell), ("region", example.region),
        ("answer", example.answer),
      ]
      if isJSON {
        json.beginObject()
        for (name, value) in fields { json.member(name, value) }
        json.endObject()
      } else {
        bytes += fields.map(\.1).joined(separator: "\t").utf8
        bytes.append(0x0A)
      }
    }
    if isJSON { bytes = json.bytes }
  }
}

/// `numbers --rules` lists, `numbers --rules DIR` names a folder, as it does for every command.
///
/// - Parameter arguments: those of the program.
/// - Returns: the same with `--list-rules` for `--rules` where no folder follows it.
func listingRules(_ arguments: [String]) -> [String] {
  guard arguments.first == "numbers" else { return arguments }
  return arguments.enumerated().map { place, argument in
    let next = place + 1 < arguments.count ? arguments[place + 1] : "-"
    return argument == "--rules" && next.hasPrefix("-") ? "--list-rules" : argument
  }
}

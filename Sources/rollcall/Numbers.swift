internal import ArgumentParser
internal import Foundation
internal import PhoneNumbers
internal import Pipeline
internal import Tabular

struct Numbers: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Reads phone numbers, one cell a line, and writes them as E.164.",
    discussion: """
      Lines are `raw` or `raw<TAB>region`. Output columns: raw, region, e164, status, rule, confidence, further numbers, \
      WhatsApp aliases. With --strict: raw, region, E.164 or error, possible, valid, type, region code, extension, as \
      libphonenumber answers.

      Examples:
        rollcall numbers cells.txt --country TW
        printf '0912-345-678\\tTW\\n' | rollcall numbers
        rollcall numbers cells.tsv --strict
        rollcall numbers --rules                  # the rules, whether they are on, an example of each
        rollcall numbers cells.txt --rules ours   # with the switches of ours/phones.yaml
      """)

  enum Output: String, ExpressibleByArgument, CaseIterable {
    case tsv, jsonl
  }

  @Argument(help: "The file, or - for standard input.")
  var file = "-"

  @Option(
    help: ArgumentHelp(
      "Country of numbers without a country code, for lines that name none.", valueName: "cc"),
    transform: region)
  var country: Region?

  @Flag(help: "Answer exactly as libphonenumber does; repair nothing.")
  var strict = false

  @Option(help: ArgumentHelp("What to write.", valueName: "tsv|jsonl"))
  var format = Output.tsv

  @Flag(
    help:
      "List the rules: id, on or off, summary, example. `--rules` without a folder does the same.")
  var listRules = false

  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.reporting {
      let rules = try common.phoneRules()
      if listRules { return emit(RuleList(rules, isJSON: format == .jsonl).bytes) }
      let lines = try LineReader(path: file)
      var answers = NumberAnswers(
        isStrict: strict, isJSON: format == .jsonl, country: country, rules: rules)
      var block: [UInt8] = []
      while try lines.read(into: &block) {
        answers.append(lines: block)
        emit(answers.bytes)
        answers.removeAll()
      }
    }
  }
}

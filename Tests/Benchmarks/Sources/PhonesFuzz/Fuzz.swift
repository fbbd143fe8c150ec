internal import CLastWords
internal import Glibc
internal import PhoneNumbers

/// `phones-fuzz [--seconds S] [--seed N] [--round R] [--cells FILE]`
///
/// Reads invented cells strictly and with repairs for S seconds of CPU time (60), and holds the
/// readings to their laws. With a FILE, lines of raw TAB region, half of the cells are made from
/// its own. What fails is printed with the seed and the round that repeat it. A crash, and an input
/// that takes longer than 10 seconds of CPU, are told in the same way.
@main
struct Fuzz {
  private static let usage =
    "usage: phones-fuzz [--seconds S] [--seed N] [--round R] [--cells FILE]"

  static func main() {
    var seconds = 60.0
    var seed = UInt64(time(nil))
    var round: UInt64?
    var corpus: Corpus? = Corpus()
    var rest = CommandLine.arguments.dropFirst()
    while let word = rest.popFirst() {
      let value = rest.popFirst() ?? ""
      if word == "--cells" {
        corpus = Corpus(path: value)
        continue
      }
      switch (word, UInt64(value)) {
      case ("--seconds", let number?): seconds = Double(number)
      case ("--seed", let number?): seed = number
      case ("--round", let number?): round = number
      default:
        print(usage)
        exit(64)
      }
    }
    guard let corpus else {
      print("phones-fuzz: the file of --cells cannot be read, or has no lines")
      exit(66)
    }
    last_words_prepare(seed)
    exit(round.map { repeated(seed, $0, corpus) } ?? run(seed, seconds, corpus) ? 0 : 1)
  }

  /// One round, with its input; whether the laws held.
  private static func repeated(_ seed: UInt64, _ round: UInt64, _ corpus: Corpus) -> Bool {
    last_words_round(round)
    let input = Inputs(seed: seed, round: round, corpus)
    print("region \(input.region?.code ?? "none"), \(input.bytes.count) bytes: \(input.bytes)")
    print(String(decoding: input.bytes, as: UTF8.self).debugDescription)
    var laws = Laws()
    last_words_watch(10)
    let law = laws.broken(input.bytes, input.region)
    print(law.map { "broken: \($0)" } ?? "all laws hold")
    return law == nil
  }

  private static func run(_ seed: UInt64, _ seconds: Double, _ corpus: Corpus) -> Bool {
    var laws = Laws()
    var failures: [String: Int] = [:]
    var round: UInt64 = 0
    print("seed \(seed)")
    while cpuSeconds() < seconds {
      last_words_watch(10)
      for _ in 0..<1000 {
        last_words_round(round)
        let input = Inputs(seed: seed, round: round, corpus)
        if let law = laws.broken(input.bytes, input.region) {
          let name = String(law.prefix { $0 != "(" })
          let times = failures[name, default: 0]
          failures[name] = times + 1
          if times < 5 { print("broken: \(law); to repeat: --seed \(seed) --round \(round)") }
          fflush(nil)
        }
        round += 1
      }
    }
    last_words_watch(0)
    print(
      "\(round) cells, \(laws.bytesRead) bytes, \(Int(cpuSeconds())) s of CPU: \(laws.parsed) parsed, "
        + "\(laws.valid) valid, \(laws.shortened) shortened when read again; \(laws.found) found by repair, \(laws.repaired) repaired, "
        + "\(laws.further) further; \(failures.values.reduce(0, +)) times a law was broken")
    return failures.isEmpty
  }

  private static func cpuSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}

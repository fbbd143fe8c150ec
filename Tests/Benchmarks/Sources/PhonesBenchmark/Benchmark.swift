internal import Glibc
internal import PhoneNumbers

/// `phones-benchmark FILE [--threads N] [--mode e164|full|repair] [--repetitions N] [--started NS]`
///
/// FILE has lines of raw TAB region. Prints one line a repetition: wall time, CPU time and heap
/// allocations a number, and what was found; first, how long the first answer took from the start
/// of the process: its CPU time with loading and linking, and the wall time if the caller says when
/// it began (`--started`, nanoseconds of CLOCK_MONOTONIC).
@main
struct Benchmark {
  private static let usage = """
    usage: phones-benchmark FILE [--threads N] [--mode e164|full|repair] [--repetitions N]
                            [--started NS]
    FILE: lines of raw TAB region
    """

  private var file: String?
  private var threads = 1
  private var mode = Mode.e164
  private var repetitions = 3
  private var started: UInt64?

  static func main() {
    let first = firstAnswer()
    guard let benchmark = Benchmark(CommandLine.arguments.dropFirst()), let file = benchmark.file
    else {
      complain(usage)
      exit(64)
    }
    if let started = benchmark.started {
      print(
        "first_answer_cpu_ms=\(fixed(first.cpu * 1e3)) "
          + "first_answer_wall_ms=\(fixed((first.wall * 1e9 - Double(started)) / 1e6))")
    } else {
      print("first_answer_cpu_ms=\(fixed(first.cpu * 1e3))")
    }
    guard let cells = Cells(path: file) else {
      complain("phones-benchmark: \(file): cannot be read")
      exit(66)
    }
    for _ in 0..<benchmark.repetitions { benchmark.run(cells) }
  }

  private init?(_ arguments: ArraySlice<String>) {
    var rest = arguments
    while let word = rest.popFirst() {
      if !word.hasPrefix("--") {
        file = word
        continue
      }
      guard let value = rest.popFirst() else { return nil }
      switch word {
      case "--threads": threads = max(1, Int(value) ?? 1)
      case "--repetitions": repetitions = max(1, Int(value) ?? 1)
      case "--started": started = UInt64(value)
      case "--mode":
        guard let mode = Mode(rawValue: value) else { return nil }
        self.mode = mode
      default: return nil
      }
    }
  }

  private static func firstAnswer() -> (cpu: Double, wall: Double) {
    let text: [UInt8] = Array("020 7946 0958".utf8)
    let parsed = try? PhoneNumber.parse(text.span, defaultRegion: Region("GB"))
    guard parsed?.assessment.isValid == true else { exit(70) }
    return (seconds(CLOCK_PROCESS_CPUTIME_ID), seconds(CLOCK_MONOTONIC))
  }

  private func run(_ cells: Cells) {
    let cpu = seconds(CLOCK_PROCESS_CPUTIME_ID)
    let wall = seconds(CLOCK_MONOTONIC)
    guard let sum = tally(cells, mode, threads: threads) else {
      complain("phones-benchmark: cannot start \(threads) threads")
      exit(71)
    }
    let wallSeconds = seconds(CLOCK_MONOTONIC) - wall
    let cpuSeconds = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu
    let count = Double(max(cells.count, 1))
    print(
      "threads=\(threads) mode=\(mode.rawValue) n=\(cells.count) sec=\(fixed(wallSeconds, 4)) "
        + "per_s=\(Int(count / wallSeconds)) us_per=\(fixed(wallSeconds / count * 1e6, 4)) "
        + "cpu_us=\(fixed(cpuSeconds / count * 1e6, 4)) ok=\(sum.found) valid=\(sum.valid) "
        + "possible=\(sum.possible) mobile=\(sum.mobile) bytes=\(sum.bytes) "
        + "allocations=\(fixed(Double(sum.allocations) / count, 4))")
  }
}

private func seconds(_ clock: clockid_t) -> Double {
  var time = timespec()
  clock_gettime(clock, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

private func complain(_ text: String) {
  let line = Array("\(text)\n".utf8)
  _ = line.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
}

/// A number with as many decimals, without Foundation.
private func fixed(_ value: Double, _ decimals: Int = 2) -> String {
  var scale = 1.0
  for _ in 0..<decimals { scale *= 10 }
  let whole = Int((value * scale).rounded())
  let digits = String(abs(whole))
  let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
  return (whole < 0 ? "-" : "") + padded.dropLast(decimals) + "." + padded.suffix(decimals)
}

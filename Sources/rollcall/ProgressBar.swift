internal import Foundation
internal import Pipeline

/// A line on a terminal that tells what is being done; nothing where standard error is no terminal.
final class ProgressBar: ProgressObserver {
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private var shown = ""
  private var lastDrawn: UInt64 = 0

  private static let width = 24
  private static let intervalNanoseconds: UInt64 = 100_000_000

  func advance(stage: String, fraction: Double?) {
    guard isTerminal else { return }
    let now = DispatchTime.now().uptimeNanoseconds
    guard now - lastDrawn > Self.intervalNanoseconds || fraction == nil else { return }
    lastDrawn = now
    var line = stage
    if let fraction {
      let done = Int(Double(Self.width) * min(1, max(0, fraction)))
      line =
        String(repeating: "█", count: done) + String(repeating: "░", count: Self.width - done)
        + " \(Int(100 * min(1, max(0, fraction)))) % \(stage)"
    }
    draw(line)
  }

  /// Takes the line away.
  func finish() {
    if isTerminal, !shown.isEmpty { draw("") }
  }

  private func draw(_ line: String) {
    guard line != shown else { return }
    shown = line
    FileHandle.standardError.write(Data("\r\u{1B}[K\(line)".utf8))
  }
}

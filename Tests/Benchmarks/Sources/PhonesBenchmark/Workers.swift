internal import Glibc

/// A thread's part of the cells, and what came of it.
private final class Part {
  let cells: Cells
  let range: Range<Int>
  let mode: Mode
  var tally = Tally()

  init(_ cells: Cells, _ range: Range<Int>, _ mode: Mode) {
    self.cells = cells
    self.range = range
    self.mode = mode
  }
}

/// Works through all cells, in equal parts on as many threads; nil if a thread cannot be made.
func tally(_ cells: Cells, _ mode: Mode, threads: Int) -> Tally? {
  var started: [(thread: pthread_t, part: Part)] = []
  for index in 0..<threads {
    let range = (cells.count * index / threads)..<(cells.count * (index + 1) / threads)
    let part = Part(cells, range, mode)
    var thread = pthread_t()
    let code = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        let part = Unmanaged<Part>.fromOpaque(argument).takeUnretainedValue()
        part.tally = Tally.of(part.cells, part.range, part.mode)
        return nil
      }, Unmanaged.passUnretained(part).toOpaque())
    guard code == 0 else { return nil }
    started.append((thread, part))
  }
  var sum = Tally()
  for (thread, part) in started {
    pthread_join(thread, nil)
    withExtendedLifetime(part) { sum.add(part.tally) }
  }
  return sum
}

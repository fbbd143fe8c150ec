internal import Dispatch
internal import Synchronization

/// Applies `transform` to each element on up to `threads` threads; results stand in the order of the elements.
func parallelMap<Element: Sendable, Result: Sendable>(
  _ elements: [Element], threads: Int, _ transform: @Sendable (Element) -> Result
) -> [Result] {
  if threads <= 1 || elements.count <= 1 { return elements.map(transform) }
  let results = Mutex([Result?](repeating: nil, count: elements.count))
  DispatchQueue.concurrentPerform(iterations: elements.count) { index in
    let result = transform(elements[index])
    results.withLock { $0[index] = result }
  }
  return results.withLock { $0.compactMap { $0 } }
}

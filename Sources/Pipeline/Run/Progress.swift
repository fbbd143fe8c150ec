/// What a job tells while it runs. Called from one thread.
package protocol ProgressObserver: AnyObject {
  /// - Parameters:
  ///   - stage: what is being done, such as `reading contacts.csv`.
  ///   - fraction: how much of it is done, 0 to 1; `nil` if that is not known.
  func advance(stage: String, fraction: Double?)
}

/// Where the time comes from, so that a year of sync can run in a test.
package protocol SyncClock: AnyObject {
  func now() -> Instant
  func sleep(seconds: Double)
}

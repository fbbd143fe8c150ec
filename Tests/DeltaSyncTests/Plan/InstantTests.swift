import DeltaSync
import Testing

@Suite struct InstantTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", Int64(0)), ("2026-12-01T10:00:00+08:00", 1_796_090_400_000),
    ("2026-12-01T02:00:00Z", 1_796_090_400_000), ("2026-11-30 21:00:00.5-0500", 1_796_090_400_500),
    ("2024-02-29", 1_709_164_800_000), ("1969-12-31T23:59:59Z", -1000),
  ]) func isRead(text: String, milliseconds: Int64) {
    #expect(Instant(iso: text)?.milliseconds == milliseconds)
  }

  @Test(arguments: [
    "", "yesterday", "2026-13-01", "2026-12-01T25:00:00Z", "2026-12-01T10:00:00 CET",
  ])
  func isRefused(text: String) { #expect(Instant(iso: text) == nil) }

  @Test(arguments: [Int64(0), 951_782_400_000, 1_796_090_400_123, 4_102_444_799_999])
  func isWrittenAndReadBack(milliseconds: Int64) {
    let instant = Instant(milliseconds: milliseconds)
    #expect(Instant(iso: instant.iso) == instant)
  }
}

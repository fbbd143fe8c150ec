import Foundation
import Testing

@testable import Reports

struct ReportJSONTests {
  @Test func roundTrips() throws {
    let bytes = try encodeReport(sampleReport())
    let decoded = try JSONDecoder().decode(CleanReport.self, from: Data(bytes))
    #expect(decoded == sampleReport())
    #expect(try encodeReport(decoded) == bytes)
  }

  @Test func holdsThePromisedKeys() throws {
    let text = html(try encodeReport(sampleReport()))
    for key in [
      "version", "numberingPlanVersion", "inputs", "file", "gzipped", "columns", "how",
      "phoneCountry", "dateOrders", "totals", "rowsRead", "completeness", "validAfter", "byStatus",
      "countryFrom", "clusterSizes", "sharedLines", "optOutsKeptThroughMerge",
      "notMessageableBecause", "firstPlaces", "flags", "severity", "remedy",
    ] {
      #expect(text.contains("\"\(key)\" : "), "\(key)")
    }
    #expect(text.contains(#""origin" : "column""#))
    #expect(text.contains(#""how" : "repeat""#))
    #expect(text.hasSuffix("}\n"))
  }

  @Test func takesAShareThatIsNoNumber() throws {
    #expect(html(try encodeReport(report(of: "x", times: 1))).contains(#""share" : "NaN""#))
  }
}

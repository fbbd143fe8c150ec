import PhoneNumbers
import Testing

struct RegionTests {
  @Test func planHoldsAllRegions() {
    #expect(NumberingPlan.regionCount == 245)
    #expect(NumberingPlan.callingCodeCount == 215)
    #expect(Region.all.count == 245)
    #expect(Region.all == Region.all.sorted())
  }

  @Test func everyRegionIsFoundByItsCode() {
    for region in Region.all {
      #expect(Region(region.code) == region)
      #expect(Region(region.code.lowercased()) == region)
    }
  }

  @Test(arguments: [("US", 1), ("GB", 44), ("KZ", 7), ("TW", 886), ("AX", 358), ("001", 800)])
  func callingCode(code: String, expected: UInt16) {
    #expect(Region(code)?.callingCode == expected)
  }

  @Test(arguments: ["", "Z", "ZZ", "USA", "0", "ÜS", "U\u{0}"])
  func unknownCodesAreRefused(code: String) {
    #expect(Region(code) == nil)
  }

  @Test func mainRegionComesFirst() {
    #expect(Region.main(callingCode: 1)?.code == "US")
    #expect(Region.main(callingCode: 7)?.code == "RU")
    #expect(Region.main(callingCode: 999) == nil)
    #expect(Region("CA")?.isMain == false)
  }
}

import Testing

@testable import Reports

struct ReviewPageTests {
  @Test func showsBothSidesAndTheEvidence() {
    let page = html(renderReview([samplePair()]))
    for text in [
      "<bdi>Ann<mark>a</mark></bdi>", "<bdi>Ann<mark>e</mark></bdi>", "Taipei", "Example Ltd",
      "Full name", "87% likely", "Name: alike", "+4.3", "E-mail: different", "−2.5", "+1.8",
      "data-pair=\"p-1\"", "personal data in clear", "value=\"same\"", "value=\"different\"",
    ] {
      #expect(page.contains(text), "\(text)")
    }
  }

  @Test(arguments: [
    ("same", "same", "same", "same"), ("Anna", "Anne", "Ann<mark>a</mark>", "Ann<mark>e</mark>"),
    ("ab", "aab", "ab", "a<mark>a</mark>b"), ("x", "", "x", ""),
    ("é", "e\u{301}", "<mark>é</mark>", "<mark>e\u{301}</mark>"),
    ("<a>", "<b>", "&lt;<mark>a</mark>&gt;", "&lt;<mark>b</mark>&gt;"),
  ])
  func marksWhatDiffers(_ left: String, _ right: String, _ one: String, _ other: String) {
    let (markedLeft, markedRight) = markDifference(left, right)
    #expect(markedLeft.html == "<bdi>\(one)</bdi>")
    #expect(markedRight.html == "<bdi>\(other)</bdi>")
  }

  @Test func showsFiveHundredAndSaysHowManyMore() {
    let pairs = (0..<731).map { index in
      var pair = samplePair()
      pair.pairID = "p-\(index)"
      return pair
    }
    let page = html(renderReview(pairs))
    #expect(page.ranges(of: "<article").count == 500)
    #expect(page.contains("231 further pairs stand"))
    #expect(html(renderReview(Array(pairs.prefix(3)), total: 4)).contains("1 further pair stands"))
    #expect(!html(renderReview(Array(pairs.prefix(3)))).contains("further pair"))
  }

  @Test func saysWhatIsEmpty() {
    let page = html(renderReview([]))
    #expect(page.contains("No pair is in doubt."))
    #expect(!page.contains("<article"))
  }

  @Test func keepsTheDecisionsOfTwoReviewsApart() throws {
    func set(_ pair: ReviewPair) throws -> Substring {
      let page = html(renderReview([pair]))
      let start = try #require(page.firstRange(of: "data-set=\""))
      return page[start.upperBound...].prefix { $0 != "\"" }
    }
    #expect(try set(samplePair()) == set(samplePair()))
    #expect(try set(samplePair()) != set(samplePair("Hanna")))
  }

  @Test func takesEvidenceThatIsNoNumber() throws {
    var pair = samplePair()
    pair.probability = .nan
    pair.evidence += [
      .init(comparison: "x", level: "y", weightBits: .nan),
      .init(comparison: "x", level: "y", weightBits: -.infinity),
    ]
    let page = html(renderReview([pair]))
    #expect(page.contains("not known"))
    try expectWellFormedDrawings(page)
  }

  @Test func readsNothingFromOutside() {
    let page = html(renderReview([samplePair()]))
    for trace in ["src=", "fetch(", "XMLHttpRequest", "href=\"http", "innerHTML", "eval("] {
      #expect(!page.contains(trace), "\(trace)")
    }
  }
}

import Testing

@testable import Reports

struct ReviewPageTests {
  @Test func showsBothSidesAndTheEvidence() {
    let page = html(renderReview([samplePair()]))
    for text in [
      "<bdi>Ann<mark>a</mark></bdi>", "<bdi>Ann<mark>e</mark></bdi>", "Taipei", "Example Ltd",
      "Full name", "87% likely", "Any two records such as these", "1 in 590", "Same name",
      "×19\u{202F}000",
      "Different e-mail addresses", "÷5.7", "Together", "data-pair=\"p-1\"",
      "personal data in clear",
      "data-before=\"p-1,&quot;a, b&quot;,\"", "data-after=\",why\"", "data-choice=\"same\"",
      "data-choice=\"different\"", "data-header=\"pair_id,decision\"",
    ] {
      #expect(page.contains(text), "\(text)")
    }
  }

  @Test(arguments: [
    ("same", "same", "same", "same"), ("Anna", "Anne", "Ann<mark>a</mark>", "Ann<mark>e</mark>"),
    ("ab", "aab", "ab", "a<mark>a</mark>b"), ("x", "", "x", ""),
    ("é", "e\u{301}", "<mark>é</mark>", "<mark>e\u{301}</mark>"),
    ("<a>", "<b>", "&lt;<mark>a</mark>&gt;", "&lt;<mark>b</mark>&gt;"),
    ("Khalid Al-Mazrouei", "Al-Mazrouei Khalid", "Khalid Al-Mazrouei", "Al-Mazrouei Khalid"),
    (
      "Anna Maria Gil", "Anna Gill", "Anna <mark>Maria Gil</mark>",
      "Anna <mark>Gill</mark>"
    ),
    ("Anna B Gil", "Anna Gil", "Anna <mark>B</mark> Gil", "Anna Gil"),
    ("a a", "a", "a <mark>a</mark>", "a"),
  ])
  func marksWhatDiffers(_ left: String, _ right: String, _ one: String, _ other: String) {
    let (markedLeft, markedRight) = markDifferences(left, right)
    #expect(markedLeft.html == "<bdi>\(one)</bdi>")
    #expect(markedRight.html == "<bdi>\(other)</bdi>")
  }

  @Test func comparesListsByItem() {
    let (left, right) = markDifferences("+1; +2", "+2; +31; +32", kind: .list)
    #expect(left.html == "<bdi><mark>+1</mark>; +2</bdi>")
    #expect(right.html == "<bdi>+2; <mark>+31</mark>; <mark>+32</mark></bdi>")
  }

  @Test(arguments: ["contact_id", "created_at", "updated_at", "source_records"])
  func marksNoIdsTimesAndPlaces(_ name: String) throws {
    var pair = samplePair()
    pair.left = [.init(name: name, value: "one"), .init(name: "city", value: "Taipei")]
    pair.right = [.init(name: name, value: "two"), .init(name: "city", value: "Taipei")]
    let page = html(renderReview([pair]))
    #expect(!page.contains("<mark>"))
    // They stand last.
    let city = try #require(page.firstRange(of: "Taipei"))
    #expect(try #require(page.firstRange(of: "<bdi>one</bdi>")).lowerBound > city.lowerBound)
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

  @Test(arguments: [
    ("phone", "exact_shared_by_few", "Same phone number, which a few others have too"),
    ("name", "missing_token", "Same name, one of them with a word more"),
    ("mailbox", "names_the_other", "The e-mail address of one names the other"),
    ("birthday", "transposed", "Same birthday, day and month swapped"),
    ("company", "different", "Different companies"),
    ("label", "same", "An answer given before: same"),
    ("shoe_size", "far_off", "Shoe size: far off"), ("name", "unheard_of", "Name: unheard of"),
  ])
  func saysEvidenceInWords(_ comparison: String, _ level: String, _ words: String) {
    #expect(
      evidenceWords(.init(comparison: comparison, level: level, weightBits: 1)) == words)
  }

  @Test(arguments: [
    (0.0, "±0"), (1, "×2"), (-1, "÷2"), (6.5, "×91"), (-2.8, "÷7"), (10, "×1\u{202F}000"),
    (24.3, "×1\u{202F}000\u{202F}000 and more"), (900, "×1\u{202F}000\u{202F}000 and more"),
    (3.31, "×9.9"), (3.32, "×10"), (6.64, "×100"), (Double.nan, "–"),
  ])
  func saysBitsAsFactors(_ bits: Double, _ text: String) {
    #expect(factor(bits) == text)
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

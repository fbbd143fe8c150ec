import Testing

@testable import Reports

struct HostileValueTests {
  /// The tags of a page, in order: what a value must not be able to change.
  private func tags(_ page: String) -> [String] {
    var tags: [String] = []
    var tag: String?
    for scalar in page.unicodeScalars {
      if scalar == "<" {
        tag = ""
      } else if scalar == ">", let complete = tag {
        tags.append(String(complete.prefix { $0 != " " && $0 != "\n" }))
        tag = nil
      } else if tag != nil {
        tag?.unicodeScalars.append(scalar)
      }
    }
    return tags
  }

  @Test(arguments: [
    "<script>alert(1)</script>", "\"><img onerror=alert(1)>", "' onmouseover='alert(1)",
    "&lt;b&gt;",
    "]]><!--", "</style></svg>", "\"\u{301} onload=x", "<\u{338}b>", "\u{0}\u{1F}\u{85}",
    "\u{202E}drowssap", "\u{2066}x", "{{{x}}}", "\\#(x)", "\r\n\r\n",
  ])
  func valuesAddNoMarkup(_ value: String) throws {
    let harmless = html(renderReport(report(of: "value", times: 2)))
    let page = html(renderReport(report(of: value, times: 2)))
    #expect(tags(page) == tags(harmless))
    try expectWellFormedDrawings(page)

    let review = html(renderReview([samplePair(value, other: "other")]))
    #expect(
      tags(review).filter { $0 != "mark" && $0 != "/mark" }
        == tags(html(renderReview([samplePair("value", other: "other")])))
        .filter { $0 != "mark" && $0 != "/mark" })
    for scalar in ["\u{0}", "\u{202E}", "\u{2066}", "\u{85}"] as [Unicode.Scalar] {
      #expect(!page.unicodeScalars.contains(scalar))
      #expect(!review.unicodeScalars.contains(scalar))
    }
  }

  @Test(arguments: [
    ("plain", "plain"), ("Ünïcödé 手機 שרה", "Ünïcödé 手機 שרה"), ("a<b>&c", "a&lt;b&gt;&amp;c"),
    ("\"'", "&quot;&#39;"), ("\"\u{301}", "&quot;\u{301}"), ("a\tb\nc", "a\tb\nc"),
    ("\u{0}", "[U+0000]"), ("\u{202E}x", "[U+202E]x"), ("\u{200F}", "\u{200F}"),
  ])
  func escapes(_ text: String, _ expected: String) {
    #expect(escaped(text).unicodeScalars.elementsEqual(expected.unicodeScalars))
  }

  @Test func isolatesValuesFromTheirSurroundings() {
    #expect(html(renderReport(report(of: "שרה", times: 1))).contains("<bdi>שרה</bdi>"))
  }

  @Test(arguments: [("abc", 3, "abc"), ("abcd", 3, "abc…"), ("手機號", 2, "手機…"), ("", 0, "")])
  func clips(_ text: String, _ limit: Int, _ expected: String) {
    #expect(clipped(text, to: limit) == expected)
  }

  @Test(arguments: [
    ("abc", 3, "abc"), ("abcd", 3, "abc…"), ("手機", 4, "手機"), ("手機號", 4, "手機…"),
    ("手機號", 5, "手機…"), ("", 0, ""),
  ])
  func fits(_ text: String, _ width: Int, _ expected: String) {
    #expect(fitted(text, into: width) == expected)
  }
}

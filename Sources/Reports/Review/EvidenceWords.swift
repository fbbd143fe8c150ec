/// What a comparison came to, in words that tell it to somebody who knows people, not records:
/// `phone`, `exact_shared_by_few` is `Same phone number, which a few others have too`.
func evidenceWords(_ evidence: ReviewPair.Evidence) -> String {
  switch (evidence.comparison, evidence.level) {
  case ("prior", _): return "Any two records such as these"
  case ("label", let answer): return "An answer given before: \(humanised(answer).lowercased())"
  case ("mailbox", "names_the_other"): return "The e-mail address of one names the other"
  case ("mailbox", "names_nobody"): return "The e-mail address names neither of them"
  case ("name", let level): if let words = nameWords[level] { return words }
  case (let comparison, let level):
    if let noun = nouns[comparison], let words = words(noun, level) { return words }
  }
  return "\(humanised(evidence.comparison)): \(humanised(evidence.level).lowercased())"
}

private let nameWords = [
  "exact": "Same name", "transliterated": "Same name in another alphabet",
  "missing_token": "Same name, one of them with a word more", "nickname": "Short form of the name",
  "similar_high": "Names almost the same", "initial": "An initial that fits the name",
  "exact_single_word": "Same name of one word", "single_word": "One word of the name fits",
  "similar_low": "Names somewhat alike",
  "suffix_one_sided": "Only one is called Jr, Sr or the like",
  "weak": "Names hardly alike", "other_script": "Names in different alphabets",
  "missing": "A name is missing", "gender_variant": "Male and female form of a name",
  "shared_word": "Names share one word only", "different": "Different names",
  "suffix_conflict": "One is senior, one is junior",
]

private let nouns: [String: (one: String, many: String)] = [
  "phone": ("phone number", "phone numbers"), "email": ("e-mail address", "e-mail addresses"),
  "company": ("company", "companies"), "address": ("address", "addresses"),
  "city": ("city", "cities"), "country": ("country", "countries"),
  "birthday": ("birthday", "birthdays"),
]

private func words(_ noun: (one: String, many: String), _ level: String) -> String? {
  switch level {
  case "exact": "Same \(noun.one)"
  case "exact_shared_by_few": "Same \(noun.one), which a few others have too"
  case "exact_shared_by_many": "Same \(noun.one), which many others have too"
  case "similar": "Almost the same \(noun.one)"
  case "near": "The \(noun.many) look alike"
  case "part": "One \(noun.one) is a part of the other"
  case "rest_differs": "The \(noun.many) share words"
  case "other_number": "Same \(noun.one) but for the number"
  case "transposed": "Same \(noun.one), day and month swapped"
  case "partial": "The \(noun.many) agree in part"
  case "different": "Different \(noun.many)"
  default: nil
  }
}

/// Bits as how many times likelier or less likely they make it: `×90`, `÷7.5`.
func factor(_ bits: Double) -> String {
  guard bits.isFinite else { return "–" }
  let times = timesText(power(abs(bits)))
  if times == "1" { return "±0" }
  return (bits < 0 ? "÷" : "×") + times
}

/// What is expected before anything is compared: `1 in 590`.
func chance(_ bits: Double) -> String {
  guard bits.isFinite else { return "–" }
  return bits < 0 ? "1 in \(timesText(1 + power(-bits)))" : "likely"
}

/// Two digits are all that such a figure is good for.
private func timesText(_ times: Double) -> String {
  if times < 9.95 { return decimal(times, places: 1) }
  if times >= 1e6 { return "1\u{202F}000\u{202F}000 and more" }
  var rounding = 1.0
  while times / rounding >= 99.5 { rounding *= 10 }
  return grouped(Int((times / rounding).rounded() * rounding))
}

/// 2 to the power of `bits`, without the library of the system, whose last digit may differ.
private func power(_ bits: Double) -> Double {
  let whole = min(bits, 60).rounded(.down)
  // e^x of what is left, x below ln 2: ten terms are exact to the last digit shown.
  let rest = (min(bits, 60) - whole) * 0.693_147_180_559_945_3
  var (term, sum) = (1.0, 1.0)
  for index in 1...12 {
    term *= rest / Double(index)
    sum += term
  }
  return Double(UInt64(1) << UInt64(whole)) * sum
}

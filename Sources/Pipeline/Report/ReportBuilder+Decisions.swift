internal import Contacts
internal import Linkage
internal import PhoneNumbers
internal import Reports

extension ReportBuilder {
  private static let shownDomains = 5

  /// What the run could not settle by itself, and what to do about it.
  func decisions(_ tally: CleanTally) -> [CleanReport.Decision] {
    var decisions: [CleanReport.Decision] = []
    func add(_ severity: CleanReport.Severity, _ count: Int, _ title: String, _ remedy: String) {
      guard count > 0 else { return }
      decisions.append(
        CleanReport.Decision(severity: severity, title: title, count: count, remedy: remedy))
    }
    let rejected = totals.rejected
    add(
      .must, rejected, "Rows could not be read or hold no contact.",
      "Open rejects.csv: each row stands there with its place, the reason and its text. Correct the source and run again."
    )
    add(
      .must,
      surveys.reduce(0) { sum, survey in
        sum + zip(survey.columns, survey.filled).count { $0.how == .suspected && $1 > 0 }
      },
      "Columns may hold opt-outs, and are taken for them.",
      "Write the mapping with 'rollcall rules init', decide on those columns in it, and run again with --mapping."
    )
    add(
      .must, tally.flags[.optOutUnclear] ?? 0,
      "An opt-out column holds something that is neither yes nor no.",
      "These contacts count as opted out. If a word means that contact is allowed, add it to words.yaml under 'allow'."
    )
    let withoutCountry = people.intake.tally.refusals[.noCountry]?.count ?? 0
    add(
      .must, withoutCountry, "Numbers carry no country code, and nothing shows their country.",
      "If they are all of one country, run again with --country, for example --country DE.")
    add(
      .should, people.linkage.statistics.reviewPairs,
      "Pairs of records may be the same person.",
      "They were not merged. Open review.html, decide them, and hand the decisions that you save to rollcall review."
    )
    add(
      .should, tally.flags[.optInWithoutProof] ?? 0,
      "Opt-ins have neither date nor source.",
      "They allow notices about a transaction only. Add the date or the source of the consent to use them for marketing."
    )
    add(
      .should, tally.flags[.numberOptedOutByOther] ?? 0,
      "Contacts share a number with somebody who opted out.",
      "Nothing is sent to such a number. Find out whether they are one person or need a number of their own."
    )
    let mistyped = people.intake.tally.mistypedDomains.sorted {
      ($1.value.count, $0.key) < ($0.value.count, $1.key)
    }
    add(
      .should, mistyped.reduce(0) { $0 + $1.value.count },
      "E-mail addresses have a domain that is probably mistyped.",
      "They were left as they stand: "
        + mistyped.prefix(Self.shownDomains).map { "\($0.key) (\($0.value.meant)?)" }
        .joined(separator: ", ")
        + (mistyped.count > Self.shownDomains ? " and others" : "")
        + ". Correct them in the source, or add a domain that is right to words.yaml under 'mail_domains'."
    )
    let ambiguous = surveys.flatMap { survey in
      zip(survey.columns, survey.dates).filter {
        $0.field?.isDate == true && $1?.isResolved == false
      }
    }
    add(
      .should, ambiguous.count,
      "Date columns mix day-first and month-first dates.",
      "Dates that can be read both ways were left as they stood, in extra columns. Correct them in the source."
    )
    let carried = surveys.reduce(0) { sum, survey in
      sum + zip(survey.columns, survey.filled).count { $0.how == .none && $1 > 0 }
    }
    add(
      .fyi, carried, "Columns fit no rule and are carried along.",
      "They stand at the end of contacts.csv. To use one, name its field in a mapping file ('rollcall rules init')."
    )
    add(
      .fyi, people.addresses.sharedNumberCount, "Numbers belong to several contacts.",
      "Family and office lines: check before messaging them.")
    return decisions
  }
}

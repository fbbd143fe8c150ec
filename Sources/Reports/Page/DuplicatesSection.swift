/// What was recognised as the same person.
func duplicatesSection(_ duplicates: CleanReport.Duplicates) -> Markup {
  let sizes = duplicates.clusterSizes.sorted { $0.size < $1.size }
  let joined = sizes.filter { $0.size > 1 }
  let contacts = sum(sizes.map(\.clusters))
  let joinedContacts = sum(joined.map(\.clusters))
  let lead: Markup =
    joinedContacts == 0
    ? "No two rows were recognised as the same person."
    : """
    \(joinedContacts) of \(counted(contacts, "contact", "contacts")) \
    (\(percentage(joinedContacts, of: contacts))) \
    \(agreeing(joinedContacts, "was", "were")) put together from several rows.
    """
  return section(
    "duplicates", "Duplicates", lead: "\(lead) \(doubts(duplicates))",
    columns(
      joinedContacts == 0 ? .nothing : sizeChart(joined, of: contacts),
      reasonChart(duplicates.reasons)),
    weakest(duplicates.weakest), largest(duplicates.largest))
}

private func doubts(_ duplicates: CleanReport.Duplicates) -> Markup {
  let pairs: Markup =
    duplicates.reviewPairs == 0
    ? "No doubtful pair is left for review."
    : """
    \(counted(duplicates.reviewPairs, "doubtful pair waits", "doubtful pairs wait")) for your \
    decision in <code>review.html</code> and <code>review.csv</code>; until then \
    \(agreeing(duplicates.reviewPairs, "it stays", "they stay")) apart.
    """
  guard duplicates.sharedLines > 0 else { return "\(pairs) \(precision(duplicates))" }
  return """
    \(pairs) \(precision(duplicates)) \(counted(duplicates.sharedLines, "number is", "numbers are")) shared by \
    different people and did not join them.
    """
}

private func precision(_ duplicates: CleanReport.Duplicates) -> Markup {
  guard let share = duplicates.expectedPrecision, share.isFinite else { return .nothing }
  return """
    Of the pairs that were joined, \(decimal(share * 100, places: 1))% are right by the model's own \
    estimate.
    """
}

/// Sizes up to ten by themselves, larger ones together.
private func sizeChart(_ sizes: [CleanReport.ClusterSizeCount], of contacts: Int) -> Markup {
  var bars: [Bar] = []
  for entry in sizes where entry.size <= 10 {
    bars.append(Bar(label: "\(grouped(entry.size)) rows", count: entry.clusters, tone: .fair))
  }
  let large = sizes.filter { $0.size > 10 }
  if !large.isEmpty {
    bars.append(
      Bar(label: "11 rows and more", count: sum(large.map(\.clusters)), tone: .caution))
  }
  return barChart(
    "sizes", title: "Rows in one contact", bars: bars, whole: contacts, wholeName: "all contacts",
    countName: "Contacts", note: "Contacts of a single row are not drawn.")
}

private func reasonChart(_ reasons: [CleanReport.ReasonCount]) -> Markup {
  let whole = sum(reasons.map(\.count))
  guard whole > 0 else { return .nothing }
  let bars = reasons.map { Bar(label: humanised($0.reason), count: $0.count, tone: .plain) }
  return barChart(
    "joined", title: "What joined rows", bars: bars, whole: whole, wholeName: "joins",
    countName: "Joins", limit: 10)
}

private func weakest(_ clusters: [CleanReport.WeakestCluster]) -> Markup {
  guard !clusters.isEmpty else { return .nothing }
  let body = rows(of: clusters, within: Allowance(rows: 20, bytes: 48_000)) { cluster in
    #"""
    <tr><th scope="row"><code>\#(bdi(cluster.contactID, atMost: 80))</code></th>\#
    <td class="n">\#(cluster.size)</td>\#
    <td class="n">\#(decimal(cluster.probability * 100, places: 1))%</td>\#
    <td>\#(bdi(cluster.evidence, atMost: 300))</td></tr>

    """#
  }
  let title = "The contacts that hold together least"
  return #"""
    <h3>\#(title)</h3>
    <p class="note">If rows were joined wrongly, it shows here first. \#
    <code>lineage.csv</code> says for each row why it was joined.</p>
    \#(table(
      title, ["Contact", .figure("Rows"), .figure("Sure"), "Weakest pair"], body))
    """#
}

private func largest(_ clusters: [CleanReport.LargestCluster]) -> Markup {
  guard !clusters.isEmpty else { return .nothing }
  let body = rows(of: clusters, within: Allowance(rows: 20, bytes: 48_000)) { cluster in
    #"""
    <tr><th scope="row"><code>\#(bdi(cluster.contactID, atMost: 80))</code></th>\#
    <td class="n">\#(cluster.size)</td>\#
    <td>\#(bdi(cluster.evidence, atMost: 300))</td></tr>

    """#
  }
  return #"""
    <h3>The contacts made of the most rows</h3>
    \#(table("The contacts made of the most rows", ["Contact", .figure("Rows"), "Evidence"], body))
    """#
}

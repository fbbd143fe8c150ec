internal import Linkage
internal import Tabular

/// How rows were called together to be compared, a key a line: pairs, the part of all pairs that it
/// left out (`reduction`), and the part of the joined pairs that it finds by itself (`recall`).
struct KeyFile {
  let statistics: LinkageStatistics

  func write(_ path: String) throws(WriteError) {
    let sizes = statistics.clusterSizes
    let rows = sizes.reduce(0) { $0 + $1.size * $1.clusters }
    let all = Double(max(1, rows * (rows - 1) / 2))
    let joined = sizes.reduce(0) { $0 + $1.size * ($1.size - 1) / 2 * $1.clusters }
    let sink = try FileSink(path: path)
    var writer = CSVWriter(disarmsFormulas: true)
    writer.row(["key", "pairs", "reduction", "joined_pairs", "recall"])
    for key in statistics.judgedKeys {
      let reduction = max(0, 1 - Double(key.pairs) / all)
      let recall = joined == 0 ? 1 : Double(key.joinedPairs) / Double(joined)
      writer.row([
        key.name, "\(key.pairs)", probabilityText(reduction), "\(key.joinedPairs)",
        probabilityText(recall),
      ])
    }
    try sink.write(writer.bytes)
    try sink.close()
  }
}

internal import Tabular

/// `repairs.csv`: every cell whose text was decoded wrongly before it came into an input, as it stood and as it was read.
///
/// It is written while the inputs are read: a whole dump may have been decoded wrongly.
final class RepairFile {
  private var table: TableFile

  init(path: String) throws(PipelineError) {
    do throws(WriteError) {
      table = try TableFile(path: path, header: CellRepair.fileHeader)
    } catch {
      throw PipelineError(.cannotWrite, error.description)
    }
  }

  /// Adds the repairs of a batch, or of the columns' names.
  func add(_ rows: [[String]]) throws(PipelineError) {
    do throws(WriteError) {
      for row in rows { try table.row(row) }
    } catch {
      throw PipelineError(.cannotWrite, error.description)
    }
  }

  func close() throws(WriteError) {
    try table.close()
  }
}

internal import Foundation
internal import Reports

/// The report that a run replaces.
enum EarlierReport {
  /// A report holds 100 KB or so; what is far larger is none.
  private static let sizeLimit = 64 << 20

  /// Its figures, if it is there and readable: a folder that somebody tidied is no error.
  static func figures(in folder: String) -> ReportFigures? {
    let path = folder + "/report.json"
    guard let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int,
      size <= sizeLimit, let data = FileManager.default.contents(atPath: path)
    else { return nil }
    return ReportFigures(json: [UInt8](data))
  }
}

// swift-tools-version: 6.2
import PackageDescription

/// The checkout that is measured; another one can be named to compare two commits.
let checkout = Context.environment["ROLLCALL_CHECKOUT"] ?? "../.."

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// The fuzzer is built with libFuzzer and sees what is internal in Tabular, which a plain build cannot: `fuzz.py` asks
/// for it.
let fuzzing: [Target] =
  Context.environment["ROLLCALL_FUZZ"] == nil
  ? []
  : [
    .target(
      name: "TabularLaws", dependencies: [.product(name: "Tabular", package: "rollcall")],
      path: "Sources/TabularLaws", swiftSettings: strict),
    .executableTarget(
      name: "tabular-fuzz", dependencies: ["TabularLaws"], path: "Sources/TabularFuzz",
      swiftSettings: strict),
  ]

let package = Package(
  name: "rollcall-benchmarks",
  dependencies: [.package(name: "rollcall", path: checkout)],
  targets: [
    .executableTarget(
      name: "phones-benchmark",
      dependencies: ["CAllocations", .product(name: "PhoneNumbers", package: "rollcall")],
      path: "Sources/PhonesBenchmark", swiftSettings: strict),
    .executableTarget(
      name: "phones-fuzz",
      dependencies: ["CLastWords", .product(name: "PhoneNumbers", package: "rollcall")],
      path: "Sources/PhonesFuzz", swiftSettings: strict),
    .executableTarget(
      name: "readers-benchmark",
      dependencies: [.product(name: "Tabular", package: "rollcall")],
      path: "Sources/ReadersBenchmark", swiftSettings: strict),
    .target(name: "CAllocations"),
    .target(name: "CLastWords"),
  ] + fuzzing,
  swiftLanguageModes: [.v6]
)

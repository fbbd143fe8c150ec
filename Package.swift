// swift-tools-version: 6.2
import PackageDescription

/// Settings of every Swift target: what a file uses it imports itself, and imports do not leak.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "rollcall",
  products: [
    .executable(name: "rollcall", targets: ["rollcall"]),
    .library(name: "Tabular", targets: ["Tabular"]),
    .library(name: "PhoneNumbers", targets: ["PhoneNumbers"]),
    .library(name: "Linkage", targets: ["Linkage"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // The command line: one file per verb.
    .executableTarget(
      name: "rollcall",
      dependencies: [
        "Pipeline", "Contacts", "DeltaSync", "Tabular", "PhoneNumbers", "Reports", "Store",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // The jobs: which room does what, in which order.
    .target(
      name: "Pipeline",
      dependencies: [
        "Tabular", "Contacts", "PhoneNumbers", "Linkage", "DeltaSync", "Audit", "Reports", "Store",
      ],
      swiftSettings: strict),

    // The rooms. An arrow goes down only: none of these imports Pipeline or a room above it.
    .target(
      name: "Tabular", dependencies: ["CByteScan", "CLibXML2", "CZlib"],
      exclude: ["Encoding/Statistics/generate.py"], swiftSettings: strict),
    .target(
      name: "PhoneNumbers", dependencies: ["CNumberingPlan"],
      exclude: ["Plan/generate.py", "Plan/generator"], swiftSettings: strict),
    .target(
      name: "Linkage", exclude: ["Names/Spellings/generate.py"],
      // Unoptimised it takes ten times as long.
      swiftSettings: strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]),
    .target(
      name: "Contacts", dependencies: ["PhoneNumbers", .product(name: "Yams", package: "Yams")],
      swiftSettings: strict),
    .target(
      name: "DeltaSync",
      dependencies: [
        "CCurl", "Contacts", "PhoneNumbers", "Linkage", "Tabular",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      // Unoptimised the simulation runs a tenth of its histories.
      swiftSettings: strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]),
    .target(
      name: "Audit", dependencies: ["Contacts", .product(name: "Crypto", package: "swift-crypto")],
      // Unoptimised, hashing and the simulated weeks take twenty times as long.
      swiftSettings: strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]),
    .target(name: "Reports", resources: [.embedInCode("Assets")], swiftSettings: strict),
    .target(
      name: "Store",
      dependencies: [
        "CZstd",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),

    // Generated tables, what Swift has no instructions for, and the libraries of the system.
    .systemLibrary(name: "CByteScan", path: "Sources/CLibraries/CByteScan"),
    .target(name: "CNumberingPlan", path: "Sources/CLibraries/CNumberingPlan"),
    .systemLibrary(
      name: "CCurl", path: "Sources/CLibraries/CCurl", pkgConfig: "libcurl",
      providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(
      name: "CLibXML2", path: "Sources/CLibraries/CLibXML2", pkgConfig: "libxml-2.0",
      providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(
      name: "CZlib", path: "Sources/CLibraries/CZlib", pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
      name: "CZstd", path: "Sources/CLibraries/CZstd", pkgConfig: "libzstd",
      providers: [.apt(["libzstd-dev"])]),

    .testTarget(
      name: "TabularTests", dependencies: ["Tabular", "CByteScan"],
      exclude: ["Found"], swiftSettings: strict),
    .testTarget(
      name: "PhoneNumbersTests", dependencies: ["PhoneNumbers"], exclude: ["Golden"],
      swiftSettings: strict),
    .testTarget(name: "LinkageTests", dependencies: ["Linkage"], swiftSettings: strict),
    .testTarget(name: "ContactsTests", dependencies: ["Contacts"], swiftSettings: strict),
    .testTarget(
      name: "DeltaSyncTests",
      dependencies: [
        "DeltaSync", "Contacts", "Linkage", "Pipeline", "Store",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]),
    .testTarget(
      name: "AuditTests", dependencies: ["Audit", "Contacts"], exclude: ["Golden"],
      swiftSettings: strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]),
    .testTarget(name: "ReportsTests", dependencies: ["Reports"], swiftSettings: strict),
    .testTarget(
      name: "StoreTests", dependencies: ["Store", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: strict),
    .testTarget(
      name: "PipelineTests",
      dependencies: [
        "Pipeline", "Tabular", "Store", "Contacts", "DeltaSync", "Audit", "Reports",
        "PhoneNumbers", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)

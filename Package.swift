// swift-tools-version: 6.2
import PackageDescription

// MARK: - Helpers

/// Settings that every target shares: Swift 6 mode, explicit existentials, memory safety enforced.
let common: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .strictMemorySafety(),
  .treatWarning("StrictMemorySafety", as: .error),
]

/// Kernels are optimised in debug builds too: unoptimised numeric loops are 14 to 400 times slower.
let kernel: [SwiftSetting] =
  common + [.unsafeFlags(["-O", "-assert-config", "Debug"], .when(configuration: .debug))]

func module(
  _ name: String, _ dependencies: [Target.Dependency] = [], settings: [SwiftSetting] = common
) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// A test target; `goldens` are folders of recorded files, which are read by path and not built in.
func tests(
  _ name: String, _ dependencies: [Target.Dependency], goldens: [String] = []
) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: dependencies + ["TestSupport"], exclude: goldens,
    swiftSettings: common)
}

func system(_ name: String, pkgConfig: String?, apt: [String], brew: [String]) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt(apt), .brew(brew)])
}

// MARK: - Package

let package = Package(
  name: "casebook",
  products: [.executable(name: "casebook", targets: ["casebook"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    // System libraries: a module map and a shim each, imported by one folder alone.
    system("CCmark", pkgConfig: "libcmark", apt: ["libcmark-dev"], brew: ["cmark"]),
    // XGBoost is opened on first use and never linked, so it must not name its pkg-config file.
    system("CXGBoost", pkgConfig: nil, apt: ["libxgboost-dev"], brew: ["xgboost"]),
    system(
      "CBLAS", pkgConfig: "openblas", apt: ["libopenblas-dev", "liblapacke-dev"],
      brew: ["openblas"]),
    system("CSQLite", pkgConfig: "sqlite3", apt: ["libsqlite3-dev"], brew: ["sqlite"]),
    system("CZlib", pkgConfig: "zlib", apt: ["zlib1g-dev"], brew: ["zlib"]),
    // So is libcurl.
    system("CCurl", pkgConfig: nil, apt: ["libcurl4-openssl-dev"], brew: ["curl"]),

    // Our own C: instructions that Swift cannot name.
    .target(
      name: "CSHA256",
      cSettings: [.unsafeFlags(["-O2"], .when(configuration: .debug))]),

    // Foundations.
    module("Platform", ["CCurl"]),
    module("JSON", settings: kernel),
    module("Diagnostics", ["JSON"]),
    module("Numerics", ["Platform", "CBLAS"], settings: kernel),
    module(
      "Frames", ["Platform", "Numerics", "Diagnostics", "CSHA256", "CSQLite", "CZlib"],
      settings: kernel),

    // Causal inference: no target here knows what a notebook is.
    module("Statistics", ["Numerics"], settings: kernel),
    module(
      "Learners", ["Platform", "Statistics", "Numerics", "JSON", "CXGBoost"], settings: kernel),
    module("Causal", ["Learners", "Statistics", "Numerics"], settings: kernel),

    // Notebook to page.
    module("Charts", ["Numerics"]),
    module("NotebookSyntax", ["Diagnostics", "CCmark", "Yams"], settings: kernel),
    module(
      "Execution", ["NotebookSyntax", "Frames", "Charts", "Diagnostics", "Numerics", "Platform"]),
    module(
      "Directives",
      [
        "Execution", "NotebookSyntax", "Frames", "Charts", "Causal", "Learners", "Statistics",
        "Numerics", "Diagnostics", "JSON", "Platform",
      ]),
    module(
      "Report",
      [
        "Execution", "Charts", "NotebookSyntax", "Frames", "Diagnostics", "Numerics", "JSON",
        "Platform",
      ]),
    module(
      "CLI",
      [
        "Directives", "Execution", "Report", "NotebookSyntax", "Frames", "Diagnostics",
        "Numerics", "Platform",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(name: "casebook", dependencies: ["CLI"], swiftSettings: common),

    // Tests.
    .target(
      name: "TestSupport", dependencies: ["Platform", "Diagnostics"], path: "Tests/TestSupport",
      exclude: ["Databases"], swiftSettings: common),
    tests("Platform", ["Platform"]),
    tests("JSON", ["JSON"]),
    tests("Diagnostics", ["Diagnostics"]),
    tests("Numerics", ["Numerics", "Platform"]),
    tests(
      "Frames", ["Frames", "Numerics", "Diagnostics", "Platform"],
      goldens: ["Corpus/make_corpus.py", "Corpus/nasty.txt"]),
    tests("Statistics", ["Statistics", "Numerics", "Platform"]),
    tests("Learners", ["Learners", "Statistics", "Numerics", "JSON"]),
    tests("Causal", ["Causal", "Learners", "Statistics", "Numerics", "Platform"]),
    tests("Charts", ["Charts", "Numerics", "Platform"], goldens: ["Goldens"]),
    tests("NotebookSyntax", ["NotebookSyntax", "Diagnostics"]),
    tests("Execution", ["Execution", "NotebookSyntax", "Frames", "Diagnostics", "Platform"]),
    tests(
      "Directives",
      ["Directives", "Execution", "NotebookSyntax", "Frames", "Charts", "Diagnostics", "Platform"]),
    tests(
      "Report",
      ["Report", "Directives", "Execution", "Charts", "NotebookSyntax", "Diagnostics", "Platform"],
      goldens: ["Goldens"]),
    tests(
      "CLI",
      ["CLI", "Directives", "Execution", "Report", "NotebookSyntax", "Diagnostics", "Platform"],
      goldens: ["Goldens"]),
    tests("Architecture", ["Platform"]),
  ]
)

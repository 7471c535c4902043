import Platform

/// Prints a page to PDF with a browser that is installed on the machine.
///
/// The page asks for nothing from outside, and the browser is told to look nowhere. It has a profile
/// of its own, which is deleted.
struct PDFPrinter {
  /// The names that Chromium and its relatives go by.
  static let browsers = [
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
    "microsoft-edge", "brave-browser",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ]

  /// Seconds that a page may take.
  private static let limit = 180.0

  let browser: String

  /// The browser that the environment variable CHROMIUM names, which is then the only one tried.
  static var named: String? {
    Machine.environment("CHROMIUM").flatMap { $0.isEmpty ? nil : $0 }
  }

  /// nil where no browser is found.
  init?() {
    guard let browser = ChildProcess.find(Self.named.map { [$0] } ?? Self.browsers) else {
      return nil
    }
    self.browser = browser
  }

  /// Prints a page's HTML and gives the bytes of the PDF.
  ///
  /// Throws `ChildProcess.Failure` where the browser failed, and `FileError` where it left nothing.
  func pdf(_ html: String) throws -> [UInt8] {
    let folder = try FileSystem.makeTemporaryDirectory()
    defer { FileSystem.removeFolder(folder) }
    let page = Path.join(folder, "page.html")
    let printed = Path.join(folder, "page.pdf")
    try FileSystem.writeAtomically(html, to: page)
    try ChildProcess.run(
      browser, Self.arguments(page: page, pdf: printed, folder: folder), seconds: Self.limit)
    return try FileSystem.read(printed)
  }

  private static func arguments(page: String, pdf: String, folder: String) -> [String] {
    var arguments = [
      "--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check",
      "--disable-extensions", "--disable-background-networking", "--disable-sync",
      "--disable-component-update", "--host-resolver-rules=MAP * ~NOTFOUND",
      "--user-data-dir=" + Path.join(folder, "profile"), "--no-pdf-header-footer",
      "--print-to-pdf=" + pdf,
    ]
    // Chromium's sandbox does not start for the superuser, as in a container.
    if Machine.isSuperuser { arguments.append("--no-sandbox") }
    return arguments + ["file://" + page]
  }
}

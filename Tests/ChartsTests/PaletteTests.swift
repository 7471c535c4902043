import Charts
import Glibc
import Testing

@Suite struct PaletteTests {
  /// The two schemes with the ink of the page's text.
  static let schemes: [(colours: [String], page: String, text: String)] = [
    (Palette.light, Palette.lightPage, "#1b1d22"), (Palette.dark, Palette.darkPage, "#e3e4e6"),
  ]

  @Test(arguments: [0, 1])
  func linesStandOutFromThePage(scheme: Int) {
    let (colours, page, _) = Self.schemes[scheme]
    for colour in colours {
      #expect(RGB(hex: colour).contrast(with: RGB(hex: page)) >= 3, "\(colour)")
    }
  }

  @Test(arguments: [0, 1])
  func labelsAreReadable(scheme: Int) {
    let (colours, page, text) = Self.schemes[scheme]
    for colour in colours {
      // As the style sheet mixes them: 70% of the series' colour, the rest of the text's.
      let label = RGB(hex: colour).over(RGB(hex: text), opacity: 0.7)
      #expect(label.contrast(with: RGB(hex: page)) >= 4.5, "\(colour)")
    }
  }

  @Test(arguments: [0, 1])
  func textOnFillsIsReadable(scheme: Int) {
    let (colours, page, _) = Self.schemes[scheme]
    for (index, colour) in colours.enumerated() {
      for opacity in stride(from: 0.06, through: 1, by: 0.02) {
        let fill = RGB(hex: colour).over(RGB(hex: page), opacity: opacity)
        let letters = Array(Contrast.textClass(on: .series(index), opacity: opacity))
        let isBlack = letters[letters.count - 2 + scheme] == "b"
        #expect(fill.contrast(with: isBlack ? .black : .white) >= 4.5, "\(colour) \(opacity)")
      }
    }
  }

  @Test(arguments: [0, 1])
  func greysDiffer(scheme: Int) {
    let lightness = Self.schemes[scheme].colours.map { Lab(RGB(hex: $0)).lightness }
    for i in lightness.indices {
      for j in lightness.indices where j > i {
        #expect(abs(lightness[i] - lightness[j]) >= (j < 3 ? 10 : 2.5), "\(i) and \(j)")
      }
    }
  }

  @Test(arguments: [0, 1])
  func colourBlindReadersTellSeriesApart(scheme: Int) {
    for sight in [nil] + Lab.deficiencies.map(Optional.some) {
      let colours = Self.schemes[scheme].colours.map { Lab(RGB(hex: $0), seenWith: sight) }
      for i in colours.indices {
        for j in colours.indices where j > i {
          #expect(colours[i].distance(to: colours[j]) >= (j < 4 ? 20 : 17), "\(i) and \(j)")
        }
      }
    }
  }

  @Test func styleSheetNamesEveryColour() {
    for colour in Palette.light + Palette.dark { #expect(ChartStyle.css.contains(colour)) }
    #expect(!ChartStyle.css(for: .light).contains(Palette.dark[0]))
    #expect(ChartStyle.css.utf8.count < 6000)
  }
}

/// A colour in CIELAB, as seen with full sight or with a deficiency.
private struct Lab {
  let lightness: Double
  private let a: Double
  private let b: Double

  /// Protanopia, deuteranopia and tritanopia as matrices on linear RGB (Machado, Oliveira and
  /// Fernandes 2009, severity 1).
  static let deficiencies: [[Double]] = [
    [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
    [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881],
    [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900],
  ]

  init(_ colour: RGB, seenWith matrix: [Double]? = nil) {
    func linear(_ value: Double) -> Double {
      value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    var rgb = [colour.red, colour.green, colour.blue].map(linear)
    if let matrix {
      rgb = (0..<3).map { row in
        let sum = (0..<3).reduce(0) { $0 + matrix[row * 3 + $1] * rgb[$1] }
        return min(max(sum, 0), 1)
      }
    }
    func root(_ value: Double) -> Double {
      value > 0.008856 ? cbrt(value) : 7.787 * value + 16.0 / 116
    }
    let x = root((0.4124564 * rgb[0] + 0.3575761 * rgb[1] + 0.1804375 * rgb[2]) / 0.95047)
    let y = root(0.2126729 * rgb[0] + 0.7151522 * rgb[1] + 0.0721750 * rgb[2])
    let z = root((0.0193339 * rgb[0] + 0.1191920 * rgb[1] + 0.9503041 * rgb[2]) / 1.08883)
    lightness = 116 * y - 16
    a = 500 * (x - y)
    b = 200 * (y - z)
  }

  func distance(to other: Lab) -> Double {
    let (dl, da, db) = (lightness - other.lightness, a - other.a, b - other.b)
    return (dl * dl + da * da + db * db).squareRoot()
  }
}

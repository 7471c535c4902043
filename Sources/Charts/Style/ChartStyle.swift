/// The style sheet of charts, which a page embeds once.
///
/// It reads `--fg`, `--bg`, `--muted` and `--rule` of the page, and `--sans` for the font if there
/// is one; it sets `--series-1` to `--series-8`.
package enum ChartStyle {
  /// Which colours a page has.
  package enum Scheme: Sendable, Equatable {
    case light, dark
    /// What the reader's system prefers.
    case automatic
  }

  /// The style sheet for a page that follows the reader's preference; print is always light.
  package static let css = css(for: .automatic)

  /// The style sheet for a scheme: the colours, then the rules of the classes.
  package static func css(for scheme: Scheme) -> String {
    let colours =
      switch scheme {
      case .light: ":root{\(light)}\n"
      case .dark: ":root{\(dark)}\n@media print{:root{\(light)}}\n"
      case .automatic:
        """
        :root{\(light)}
        @media screen and (prefers-color-scheme:dark){:root{\(dark)}}

        """
      }
    return colours + shapes + roles
  }

  private static let light =
    properties(Palette.light) + ";--on-bw:#000;--on-wb:#fff;" + opacities(shades.map(\.light))
  private static let dark =
    properties(Palette.dark) + ";--on-bw:#fff;--on-wb:#000;" + opacities(shades.map(\.dark))

  /// The opacities of counted points, from few to many: what is faint on white is lost on a dark page.
  static let shades: [(light: String, dark: String)] = [
    (".14", ".34"), (".33", ".5"), (".52", ".66"), (".71", ".82"), (".9", ".98"),
  ]

  private static func opacities(_ values: [String]) -> String {
    values.enumerated().map { "--shade-\($0.offset + 1):\($0.element)" }.joined(separator: ";")
  }

  private static func properties(_ colours: [String]) -> String {
    colours.enumerated().map { "--series-\($0.offset + 1):\($0.element)" }.joined(separator: ";")
  }

  /// Dashes of the series' lines, since colour alone must not tell them apart.
  private static let dashes = [
    nil, "8 3", "2 2.5", "10 3 2 3", "14 4", "4 2", "6 2 1.5 2 1.5 2", "1.5 4",
  ]

  private static let roles: String = {
    var css = ""
    for index in 0..<Palette.count {
      let name = ".series-\(index + 1)"
      css += "\(name){--ink:var(--series-\(index + 1))}\n"
      // Every second series has square points.
      if index % 2 == 1 { css += "\(name) .dots{stroke-linecap:square}\n" }
      if let dash = dashes[index] { css += "\(name) .line{stroke-dasharray:\(dash)}\n" }
    }
    for index in 1...shades.count {
      css += ".chart .shade-\(index){stroke-opacity:var(--shade-\(index))}\n"
    }
    return css
  }()

  private static let shapes = """
    .chart .again .line{stroke-width:1.2;stroke-dasharray:3 1.5}
    .chart .reference,.inline-chart .reference{--ink:var(--muted)}
    .chart .accent{--ink:var(--fg)}
    .chart .muted,.inline-chart .muted{--ink:color-mix(in srgb,var(--fg) 50%,var(--bg))}
    .chart{container-type:inline-size}
    .chart svg{display:block;width:100%;height:auto;overflow:visible;\
    font:12px/1.2 var(--sans,system-ui,"Segoe UI",Helvetica,Arial,sans-serif);\
    font-variant-numeric:tabular-nums lining-nums;print-color-adjust:exact}
    .chart text{fill:var(--fg)}
    .chart .ticks text,.chart text.axis{fill:var(--muted)}
    .chart text.title{font-size:13px;font-weight:600}
    .chart text.panel-title,.chart tspan.strong,.chart text.strong{font-weight:600}
    .chart text.label{fill:color-mix(in srgb,var(--ink) 70%,var(--fg))}
    .chart .reference text.label{fill:var(--muted)}
    .chart text.halo{paint-order:stroke;stroke:var(--bg);stroke-width:3.5px;stroke-linejoin:round}
    .chart .ground{fill:var(--bg)}
    .chart .value{font-size:11px}
    .chart text.on-bb,.chart .on-bb text{fill:#000}
    .chart text.on-ww,.chart .on-ww text{fill:#fff}
    .chart text.on-bw,.chart .on-bw text{fill:var(--on-bw)}
    .chart text.on-wb,.chart .on-wb text{fill:var(--on-wb)}
    .chart .grid,.chart .tick{fill:none;stroke:var(--rule)}
    .chart .zero{fill:none;stroke:var(--muted)}
    .chart .line{fill:none;stroke:var(--ink);stroke-width:2;stroke-linejoin:round}
    .chart .reference .line,.chart .reference .rule{stroke-width:1.25;stroke-dasharray:3 3}
    .chart .line.dense{stroke-width:1.4}
    .chart .line.dashed{stroke-dasharray:5 4}
    .chart .band{fill:var(--ink);fill-opacity:.15}
    .chart .band.faint{fill-opacity:.09}
    .chart .area{fill:var(--ink);fill-opacity:.2}
    .chart .area.faint{fill-opacity:.07}
    .chart .cells{fill:none;stroke:var(--ink);shape-rendering:crispEdges}
    .chart .tiles path{fill:none;stroke:var(--ink)}
    .chart .bar,.chart .fill{fill:var(--ink)}
    .chart .bar{fill-opacity:.85}
    .chart .dots{fill:none;stroke:var(--ink);stroke-width:6;stroke-linecap:round}
    .chart .cloud{stroke-opacity:.5}
    .chart .estimate{stroke-width:8}
    .chart .hole{stroke:var(--bg);stroke-width:4.5}
    .chart .error{fill:none;stroke:var(--fg);stroke-width:1.25}
    .chart .interval{fill:none;stroke:var(--ink);stroke-width:1.75}
    .chart .box{fill:color-mix(in srgb,var(--ink) 18%,var(--bg));stroke:var(--ink);stroke-width:1.25}
    .chart .median{fill:none;stroke:var(--ink);stroke-width:2.5}
    .chart .rug{fill:none;stroke:var(--ink);stroke-opacity:.45}
    .chart .rule{fill:none;stroke:var(--ink);stroke-width:1.25}
    .chart .strip{fill:var(--ink);fill-opacity:.1}
    .chart .edge{fill:none;stroke:var(--ink);stroke-width:1.5}
    .chart .node{fill:color-mix(in srgb,var(--ink) 12%,var(--bg));stroke:var(--ink);\
    stroke-width:1.25}
    .chart .latent{stroke-dasharray:4 3}
    .chart .leader{fill:none;stroke:var(--ink);stroke-width:.75;stroke-opacity:.7}
    .chart .compact{display:none}
    @container (max-width:559px){.chart .wide{display:none}\
    .chart .compact{display:block;max-width:460px;margin-inline:auto}}
    .inline-chart{width:90px;height:18px;vertical-align:middle}
    .inline-chart .bar{fill:var(--ink)}
    .inline-chart .line{fill:none;stroke:var(--ink);stroke-width:1.5;stroke-dasharray:none;\
    stroke-linejoin:round}
    .inline-chart .dots{fill:none;stroke:var(--ink);stroke-width:5;stroke-linecap:round}
    .inline-chart .rule{fill:none;stroke:var(--ink);stroke-dasharray:2 2}

    """
}

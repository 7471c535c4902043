/// The style sheet of every page, by subject; colours and fonts come from `Theme`.
enum PageStyle {
  static let css =
    mixed + layoutCSS + proseCSS + noteCSS + tableCSS + figureCSS + resultCSS + printCSS

  /// All other colours are mixed from the theme's, so that two colours make a theme.
  private static let mixed = """
    :root{--muted:color-mix(in srgb,var(--fg) 68%,var(--bg));\
    --rule:color-mix(in srgb,var(--fg) 16%,var(--bg));\
    --fill:color-mix(in srgb,var(--fg) 4%,var(--bg));\
    --serif:Charter,"Bitstream Charter","Iowan Old Style","Source Serif 4",Georgia,serif;\
    --sans:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;\
    --mono:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;\
    --measure:39rem;--side:14rem;--gap:3rem}

    """
}

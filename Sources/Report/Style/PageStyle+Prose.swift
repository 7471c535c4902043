extension PageStyle {
  /// Running text: paragraphs, links, lists, quotes, listings, computed values.
  static let proseCSS = """
    p,ul,ol,dl,blockquote,pre{margin:0 0 1.05em}
    p{text-wrap:pretty}
    a{color:var(--accent);text-decoration-thickness:1px;text-underline-offset:.16em}
    .ref{text-decoration-color:color-mix(in srgb,var(--accent) 40%,transparent)}
    .ref:hover{text-decoration-color:currentColor}
    ul,ol{padding-left:1.5em}
    li{margin:.25em 0}
    li>p{margin-bottom:.6em}
    .tasks{list-style:none;padding-left:.2em}
    .tasks li>ol,.tasks li>ul{margin-left:1.4em}
    .tasks input{accent-color:var(--accent);margin:0 .35em 0 0}
    blockquote{margin-left:0;padding-left:1.2em;border-left:3px solid var(--rule);color:var(--muted)}
    hr{border:0;border-top:1px solid var(--rule);margin:2.4em 0}
    code,pre{font-family:var(--mono)}
    code{font-size:.86em;overflow-wrap:anywhere}
    pre{font-size:.8rem;line-height:1.5;padding:.75rem 1rem;background:var(--fill);border:1px solid var(--rule);\
    border-radius:4px;overflow-x:auto;margin-bottom:1.3em}
    th code,td code{overflow-wrap:normal}
    pre code{font-size:inherit;overflow-wrap:normal}
    img{max-width:100%;height:auto}
    mark{background:color-mix(in srgb,var(--amber) 22%,var(--bg));color:inherit}
    .references{font-size:.9em}
    @media(max-width:48rem){.cite>.cite-note{display:none!important}}
    sup,sub{line-height:0;font-size:.72em}
    .j{white-space:nowrap}
    .v{text-decoration:underline dotted var(--muted) 1px;text-underline-offset:.22em}
    h1 .v,h2 .v,h3 .v{text-decoration:none}
    .failed,.v.failed{color:var(--red);font-family:var(--mono);font-size:.86em;text-decoration:underline wavy 1px}
    .math{display:flex;align-items:center;overflow-x:auto;overflow-y:hidden;margin:1.2em 0;padding:.2em 0}
    .math math{margin:0 auto}
    .math .number{margin:0 0 0 1em;color:inherit}

    """

  /// Footnotes, in the margin where there is one, and callouts.
  static let noteCSS = """
    .fn a{text-decoration:none;padding:0 .1em;font-family:var(--sans)}
    .noted{display:flex;flex-direction:column}
    .noted>*{min-width:0}
    .aside{order:1;font:.82rem/1.5 var(--sans);color:var(--muted);margin:0 0 1.2em;padding-left:.9rem;border-left:2px solid var(--rule)}
    .aside>*{margin-bottom:.5em}
    .aside>:last-child{margin-bottom:0}
    .aside:target{border-color:var(--accent)}
    .endnotes{display:none}
    @media(min-width:75rem){\
    .noted{display:block}\
    .aside{float:right;clear:right;width:var(--side);margin:.25em calc(-1*var(--side) - var(--gap)) 1.2em 0;padding:0;border:0}\
    .aside:target{color:var(--fg)}\
    }
    .callout,.diag{margin:1.5em 0;padding:.8rem 1.1rem;background:var(--fill);border-left:3px solid var(--hue,var(--accent));\
    font:.92rem/1.55 var(--sans)}
    .callout>:last-child,.diag>:last-child{margin-bottom:0}
    .callout p,.diag p{margin-bottom:.5em}
    .callout b:first-child,.diag b:first-child{color:var(--hue,var(--accent))}
    .tip{--hue:var(--green)}
    .warning,.important{--hue:var(--amber)}
    .caution,.error{--hue:var(--red)}
    .skipped{--hue:var(--muted)}
    .diag pre{background:var(--bg);margin-bottom:.6em}
    .diag .head{font-size:.84rem;color:var(--muted);margin-bottom:.3em}
    .diag .place{margin-left:.3em}
    .diag .more{font-size:.84rem}

    """
}

extension PageStyle {
  /// Tables: as wide as their content, rules at top, bottom and below the head, hairlines between.
  static let tableCSS = """
    .scroll{overflow-x:auto;margin:0 0 1.3em;background:\
    linear-gradient(to right,var(--bg) 40%,transparent) 0 0/3rem 100% no-repeat local,\
    linear-gradient(to left,var(--bg) 40%,transparent) 100% 0/3rem 100% no-repeat local,\
    linear-gradient(to right,var(--rule),transparent) 0 0/.8rem 100% no-repeat,\
    linear-gradient(to left,var(--rule),transparent) 100% 0/.8rem 100% no-repeat}
    table{border-collapse:collapse;font:.85rem/1.4 var(--sans);font-variant-numeric:tabular-nums lining-nums;\
    border:solid var(--fg);border-width:1.5px 0}
    th,td{padding:.36em .6em;text-align:left;vertical-align:baseline;font-weight:400;border-bottom:1px solid var(--rule)}
    tr>:first-child{padding-left:0}
    tr>:last-child{padding-right:0}
    tr>*+*{padding-left:1.1em}
    thead th,thead td{font-weight:650;vertical-align:bottom;border-bottom:1px solid var(--fg);line-height:1.25}
    .unit{display:block;font-weight:400;color:var(--muted)}
    tbody tr:last-child>*{border-bottom:0}
    tbody tr:hover>*{background:color-mix(in srgb,var(--fg) 4%,transparent)}
    th.n,td.n{text-align:right}
    td.n,.d{white-space:nowrap}
    .r td{text-align:right;white-space:nowrap}
    .r thead th+th,.rn th{text-align:right}
    .r .t,.r thead .t{text-align:left}
    .r td.t:not(.d){white-space:normal}
    .r .w{min-width:16em}
    .p{min-width:11em}
    .c{text-align:center}
    td.na{color:var(--muted)}
    .em>*{font-weight:650}
    td.ic{padding-top:0;padding-bottom:0;vertical-align:middle}
    td.ic svg{display:block}
    .unfold{font:.82rem var(--sans);margin-top:.5rem}
    .unfold span+span,.unfold[open] span{display:none}
    .unfold[open] span+span{display:inline}
    .unfold .paper,.unfold[open] .paper{display:none}
    @media(max-width:74.99rem){.wide table{font-size:.8rem}.wide tr>*+*{padding-left:.8em}}
    @media(min-width:75rem){.wide{clear:right}.wide .scroll{margin-right:calc(-1*var(--side) - var(--gap))}}
    @supports selector(:has(a)){.rest{display:none}.tbl:has(.unfold[open]) .rest{display:table-row-group}}

    """

  /// Figures and their captions.
  static let figureCSS = """
    figure{margin:2em 0 1em}
    figcaption{font:.86rem/1.45 var(--sans);color:var(--muted);text-wrap:pretty}
    figcaption>b:first-child{color:var(--fg);font-weight:650}
    figcaption .title{color:var(--fg);font-weight:600;margin:0}
    .fig figcaption,figure>img+figcaption{margin-top:.6rem}
    .tbl figcaption{margin-bottom:.5rem}
    .tbl .scroll{margin-bottom:.4rem}
    .fig svg{display:block;width:100%;height:auto}
    .stamp{display:inline-block;font:600 .7rem/1 var(--sans);color:var(--amber);border:1px solid;border-radius:3px;\
    padding:.22em .45em;vertical-align:.1em;white-space:nowrap}

    """

  /// What else a directive leaves on the page: verdicts, checks, remarks, folds.
  static let resultCSS = """
    .cell{margin:1.6em 0 2em}
    .cell>:first-child,.cell>figure:first-child{margin-top:0}
    .cell>:last-child{margin-bottom:0}
    .cell:has(>.folds:only-child){margin:.9em 0}
    .verdict{font:500 .98rem/1.5 var(--sans);padding-left:.9rem;border-left:3px solid var(--accent);margin:1em 0}
    .verdict+.verdict{margin-top:-1em;padding-top:.35em}
    .remark{font:.8rem/1.5 var(--sans);color:var(--muted);margin:.35rem 0}
    ul.remark{padding-left:1.2em}
    .checks{list-style:none;padding:0;font:.92rem/1.5 var(--sans)}
    .checks li{padding-left:1.5em;text-indent:-1.5em}
    .checks li>*{text-indent:0}
    .sign{display:inline-block;width:1.2em;font-weight:700}
    .pass .sign{color:var(--green)}
    .fail .sign{color:var(--red)}
    .fail .what{font-weight:600}
    .detail{margin-left:.6em}
    .none .sign,.detail,.none .what{color:var(--muted);font-variant-numeric:tabular-nums}
    summary{cursor:pointer;width:fit-content}
    summary:hover{color:var(--accent)}
    .more{margin:.9rem 0;font:.85rem/1.5 var(--sans);color:var(--muted)}
    .more[open]{color:inherit}
    .more .paper{display:none}
    .folds{display:flex;flex-wrap:wrap;gap:.1rem 1.4rem;margin-top:.7rem;font:.8rem/1.5 var(--sans);color:var(--muted)}
    .folds details{min-width:0}
    .folds details[open]{flex:1 0 100%;order:1;margin-bottom:.6rem}
    .folds summary+*{margin-top:.5rem}
    .folds a{color:inherit}
    .folds dt{font-weight:650;color:var(--fg)}
    .folds dd{margin:0 0 .5em}
    .folds .scroll{max-height:22rem;overflow:auto}

    """

  /// Paper: no navigation, nothing clipped, no split figures, link targets in full.
  static let printCSS = """
    @media print{
    @page{margin:18mm 16mm}
    html{font-size:10pt}
    body{font-size:10.5pt}
    article>p,article>ul,article>ol,article>blockquote,.abstract,.callout,.verdict,.remark,figcaption{max-width:36rem}
    .chart{max-width:600px}
    main{display:block;padding:0}
    .side,.site,.turn,.skip,.folds,.unfold[open],.anchor,.aside{display:none}
    .unfold>summary{list-style:none}
    .unfold>summary span{display:none}
    .unfold>summary .paper,.more:not([open])>summary .paper{display:inline}
    .more>summary{list-style:none}
    .endnotes{display:block;font-size:9pt}
    h1,h2,h3,h4,h5,h6,.tbl figcaption{break-after:avoid}
    .tbl,.fig,figure>img,tr,.callout,.diag,.math,.provenance,pre{break-inside:avoid}
    .tbl:has(tbody>tr:nth-child(9)){break-inside:auto}
    .provenance{break-inside:avoid}
    .remark,tbody>tr:last-child{break-before:avoid}
    tbody>tr:first-child{break-after:avoid}
    .chart svg{max-height:215mm}
    #search{display:none}
    .cards{padding-right:1px}
    .cards li{break-inside:avoid}
    thead{display:table-header-group}
    p,li{widows:3;orphans:3}
    .scroll,pre,.math{overflow:visible}
    .scroll{background:none}
    .wide .scroll{margin-right:0}
    .wide table{font-size:.68rem}
    .wide td,.wide th{white-space:normal}
    .wide tr>*+*{padding-left:.7em}
    pre{white-space:pre-wrap;overflow-wrap:anywhere}
    table{max-width:100%}
    a{color:inherit}
    article a[href^="http"]:not(.url)::after{content:" (" attr(href) ")";font-size:.85em;overflow-wrap:anywhere}
    }

    """
}

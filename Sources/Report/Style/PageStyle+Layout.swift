extension PageStyle {
  /// The grid: contents, text, margin; one column below 75 rem.
  static let layoutCSS = """
    *,::before,::after{box-sizing:border-box}
    html{scroll-padding-top:1.5rem;-webkit-text-size-adjust:100%;text-size-adjust:100%}
    body{margin:0;background:var(--bg);color:var(--fg);\
    font:clamp(1.0625rem,1rem + .25vw,1.125rem)/1.58 var(--serif);\
    font-variant-numeric:lining-nums;overflow-wrap:break-word}
    main{display:grid;grid-template-columns:minmax(0,var(--measure));justify-content:center;\
    padding:2.5rem 1.25rem 3rem}
    .skip{position:absolute;left:-999rem;padding:.5rem 1rem;background:var(--bg);font-family:var(--sans)}
    .skip:focus{left:0;z-index:1}
    :focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:2px}
    h1,h2,h3,h4,h5,h6{font-family:var(--sans);font-weight:650;line-height:1.22;\
    text-wrap:balance;margin:2.2em 0 .6em;letter-spacing:-.008em}
    h1{font-size:clamp(1.85rem,1.5rem + 1.6vw,2.5rem);margin:0 0 .35em;line-height:1.1;letter-spacing:-.022em}
    h2{font-size:1.42rem;margin-top:2.6em}
    h3{font-size:1.12rem}
    h4,h5,h6{font-size:1rem}
    h2+h3,h3+h4{margin-top:1em}
    .number{color:var(--muted);font-weight:400;margin-right:.35em;font-variant-numeric:tabular-nums}
    .anchor{color:var(--muted);text-decoration:none;font-weight:400;opacity:0}
    :hover>.anchor,.anchor:focus{opacity:1}
    .title{margin-bottom:2.2rem}
    .subtitle{font:400 1.15rem/1.4 var(--sans);color:var(--muted);margin:0 0 .9rem;text-wrap:balance}
    .byline{font:.88rem/1.5 var(--sans);color:var(--muted);margin:0}
    .abstract{margin:1.4rem 0 0;padding:1rem 0;border:solid var(--rule);border-width:1px 0}
    .side,.site,.turn,.provenance{font:.82rem/1.45 var(--sans);color:var(--muted)}
    .side{margin-bottom:1rem}
    .side p{margin:0 0 .5rem;font-weight:650;color:var(--fg)}
    .side ul,.side ol{list-style:none;margin:0;padding:0}
    .toc ul{columns:2;column-gap:2rem}
    .side li{margin:0;padding:.2rem 0;break-inside:avoid}
    .toc .sub{display:none}
    .pages{display:none}
    .pages [aria-current]{color:var(--accent);font-weight:600}
    .side a,.site a{color:inherit;text-decoration:none}
    .side a:hover,.site a:hover{color:var(--accent);text-decoration:underline}
    .site{padding:1rem 1.25rem 0;max-width:calc(var(--measure) + 2.5rem);margin:auto}
    .site .logo{height:1.4em;vertical-align:middle;margin-right:.3em}
    .turn{display:flex;flex-wrap:wrap;gap:1rem;margin-top:3rem}
    .turn a{flex:1 1 12rem;padding:.8rem 1rem;border:1px solid var(--rule);border-radius:4px;color:inherit;text-decoration:none}
    .turn a:hover{border-color:var(--accent)}
    .turn a[rel=next]{text-align:right}
    .turn span{display:block}
    .turn b{color:var(--accent);font-weight:600}
    .provenance{margin-top:4rem;padding-top:1rem;border-top:1px solid var(--rule)}
    .provenance dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.2rem 1.2rem;margin:0}
    .provenance dd{margin:0;overflow-wrap:anywhere}
    @media(min-width:75rem){\
    main{grid-template-columns:var(--side) minmax(0,var(--measure)) var(--side);column-gap:var(--gap);padding-top:4rem}\
    main>*{grid-column:2}\
    .side{grid-column:1;grid-row:1/span 9;align-self:start;position:sticky;top:2rem;max-height:calc(100vh - 4rem);overflow-y:auto;margin:0;padding:.5rem 0}\
    .site{max-width:75.5rem}\
    .pages{display:block;margin-bottom:2rem}\
    .toc ul{columns:auto}\
    .toc .sub{display:block;padding-left:1rem}\
    }
    @media(max-width:26rem){main{padding:1.5rem 1rem 2rem}.toc ul{columns:auto}}

    """
}

extension PageStyle {
  /// The cards of the index.
  static let indexCSS = """
    .index{grid-template-columns:minmax(0,64rem);padding-top:4rem}
    @media(min-width:75rem){.index{grid-template-columns:minmax(0,64rem)}.index>*{grid-column:1}}
    .cards{list-style:none;padding:0;display:grid;gap:1.2rem;grid-template-columns:repeat(auto-fill,minmax(min(19rem,100%),1fr))}
    .cards:has(>li:nth-child(4):last-child){grid-template-columns:repeat(auto-fill,minmax(min(24rem,100%),1fr))}
    .cards li{position:relative;display:flex;flex-direction:column;margin:0;padding:1.2rem 1.3rem;border:1px solid var(--rule);border-radius:6px}
    .cards li:hover{border-color:var(--accent)}
    .cards h2,.cards h3{margin:0 0 .5rem;font-size:1.08rem}
    .cards h2 a,.cards h3 a{text-decoration:none}
    .cards h2 a::after,.cards h3 a::after{content:"";position:absolute;inset:0}
    .cards p{font:.88rem/1.5 var(--sans);color:var(--muted);margin:0 0 .9rem}
    .cards dl{display:flex;flex-wrap:wrap;gap:.8rem 1.6rem;margin:auto 0 0;padding-top:.4rem}
    .cards dt{font:.74rem/1.4 var(--sans);color:var(--muted)}
    .cards dd{margin:0;font:650 1.15rem/1.2 var(--sans);font-variant-numeric:tabular-nums lining-nums}
    .cards .status{margin:.9rem 0 0}
    .index .title+section h2{margin-top:0}
    .bad{color:var(--red)}
    #search{font:.9rem var(--sans);margin-top:1.2rem}
    #search input{font:inherit;width:min(24rem,100%);padding:.45rem .7rem;margin-left:.4rem;color:inherit;background:var(--bg);border:1px solid var(--muted);border-radius:4px}
    @media(max-width:30rem){#search input{margin-left:0;box-sizing:border-box}}
    #found{font:.88rem/1.5 var(--sans);padding-left:1.4rem}
    #found p{margin:.1rem 0 .7rem;color:var(--muted)}
    .index .logo{height:2.4rem;display:block;margin-bottom:1rem}

    """
}

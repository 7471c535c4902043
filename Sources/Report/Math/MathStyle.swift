/// The style sheet that formulas need: what MathML Core leaves to CSS.
package enum MathStyle {
  /// The rules, for the fonts that readers have.
  ///
  /// Browsers ignore `columnalign`, so that tables say by class how their columns stand; Chromium
  /// moves the content of a cell to the right for `-webkit-right` alone. Of a mark that grows
  /// sideways it paints no more than its width before it grew, where the rest falls into another
  /// tile of the page: the shadow that nobody sees makes the painted area wide enough.
  package static let css = """
    math{font-family:"STIX Two Math","Cambria Math","Latin Modern Math",math;font-style:normal}
    math mtd{padding:.25em .4em}
    math mtr:first-child>mtd{padding-top:0}math mtr:last-child>mtd{padding-bottom:0}
    math mtd:first-child{padding-left:.1em}math mtd:last-child{padding-right:.1em}
    mover>mo[stretchy=true],munder>mo[stretchy=true]{box-shadow:0 0 0 40em transparent}
    .tex-pairs>mtr>mtd{padding-left:0;padding-right:0;text-align:left}
    .tex-pairs>mtr>mtd:nth-child(odd){text-align:right;text-align:-webkit-right}
    .tex-pairs>mtr>mtd:nth-child(odd):not(:first-child){padding-left:2em}
    .tex-cases>mtr>mtd{text-align:left;padding-left:0;padding-right:1em}
    .tex-cases>mtr>mtd:last-child{padding-right:0}
    .tex-three>mtr>mtd:nth-child(1){text-align:right;text-align:-webkit-right;padding-left:0}
    .tex-three>mtr>mtd:nth-child(3){text-align:left;padding-right:0}
    .tex-lines>mtr>mtd{padding-left:0;padding-right:0}
    .tex-small>mtr>mtd{padding:.05em .2em}
    .tex-pairs>mtr>mtd.tex-tag,.tex-three>mtr>mtd.tex-tag,.tex-lines>mtr>mtd.tex-tag{\
    text-align:right;text-align:-webkit-right;padding-left:2em}
    .tex-b,.tex-bold mo{font-weight:bold}.tex-i{font-style:italic}
    .tex-tt{font-family:ui-monospace,monospace;font-size:.9em}.tex-sf{font-family:sans-serif}
    .tex-box{border:.06em solid;padding:.25em}
    .tex-cancel{padding:.05em .15em;background:linear-gradient(to bottom right,transparent calc(50% - .05em),\
    currentColor calc(50% - .05em) calc(50% + .05em),transparent calc(50% + .05em));print-color-adjust:exact}
    .tex-over{border-top:max(1px,.05em) solid}.tex-under{border-bottom:max(1px,.05em) solid}
    .tex-over>mo:last-child,.tex-under>mo:last-child{font-size:0}
    .tex-bar>mo:last-child{-webkit-text-stroke:.025em}.tex-vec>mo:last-child{font-size:.7em}
    .tex-label{padding:0 .4em}
    .tex-unknown{color:#b3261e;color:light-dark(#b3261e,#ff8a80);font-family:ui-monospace,monospace}

    """
}

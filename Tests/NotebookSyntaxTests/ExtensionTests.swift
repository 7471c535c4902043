import Diagnostics
import NotebookSyntax
import Testing

/// What the notebook language adds to CommonMark.
@Suite struct ExtensionTests {
  static let cases: [(String, String)] = [
    // Mathematics.
    ("cost $a_1 * b_2 * c$ end", "p(cost math(a_1 * b_2 * c) end)"),
    ("*x $a*b$ y*", "p(em(x math(a*b) y))"),
    ("$5 and $6", "p($5 and $6)"),
    ("from $5, and $x$ too", "p(from $5, and math(x) too)"),
    ("$x $ and $ y$", "p($x $ and $ y$)"),
    ("$x$5 is not", "p($x$5 is not)"),
    ("\\$x$ and $y\\$z$", "p($x$ and math(y\\$z))"),
    ("`$a$` and $b$", "p(code($a$) and math(b))"),
    ("$a `b$ c` d$", "p($a code(b$ c) d$)"),
    ("<b title=\"$x\"> $y$", "p(html(<b title=\"$x\">) math(y))"),
    ("<https://x.y/$a> $b$", "p(a[https://x.y/$a](https://x.y/$a) math(b))"),
    ("[t](/u$v) $x$", "p(a[/u$v](t) math(x))"),
    ("$[a](b)$ c", "p(math([a](b)) c)"),
    ("\\(a_b\\) and \\\\(c\\\\)", "p(math(a_b) and \\(c\\))"),
    ("$\\hat{\\tau}_{i}$ and $x_{j}$", "p(math(\\hat{\\tau}_{i}) and math(x_{j}))"),
    ("$a\nb$ c", "p(math(a\nb) c)"),
    ("$$a = b$$", "math(a = b)"),
    ("$$\na\n=\nb\n$$", "math(a\n=\nb)"),
    ("$$\n- a\n+ b\n# c\n> d\n1. e\n$$", "math(- a\n+ b\n# c\n> d\n1. e)"),
    ("$$\na\n===\nb\n$$ after", "math(a\n===\nb)\np( after)"),
    ("text\n\\[\nx\n\\]\nmore", "p(text)\nmath(x)\np(more)"),
    (
      "\\begin{align}\na &= b \\\\\n- c &= d\n\\end{align}",
      "math(\\begin{align}\na &= b \\\\\n- c &= d\n\\end{align})"
    ),
    ("$$\na\n\nb\n$$", "p($$⏎a)\np(b⏎$$)"),
    ("> $$\n> - x\n> = y\n> $$", "quote{math(- x\n= y)}"),
    ("- $$\n  + x\n  $$", "ul{math(+ x)}"),
    ("$$x \\label{eq:one}$$", "math#eq:one(x)"),
    ("so $$x$$.", "p(so )\nmath(x.)"),
    ("# On $\\tau$", "h1#on-tau(On math(\\tau))"),
    ("```\n$x$\n```\n    $y$", "code[]($x$\n)\ncode[]($y$\n)"),
    ("**$$x$$**", "p(strong(math(x)))"),
    ("[a $x]$ b](/u)", "p(a[/u](a math(x]) b))"),
    ("$a<b$ and $c>d$", "p(math(a<b) and math(c>d))"),
    (
      "$\\begin{cases} 1 & x \\\\ 0 \\end{cases}$",
      "p(math(\\begin{cases} 1 & x \\\\ 0 \\end{cases}))"
    ),

    // Inline values.
    ("`{= tau.ate:$.2f}`", "p(value(tau.ate : $.2f))"),
    ("# Gain `{= a.b}`", "h1#gain-ab(Gain value(a.b))"),
    ("[see `{= x}`](/u)", "p(a[/u](see value(x)))"),
    ("``{= a[`b`] }``", "p(value(a[`b`]))"),
    ("`{= uplift@0.1[S].se - x-y * 2}`", "p(value((uplift@0.1[S].se - (x-y * 2.0))))"),
    ("`{=tau[Womens E-Mail].ate:+,.1%}`", "p(value(tau[Womens E-Mail].ate : +,.1%))"),
    ("`{= choose(p < 0.05, \"a: b\", 'c') }`", "p(value(choose((p < 0.05), “a: b”, “c”)))"),
    ("`{= a +\nb:p}`", "p(value((a + b) : p))"),
    (
      "`{= q[\"a]b\"]}` `{= -(1e-6 + .5)/x}`",
      "p(value(q[a]b]) value((-((1e-06 + 0.5)) / x)))"
    ),
    ("`{ = x}` `{{= x}}`", "p(code({ = x}) code({{= x}}))"),
    ("`{= a >= b}` `{= a != b}`", "p(value((a >= b)) value((a != b)))"),

    // Tables.
    ("| a | b |\n|---|:-:|\n| 1 | *2* |", "table[none,center](a | b)(1 | em(2))"),
    ("a | b\n:-- | --:\n1 | 2\n", "table[left,right](a | b)(1 | 2)"),
    ("text *x*\n| a |\n|---|\n| `b\\|c` |\n", "p(text em(x))\ntable[none](a)(code(b|c))"),
    ("| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |", "table[none,none](a | b)(1 | )(1 | 2)"),
    ("- | a |\n  |---|\n  | 1 |", "ul{table[none](a)(1)}"),
    ("> | a |\n> |---|\n> | 1 |\n\nx", "quote{table[none](a)(1)}\np(x)"),
    (
      "| [r] | <b>x</b> |\n|--|--|\n| ![i][r] | `{= v:.2f}` |\n\n[r]: /u 't'",
      "table[none,none](a[/u “t”](r) | html(<b>)xhtml(</b>))(img[/u](i) | value(v : .2f))"
    ),
    ("| $a\\|b$ | # x |\n|--|--|\n| - y | 1. z |", "table[none,none](math(a|b) | # x)(- y | 1. z)"),
    ("| a\\\\|b |\n|--|--|", "table[none,none](a\\ | b)"),
    ("| a | b |\n|---|\n| 1 | 2 |", "p(| a | b |⏎|---|⏎| 1 | 2 |)"),
    ("| a |\n|---|\n| 1 |\n---\nx", "table[none](a)(1)\nhr\np(x)"),
    ("| *a | b* |\n|--|--|", "table[none,none](*a | b*)"),
    (
      "| a |\n|---|\n| @fig | \n| www.x.y |", "table[none](a)(ref(fig))(a[http://www.x.y](www.x.y))"
    ),
    ("| $x$ |\n|---|\n\n$a*b*$ and *c*", "table[none](math(x))\np(math(a*b*) and em(c))"),

    // Footnotes.
    (
      "a[^1] b[^x]\n\n[^x]: later\n[^1]: first *em*\n    more\n\n    ```\n    code\n    ```\n",
      "p(anote(1) bnote(x))\n1: p(first em(em)⏎more)\ncode[](code\n)\nx: p(later)"
    ),
    ("a[^w]\n\n[^w]: word", "p(anote(w))\nw: p(word)"),
    (
      "a[^n]\n\n[^n]: see [r] and [^m]\n\n[^m]: end\n\n[r]: /u",
      "p(anote(n))\nn: p(see a[/u](r) and note(m))\nm: p(end)"
    ),
    ("a[^u]", "p(a[^u])"),
    ("    [^1]: code\n\n```\n[^2]: code\n```", "code[]([^1]: code\n)\ncode[]([^2]: code\n)"),
    ("| a[^t] |\n|---|\n\n[^t]: in a table", "table[none](anote(t))\nt: p(in a table)"),
    ("x[^1]\n[^1]: lazy\nline", "p(xnote(1))\n1: p(lazy⏎line)"),

    // Callouts.
    ("> [!NOTE]\n> text", "note[]{p(text)}"),
    ("> [!WARNING] Mind *this*\n> text\n>\n> more", "warning[Mind em(this)]{p(text)\np(more)}"),
    ("> [!tip]\n> | a |\n> |---|", "tip[]{table[none](a)}"),
    ("> [!OTHER]\n> text", "quote{p([!OTHER]⏎text)}"),
    ("> [!IMPORTANT] Only a title", "important[Only a title]{}"),
    ("> [!CAUTION] `x`\n> - a", "caution[code(x)]{ul{p(a)}}"),
    ("[!NOTE]\ntext", "p([!NOTE]⏎text)"),

    // Tasks.
    (
      "- [ ] a\n- [x] b *c*\n- [X] d\n- [y] e\n- [ ]",
      "ul[ ]{p(a)}[x]{p(b em(c))}[x]{p(d)}{p([y] e)}{p([ ])}"
    ),
    ("1. [ ] a", "ol[ ]{p(a)}"),

    // Strikethrough.
    ("~~a *b* c~~ d ~e~", "p(del(a em(b) c) d del(e))"),
    ("~~a~ b ~~~c~~~ ~ d ~", "p(~~a~ b ~~~c~~~ ~ d ~)"),
    ("*a ~~b* c~~", "p(em(a ~~b) c~~)"),
    ("~a ~~b~~ c~", "p(del(a del(b) c))"),

    // Bare links.
    (
      "see https://a.b/c_d_e?f=g&h=i.",
      "p(see a[https://a.b/c_d_e?f=g&h=i](https://a.b/c_d_e?f=g&h=i).)"
    ),
    (
      "(http://a.b/c_(d)) www.x.org, x",
      "p((a[http://a.b/c_(d)](http://a.b/c_(d))) a[http://www.x.org](www.x.org), x)"
    ),
    ("mail a.b+c@d-e.org or x@y", "p(mail a[mailto:a.b+c@d-e.org](a.b+c@d-e.org) or x@y)"),
    ("[https://a.b](/u) `www.c.d` xhttp://e.f", "p(a[/u](https://a.b) code(www.c.d) xhttp://e.f)"),
    ("https://a.b/&amp; https://a_b.c_d", "p(a[https://a.b/](https://a.b/)& https://a_b.c_d)"),

    // Citations and references.
    ("# Data {#sec-data}", "h1#sec-data(Data)"), ("# A *b* {#c:d}", "h1#c:d(A em(b))"),
    ("# Set {a} {#1}", "h1#set-a-1(Set {a} {#1})"), ("# {#x}", "h1#x({#x})"),
    ("# A \\{#x}", "h1#a-x(A {#x})"),
    ("A &amp; B {#x}\n===", "h1#x(A & B)"),
    ("# A {#s}\n\n# B {#s}", "h1#s(A)\nh1#s-1(B)"),
    ("[@kunzel2019]", "p(cite(|kunzel2019|))"),
    ("[see @a, p. 3; @b:c\nchap. 2]", "p(cite(see|a|p. 3; |b:c|chap. 2))"),
    ("[a @b](/u) [a; @b] \\[@c]", "p(a[/u](a @b) [a; ref(b)] [ref(c)])"),
    ("see @fig-1, @eq:two. (@a.b) x@y @", "p(see ref(fig-1), ref(eq:two). (ref(a.b)) x@y @)"),
    ("<a\\+@b.example>", "p(<a+@b.example>)"),
    ("\\@x &commat;y *@z*", "p(@x @y em(ref(z)))"),
  ]

  @Test(arguments: cases)
  func reads(_ text: String, _ expected: String) {
    let notebook = parse(text)
    var shown = Dump.blocks(notebook.blocks)
    for note in notebook.footnotes { shown += "\n\(note.label): \(Dump.blocks(note.blocks))" }
    #expect(shown == expected)
    #expect(RangeChecker(notebook).problems == [])
  }
}

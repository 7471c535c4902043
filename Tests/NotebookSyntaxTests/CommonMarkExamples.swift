/// Our own examples for every section of CommonMark 0.30.
enum CommonMarkExamples {
  static let all: [String] =
    tabsAndEscapes + entities + thematicBreaks + headings + codeBlocks + htmlBlocks + definitions
    + paragraphs + quotes + listItems + lists + codeSpans + emphasis + links + images + autolinks
    + rawHTML + lineBreaks

  static let tabsAndEscapes = [
    "\tint x;\ty\n", "  \tindented", "-\tone\n\n\ttwo", "- one\n\n\t\tcode", ">\tquote\n>\t\tcode",
    "1.\tfirst\n\n\tsecond", "#\tTabbed heading\t#\t", "*\t*\t*\t", "a\tb\tc",
    " - x\n   - y\n\t - z",
    "\\*not\\* \\_em\\_", "\\\\ two \\a \\é \\ 1", "`\\*` in code", "a\\\nb", "&\\amp;",
    "[x](<a\\>b> \"t\\\"u\")", "~~~ c\\+\\+\nx\n~~~", "\\# no heading", "1\\. no list",
    "\\- no item",
    "\\!\\\"\\#\\%\\&\\'\\,\\.\\/\\:\\;\\<\\=\\>\\?\\^\\`\\{\\|\\}",
  ]

  static let entities = [
    "&nbsp;&amp;&copy;&AElig;&Dcaron;", "&#35;&#1234;&#992;&#0;", "&#X22;&#XD06;&#xcab;",
    "&nbsp &x; &#; &#x; &#87654321; &hi?;", "&copy", "[a](/f&ouml;&ouml; \"f&ouml;&ouml;\")",
    "``` f&ouml;o\nx\n```", "`f&ouml;o`", "    f&ouml;o", "&#42;a&#42; *b*", "&#42; a\n\n* b",
    "a&#10;&#10;b", "&#9;a", "&ngE;&ngE; x", "&NotEqualTilde; and &amp;amp; and &#38;#38;",
    "&amp;copy; &lt;b&gt; &quot;q&quot;", "x&NoBreak;y &zwj; z",
  ]

  static let thematicBreaks = [
    "***\n---\n___", "+++", "===", "--\n**\n__", " ***\n  ***\n   ***", "    ***", "a\n    ***",
    "_____________________________________", " - - -", " **  * ** * ** * **",
    "-     -      -      -",
    "- - - -    ", "_ _ _ _ a", "a------", "---a---", " *-*", "- x\n***\n- y", "a\n***\nb",
    "a\n---\nb",
    "* a\n* * *\n* b", "- a\n- * * *",
  ]

  static let headings = [
    "# a\n## b\n### c\n#### d\n##### e\n###### f", "####### g", "#5 bolt\n\n#hashtag", "\\## a",
    "# a *b* \\*c\\*", "#                  a                     ", " ### a\n  ## b\n   # c",
    "    # a",
    "a\n    # b", "## a ##\n  ###   b    ###", "# a ##################################",
    "### a ###     ", "### a ### b", "# a#", "### a \\###\n## b #\\##\n# c \\#", "****\n## a\n****",
    "A b\n# c\nD e", "## \n#\n### ###", "#", "Head *one*\n===\n\nHead *two*\n---",
    "Head *a\nb*\n====",
    "  Head *a\nb*\t\n====", "Head\n-------------------------\n\nHead\n=",
    "   Head\n---\n\n  Head\n-----",
    "    Head\n    ---", "Head\n   ----      ", "Head\n    ---", "Head\n= =\n\nHead\n--- -",
    "Head  \n-----", "Head\\\n----", "`Head\n----\n`", "> Head\n---", "> a\nb\n===", "- Head\n---",
    "a\nHead\n---", "\n====", "- a\n-----", "    a\n---",
    "> a\n-----", "\\> a\n------", "[r]: /u\nHead\n===\n\n[r]",
  ]

  static let codeBlocks = [
    "    a\n      b", "  - a\n\n    b", "1.  a\n\n    - b", "    <a/>\n    *hi*\n\n    - one",
    "    c1\n\n    c2\n  \n \n \n    c3", "    c1\n      \n      c2", "A\n    b", "    a\nb",
    "# H\n    a\nH\n---\n    b\n----", "        a\n    b", "\n    \n    a\n    \n", "    a  ",
    "```\n<\n >\n```", "~~~\n<\n >\n~~~", "``\na\n``", "```\na\n~~~\n```", "~~~\na\n```\n~~~",
    "````\na\n```\n``````", "~~~~\na\n~~~\n~~~~", "```", "`````\n\n```\na", "> ```\n> a\n\nb",
    "```\n\n  \n```", "```\n```", " ```\n a\na\n```", "  ```\na\n  a\na\n  ```",
    "   ```\n   a\n    a\n  a\n   ```", "    ```\n    a\n    ```", "```\na\n  ```",
    "   ```\na\n  ```",
    "```\na\n    ```", "``` ```\na", "~~~~~~\na\n~~~ ~~", "a\n```\nb\n```\nc",
    "a\n---\n~~~\nb\n~~~\n# c",
    "```swift\nlet x = 3\n```", "~~~~    swift startline=3 $%@#$\nlet x\n~~~~~~~", "````;\n````",
    "``` aa ```\na", "~~~ aa ``` ~~~\na\n~~~", "```\n``` aa\n```", "- ```\n  a\n\n  b\n  ```\n- c",
    "> ~~~\n> a\n> ~~~\n> b", "1. ```\n   x\n     y\n   ```",
  ]

  static let htmlBlocks = [
    "<table><tr><td>\n<pre>\n**Hello**,\n\n_world_.\n</pre>\n</td></tr></table>",
    "<table>\n  <tr>\n    <td>\n           hi\n    </td>\n  </tr>\n</table>\n\nokay.",
    " <div>\n  *hello*\n         <foo><a>", "</div>\n*foo*",
    "<DIV CLASS=\"foo\">\n\n*Markdown*\n\n</DIV>",
    "<div id=\"foo\"\n  class=\"bar\">\n</div>", "<div>\n*foo*\n\n*bar*", "<div id=\"foo\"\n*hi*",
    "<div class\nfoo",
    "<div *???-&&&-<---\n*foo*", "<div><a href=\"bar\">*foo*</a></div>",
    "<div></div>\n``` c\nint x = 33;\n```",
    "<a href=\"foo\">\n*bar*\n</a>", "<Warning>\n*bar*\n</Warning>",
    "<i class=\"foo\">\n*bar*\n</i>", "</ins>\n*bar*",
    "<del>\n*foo*\n</del>", "<del>\n\n*foo*\n\n</del>", "<del>*foo*</del>",
    "<pre language=\"haskell\"><code>\nimport X\n\nmain\n</code></pre>\nokay",
    "<script type=\"text/javascript\">\n// JS\n\nx();\n</script>\nokay",
    "<textarea>\n\n*foo*\n\n_bar_\n\n</textarea>",
    "<style\n  type=\"text/css\">\nh1 {color:red;}\n\np {color:blue;}\n</style>\nokay",
    "<style\n  type=\"text/css\">\n\nfoo",
    "> <div>\n> foo\n\nbar", "- <div>\n- foo", "<style>p{color:red;}</style>\n*foo*",
    "<!-- foo -->*bar*\n*baz*",
    "<script>\nfoo\n</script>1. *bar*", "<!-- Foo\n\nbar\n   baz -->\nokay",
    "<?php\n\n  echo '>';\n\n?>\nokay",
    "<!DOCTYPE html>",
    "<![CDATA[\nfunction m(a,b)\n{\n  if (a < b) {\n    return 1;\n\n  }\n}\n]]>\nokay",
    "  <!-- foo -->\n\n    <!-- foo -->", "  <div>\n\n    <div>", "Foo\n<div>\nbar\n</div>",
    "<div>\nbar\n</div>\n*foo*",
    "Foo\n<a href=\"bar\">\nbaz", "<div>\n\n*Emphasized* text.\n\n</div>",
    "<table>\n\n<tr>\n\n<td>\nHi\n</td>\n\n</tr>\n\n</table>",
  ]

  static let definitions = [
    "[a]: /url \"title\"\n\n[a]", "   [a]: \n      /url  \n           'the title'  \n\n[a]",
    "[A*b\\]]:my_(url) 'title (with parens)'\n\n[A*b\\]]", "[A b]:\n<my url>\n'title'\n\n[A b]",
    "[a]: /url '\ntitle\nline1\nline2\n'\n\n[a]", "[a]: /url 'title\n\nwith blank line'\n\n[a]",
    "[a]:\n/url\n\n[a]",
    "[a]:\n\n[a]", "[a]: <>\n\n[a]", "[a]: <b>(c)\n\n[a]",
    "[a]: /url\\b\\*c\\d \"f\\\"b\\b\"\n\n[a]", "[a]\n\n[a]: url",
    "[a]\n\n[a]: first\n[a]: second", "[FOO]: /url\n\n[Foo]", "[ΑΓΩ]: /φου\n\n[αγω]", "[a]: /url",
    "[\na\n]: /url\nbar",
    "[a]: /url \"title\" ok", "[a]: /url\n\"title\" ok", "    [a]: /url \"title\"\n\n[a]",
    "```\n[a]: /url\n```\n\n[a]",
    "Foo\n[a]: /b\n\n[a]", "# [A]\n[a]: /url\n> b", "[a]: /url\nbar\n===\n[a]",
    "[a]: /url\n===\n[a]",
    "[a]: /a-url \"a\"\n[b]: /b-url\n  \"b\"\n[c]: /c-url\n\n[a],\n[b],\n[c]", "[a]\n\n> [a]: /url",
    "[a]: /u\n[b]: /v\ntext *em* after [a] [b]", "- [a]: /u\n  item [a]",
    "> [q]: /u 't'\n> quoted [q] *x*",
  ]

  static let paragraphs = [
    "aaa\n\nbbb", "aaa\nbbb\n\nccc\nddd", "aaa\n\n\nbbb", "  aaa\n bbb",
    "aaa\n             bbb\n                  ccc", "   aaa\nbbb",
    "    aaa\nbbb", "aaa     \nbbb     ", "  \n\naaa\n  \n\n# aaa\n\n  ", "é ü 漢字 \u{1F600} text",
    "a\u{A0}b\u{A0}*c*",
    "x *a* y\n   z *b* w\n\t_v_ u", "\n\n\n",
  ]

  static let quotes = [
    "> # Foo\n> bar\n> baz", "># Foo\n>bar\n> baz", "   > # Foo\n   > bar\n > baz",
    "    > # Foo\n    > bar",
    "> # Foo\n> bar\nbaz", "> bar\nbaz\n> foo", "> foo\n---", "> - foo\n- bar",
    ">     foo\n    bar", "> ```\nfoo\n```",
    "> foo\n    - bar", ">", ">\n>  \n> ", ">\n> foo\n>  ", "> foo\n\n> bar", "> foo\n> bar",
    "> foo\n>\n> bar", "foo\n> bar",
    "> aaa\n***\n> bbb", "> bar\nbaz", "> bar\n\nbaz", "> bar\n>\nbaz", "> > > foo\nbar",
    ">>> foo\n> bar\n>>baz",
    ">     code\n\n>    not code", "> *a\n> b* c\nd *e*", "> > a\n> b\n\n> c",
    "> 1. x\n>    y\n> 2. z\nlazy",
  ]

  static let listItems = [
    "A paragraph\nwith two lines.\n\n    indented code\n\n> A block quote.",
    "1.  A paragraph\n    with two lines.\n\n        indented code\n\n    > A block quote.",
    "- one\n\n two", "- one\n\n  two",
    " -    one\n\n     two", " -    one\n\n      two", "   > > 1.  one\n>>\n>>     two",
    ">>- one\n>>\n  >  > two", "-one\n\n2.two",
    "- foo\n\n\n  bar", "1.  foo\n\n    ```\n    bar\n    ```\n\n    baz\n\n    > bam",
    "- Foo\n\n      bar\n\n\n      baz",
    "123456789. ok", "1234567890. not ok", "0. ok", "003. ok", "-1. not ok", "- foo\n\n      bar",
    "  10.  foo\n\n           bar",
    "1.     indented code\n\n   paragraph\n\n       more code",
    "1.      indented code\n\n   paragraph\n\n       more code",
    "   foo\n\nbar", "-    foo\n\n  bar", "-  foo\n\n   bar",
    "-\n  foo\n-\n  ```\n  bar\n  ```\n-\n      baz", "-   \n  foo", "-\n\n  foo",
    "- foo\n-\n- bar", "- foo\n-   \n- bar", "1. foo\n2.\n3. bar", "*", "foo\n*\n\nfoo\n1.",
    "  1.  A paragraph\n      with two lines.\n\n          indented code\n\n      > A block quote.",
    "    1.  A paragraph\n        with two lines.",
    "  1.  A paragraph\nwith two lines.\n\n          indented code",
    "  1.  A paragraph\n    with two lines.", "> 1. > Blockquote\ncontinued here.",
    "> 1. > Blockquote\n> continued here.",
    "- foo\n  - bar\n    - baz\n      - boo", "- foo\n - bar\n  - baz\n   - boo",
    "10) foo\n    - bar", "10) foo\n   - bar", "- - foo",
    "1. - 2. foo", "- # Foo\n- Bar\n  ---\n  baz", "-\tfoo *a*\n\n\tbar _b_",
  ]

  static let lists = [
    "- foo\n- bar\n+ baz", "1. foo\n2. bar\n3) baz", "Foo\n- bar\n- baz",
    "The number is\n14.  The end.", "The number is\n1.  The end.",
    "- foo\n\n- bar\n\n\n- baz", "- foo\n  - bar\n    - baz\n\n\n      bim",
    "- foo\n- bar\n\n<!-- -->\n\n- baz\n- bim",
    "-   foo\n\n    notcode\n\n-   foo\n\n<!-- -->\n\n    code",
    "- a\n - b\n  - c\n   - d\n  - e\n - f\n- g", "1. a\n\n  2. b\n\n   3. c",
    "- a\n - b\n  - c\n   - d\n    - e", "1. a\n\n  2. b\n\n    3. c", "- a\n- b\n\n- c",
    "* a\n*\n\n* c", "- a\n- b\n\n  c\n- d",
    "- a\n- b\n\n  [ref]: /url\n- d", "- a\n- ```\n  b\n\n\n  ```\n- c", "- a\n  - b\n\n    c\n- d",
    "* a\n  > b\n  >\n* c",
    "- a\n  > b\n  ```\n  c\n  ```\n- d", "- a", "- a\n  - b", "1. ```\n   foo\n   ```\n\n   bar",
    "* foo\n  * bar\n\n  baz",
    "- a\n  - b\n  - c\n\n- d\n  - e\n  - f", "3. three\n4. four", "+ p\n+ q *r*\n  s **t**",
  ]

  static let codeSpans = [
    "`hi`lo`", "`foo`", "`` foo ` bar ``", "` `` `", "`  ``  `", "` a`", "`\u{A0}b\u{A0}`",
    "` `\n`  `", "``\nfoo\nbar  \nbaz\n``",
    "``\nfoo \n``", "`foo   bar \nbaz`", "`foo\\`bar`", "``foo`bar``", "` foo `` bar `", "*foo`*`",
    "[not a `link](/foo`)",
    "`<a href=\"`\">`", "<a href=\"`\">`", "`<https://foo.bar.`baz>`", "<https://foo.bar.`baz>`",
    "```foo``", "`foo", "`foo``bar``",
    "a `b\n> c` d", "- x `y\n  z` w",
  ]

  static let emphasis = [
    "*foo bar*", "a * foo bar*", "a*\"foo\"*", "*\u{A0}a\u{A0}*", "foo*bar*", "5*6*78", "_foo bar_",
    "_ foo bar_", "a_\"foo\"_",
    "foo_bar_", "5_6_78", "пристаням_стремятся_", "aa_\"bb\"_cc", "foo-_(bar)_", "_foo*",
    "*foo bar *", "*foo bar\n*", "*(*foo)",
    "*(*foo*)*", "*foo*bar", "_foo bar _", "_(_foo)", "_(_foo_)_", "_foo_bar", "_foo_bar_baz_",
    "_(bar)_.", "**foo bar**",
    "** foo bar**", "a**\"foo\"**", "foo**bar**", "__foo bar__", "__ foo bar__", "__\nfoo bar__",
    "a__\"foo\"__", "foo__bar__",
    "__foo, __bar__, baz__", "foo-__(bar)__", "**foo bar **", "**(**foo)", "*(**foo**)*",
    "**Gomphocarpus (*Gomphocarpus physocarpus*, syn.\n*Asclepias physocarpa*)**",
    "**foo \"*bar*\" foo**", "**foo**bar",
    "*foo [bar](/url)*", "*foo\nbar*", "_foo __bar__ baz_", "_foo _bar_ baz_", "__foo_ bar_",
    "*foo *bar**", "*foo **bar** baz*",
    "*foo**bar**baz*", "*foo**bar*", "***foo** bar*", "*foo **bar***", "*foo**bar***",
    "foo***bar***baz", "foo******bar*********baz",
    "*foo **bar *baz* bim** bop*", "*foo [*bar*](/url)*", "** is not an empty emphasis",
    "**** is not", "**foo [bar](/url)**",
    "**foo\nbar**", "__foo _bar_ baz__", "__foo __bar__ baz__", "____foo__ bar__",
    "**foo **bar****", "**foo *bar* baz**",
    "**foo*bar*baz**", "***foo* bar**", "**foo *bar***", "**foo *bar **baz**\nbim* bop**",
    "foo ***", "foo *\\**", "foo *_*", "foo *****",
    "foo **\\***", "foo **_**", "**foo*", "*foo**", "***foo**", "****foo*", "**foo***", "*foo****",
    "foo ___", "foo _\\__", "__foo_",
    "_foo__", "___foo__", "____foo_", "**foo**", "*_foo_*", "__foo__", "_*foo*_", "****foo****",
    "____foo____", "******foo******",
    "***foo***", "_____foo_____", "*foo _bar* baz_", "*foo __bar *baz bim__ bam*",
    "**foo **bar baz**", "*foo *bar baz*",
    "*[bar*](/url)", "_foo [bar_](/url)", "*<img src=\"foo\" title=\"*\"/>", "**<a href=\"**\">",
    "*a `*`*", "_a `_`_",
    "**a<https://foo.bar/?q=**>", "__a<https://foo.bar/?q=__>", "*é*ü_ö_ä **ß**",
  ]

  static let links = [
    "[link](/uri \"title\")", "[link](/uri)", "[](./target.md)", "[link]()", "[link](<>)", "[]()",
    "[link](/my uri)", "[link](</my uri>)",
    "[link](foo\nbar)", "[link](<foo\nbar>)", "[a](<b)c>)", "[link](<foo\\>)",
    "[a](<b)c\n[a](<b)c>\n[a](<b>c)", "[link](\\(foo\\))",
    "[link](foo(and(bar)))", "[link](foo(and(bar))", "[link](foo\\(and\\(bar\\))",
    "[link](<foo(and(bar)>)", "[link](foo\\)\\:)",
    "[link](#fragment)\n\n[link](/foo#fragment)\n\n[link](/foo?foo=3#frag)", "[link](foo\\bar)",
    "[link](foo%20b&auml;)", "[link](\"title\")",
    "[link](/url \"title\")\n[link](/url 'title')\n[link](/url (title))",
    "[link](/url \"title \\\"&quot;\")", "[link](/url\u{A0}\"title\")",
    "[link](/url \"title \"and\" title\")", "[link](/url 'title \"and\" title')",
    "[link](   /uri\n  \"title\"  )", "[link] (/uri)",
    "[link [foo [bar]]](/uri)", "[link] bar](/uri)", "[link [bar](/uri)", "[link \\[bar](/uri)",
    "[link *foo **bar** `#`*](/uri)",
    "[![moon](moon.jpg)](/uri)", "[foo [bar](/uri)](/uri)", "[foo *[bar [baz](/uri)](/uri)*](/uri)",
    "![[[foo](uri1)](uri2)](uri3)",
    "*[foo*](/uri)", "[foo *bar](baz*)", "*foo [bar* baz]", "[foo <bar attr=\"](baz)\">",
    "[foo`](/uri)`", "[foo<https://e.com/?s=](uri)>",
    "[foo][bar]\n\n[bar]: /url \"title\"", "[link [foo [bar]]][ref]\n\n[ref]: /uri",
    "[link \\[bar][ref]\n\n[ref]: /uri",
    "[link *foo **bar** `#`*][ref]\n\n[ref]: /uri", "[![moon](moon.jpg)][ref]\n\n[ref]: /uri",
    "[foo [bar](/uri)][ref]\n\n[ref]: /uri",
    "[foo *bar [baz][ref]*][ref]\n\n[ref]: /uri", "*[foo*][ref]\n\n[ref]: /uri",
    "[foo *bar][ref]*\n\n[ref]: /uri",
    "[foo <bar attr=\"][ref]\">\n\n[ref]: /uri", "[foo`][ref]`\n\n[ref]: /uri",
    "[foo][BaR]\n\n[bar]: /url \"title\"", "[ẞ]\n\n[SS]: /url",
    "[Foo\n  bar]: /url\n\n[Baz][Foo bar]", "[foo] [bar]\n\n[bar]: /url \"title\"",
    "[foo]\n[bar]\n\n[bar]: /url \"title\"",
    "[bar][foo\\!]\n\n[foo!]: /url", "[foo][ref[]\n\n[ref[]: /uri",
    "[foo][ref\\[]\n\n[ref\\[]: /uri", "[bar\\\\]: /uri\n\n[bar\\\\]",
    "[]\n\n[]: /uri", "[\n ]\n\n[\n ]: /uri", "[foo][]\n\n[foo]: /url \"title\"",
    "[*foo* bar][]\n\n[*foo* bar]: /url \"title\"",
    "[foo] \n[]\n\n[foo]: /url \"title\"", "[foo]\n\n[foo]: /url \"title\"",
    "[*foo* bar]\n\n[*foo* bar]: /url \"title\"",
    "[[*foo* bar]]\n\n[*foo* bar]: /url \"title\"", "[[bar [foo]\n\n[foo]: /url",
    "[foo] bar\n\n[foo]: /url", "\\[foo]\n\n[foo]: /url",
    "*[foo*]: /url\n\n*[foo*]", "[foo][bar]\n\n[foo]: /url1\n[bar]: /url2",
    "[foo][]\n\n[foo]: /url1", "[foo]()\n\n[foo]: /url1",
    "[foo](not a link)\n\n[foo]: /url1", "[foo][bar][baz]\n\n[baz]: /url",
    "[foo][bar][baz]\n\n[baz]: /url1\n[bar]: /url2",
    "[foo][bar][baz]\n\n[baz]: /url1\n[foo]: /url2", "> x [a\n> b](/u\n> 't') *y*",
    "- [a]\n  [b] c\n\n[b]: /u",
  ]

  static let images = [
    "![foo](/url \"title\")", "![foo *bar*]\n\n[foo *bar*]: train.jpg \"tracks\"",
    "![foo ![bar](/url)](/url2)", "![foo [bar](/url)](/url2)",
    "![foo *bar*][]\n\n[foo *bar*]: train.jpg", "![foo *bar*][foobar]\n\n[FOOBAR]: train.jpg",
    "![foo](train.jpg)",
    "My ![foo bar](/path/to/train.jpg  \"title\"   )", "![foo](<url>)", "![](/url)",
    "![foo][bar]\n\n[bar]: /url", "![foo][]\n\n[foo]: /url \"title\"",
    "![Foo][]\n\n[foo]: /url", "![foo] \n[]\n\n[foo]: /url", "![foo]\n\n[foo]: /url",
    "![[foo]]\n\n[[foo]]: /url", "!\\[foo]\n\n[foo]: /url",
    "\\![foo]\n\n[foo]: /url", "![a\nb `c` <i>d</i>](/u)", "!(a) ! [b](c)",
  ]

  static let autolinks = [
    "<http://foo.bar.baz>", "<https://foo.bar.baz/test?q=hello&id=22&boolean>",
    "<irc://foo.bar:2233/baz>", "<MAILTO:FOO@BAR.BAZ>",
    "<a+b+c:d>", "<made-up-scheme://foo,bar>", "<https://../>", "<localhost:5001/foo>",
    "<https://foo.bar/baz bim>",
    "<https://example.com/\\[\\>", "<>", "<m:abc>", "<foo.bar.baz>",
    "<https://a.b/&amp;c>", "<foo@bar.example.com>", "*<https://x.y/_a_>* z",
  ]

  static let rawHTML = [
    "<a><bab><c2c>", "<a/><b2/>", "<a  /><b2\ndata=\"foo\" >",
    "<a foo=\"bar\" bam = 'baz <em>\"</em>'\n_boolean zoop:33=zoop:33 />",
    "Foo <responsive-image src=\"foo.jpg\" />", "<33> <__>", "<a h*#ref=\"hi\">",
    "<a href=\"hi'> <a href=hi'>", "< a><\nfoo><bar/ >",
    "<a href='bar'title=title>", "</a></foo >", "</a href=\"foo\">",
    "foo <!-- this is a --\ncomment - with hyphens -->", "foo <?php echo $a; ?>",
    "foo <!ELEMENT br EMPTY>", "foo <![CDATA[>&<]]>", "foo <a href=\"&ouml;\">",
    "foo <a href=\"\\*\">", "<a href=\"\\\"\">",
    "> x <b\n> c='d'> *e*",
  ]

  static let lineBreaks = [
    "foo  \nbaz", "foo\\\nbaz", "foo       \nbaz", "foo  \n     bar", "foo\\\n     bar",
    "*foo  \nbar*", "*foo\\\nbar*", "`code  \nspan`",
    "`code\\\nspan`", "<a href=\"foo  \nbar\">", "foo\\", "foo  ", "### foo\\", "### foo  ",
    "foo\nbaz", "foo \n baz",
    "hello $.;'there", "Foo χρῆν", "Multiple     spaces", "a\u{C}b", "x \\\\\ny",
  ]
}

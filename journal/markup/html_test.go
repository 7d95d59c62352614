package markup

import (
	"regexp"
	"strings"
	"testing"
	"time"
)

func TestHTML(t *testing.T) {
	t.Parallel()
	for src, want := range map[string]string{
		"One line.\nAnother *one*, **bold** and `a < b`.":     "<p dir=\"auto\">One line.<br>\nAnother <em>one</em>, <strong>bold</strong> and <code>a &lt; b</code>.</p>\n",
		"# Mine\n\n- one\n- two\n":                            "<h4 dir=\"auto\">Mine</h4>\n<ul>\n<li dir=\"auto\">one\n</li>\n<li dir=\"auto\">two\n</li>\n</ul>\n",
		"###### Low":                                          "<h6 dir=\"auto\">Low</h6>\n",
		"3. three\n4. four\n":                                 "<ol start=\"3\">\n<li dir=\"auto\">three\n</li>\n<li dir=\"auto\">four\n</li>\n</ol>\n",
		"> said\n\n---\n":                                     "<blockquote>\n<p dir=\"auto\">said</p>\n</blockquote>\n<hr>\n",
		"```\n<b>\n```\n":                                     "<pre dir=\"auto\" tabindex=\"0\"><code>&lt;b&gt;\n</code></pre>\n",
		"<script>alert(1)</script>\n\n<b>bold</b> <!-- x -->": "<p dir=\"auto\">&lt;script&gt;alert(1)&lt;/script&gt;</p>\n<p dir=\"auto\">&lt;b&gt;bold&lt;/b&gt; &lt;!-- x --&gt;</p>\n",
		`\*no\* AT&amp;T &nosuch; & \&amp; \q`:                "<p dir=\"auto\">*no* AT&amp;T &amp;nosuch; &amp; &amp;amp; \\q</p>\n",
		"[a](https://example.org/?a=1&b=2) <https://example.org> <anna@example.org>": `<p dir="auto"><a href="https://example.org/?a=1&amp;b=2" rel="noreferrer">a</a> <a href="https://example.org" rel="noreferrer" class="bare">https://example.org</a> <a href="mailto:anna@example.org" rel="noreferrer">anna@example.org</a></p>` + "\n",
		"[x](javascript:alert(1)) <javascript:alert(1)> [](file:///etc)":             "<p dir=\"auto\">x (javascript:alert(1)) javascript:alert(1) (file:///etc)</p>\n",
		"![a cat](https://example.org/cat.png) ![](cat.png)":                         "<p dir=\"auto\"><a href=\"https://example.org/cat.png\" rel=\"noreferrer\">a cat</a> (cat.png)</p>\n",
		"\x1b[31m \u202e \xff":                                  "<p dir=\"auto\">&lt;U+001B&gt;[31m &lt;U+202E&gt; \ufffd</p>\n",
		"- one\n\n  more\n- two":                                "<ul>\n<li dir=\"auto\"><p dir=\"auto\">one</p>\n<p dir=\"auto\">more</p>\n</li>\n<li dir=\"auto\"><p dir=\"auto\">two</p>\n</li>\n</ul>\n",
		"- one\n  - in\n- two":                                  "<ul>\n<li dir=\"auto\">one\n<ul>\n<li dir=\"auto\">in\n</li>\n</ul>\n</li>\n<li dir=\"auto\">two\n</li>\n</ul>\n",
		"Title\n=====\nText\n---":                               "<h4 dir=\"auto\">Title</h4>\n<h5 dir=\"auto\">Text</h5>\n",
		"> a\nb\n>\n> - c":                                      "<blockquote>\n<p dir=\"auto\">a<br>\nb</p>\n<ul>\n<li dir=\"auto\">c\n</li>\n</ul>\n</blockquote>\n",
		"***both*** 2*3*4 snake_case_name __x__ *a **b** c* **": "<p dir=\"auto\"><em><strong>both</strong></em> 2<em>3</em>4 snake_case_name <strong>x</strong> <em>a <strong>b</strong> c</em> **</p>\n",
		"1986\\. A year\n2026. Another":                         "<p dir=\"auto\">1986. A year<br>\n2026. Another</p>\n",
		"[a [b](https://x.org) c](https://y.org \"t\")":         "<p dir=\"auto\">[a <a href=\"https://x.org\" rel=\"noreferrer\">b</a> c](https://y.org &#34;t&#34;)</p>\n",
		"    code\n\n    more\n":                                "<pre dir=\"auto\" tabindex=\"0\"><code>code\n\nmore\n</code></pre>\n",
		"~~~\nopen":                                             "<pre dir=\"auto\" tabindex=\"0\"><code>open\n</code></pre>\n",
		"#tag\n#":                                               "<p dir=\"auto\">#tag</p>\n<h4 dir=\"auto\"></h4>\n",
		"| a | *b* |\n|---|:-:|\n| 1 \\| 2 | <b> |":             `<div class="wide" role="region" aria-label="A table" tabindex="0">` + "\n<table>\n<thead>\n" + `<tr><th scope="col" dir="auto">a</th><th scope="col" dir="auto"><em>b</em></th></tr>` + "\n</thead>\n<tbody>\n" + `<tr><td dir="auto">1 | 2</td><td dir="auto">&lt;b&gt;</td></tr>` + "\n</tbody>\n</table>\n</div>\n",
		"a | b\nc | d":                                          "<p dir=\"auto\">a | b<br>\nc | d</p>\n",
		"":                                                      "",
	} {
		if got := HTML(src, 4); got != want {
			t.Errorf("%q is\n%s\nand should be\n%s", src, got, want)
		}
	}
}

// What is nested without end takes neither all the time nor all the memory.
func TestHTMLOfNonsenseIsSoon(t *testing.T) {
	t.Parallel()
	for _, s := range []string{">", "- ", "[", "*a ", "`a", "<", "![", "_*", "\\", "&", "(((([a](", "# ", "\t- "} {
		began := time.Now()
		HTML(strings.Repeat(s, 5_000), 3)
		if took := time.Since(began); took > 20*time.Second {
			t.Errorf("%q: %v", s, took)
		}
	}
}

// only is what the HTML of a text may be made of.
var only = regexp.MustCompile(`^(?:[^<>]|</?(?:p|h[1-6]|ul|ol|li|div|table|thead|tbody|tr|th|td|blockquote|pre|code|em|strong|a|br|hr)(?: (?:dir="auto"|tabindex="0"|class="wide"|role="region"|aria-label="A table"|scope="col"|rel="noreferrer"|class="bare"|start="\d+"|href="(?:https?|mailto|HTTPS?|MAILTO|[hH][tT][tT][pP][sS]?|[mM][aA][iI][lL][tT][oO]):[^"<>]*"))*>)*$`)

func FuzzHTML(f *testing.F) {
	for _, s := range []string{"", "<a onclick=x>", "[a](<javascript:x>)", "![\"](https://\"x)", "```\n~~~", "> - 1. a\n\n    b", "&#60;&lt;", "<https://a\"b>", "[a]: https://x\n[a]", "\x00\xff", "- | a\n  |-\n  | b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got := HTML(s, 3); !only.MatchString(got) {
			t.Errorf("%q is %s", s, got)
		}
	})
}

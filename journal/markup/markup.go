// Package markup reads what people write in Markdown, and draws it as HTML; Parse is
// there to draw it as anything else.
//
// It is CommonMark without HTML, which is text like any other, and a line break that
// was typed stays one. The package is a leaf of kith's: it refuses to know what the
// text is and where it goes.
package markup

import (
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	gmtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Reader reads Markdown. Several goroutines may use one.
type Reader struct{ parser parser.Parser }

// NewReader makes one.
func NewReader() Reader {
	// Those of parser.DefaultBlockParsers and DefaultInlineParsers but for HTML.
	return Reader{parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewSetextHeadingParser(), 100),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(parser.NewListParser(), 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(parser.NewATXHeadingParser(), 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(parser.NewBlockquoteParser(), 800),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithInlineParsers(
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(parser.NewLinkParser(), 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(parser.NewEmphasisParser(), 500),
		),
	)}
}

// Parse gives the blocks and spans of a text. The nodes say where in it their words
// are: Words has those.
func (r Reader) Parse(src []byte) ast.Node { return r.parser.Parse(gmtext.NewReader(src)) }

// Words are those of a span of text, with what was escaped in it as it is meant.
func Words(span *ast.Text, src []byte) string {
	s := string(span.Segment.Value(src))
	if span.IsRaw() || !strings.ContainsAny(s, `\&`) {
		return s
	}
	var b strings.Builder
	for s != "" {
		at := strings.IndexAny(s, `\&`)
		if at < 0 {
			break
		}
		b.WriteString(s[:at])
		s = s[at:]
		if s[0] == '\\' {
			if len(s) > 1 && util.IsPunct(s[1]) {
				s = s[1:]
			}
			b.WriteByte(s[0])
			s = s[1:]
			continue
		}
		entity := s[:1]
		if end := len(s) - len(strings.TrimLeftFunc(s[1:], inEntity)); end < len(s) && s[end] == ';' {
			entity = s[:end+1]
		}
		b.WriteString(html.UnescapeString(entity))
		s = s[len(entity):]
	}
	return b.String() + s
}

func inEntity(r rune) bool {
	return r == '#' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
}

// Code is what stands in a block of code.
func Code(block ast.Node, src []byte) string {
	var b strings.Builder
	for i := range block.Lines().Len() {
		line := block.Lines().At(i)
		b.Write(line.Value(src))
	}
	return b.String()
}

// Followed reports an address that a link may lead to: of a page or of mail.
func Followed(address string) bool {
	scheme, _, _ := strings.Cut(strings.ToLower(address), ":")
	return scheme == "http" || scheme == "https" || scheme == "mailto"
}

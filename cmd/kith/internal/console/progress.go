package console

import (
	"fmt"
	"time"

	"kith/journal/text"
)

// Progress tells the person how far something has come that takes its time: on Err,
// once it has taken a second, and only where Err is a terminal. It is drawn over and
// over on one line, which Done takes away.
type Progress struct {
	c     *Console // nil to draw nothing
	what  string
	total int
	now   func() time.Time
	done  int
	began time.Time
	drawn time.Time // zero: not yet
}

// Progress begins to tell of something of so many steps: "Writing".
func (c *Console) Progress(what string, total int, now func() time.Time) *Progress {
	p := &Progress{what: what, total: total, now: now, began: now()}
	if c.ErrTTY() && !c.IsPlain() {
		p.c = c
	}
	return p
}

// Step says that one more is done.
func (p *Progress) Step() {
	if p.done++; p.c == nil || p.done%16 != 0 {
		return
	}
	const patience, often = time.Second, 100 * time.Millisecond
	now := p.now()
	passed := now.Sub(p.began)
	if passed < patience || now.Sub(p.drawn) < often {
		return
	}
	p.drawn = now
	line := fmt.Sprintf("%s: %d", p.what, p.done)
	if p.total > 0 {
		done := min(p.done, p.total)
		left := time.Duration(float64(passed) / float64(done) * float64(p.total-done)).Round(time.Second)
		line = fmt.Sprintf("%s: %d%%, about %s left", p.what, 100*done/p.total, text.Count(int(left.Seconds()), "second"))
		if left > 2*time.Minute {
			line = fmt.Sprintf("%s: %d%%, about %s left", p.what, 100*done/p.total, text.Count(int(left.Round(time.Minute).Minutes()), "minute"))
		}
	}
	// A line that cannot be drawn is none that is needed.
	_, _ = fmt.Fprintf(p.c.Err, "\r%s\x1b[K", text.Cut(line, p.c.Width()-1))
}

// Done takes the line away.
func (p *Progress) Done() {
	if p.c != nil && !p.drawn.IsZero() {
		_, _ = fmt.Fprint(p.c.Err, "\r\x1b[K")
		p.drawn = time.Time{}
	}
}

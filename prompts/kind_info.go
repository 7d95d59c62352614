package prompts

// infoKind is text to read.
func infoKind() stepKind { return stepKind{} }

// perCommunityKind runs steps of its own once for each community that was named
// before: a loop.
func perCommunityKind() stepKind {
	return stepKind{
		keys: []string{"over", "step"},
		parse: func(p *parser, t table, s *Step) {
			s.Over, s.Steps = t.text("over"), p.stepsOf(t)
			if s.Over == "" && (t.lacks("over") || isText(t.keys["over"])) {
				t.problem("over", "over is missing: the key of the step that names the communities")
			}
			if t.lacks("step") {
				t.problem("step", "there is no [[step.step]]: nothing would be asked")
			}
		},
	}
}

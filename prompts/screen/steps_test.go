package screen

import (
	"fmt"
	"testing"

	"kith/journal"
	"kith/prompts"
)

func sixty() prompts.Activity {
	var steps []prompts.Step
	for i := range 60 {
		steps = append(steps, prompts.Step{Key: fmt.Sprintf("s%d", i+1), Kind: journal.ShortText, Required: i == 9,
			Prompt: fmt.Sprintf("What was the %d. thing that came to mind?", i+1)})
	}
	return one(steps...)
}

// From step 35 to step 3 and back is a few keys, and nothing is lost.
func TestTheListOfSixtySteps(t *testing.T) {
	t.Parallel()
	w := start(t, sixty())
	w.size(40, 12)
	w.press("enter")
	for i := range 34 {
		w.press(map[bool]string{true: "x", false: "-"}[i%10 != 9], "enter")
	}
	w.at("s35").press("half a", "ctrl+o").sees("> 35  answered", "esc close")
	golden(t, "steps-40x12.txt", bare(w.screen()))
	w.press("esc").at("s35").sees("> half a")
	w.press("ctrl+o", "ctrl+o").at("s35").press("ctrl+o", "g", "down", "down").sees(">  3  answered  What was").press("enter")
	w.at("s3").press("y", "enter").at("s35").sees("> half a") // it was not asked to the end yet
	w.press("enter").at("s36").press("ctrl+o", "G", "enter", "G").sees("> ( ) Finish", "enter finish").press("enter")
	if !w.over || w.model.session.State() != prompts.Finished {
		t.Fatalf("the rest is optional, and it is not over:\n%s", w.screen())
	}
	if got := w.said("s3").Text + ", " + w.said("s35").Text; got != "xy, half a" {
		t.Errorf("said %s", got)
	}
}

// What was jumped over and is needed is asked before the end.
func TestFinishingAsksForWhatIsNeeded(t *testing.T) {
	t.Parallel()
	w := start(t, sixty()).press("enter", "ctrl+o", "G", "enter", "end", "enter").at("s10").sees("! this one needs an answer")
	w.press("-", "enter").at("s11").press("ctrl+o", "esc").at("s11").press("ctrl+o", "end", "enter", "end", "enter")
	if !w.over {
		t.Errorf("it is not over:\n%s", w.screen())
	}
}

// Left with the list open, a run goes on where the list was opened.
func TestTheListIsLeftAndComeBackTo(t *testing.T) {
	t.Parallel()
	a := sixty()
	w := start(t, a).press("enter", "word", "ctrl+o", "ctrl+c")
	asLeft(t, w.left())
	resume(t, a, w.kept()).at("s1").sees("> word")
}

func TestAFormOfKithsOwnHasNoList(t *testing.T) {
	t.Parallel()
	a := one(prompts.Step{Key: "q", Kind: journal.ShortText, Prompt: "Well?"})
	a.ID, a.Intro = "", ""
	w := start(t, a).press("ctrl+o").at("q").seesNot("ctrl+o").press("x", "enter")
	if !w.over {
		t.Errorf("it is not over:\n%s", w.screen())
	}
}

package prompts

import "strings"

// Starter is a file to begin an activity of one's own from: it runs as it is,
// shows most kinds of step, and says in comments what else there is.
func Starter(id string) string {
	return strings.ReplaceAll(starter, "MY-ACTIVITY", id)
}

const starter = `# An activity for kith. This one runs as it is; change what you like.
#
#   kith activity check FILE      says what is wrong with it, line by line
#   kith activity show MY-ACTIVITY
#   kith reflect MY-ACTIVITY

schema = 1
id = "MY-ACTIVITY"                # a-z, 0-9 and -
# aliases = ["7.2"]               # other names it answers to
title = "An activity of my own"
minutes = 15                      # a guide, never a limit
tags = ["my-own"]                 # given to the reflection
# private = true                  # every answer is private unless its step says otherwise
intro = """
What this activity is for, shown before the first step.
"""
closing = "Shown after the last step."

[source]
citation = "My own."              # where it comes from: a book, a course, you
# url = "https://..."
# licence = "..."

# Each step shows or asks one thing. These keys are for every kind:
#
#   key       a-z, 0-9 and _; what its answer is kept under
#   kind      what is asked: see below
#   prompt    the question
#   help      a line or two under it
#   required  true: to be answered (or declined, which "-" always does)
#   private   true: never leaves in anything made for other people
#   full      true: asked only with --full
#   sitting   2, 3, ...: asked another day; never less than on the step before
#   when      asked only when an earlier answer is such: see below
#   record    also kept as an observation of that name, to look back on over time

[[step]]
key = "welcome"
kind = "info"                     # text to read
prompt = "Before you begin"
help = "Find a quiet place."

[[step]]
key = "group"
kind = "community"                # one of the person's communities; several with multiple = true
prompt = "Which of your communities is this about?"
required = true

[[step]]
key = "moment"
kind = "short_text"               # a line; max_chars limits it
prompt = "One moment in {community} that stayed with you?"   # {community}: the one picked above

[[step]]
key = "story"
kind = "long_text"                # as much as one likes
prompt = "What happened?"
help = "Roles, not names."
private = true

[[step]]
key = "energy"
kind = "rating"                   # 1 to 5, or not sure; five words for them, or none
prompt = "How did it leave you?"
anchors = ["drained", "low", "level", "good", "full of energy"]
record = "energy"

[[step]]
key = "why_low"
kind = "long_text"
prompt = "What took the energy?"
# The operators: eq ne in not_in, gte lte (ratings, numbers, dates),
# answered unanswered shown (which take no value).
when = { key = "energy", op = "lte", value = 2 }

[[step]]
key = "part"
kind = "choose_one"               # choose_many: several, with min_items and max_items
prompt = "What part did you play?"
options = [
  { value = "led", label = "I led it" },
  { value = "joined", label = "I took part" },
  { value = "watched", label = "I watched" },
]

[[step]]
key = "again"
kind = "yes_no"
prompt = "Would you do it again?"

[[step]]
key = "on"
kind = "date"                     # a date, a month or a year
prompt = "When was it?"

[[step]]
key = "hours"
kind = "number"                   # min, max and unit are optional
prompt = "How long did it take?"
min = 0
unit = "hours"

# Two kinds more. An inventory lists communities, new ones too:
#
#   [[step]]
#   key = "communities"
#   kind = "inventory"
#   prompt = "Which groups do you belong to?"
#   fields = ["name", "kind", "about", "tags"]
#
# And a per_community asks its own steps once for each community named before:
#
#   [[step]]
#   key = "look"
#   kind = "per_community"
#   over = "communities"
#   prompt = "A closer look at {community}"
#
#     [[step.step]]
#     key = "works"
#     kind = "rating"
#     prompt = "How well is {community} working?"

[[step]]
key = "next"
kind = "suggestions"              # things to try: kept in the list of suggestions
prompt = "What will you try?"
fields = ["text", "from_role", "community", "element", "try_by"]
max_items = 3
`

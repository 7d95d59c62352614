// Package journal holds what kith keeps and the words it keeps it in:
// reflections and their answers, drafts, communities, observations and how
// they are read, tags, suggestions, dates.
//
// It is plain data and pure functions. It refuses to know where a journal is
// stored, who is asked and how, and what the time is: those come in as values.
package journal

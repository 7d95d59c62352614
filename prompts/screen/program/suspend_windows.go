package program

import (
	"errors"
	"os"
)

func notifyStop(chan<- os.Signal) {}

// Run has nothing to give the terminal to: shells here have no jobs.
func (suspension) Run() error { return errors.New("this system has no way to stop for a while") }

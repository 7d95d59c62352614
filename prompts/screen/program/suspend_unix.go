//go:build !windows

package program

import (
	"errors"
	"os"
	"os/signal"
	"syscall"

	"golang.org/x/sys/unix"
)

// notifyStop has the signal sent to c that asks a program to stop for a while,
// as kill -TSTP does. Go does not give it back its first meaning once it was asked
// for, so it is not what stops kith in the end.
func notifyStop(c chan<- os.Signal) { signal.Notify(c, syscall.SIGTSTP) }

// Run stops kith and what else is in its job, and returns when the shell lets it
// go on.
func (suspension) Run() error {
	if sid, err := unix.Getsid(0); err != nil || sid == syscall.Getpgrp() {
		return errors.New("there is no shell that could bring kith back")
	}
	back := make(chan os.Signal, 1)
	signal.Notify(back, syscall.SIGCONT)
	defer signal.Stop(back)
	if err := syscall.Kill(0, syscall.SIGSTOP); err != nil {
		return err
	}
	<-back
	return nil
}

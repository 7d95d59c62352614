// Command kith is a reflective journal for the communities a person belongs to.
//
// The package binds commands to the journal, the prompts and the store. A file is
// named as it is typed: trash.go has all of kith trash, and a longer verb a file of
// its own, such as community_observe.go. It refuses to decide what a reflection, an
// activity or a reading is; it says what was asked of it and what came back.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"kith/cmd/kith/internal/guard"
)

func main() {
	if err := guard.Restore(); err != nil {
		fmt.Fprintln(os.Stderr, "kith: TERM could not be put back:", err)
		os.Exit(1)
	}
	os.Exit(process(time.Now))
}

// process runs kith on what the operating system gives it, with the given clock.
func process(now func() time.Time) int {
	ctx, release := signal.NotifyContext(context.Background(), stopSignals()...)
	defer release()
	context.AfterFunc(ctx, release) // a second ctrl-c ends kith whatever it does
	return run(ctx, system{
		args: os.Args[1:], env: os.LookupEnv, now: now,
		stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr,
	})
}

// stopSignals are those that ask kith to end.
func stopSignals() []os.Signal {
	return []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP}
}

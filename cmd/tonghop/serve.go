package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"tonghop/pipeline/control"
	"tonghop/pipeline/duck"
	"tonghop/pipeline/schedule"
)

func (a *app) serveCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "serve",
		Short: "Run the jobs, take in what comes, send what is to be sent, until it is ended",
		Long: "Run the jobs of tonghop.yaml at their times, take in what units leave in the inbox, and send what is to be sent, until SIGTERM or ctrl-C.\n" +
			"A command that is typed meanwhile, by the same user or root, is carried out by this process, and prints what it would print by itself.",
		Args: cobra.NoArgs,
		RunE: a.action(a.serve),
	}
}

func (a *app) serve(ctx context.Context, _ []string) error {
	a.serving = true
	hello, err := a.hello() // before the files are read: what is changed in between is noticed
	if err != nil {
		return err
	}
	o, err := a.openWaiting(ctx)
	if err != nil {
		return unlessEnded(ctx, err)
	}
	s, err := a.newService(ctx, o)
	if err != nil {
		return errors.Join(unlessEnded(ctx, err), s.closeWeb(), o.close())
	}
	listener, err := control.Listen(a.socketPath())
	if err != nil {
		return errors.Join(err, s.closeWeb(), o.close())
	}
	err = s.run(ctx, hello, listener)
	if errors.Is(err, errStillAtWork) || errors.Is(err, control.ErrAbandoned) {
		return err // the office stays open: what was abandoned may be at work in it
	}
	return errors.Join(err, o.close())
}

// unlessEnded is no error where the service was told to end while it came up.
func unlessEnded(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// lockTime is how long the service waits for a command that has the warehouse open.
const lockTime = 15 * time.Second

// openWaiting opens the warehouse; a command that was typed before the service came up may end first, and whoever waits is told. Another service does not.
func (a *app) openWaiting(ctx context.Context) (*office, error) {
	told := false
	for begun := a.now(); ; {
		o, err := a.open(ctx)
		locked := (*duck.LockedError)(nil)
		if !errors.As(err, &locked) || a.now().Sub(begun) > lockTime {
			return o, err
		}
		if client, failed := control.Dial(a.socketPath()); failed == nil {
			return nil, errors.Join(usage("tonghop serve runs already for this data folder, process %d: end that first", client.Process), client.Close())
		}
		if !told {
			fmt.Fprintf(a.err, "tonghop: %s is in use by %s: waiting up to %v for it to end\n", oneLine(locked.Path), locked.Holder(), lockTime)
			told = true
		}
		if schedule.Wait(ctx, lockTime/50) != nil {
			return o, err
		}
	}
}

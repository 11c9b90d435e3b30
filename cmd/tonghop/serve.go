package main

import (
	"context"
	"errors"
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
		return errors.Join(unlessEnded(ctx, err), o.close())
	}
	listener, err := control.Listen(a.socketPath())
	if err != nil {
		return errors.Join(err, o.close())
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

// openWaiting opens the warehouse; a command that was typed before the service came up may end first.
func (a *app) openWaiting(ctx context.Context) (*office, error) {
	for begun := a.now(); ; {
		o, err := a.open(ctx)
		if locked := (*duck.LockedError)(nil); !errors.As(err, &locked) || a.now().Sub(begun) > lockTime || schedule.Wait(ctx, lockTime/50) != nil {
			return o, err
		}
	}
}

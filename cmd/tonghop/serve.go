package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"tonghop/pipeline/control"
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
	o, err := a.open(ctx)
	if err != nil {
		return err
	}
	s, err := a.newService(ctx, o)
	if err != nil {
		return errors.Join(err, o.close())
	}
	listener, err := control.Listen(a.socketPath())
	if err != nil {
		return errors.Join(err, o.close())
	}
	if err := s.run(ctx, hello, listener); err != nil {
		return err // the office stays open: what was abandoned may be at work in it
	}
	return o.close()
}

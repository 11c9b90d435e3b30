package main

import (
	"context"
	"errors"
	"log/slog"

	"github.com/spf13/cobra"

	"tonghop/pipeline/control"
)

func (a *app) serveCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "serve",
		Short: "Keep the warehouse open, and carry out what is typed meanwhile",
		Long: "Keep the warehouse open until SIGTERM or ctrl-C. A command that is typed meanwhile, by the same user or root, is carried out by this\n" +
			"process, and prints what it would print by itself.",
		Args: cobra.NoArgs,
		RunE: a.action(a.serve),
	}
}

func (a *app) serve(ctx context.Context, _ []string) error {
	hello, unread := a.hello() // before the files are read: what is changed in between is noticed
	o, err := a.open(ctx)
	if err != nil {
		return err
	}
	if unread != nil {
		return errors.Join(unread, o.close())
	}
	if err := a.control(ctx, o, hello); err != nil {
		return err
	}
	return o.close()
}

// control carries out commands until the context ends.
func (a *app) control(ctx context.Context, o *office, hello control.Hello) error {
	listener, err := control.Listen(a.socketPath())
	if err != nil {
		return errors.Join(err, o.close())
	}
	server := control.Server{Hello: hello, Log: slog.New(slog.NewTextHandler(a.err, nil)), Do: func(ctx context.Context, c control.Command) int {
		carried := &app{streams: streams{out: c.Out, err: c.Err, bar: c.Bar, terminal: c.Terminal}, files: c.Files, uid: c.UID, office: o, now: a.now}
		return carried.run(ctx, c.Args)
	}}
	return server.Serve(ctx, listener) // an error leaves the office open: what was abandoned is still at work in it
}
